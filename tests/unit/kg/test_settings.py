from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from kg import settings
from kg.errors import SettingsError

ROOT = Path(__file__).parents[3]


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return tmp_path / "kg.toml"


def test_without_a_file_every_setting_has_its_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert settings.load(environ={}) == settings.Settings()


def test_a_file_in_the_folder_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("kg.toml").write_text('[site]\nname = "Δίκτυα"\n', "utf-8")
    assert settings.load(environ={}).site.name == "Δίκτυα"


def test_the_file_of_the_environment_counts_before_the_folders(
    tmp_path: Path, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("kg.toml").write_text("[server]\nport = 1\n")
    other = tmp_path / "other.toml"
    other.write_text("[server]\nport = 2\n")
    assert settings.load(environ={"KG_CONFIG": str(other)}).server.port == 2
    assert settings.load(config.with_name("kg.toml"), {"KG_CONFIG": str(other)}).server.port == 1


def test_the_command_line_counts_before_the_environment_before_the_file(config: Path) -> None:
    config.write_text("[build]\njobs = 1\nseconds = 1\nmax_bytes = 1\n")
    environ = {"KG_BUILD__JOBS": "2", "KG_BUILD__SECONDS": "2.5"}
    chosen, origins = settings.effective(config, environ, {"build.jobs": 3, "build.out": None})
    assert (chosen.build.jobs, chosen.build.seconds, chosen.build.max_bytes) == (3, 2.5, 1)
    assert origins == {
        "build.jobs": "command line",
        "build.seconds": "environment variable KG_BUILD__SECONDS",
        "build.max_bytes": str(config),
    }


def test_variables_that_are_no_settings_are_left_alone() -> None:
    assert settings.load(environ={"KG_HOME": "x", "PATH": "y"}).site == settings.Site()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[site]\nbsae = 'http://x'", "'site.base'"),
        ("[srever]\nport = 1", "'server.port'"),
        ("port = 1", "stands outside a section"),
        ("[server]\nport = '8000'", "it needs a whole number"),
        ("[server]\nport = true", "it needs a whole number"),
        ("[server]\nport = 99999", "at most 65535"),
        ("[build]\njobs = -1", "at least 0"),
        ("[build]\nseconds = nan", "at least"),
        ("[build]\nexecutor = 'spark'", "one of local, dask"),
        ("[build]\nout = ''", "it needs a path"),
        ("[site]\nbase = 'https://kg.example.org/'", "without a slash at its end"),
        ("[site]\nbase = 'kg.example.org'", "http or https"),
        ("[site", "is not TOML"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(config: Path, text: str, said: str) -> None:
    config.write_text(text)
    with pytest.raises(SettingsError, match=re.escape(said)) as raised:
        settings.load(config, {})
    assert "\n" not in str(raised.value)
    assert str(config) in str(raised.value)


def test_a_variable_with_a_wrong_value_is_named() -> None:
    with pytest.raises(SettingsError, match="KG_SERVER__PORT is 'x'"):
        settings.load(environ={"KG_SERVER__PORT": "x"})
    with pytest.raises(SettingsError, match="KG_SERVER__PROT"):
        settings.load(environ={"KG_SERVER__PROT": "1"})


def test_a_file_that_is_asked_for_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        settings.load(tmp_path / "absent.toml", {})


def test_the_example_is_the_one_that_is_shipped() -> None:
    assert (ROOT / "kg.toml.example").read_text("utf-8") == settings.example()


def test_the_example_with_every_setting_in_it_gives_the_defaults(config: Path) -> None:
    text = re.sub(r"^# (\w+ = )", r"\1", settings.example(), flags=re.MULTILINE)
    assert sum(map(len, tomllib.loads(text).values())) == len(list(settings.rows()))
    config.write_text(text, "utf-8")
    chosen = settings.load(config, {"KG_BUILD__DATA": str(settings.announcements_folder())})
    assert chosen == settings.Settings()


def test_the_reference_tells_every_setting_with_its_default_and_meaning() -> None:
    reference = (ROOT / "docs" / "reference" / "settings.md").read_text("utf-8")
    for row in settings.rows():
        variable = f"KG_{row.name.replace('.', '__').upper()}"
        assert f"| `{row.name}` | `{row.shown}` | `{variable}` | {row.doc} |" in reference
