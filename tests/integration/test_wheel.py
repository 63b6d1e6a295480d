"""The wheel carries what the program needs besides its code."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
NEEDED = {
    "kg/_ontology/vocabulary.ttl",
    "kg/_ontology/shapes.ttl",
    "kg/_ontology/concepts.ttl",
    "kg/_ontology/context.jsonld",
    "kg/_data/announcements/serres-breaking-isolation-2023.txt",
    "kg/_data/authorities/programmes.toml",
    "kg/gazetteer/places.sqlite",
    "kg/languages/el/cues.toml",
    "kg/readers/headline.toml",
    "server/static/diktyo.css",
    "server/templates/base.html",
    "server/translations/el.toml",
}


def test_the_wheel_is_whole(tmp_path: Path) -> None:
    source = tmp_path / "source"
    kept = shutil.ignore_patterns(".*", "__pycache__", "var", "build", "dist", "tests")
    shutil.copytree(ROOT, source, ignore=kept)
    command = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        str(tmp_path),
        str(source),
    ]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr[-2000:]
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert NEEDED - names == set()
    assert not [name for name in names if name.startswith("tests/")]
