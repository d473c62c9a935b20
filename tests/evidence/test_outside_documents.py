"""Documents handed in as evidence: their figures are looked up for claims, and held against them."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

import claimcheck
from claimcheck.model.claim_out import ClaimOut, ElementOut
from claimcheck.model.report import Report

PACK = claimcheck.load_rulepack()
CLAIM = "We cut our Scope 1 emissions by 23 % in 2025."
TABLE = """\
# Data

| Indicator | Unit | 2019 | 2024 | 2025 |
|---|---|---:|---:|---:|
| Scope 1 emissions | t CO2e | 18,200 | 15,000 | 14,014 |
| Scope 2 emissions | t CO2e | 9,000 | 8,000 | 7,000 |
"""


def audited(text: str, *evidence: Path) -> Report:
    context = claimcheck.Context(as_of=date(2026, 11, 25))
    return claimcheck.Auditor(PACK, context, evidence=evidence).audit_text(text, format="markdown")


def claim(report: Report) -> ClaimOut:
    return report.documents[0].claims[0]


def element(report: Report, name: str) -> ElementOut:
    return next(one for one in claim(report).elements if one.element == name)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "data.md"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_a_figure_is_linked_with_the_name_of_its_document(data: Path) -> None:
    report = audited(CLAIM, data)
    one = element(report, "absolute_and_intensity")
    assert (one.state, one.credit, one.value) == ("linked", 0.8, "14,014")
    assert one.parsed is not None
    assert (one.parsed.number, one.parsed.unit) == (14014.0, "tCO2e")
    assert one.place is not None
    assert (one.place.path, one.place.line) == (data.as_posix(), 5)
    assert one.quote is not None
    assert "Scope 1 emissions" in one.quote
    assert f"({data.as_posix()}, line 5)".replace("_", r"\_") in claimcheck.render(report, "markdown")
    assert claim(report).score > claim(audited(CLAIM)).score


def test_places_in_the_document_itself_name_none(data: Path) -> None:
    report = audited(CLAIM, data)
    assert claim(report).place.path is None
    place = element(report, "value").place
    assert place is not None
    assert place.path is None


def test_what_is_handed_in_is_not_audited(data: Path) -> None:
    data.write_text(f"{TABLE}\nOur bottle is eco-friendly.\n", encoding="utf-8")
    report = audited(CLAIM, data)
    assert [one.path for one in report.documents] == ["<text>"]
    assert report.summary.claims == 1


@pytest.mark.parametrize(
    "text",
    [
        "We cut our Scope 3 emissions by 23 % in 2025.",
        "We cut our Scope 1 emissions by 23 % in 2023.",
        "Our Lund mill cut Scope 1 emissions by 23 % in 2025.",
        "At Novabake, Scope 1 emissions fell by 23 % in 2025.",
        "We cut our water withdrawal by 23 % in 2025.",
    ],
)
def test_figures_of_something_else_are_nothing(data: Path, text: str) -> None:
    assert claim(audited(text, data)).score == claim(audited(text)).score
    places = [one.place for one in claim(audited(text, data)).elements]
    assert {place.path for place in places if place is not None} == {None}


def test_figures_that_make_the_claim_wrong_are_no_evidence_for_it(data: Path) -> None:
    text = "We cut our Scope 1 emissions by 33 % between 2019 and 2025."
    held = claim(audited(text, data))
    assert held.score <= 10 < claim(audited(text)).score
    outside = [one for one in held.elements if one.place is not None and one.place.path is not None]
    assert {one.state for one in outside} == {"contradicted"}


def test_a_page_of_a_pdf(tmp_path: Path) -> None:
    path = tmp_path / "data.pdf"
    canvas = Canvas(str(path), invariant=True)
    for line in ("Contents", "In 2025, Scope 1 emissions of the group were 14,014 t CO2e."):
        canvas.drawString(72, 720, line)
        canvas.showPage()
    canvas.save()
    one = element(audited(CLAIM, path), "absolute_and_intensity")
    assert one.state == "linked"
    assert one.place is not None
    assert (one.place.path, one.place.page) == (path.as_posix(), 2)


def test_a_document_in_another_language(tmp_path: Path) -> None:
    path = tmp_path / "daten.md"
    lines = [
        "# Daten zur Umwelt",
        "Diese Aufstellung enthält die Kennzahlen des Konzerns für die beiden Jahre und wurde von uns erstellt.",
        "| Kennzahl | Einheit | 2019 | 2025 |\n|---|---|---:|---:|\n| Scope-1-Emissionen | t CO2e | 18.200 | 14.014 |",
    ]
    path.write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    one = element(audited(CLAIM, path), "absolute_and_intensity")
    assert (one.state, one.value) == ("linked", "14.014")
    assert one.parsed is not None
    assert one.parsed.number == 14014.0


def test_a_document_is_no_evidence_for_itself(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text(f"{CLAIM}\n\n{TABLE}", encoding="utf-8")
    auditor = claimcheck.Auditor(PACK)
    alone = auditor.audit(path).documents[0].claims
    with_itself = claimcheck.Auditor(PACK, evidence=tmp_path).audit(path).documents[0].claims
    assert [one.elements for one in with_itself] == [one.elements for one in alone]


@pytest.mark.parametrize(
    ("more", "linked"), [("confidential: yes", False), ("valid_until: 2026-01-01", False), ("page: 1", True)]
)
def test_files_of_a_register_are_read_where_they_may_be(data: Path, more: str, linked: bool) -> None:
    digest = hashlib.sha256(data.read_bytes()).hexdigest()
    (data.parent / "claimcheck-evidence.yml").write_text(
        f"schema: claimcheck-register/1\nentries:\n  - id: data\n    supports: [{{topic: water}}]\n    file: data.md\n"
        f"    sha256: {digest}\n    kind: measurement\n    {more}\n    proves: {{method: ISO 14064-1}}\n",
        encoding="utf-8",
    )
    one = element(audited(CLAIM, data.parent), "absolute_and_intensity")
    assert (one.state == "linked") == linked


def test_what_cannot_be_read_is_said_and_the_rest_counts(data: Path) -> None:
    broken = data.parent / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\n garbage")
    report = audited(CLAIM, data, broken, data.parent / "gone.pdf")
    assert {(one.place, one.effect) for one in report.problems} == {
        (broken.as_posix(), "unreadable"),
        ((data.parent / "gone.pdf").as_posix(), "unreadable"),
    }
    assert report.exit_code == 3
    assert element(report, "absolute_and_intensity").state == "linked"


def test_the_best_document_wins_whatever_the_order(data: Path) -> None:
    poor = data.parent / "poor.md"
    poor.write_text("In 2025, Scope 1 emissions of the Lund mill were 900 t CO2e.\n", encoding="utf-8")
    first, second = audited(CLAIM, data, poor), audited(CLAIM, poor, data)
    assert claim(first).elements == claim(second).elements
    assert claim(first).score >= max(claim(audited(CLAIM, data)).score, claim(audited(CLAIM, poor)).score)


def test_workers_have_the_documents_too(data: Path) -> None:
    paths = [data.parent / "one.txt", data.parent / "two.txt"]
    for path in paths:
        path.write_text(CLAIM, encoding="utf-8")
    auditor = claimcheck.Auditor(evidence=data)
    assert auditor.audit(paths, jobs=2) == auditor.audit(paths)
