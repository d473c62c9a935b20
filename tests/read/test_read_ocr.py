"""Scanned pages: read with tesseract where it is asked for, and what becomes of what was read."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import made_pdfs as made
import pytest
from made_pdfs import BOLD, line, lines, pdf
from made_scans import scanned
from msgspec.structs import replace
from reading_checks import check, codes
from reportlab.pdfgen.canvas import Canvas

import claimcheck
from claimcheck.batch import Batch
from claimcheck.errors import UsageError
from claimcheck.model.document import Document
from claimcheck.model.report import DocumentOut
from claimcheck.read.dispatch import read_bytes
from claimcheck.read.limits import DEFAULT, Limits
from claimcheck.read.ocr import Engine, find_engine

PACK = claimcheck.load_rulepack()
needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="needs the program tesseract: apt install tesseract-ocr"
)

LEFT = (
    "We measure the emissions of all our sites",
    "every year and publish them together with",
    "the method that was used, so that readers",
    "can follow what we did and compare it.",
)
RIGHT = (
    "The group buys electricity from wind and",
    "water only, and asks its suppliers to do",
    "the same before the end of the decade.",
)
COLUMNS = [line(72, 760, "Energy and climate", 20, BOLD), *lines(72, 720, *LEFT), *lines(320, 720, *RIGHT)]
CLAIM = [
    line(72, 760, "Sustainability report 2024", 20, BOLD),
    line(72, 720, "Climate", 14, BOLD),
    line(72, 700, "Our Scope 1 emissions fell by 23 % to 12,400 t CO2e in 2024."),
]
STATEMENT = [
    line(72, 760, "Independent assurance statement", 18, BOLD),
    *lines(72, 720, "To the board of Tarnholm Paper.",),
    *lines(
        72, 690,
        "We have undertaken a limited assurance engagement on the Scope 1",
        "emissions of Tarnholm Paper for the year ended 31 December 2024.",
        "We conducted our work under ISAE 3410.",
    ),
    line(72, 630, "Our conclusion", 14, BOLD),
    *lines(
        72, 605,
        "Based on the procedures we have performed, nothing has come to our",
        "attention that causes us to believe that the Scope 1 emissions are not",
        "prepared, in all material respects, in line with the criteria.",
    ),
    line(72, 540, "Bureau Veritas"),
]  # fmt: skip
FIGURES = ("Scope 1 emissions (t CO2e)", "13,900", "14,200"), ("Water withdrawal (m3)", "81,000", "84,300")
TABLE = [
    line(72, 760, "Environmental figures", 18, BOLD),
    *(line(x, 720, text, font=BOLD) for x, text in ((300, "2024"), (400, "2023"))),
    *(
        line(x, 700 - 20 * number, text)
        for number, row in enumerate(FIGURES)
        for x, text in zip((72, 300, 400), row, strict=True)
    ),
]


@pytest.fixture(scope="module")
def engine() -> Engine:
    return find_engine("en", PACK.lexicons, PACK.languages)


@pytest.fixture(scope="module")
def report() -> bytes:
    """A typed page with a claim, then scans: two columns, the auditor's statement below a typed line, and a table."""
    header = line(72, 810, "Tarnholm Paper")
    return pdf(CLAIM, [scanned(COLUMNS)], [scanned(STATEMENT, tilt=-0.8), header], [scanned(TABLE, tilt=0.0)])


@pytest.fixture(scope="module")
def audited(report: bytes) -> claimcheck.Report:
    return claimcheck.Auditor(PACK, ocr=True).audit_bytes(report, path="report.pdf")


def read(data: bytes, engine: Engine | None, limits: Limits = DEFAULT, *, isolated: bool = False) -> Document:
    return check(read_bytes(data, path="scan.pdf", ocr=engine, limits=limits, isolated=isolated))


def only(report: claimcheck.Report) -> DocumentOut:
    (document,) = report.documents
    return document


@needs_tesseract
def test_columns_of_a_scan_are_read_as_those_of_a_typed_page(engine: Engine) -> None:
    data = pdf([scanned(COLUMNS)])
    typed, scan = read(pdf(COLUMNS), engine), read(data, engine, isolated=True)
    assert [(one.kind, one.text) for one in scan.blocks] == [(one.kind, one.text) for one in typed.blocks]
    assert [one.section for one in scan.blocks] == [one.section for one in typed.blocks]
    for own, other in zip(scan.blocks, typed.blocks, strict=True):
        assert own.box is not None
        assert other.box is not None
        # A page that is turned by 0.6 degrees is up to five points off at its edges.
        assert own.box == pytest.approx(other.box, abs=7)
    assert {one.recognised for one in scan.blocks} == {True}
    assert {one.recognised for one in typed.blocks} == {False}
    assert codes(scan) == [("read-by-ocr", "note")]
    assert f"tesseract {engine.version.split()[1]} with eng" in scan.problems[0].message
    assert read(data, engine) == scan


@needs_tesseract
def test_a_page_shown_turned_is_read_where_it_stands(engine: Engine) -> None:
    whole = scanned(COLUMNS, tilt=0.0)
    upright = read(pdf([whole]), engine)

    def lying(canvas: Canvas) -> None:
        canvas.translate(made.HEIGHT, 0)
        canvas.rotate(90)
        whole(canvas)

    turned = read(pdf([lying], rotate=90), engine)
    assert [one.text for one in turned.blocks] == [one.text for one in upright.blocks]
    for own, other in zip(turned.blocks, upright.blocks, strict=True):
        assert own.box is not None
        assert other.box is not None
        assert own.box == pytest.approx(other.box, abs=2)


@needs_tesseract
def test_a_scanned_statement_is_credited(audited: claimcheck.Report) -> None:
    document = only(audited)
    assert document.status == "complete"
    assert document.coverage.pages_by_ocr == [2, 3, 4]
    (statement,) = [one for one in document.assurance if one.teller == "practitioner"]
    assert (statement.practitioner, statement.levels, statement.standards) == (
        "Bureau Veritas", ["limited"], ["ISAE 3410"],
    )  # fmt: skip
    assert (statement.place.ocr, statement.place.page) == (True, 3)
    claim = next(one for one in document.claims if "23 %" in one.text)
    held = {one.element: one for one in claim.elements if one.element.startswith(("verifier", "assurance"))}
    assert {one.state for one in held.values()} == {"linked"}
    assert [one.place.ocr for one in held.values() if one.place is not None] == [True] * len(held)
    assert not claim.place.ocr


@needs_tesseract
def test_recognised_figures_support_and_contradict_nothing(audited: claimcheck.Report) -> None:
    def compared(document: DocumentOut) -> list[str]:
        findings = [*document.findings, *(one for claim in document.claims for one in claim.findings)]
        return [one.rule for one in findings if one.family == "CON"]

    typed = claimcheck.Auditor(PACK).audit_bytes(pdf(CLAIM, COLUMNS, STATEMENT, TABLE), path="report.pdf")
    assert compared(only(typed))
    assert compared(only(audited)) == []
    elements = [one for claim in only(audited).claims for one in claim.elements]
    assert not [one for one in elements if one.place is not None and one.place.page == 4]


@needs_tesseract
def test_a_recognised_table_is_shown_and_supports_nothing(report: bytes, tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(report)
    table = claimcheck.Auditor(PACK, ocr=True).read(tmp_path / "report.pdf", pages="4").tables[0]
    assert [one.text for one in table.data_points] == ["13,900", "14,200", "81,000", "84,300"]
    assert [one.year for one in table.data_points] == [2024, 2023, 2024, 2023]
    assert not any(one.supports for one in table.data_points)


@needs_tesseract
def test_findings_on_a_scan_are_marked_and_less_certain() -> None:
    text = "Our product was offset by carbon credits and is carbon neutral."
    context = claimcheck.Context(audience="consumer")
    scan, typed = (
        claimcheck.Auditor(PACK, context, ocr=True).audit_bytes(data, path="page.pdf")
        for data in (pdf([scanned(lines(72, 700, text))]), pdf(lines(72, 700, text)))
    )
    assert {one.rule for claim in only(scan).claims for one in claim.findings} == {
        one.rule for claim in only(typed).claims for one in claim.findings
    }
    said = [{one.confidence for claim in only(report).claims for one in claim.findings} for report in (scan, typed)]
    assert ("high" in said[0], "high" in said[1]) == (False, True)
    for format in ("text", "html", "markdown"):
        assert "read by OCR" in claimcheck.render(scan, format)
        assert "read by OCR" not in claimcheck.render(typed, format)


@needs_tesseract
def test_what_cannot_be_recognised_stays_unread(engine: Engine) -> None:
    pages = pdf(*[[scanned(lines(72, 700, *LEFT))]] * 2)
    assert codes(read(pages, engine, Limits(ocr_pages=1))) == [
        ("pages-without-text", "partial"), ("read-by-ocr", "note"),
    ]  # fmt: skip
    late = read(pages, engine, Limits(ocr_seconds=0.001))
    assert codes(late) == [("no-text", "unreadable")]
    assert "ocr-seconds" in str(late.problems[0].hint)
    coarse = read(pdf([scanned(COLUMNS, dots=40)]), engine)
    assert codes(coarse) == [("no-text", "unreadable")]
    in_part = scanned([scanned(lines(72, 300, *LEFT[:2]), tilt=0.0, dots=44), *COLUMNS])
    assert codes(read(pdf([in_part]), engine)) == [("ocr-unsure", "partial")]


def test_unread_pages_name_the_option() -> None:
    document = read(pdf(CLAIM, [made.scan(0, 0, made.WIDTH, made.HEIGHT)]), None)
    assert codes(document) == [("pages-without-text", "partial")]
    assert "--ocr" in str(document.problems[0].hint)


def test_a_configuration_can_ask_for_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    scans = tmp_path / "scans"
    scans.mkdir()
    text = "[[per-path]]\npaths = ['scans/**']\nocr = true\n"
    (tmp_path / "claimcheck.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("PATH", "")
    batch = Batch.like("audit", config=str(tmp_path / "claimcheck.toml"))
    assert not batch.settings(str(tmp_path / "a.pdf")).ocr
    with pytest.raises(UsageError, match="tesseract"):
        batch.auditor(str(scans / "a.pdf"))


def test_without_tesseract_nothing_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    planted = tmp_path / "tesseract"
    planted.write_text("#!/bin/sh\ntouch run\n")
    planted.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    for path in ("", ".", os.curdir + os.sep):
        monkeypatch.setenv("PATH", path)
        with pytest.raises(UsageError, match="tesseract") as raised:
            claimcheck.Auditor(PACK, ocr=True)
        assert raised.value.code == "no-ocr"
        assert "apt install tesseract-ocr" in str(raised.value.hint)
    assert not (tmp_path / "run").exists()


@needs_tesseract
def test_data_that_are_missing_are_named() -> None:
    with pytest.raises(UsageError, match="no data for Georgian; it has") as raised:
        claimcheck.Auditor(PACK, lang="ka", ocr=True)
    assert raised.value.code == "no-ocr-data"
    assert "tesseract-ocr-kat" in str(raised.value.hint)


@needs_tesseract
def test_the_language_of_the_pages_around_is_used() -> None:
    engine = find_engine(None, PACK.lexicons, PACK.languages)
    assert set(engine.usual) <= {"eng", "deu"}
    english = "We report on the emissions of our sites and on what we do for the climate in all of them."
    assert engine.data_for([english]) == (("eng",), None)
    assert engine.data_for([]) == (engine.usual, None)
    polish = "W tym roku i w latach poprzednich nie jest to na razie możliwe, bo się do tego nie nadaje od dawna."
    lacking = replace(engine, installed=("eng",), usual=("eng",))
    assert lacking.data_for([polish, english, polish]) == (("eng",), "pol")
