"""Finds a variant (a reader, a store, a source) by its name, and imports it only when it is chosen.

The variants that come with Diktyo stand in a plain table in the package they belong to; installed
packages add theirs through an entry-point group of the same name as the package, e.g. ``kg.readers``.
"""

from __future__ import annotations

import importlib
import importlib.metadata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Variants:
    """What can be chosen at one plug-in point.

    Attributes:
        group: entry-point group that installed packages add to, e.g. ``kg.stores``.
        builtin: name to ``module:object`` of what comes with Diktyo; these win over installed ones.
    """

    group: str
    builtin: Mapping[str, str]

    def names(self) -> tuple[str, ...]:
        """Every name that can be chosen, sorted."""
        return tuple(sorted({*self.builtin, *(point.name for point in self._installed())}))

    def find(self, name: str) -> Any:
        """The object behind a name, imported now; None when no variant has that name."""
        reference = self.builtin.get(name)
        if reference is not None:
            module, _, attribute = reference.partition(":")
            return getattr(importlib.import_module(module), attribute)
        return next((point.load() for point in self._installed() if point.name == name), None)

    def _installed(self) -> importlib.metadata.EntryPoints:
        return importlib.metadata.entry_points(group=self.group)
