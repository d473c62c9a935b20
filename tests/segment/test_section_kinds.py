"""Which kind of section a text stands in, and which sections make no claims."""

from __future__ import annotations

import random

import pytest
from msgspec.structs import replace

import claimcheck
from claimcheck.api import load_rulepack
from claimcheck.model.document import Block, BlockKind, Document, Piece
from claimcheck.read.dispatch import read_text
from claimcheck.segment import StructureReader
from claimcheck.segment.section_kinds import HeadingReader

HEADINGS = {
    "Notes to the consolidated financial statements": "financial_statements",
    "Notes forming part of the financial statements continued": "financial_statements",
    "Consolidated non-financial statements": None,
    "4 How we measure": "methodology",
    "Where the figures come from": "methodology",
    "About these figures": "methodology",
    "Methods and boundaries": "about_report",
    "What was checked": "assurance",
    "Statement of the practitioner": "assurance",
    "How we measure success": None,
    "About this report": "about_report",
    "1.2 Basis of preparation": "about_report",
    "Reporting boundary and period": "about_report",
    "METHODOLOGY": "methodology",
    "A. Calculation methodology for Scope 3": "methodology",
    "Appendix B: Methodology": "methodology",
    "Independent Limited Assurance Report to the Directors of Corvane plc": "assurance",
    "Independent practitioner’s limited assurance statement": "assurance",
    "Verification statement (2024)": "assurance",
    "Glossary ............ 88": "glossary",
    "Terms and definitions": "glossary",
    "Appendix: Glossary of terms": "glossary",
    "Forward-looking statements": "disclaimer",
    "Cautionary note on forward looking statements": "disclaimer",
    "Contents": "contents",
    "Table of Contents": "contents",
    "GRI content index": "content_index",
    "GRI-Content-Index 2024": "content_index",
    "ESRS Index": "content_index",
    "References": "references",
    # near misses
    "Quality assurance of our products": None,
    "Board assurance and risk": None,
    "Independent Auditor’s Report": None,
    "Independent auditors’ report on the audit of the financial statements": None,
    "Our contents insurance": None,
    "Climate": None,
    "A method to our madness": None,
    "Customer references": None,
    "We have reported on our methodology since 2019 and have had it checked by people who know about it, which "
    "is why we believe that the methodology of this report is among the best of all": None,
    "": None,
}


@pytest.fixture(scope="module")
def headings() -> HeadingReader:
    return _reader(yields=False)


def _reader(*, yields: bool) -> HeadingReader:
    pack = load_rulepack()
    words = pack.lexicons["en"].headings
    return HeadingReader({kind: own for kind, own in words.items() if pack.sections[kind].yields is yields})


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Letter from the Chairman", "foreword"),
        ("Chairperson’s Statement", "foreword"),
        ("CEO Review continued", "foreword"),
        ("Social impact highlights", "highlights"),
        ("Highlights 2019", "highlights"),
        ("The mill at a glance", "highlights"),
        ("Executive summary", "highlights"),
        ("Appendix B: Solar farm", "appendix"),
        ("Sustainability reporting appendix 84", "appendix"),
        ("IRO-1: Process to identify and assess material IROs", "risk_assessment"),
        ("Climate-related risks & opportunities", "risk_assessment"),
        ("1.4 Double materiality assessment", "risk_assessment"),
        ("Targets for climate-related risks and opportunities", None),
        ("Mission:", "purpose"),
        ("Mission, vision and values", "purpose"),
        ("Mission to Lund", None),
        ("Highlights of corporate governance", None),
        ("Searchlights", None),
        ("Annexation", None),
        ("Lettering", None),
    ],
)
def test_headings_tell_how_prominent_a_section_is(text: str, kind: str | None) -> None:
    assert _reader(yields=True).kind_of(text) == kind


def test_prominence_yields_to_every_other_kind() -> None:
    """With the words for it or without, the other kinds reach equally far."""
    pack = load_rulepack()
    firm = [kind for kind in pack.sections.values() if not kind.yields]
    lesser = {kind.id for kind in pack.sections.values() if kind.yields}
    titles = [
        "Appendix", "Highlights", "Letter from the chair", "Methodology", "Contents", "Independent assurance report",
        "Our responsibilities", "Emission factors", "GRI content index", "Disclosures", "Water",
        "Climate risks and opportunities", "Our mission",
    ]  # fmt: skip
    draw = random.Random(5)
    told: set[str | None] = set()
    for _ in range(200):
        parts = [
            f"{'#' * draw.randint(1, 3)} {draw.choice(titles)}\n\n{draw.choice(['', 'Words.'])}" for _ in range(12)
        ]
        document = read_text("\n\n".join(parts), format="markdown")
        words = pack.lexicons["en"]
        full = StructureReader(words, pack.sections.values()).read(document)
        bare = replace(words, headings={kind.id: words.headings[kind.id] for kind in firm})
        plain = StructureReader(bare, firm).read(document)
        for number in range(len(document.blocks)):
            kind = full.section_kind(number)
            told.add(kind)
            assert (None if kind in lesser else kind) == plain.section_kind(number)
    assert lesser < told


@pytest.mark.parametrize("text", HEADINGS)
def test_headings_name_their_kind(text: str, headings: HeadingReader) -> None:
    assert headings.kind_of(text) == HEADINGS[text]


def _kinds(document: Document) -> dict[str, str | None]:
    pack = load_rulepack()
    structure = StructureReader(pack.lexicons["en"], pack.sections.values()).read(document)
    return {block.text: structure.section_kind(number) for number, block in enumerate(document.blocks)}


def _markdown(text: str) -> dict[str, str | None]:
    return _kinds(read_text(text, format="markdown"))


def test_a_section_holds_until_a_heading_of_its_level_or_above() -> None:
    kinds = _markdown(
        "# Report\n\n## Methodology\n\nOne.\n\n### Data for Lund\n\nTwo.\n\n## Climate\n\nThree.\n\n# Next\n\nFour.\n"
    )
    assert kinds["One."] == kinds["Two."] == "methodology"
    assert kinds["Three."] is None
    assert kinds["Four."] is None


def test_an_inner_section_ends_and_the_outer_one_goes_on() -> None:
    kinds = _markdown("# About this report\n\n## Methodology\n\nOne.\n\n## Offices\n\nTwo.\n\n# Climate\n\nThree.\n")
    assert kinds["One."] == "methodology"
    assert kinds["Two."] == "about_report"
    assert kinds["Three."] is None


def test_an_assurance_statement_keeps_its_own_headings() -> None:
    kinds = _markdown(
        "# Independent assurance report\n\n# To the readers of the review\n\nOne.\n\n# Our responsibilities\n\nTwo.\n\n"
        "# Our independence and quality management\n\nThree.\n\n# Water\n\nFour.\n"
    )
    assert kinds["One."] == kinds["Two."] == kinds["Three."] == "assurance"
    assert kinds["Four."] is None


def _paged(*blocks: tuple[BlockKind, str, int]) -> Document:
    made, source = [], ""
    for kind, text, page in blocks:
        level = 1 if kind == "heading" else None
        made.append(Block(kind, text, (Piece(0, len(source), len(text)),), page=page, level=level))
        source += text + "\n"
    return Document("x.pdf", "pdf", "", source, tuple(made))


def test_a_table_of_contents_holds_to_the_end_of_its_page_and_its_entries_open_nothing() -> None:
    kinds = _kinds(
        _paged(
            ("heading", "Contents", 2),
            ("heading", "Methodology 40", 2),
            ("paragraph", "Water 12", 2),
            ("paragraph", "Waste fell.", 3),
        )
    )
    assert kinds["Methodology 40"] == kinds["Water 12"] == "contents"
    assert kinds["Waste fell."] is None


def test_a_document_without_headings_has_title_lines() -> None:
    kinds = _kinds(
        _paged(
            ("paragraph", "Glossary", 1),
            ("paragraph", "Carbon neutral means that nothing is left.", 1),
            ("paragraph", "Our plants", 1),
            ("paragraph", "They run on wind.", 1),
        )
    )
    assert kinds["Carbon neutral means that nothing is left."] == "glossary"
    assert kinds["They run on wind."] is None


CLAIM = "Our bottle is carbon neutral."


def _audited(text: str) -> tuple[list[str], list[tuple[str, str]]]:
    [document] = claimcheck.audit_text(text, format="markdown").documents
    return [claim.text for claim in document.claims], [(one.text, one.reason) for one in document.set_aside]


def test_a_glossary_defines_and_does_not_claim() -> None:
    claims, aside = _audited(f"# Glossary\n\n{CLAIM}\n\n# Products\n\n{CLAIM}\n")
    assert claims == [CLAIM]
    assert aside == [(CLAIM, "definition")]


def test_entries_of_contents_and_indexes_make_no_claims_but_their_sentences_do() -> None:
    claims, aside = _audited(f"# GRI content index\n\n- Our carbon neutral bottle, page 12\n\n{CLAIM}\n")
    assert claims == [CLAIM]
    assert aside == [("Our carbon neutral bottle, page 12", "mention")]
    assert _audited("# Products\n\n- Our carbon neutral bottle, page 12\n")[0]


def test_rows_of_an_index_make_no_claims() -> None:
    table = "| Topic | Where |\n|---|---|\n| Our bottles are fully recyclable. | 12 |\n"
    assert _audited(f"# GRI content index\n\n{table}")[0] == []
    assert _audited(f"# Products\n\n{table}")[0]


def test_tables_of_an_index_have_no_data_points() -> None:
    table = "| Topic | 2024 |\n|---|---|\n| Waste (t) | 12 |\n"
    pack = load_rulepack()
    reader = StructureReader(pack.lexicons["en"], pack.sections.values())

    def count(heading: str) -> int:
        return len(reader.read(read_text(f"# {heading}\n\n{table}", format="markdown")).data_points)

    assert count("GRI content index") == 0
    assert count("Waste") == 1


def test_answers_of_an_index_with_a_unit_are_data_points() -> None:
    table = "| Metric | Response |\n|---|---|\n| Energy used | 11,228 GJ |\n| Grid power | 91% |\n| Audits | 12 |\n"
    pack = load_rulepack()
    reader = StructureReader(pack.lexicons["en"], pack.sections.values())
    found = reader.read(read_text(f"# SASB content index\n\n{table}", format="markdown")).data_points
    assert [point.text for point in found] == ["11,228 GJ", "91%"]


def test_figures_of_several_years_in_an_index_are_data_points() -> None:
    table = "| KPI | Unit | FY23 | FY24 | Page |\n|---|---|---|---|---|\n| Waste | t | 14 | 12 | 31 |\n"
    pack = load_rulepack()
    reader = StructureReader(pack.lexicons["en"], pack.sections.values())
    found = reader.read(read_text(f"# GRI index\n\n{table}", format="markdown")).data_points
    assert [point.text for point in found] == ["14", "12"]
