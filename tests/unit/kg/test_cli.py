from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg import __version__, errors, settings
from kg.cli import COMMANDS, main
from server import query_errors

ROOT = Path(__file__).parents[3]
SEED = ROOT / "data" / "announcements" / "serres-breaking-isolation-2023.txt"

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: object, input: str = "") -> Result:
        return CliRunner().invoke(
            main, list(map(str, arguments)), input=input, terminal_width=100, prog_name="kg"
        )

    return invoke


def said(result: Result) -> str:
    """The one line of an error."""
    assert isinstance(result.exception, SystemExit)
    *_, last = result.stderr.splitlines()
    assert "Traceback" not in result.output
    return last


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").output == f"Diktyo {__version__}\n"


def test_the_reference_has_every_commands_help_word_for_word(run: Run) -> None:
    reference = (ROOT / "docs" / "reference" / "cli.md").read_text("utf-8")
    for name in COMMANDS.builtin:
        assert f"## kg {name}\n" in reference
        assert run(name, "--help").output in reference


def test_every_error_is_explained() -> None:
    explained = re.findall(
        r"^## (\S+)$", (ROOT / "docs" / "reference" / "errors.md").read_text("utf-8"), re.M
    )
    classes = [errors.KGError]
    for found in classes:
        classes += found.__subclasses__()
    modules = {errors.__name__, query_errors.__name__}
    ours = {found.code for found in classes if found.__module__ in modules}
    assert set(explained) == ours | {"not-valid", "duplicate", "time-limit", "crash"}


def test_a_wrong_setting_is_wrong_usage(run: Run) -> None:
    Path("kg.toml").write_text("[srever]\nport = 1\n")
    result = run("settings")
    assert result.exit_code == 2
    assert (
        said(result)
        == "Error: there is no setting 'srever.port' (kg.toml); did you mean 'server.port'? [settings]"
    )


def test_settings_are_told_with_where_they_come_from(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_SERVER__PORT", "8080")
    Path("kg.toml").write_text("[build]\njobs = 3\n")
    lines = [re.split(r"\s{2,}", line) for line in run("settings").output.splitlines()]
    assert ["server.port", "8080", "environment variable KG_SERVER__PORT"] in lines
    assert ["build.jobs", "3", "kg.toml"] in lines
    assert ["site.base", "http://127.0.0.1:8000", "default"] in lines
    assert len(lines) == len(list(settings.rows())) + 3


def test_extract_gives_one_record_a_line(run: Run) -> None:
    Path("made-up.json").write_text(json.dumps({"id": "x-1", "lang": "en", "text": "A made-up line."}))
    result = run("extract", SEED, "made-up.json")
    assert result.exit_code == 0
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(record["id"], record["lang"]) for record in records] == [(SEED.stem, "el"), ("x-1", "en")]


def test_evidence_fits_the_text(run: Run) -> None:
    (record,) = json.loads(run("extract", "--format", "json", SEED).stdout)
    text = SEED.read_text("utf-8")
    spans = [
        span
        for slot in ("projects", "partners", "meetings", "persons")
        for r in record[slot]
        for span in r["evidence"]
    ]
    assert spans
    assert all(text[span["start"] : span["end"]] == span["quote"] for span in spans)


def test_extract_as_a_table(run: Run) -> None:
    lines = run("extract", "--format", "table", SEED).stdout.splitlines()
    assert any(re.match(rf"{SEED.stem}\s+meeting\s+.*2023-12-13", line) for line in lines)


def test_extract_names_what_cannot_be_read_and_goes_on(run: Run) -> None:
    Path("empty.txt").touch()
    result = run("extract", "empty.txt", SEED)
    assert result.exit_code == 1
    assert result.stderr.startswith("empty.txt: empty.txt is empty;")
    assert json.loads(result.stdout)["id"] == SEED.stem


def test_validate_tells_what_the_shapes_find(run: Run) -> None:
    result = run("validate", SEED)
    assert result.exit_code == 0
    *remarks, last = result.stdout.splitlines()
    assert last == "1 valid, 0 not valid, 0 not read"
    assert all(re.match(rf"{SEED.stem}: (Warning|Info): \S", remark) for remark in remarks)


def test_a_query_is_a_text_a_file_or_the_input(run: Run, seed_release: Path) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?s a <https://w3id.org/diktyo/tco#Meeting> }"
    Path("made-up.rq").write_text(query)
    for given, input in ((query, ""), ("made-up.rq", ""), ("-", query)):
        result = run("query", "--release", seed_release, "--format", "csv", given, input=input)
        assert result.stdout.splitlines() == ["n", "1"], result.output


def test_a_wrong_query_is_one_line(run: Run, seed_release: Path) -> None:
    result = run("query", "--release", seed_release, "SELECT")
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert said(result).endswith("[query-syntax]")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("absent.rq", "Error: there is no file absent.rq to read a query from"),
        ("absent/made-up", "Error: there is no file absent/made-up to read a query from"),
        ("folder", "Error: folder is a folder; name a file that holds one query"),
        ("latin.rq", "Error: the query in latin.rq cannot be read: it is not UTF-8"),
    ],
)
def test_a_name_of_no_readable_file_is_said_in_one_sentence(run: Run, given: str, message: str) -> None:
    Path("folder").mkdir()
    Path("latin.rq").write_bytes(b"ASK { ?s ?p '\xe9' }")
    result = run("query", "--release", "unread", given)
    assert (result.exit_code, result.stderr) == (2, f"{message}\n")


def test_an_update_is_refused_before_it_is_sent(run: Run) -> None:
    update = "PREFIX a: <http://made-up.example/> # a remark\nDELETE WHERE { ?s a:b ?o }"
    result = run("query", "--endpoint", "http://127.0.0.1:1/query", update)
    assert said(result).startswith("Error: this is an update (DELETE), and nothing is changed by a query;")


def test_our_prefixes_need_no_declaration(run: Run, seed_release: Path) -> None:
    result = run("query", "--release", seed_release, "--format", "csv", "SELECT ?m { ?m a tco:Meeting }")
    assert len(result.stdout.splitlines()) == 2


@pytest.mark.parametrize("command", ["extract", "validate"])
def test_a_folder_without_announcements_is_said(run: Run, command: str) -> None:
    Path("empty").mkdir()
    result = run(command, "empty")
    assert (result.exit_code, result.stdout) == (1, "")
    assert said(result) == (
        "Error: there is no announcement at empty; give files or a folder that has some [source]"
    )


def test_a_query_goes_to_one_place(run: Run) -> None:
    result = run("query", "--release", "x", "--endpoint", "http://127.0.0.1:1/", "ASK {}")
    assert result.exit_code == 2


def test_nobody_at_the_address_is_said(run: Run) -> None:
    result = run("query", "--endpoint", "http://127.0.0.1:1/query", "ASK {}")
    assert said(result).startswith("Error: nobody answers at http://127.0.0.1:1/query:")
    assert said(run("query", "--endpoint", "file:///etc/passwd", "ASK {}")).endswith("[settings]")


def test_explain_shows_the_words(run: Run, seed_release: Path) -> None:
    query = "SELECT ?m { ?m a <https://w3id.org/diktyo/tco#Meeting> }"
    iri = run("query", "--release", seed_release, "--format", "csv", query).stdout.splitlines()[1]
    lines = run("explain", iri, "--release", seed_release).stdout.splitlines()
    at = lines.index("schema:endDate  2023-12-14")
    assert lines[at + 1] == "    “13 & 14/12/2023”"
    assert said(run("explain", f"{iri}x", "--release", seed_release)).endswith("[identifier]")


def test_a_reader_that_goes_away_is_no_error(seed_release: Path) -> None:
    query = "SELECT * { ?s ?p ?o }"  # its answer is larger than a pipe holds
    command = [sys.executable, "-m", "kg", "query", "--release", str(seed_release), "--format", "tsv", query]
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
