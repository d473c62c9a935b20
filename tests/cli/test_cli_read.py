"""``claimcheck read``: the record of what was read is valid, the same every time, complete, and safe to look at."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

REPORT = """\
# Our year

Waste fell[^1] in all plants.

## Independent assurance report

We checked the table.

| Metric | Unit | 2023 | 2024 | % change |
|---|---|---|---|---|
| Waste | t | 1,234 | 1,100 | (11) |
| Water | thousand m³ | – | 12 | |

[^1]: Without the plant in Lund.
"""
HOSTILE = "# Title \x1b]0;owned\x07\n\n| a\x1b[2J | 2024 |\n|---|---|\n| \u202eevil (t) | 1 |\n\nText \x9b31m\n"


@pytest.fixture
def report(desk: Path) -> Path:
    path = desk / "year.md"
    path.write_text(REPORT, encoding="utf-8")
    return path


def _read(command: Any, *arguments: str, code: int = 0) -> dict[str, Any]:
    done = command(["read", *arguments, "--format", "json"])
    assert done.code == code, done.stderr
    reading: dict[str, Any] = json.loads(done.stdout)
    return reading


def test_json_fits_the_schema_that_is_printed(command: Any, report: Path) -> None:
    schema = json.loads(command(["schema", "document"]).stdout)
    reading = _read(command, "year.md", "pages.pdf", "broken.pdf", "nope.md", code=3)
    Draft202012Validator(schema).validate(reading)
    assert reading["schema"] == "claimcheck-document/1"
    assert [document["path"] for document in reading["documents"]] == ["broken.pdf", "pages.pdf", "year.md"]
    assert [problem["place"] for problem in reading["problems"]] == ["nope.md"]


def test_the_same_input_gives_the_same_json(command: Any, report: Path) -> None:
    first, second = (
        command(["read", *paths, "--format", "json"]) for paths in (["year.md", "pages.pdf"], ["pages.pdf", "year.md"])
    )
    assert first.stdout == second.stdout


def test_blocks_have_their_place_their_headings_and_their_notes(command: Any, report: Path) -> None:
    [document] = _read(command, "year.md")["documents"]
    blocks = {block["text"]: block for block in document["blocks"]}
    waste, checked = blocks["Waste fell in all plants."], blocks["We checked the table."]
    assert (waste["line"], waste["column"], waste["kind"]) == (3, 1, "paragraph")
    assert document["blocks"][waste["marks"][0]["note"]]["text"] == "Without the plant in Lund."
    assert checked["section"][-1] == "Independent assurance report"
    assert checked["section_kind"] == "assurance"
    assert waste["section_kind"] is None
    assert REPORT[checked["start"] : checked["end"]] == checked["text"]


def test_values_come_with_what_the_table_says_about_them(command: Any, report: Path) -> None:
    [document] = _read(command, "year.md")["documents"]
    [table] = document["tables"]
    points = {(point["row_path"][-1], point["column_path"][-1]): point for point in table["data_points"]}
    waste = points["Waste", "2023"]
    assert (waste["value"], waste["unit"], waste["unit_from"], waste["year"]) == (1234, "t", "unit_column", 2023)
    assert (points["Water", "2024"]["value"], points["Water", "2024"]["scale"]) == (12000, 1000)
    assert (points["Water", "2023"]["state"], points["Water", "2023"]["value"]) == ("no_value", None)
    assert (points["Waste", "% change"]["value"], points["Waste", "% change"]["role"]) == (-11, "change")
    assert table["cells"][waste["cell"]]["text"] == waste["text"]


def test_everything_that_was_read_is_shown_as_text(command: Any, report: Path) -> None:
    shown = " ".join(command(["read", "year.md"]).stdout.split())
    for words in ("Waste fell in all plants.", "[1] note at 14", "(assurance)", "1,234", "thousand m³", "footnote 1"):
        assert words in shown


@pytest.mark.parametrize("format_", ["text", "json", "markdown"])
def test_nothing_in_a_document_steers_the_terminal(command: Any, desk: Path, format_: str) -> None:
    (desk / "hostile.md").write_text(HOSTILE, encoding="utf-8")
    done = command(["read", "hostile.md", "--format", format_, "--tables"])
    assert done.code in (0, 3)
    assert "evil" in done.stdout
    assert not {
        char for char in done.stdout if char != "\n" and (ord(char) < 32 or 127 <= ord(char) < 160 or char == "\u202e")
    }


def test_the_library_reads_as_the_command_does(command: Any, report: Path) -> None:
    from claimcheck import Auditor

    [document] = _read(command, "year.md")["documents"]
    assert json.loads(Auditor().read("year.md").model_dump_json()) == document


def test_a_later_version_may_add_keys(command: Any, report: Path) -> None:
    for name in ("report", "document", "record"):
        assert '"additionalProperties": false' not in command(["schema", name]).stdout
    assert '"additionalProperties": false' in command(["schema", "config"]).stdout, "what people write is checked"


def test_lines_fit_the_schema_of_lines(command: Any, desk: Path) -> None:
    validator = Draft202012Validator(json.loads(command(["schema", "jsonl"]).stdout))
    lines = command(["audit", "bad.md", "good.md", "--format", "jsonl"]).stdout.splitlines()
    values = [json.loads(line) for line in lines]
    assert [one["kind"] for one in values] == ["document", "document", "summary"]
    for one in values:
        validator.validate(one)
        assert validator.is_valid({**one, "later": 1})
        assert not validator.is_valid({**one, "kind": "other"})
