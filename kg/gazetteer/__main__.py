"""``python -m kg.gazetteer``: build the gazetteer beside this file, unless it is up to date."""

from __future__ import annotations

import sys

from kg.errors import KGError
from kg.gazetteer import DEFAULT_PATH
from kg.gazetteer.build import build


def main() -> int:
    """Build, say what was done, and return the exit code."""
    try:
        built = build()
    except KGError as error:
        print(error, file=sys.stderr)
        return 1
    print(
        f"{DEFAULT_PATH} {'built' if built else 'is up to date'} ({DEFAULT_PATH.stat().st_size / 1e6:.1f} MB)"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
