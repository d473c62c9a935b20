"""Reports in notebooks: what they draw, and their tables as data frames."""

from __future__ import annotations

import importlib.util
import os
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import claimcheck
from claimcheck.model.report import ProblemOut
from claimcheck.report.notebook import LIMIT
from claimcheck.report.record import TABLES, dtype_of

DAY = claimcheck.Context(as_of=date(2026, 11, 25))
TEXT = "We cut our Scope 1 emissions by 23 % in 2025.\n\nOur new bottle is eco-friendly.\n"
KINDS = tuple(table.name for table in TABLES)


@pytest.fixture(scope="module")
def report() -> claimcheck.Report:
    return claimcheck.audit_text(TEXT, context=DAY)


@pytest.fixture(scope="module")
def nothing() -> claimcheck.Report:
    return claimcheck.audit_text("The office opens at nine.", context=DAY)


class Outline(HTMLParser):
    """Tags with their attributes, and the text; an error for what is closed and was not open."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def drawn(report: claimcheck.Report) -> Outline:
    return Outline(report._repr_html_())


def test_a_report_draws_verdict_and_claims_first_things_first(report: claimcheck.Report) -> None:
    page = drawn(report)
    assert "Of the 2 claims: " in page.text
    assert page.text.index("Scope 1") < page.text.index("eco-friendly")
    assert "never whether it is true" in page.text
    assert [tag for tag, attributes in page.tags if tag == "th" and attributes["scope"] == "col"] == ["th"] * 5


def test_it_needs_nothing_and_runs_nothing(report: claimcheck.Report) -> None:
    page = drawn(report)
    assert {tag for tag, _ in page.tags}.isdisjoint({"script", "style", "link", "img", "iframe", "a", "object"})
    for _, attributes in page.tags:
        assert set(attributes) <= {"style", "scope", "title"}
        assert "url(" not in (attributes.get("style") or "")


def test_it_has_no_colours_of_its_own(report: claimcheck.Report) -> None:
    """Grey lines that are half seen through stand out on white and on black; all else is as the page around it."""
    [table] = [attributes for tag, attributes in drawn(report).tags if tag == "table"]
    assert "color:inherit" in (table["style"] or "")
    styles = ";".join(attributes.get("style") or "" for _, attributes in drawn(report).tags)
    for rule in filter(None, styles.split(";")):
        name, value = rule.split(":")
        if "color" in name or "background" in name:
            assert value in ("inherit", "transparent")
        assert "#" not in value


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    words = 'Our <script>alert(1)</script> "bottle" is eco-friendly & <b onclick=x>\u202egreen\u202c.'
    report = claimcheck.Auditor(context=DAY).audit_text(words, path="<img src=x>\u202e.md")
    page = drawn(report)
    assert {tag for tag, _ in page.tags}.isdisjoint({"script", "b", "img"})
    assert "\u202e" not in page.text
    assert "<img src=x>" in page.text


def test_what_was_not_read_is_said(tmp_path: Path, report: claimcheck.Report) -> None:
    (tmp_path / "good.md").write_text(TEXT, encoding="utf-8")
    page = drawn(claimcheck.audit([tmp_path / "good.md", tmp_path / "gone.md"], context=DAY))
    assert "Not everything was read" in page.text
    assert "gone.md: not read" in page.text
    assert page.text.count("gone.md") == 2
    assert "Not everything was read" not in drawn(report).text
    problem = ProblemOut(code="x", message="page 3 has no text", effect="partial")
    [document] = report.documents
    partial = document.model_copy(update={"status": "partial", "problems": [problem]})
    page = drawn(report.model_copy(update={"documents": [partial]}))
    assert "in part only" in page.text
    assert "page 3 has no text" in page.text


def test_many_claims_are_cut_and_it_says_so() -> None:
    text = "\n\n".join(f"Our bottle {number} is eco-friendly." for number in range(LIMIT + 5))
    page = drawn(claimcheck.audit_text(text, context=DAY))
    assert f"showing {LIMIT} of {LIMIT + 5} claims" in page.text
    assert len([tag for tag, _ in page.tags if tag == "tr"]) == LIMIT + 1


def test_no_claims_are_no_table(nothing: claimcheck.Report) -> None:
    page = drawn(nothing)
    assert "No claims found." in page.text
    assert "table" not in [tag for tag, _ in page.tags]


def test_a_register_has_a_column(tmp_path: Path) -> None:
    (tmp_path / "claims.yml").write_text(
        "schema: claimcheck-claims/1\nclaims:\n  - id: one\n    wording: Our new bottle is eco-friendly.\n"
        "    status: approved\n    owner: <i>me</i>\n",
        encoding="utf-8",
    )
    page = drawn(claimcheck.audit_text(TEXT, context=DAY, claims=tmp_path / "claims.yml"))
    assert "approved by <i>me</i> (register entry one)" in page.text
    assert "not in the register" in page.text


def test_the_same_report_draws_the_same(report: claimcheck.Report) -> None:
    assert report._repr_html_() == claimcheck.audit_text(TEXT, context=DAY)._repr_html_()


def test_reports_read_from_json_are_the_same(report: claimcheck.Report) -> None:
    again = claimcheck.Report.model_validate_json(report.model_dump_json())
    assert again == report
    assert again._repr_html_() == report._repr_html_()


@pytest.mark.parametrize("kind", KINDS)
def test_a_frame_is_the_record_with_its_types(report: claimcheck.Report, kind: Any) -> None:
    pandas = pytest.importorskip("pandas")
    table = TABLES[KINDS.index(kind)]
    rows = claimcheck.record(report)[KINDS.index(kind)]
    frame = report.to_dataframe(kind)
    assert list(frame.columns) == [column.name for column in table.columns]
    assert [str(one) for one in frame.dtypes] == [dtype_of(column) for column in table.columns]
    assert len(frame) == len(rows) > 0
    for at, row in enumerate(rows):
        for name, value in row.items():
            cell = frame[name].iloc[at]
            assert (value is None) == (not isinstance(cell, list) and pandas.isna(cell))
            assert value is None or cell == value


@pytest.mark.parametrize("kind", KINDS)
def test_types_do_not_hang_on_the_rows(report: claimcheck.Report, nothing: claimcheck.Report, kind: Any) -> None:
    pytest.importorskip("pandas")
    empty = nothing.to_dataframe(kind)
    assert len(empty) == 0
    assert list(empty.dtypes) == list(report.to_dataframe(kind).dtypes)


def test_claims_are_the_usual_table(report: claimcheck.Report) -> None:
    pytest.importorskip("pandas")
    assert report.to_dataframe().equals(report.to_dataframe("claims"))


def test_another_kind_is_told_with_the_nearest(report: claimcheck.Report) -> None:
    with pytest.raises(claimcheck.ClaimcheckError) as caught:
        report.to_dataframe("claim")  # type: ignore[arg-type]
    assert caught.value.code == "unknown-value"
    assert "claims" in str(caught.value.hint)


def test_without_pandas_the_extra_is_named(report: claimcheck.Report, monkeypatch: pytest.MonkeyPatch) -> None:
    known = importlib.util.find_spec
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == "pandas" else known(name))
    with pytest.raises(claimcheck.ClaimcheckError) as caught:
        report.to_dataframe()
    assert caught.value.code == "missing-extra"
    assert "claimcheck-esg[notebook]" in str(caught.value.hint)


def test_nothing_else_loads_pandas(report: claimcheck.Report) -> None:
    import subprocess
    import sys

    code = (
        "import claimcheck, sys\nreport = claimcheck.audit_text('Our bottle is eco-friendly.')\n"
        "report._repr_html_()\nassert 'pandas' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_notebook_runs(tmp_path: Path) -> None:
    """A real kernel runs two cells: the drawing of a report, and that of a table of it."""
    pytest.importorskip("pandas")
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    cells = [
        f"import claimcheck\nreport = claimcheck.audit_text({TEXT!r})\nreport",
        "report.to_dataframe()[['type', 'score']]",
    ]
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(one) for one in cells])
    nbclient.NotebookClient(
        book, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    ).execute(env={**os.environ, "PYTHONPATH": str(Path(claimcheck.__file__).parents[1])})
    drawing, table = (cell.outputs[-1].data["text/html"] for cell in book.cells)
    assert "Of the 2 claims: " in drawing
    assert "generic_benefit" in table
