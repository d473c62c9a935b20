"""Digits that measure nothing: they point somewhere, name something, or say nothing."""

from __future__ import annotations

import pytest

from claimcheck.model.passage import scopes_of
from claimcheck.text.facts import FactGrammar, find_facts
from claimcheck.text.normalise import normalise_text

REFERENCES = [
    ("see page 40", "reference", "page 40", "page"),
    ("see p. 88", "reference", "p. 88", "page"),
    ("see p.88", "reference", "p.88", "page"),
    ("pp. 12-14", "reference", "pp. 12-14", "page"),
    ("pages 12 and 14", "reference", "pages 12 and 14", "page"),
    ("Table 7", "reference", "Table 7", "table"),
    ("Table A3", "reference", "Table A3", "table"),
    ("Section 3.2", "reference", "Section 3.2", "section"),
    ("Figure 2", "reference", "Figure 2", "figure"),
    ("Annex II", "reference", "Annex II", "section"),
    ("(see Annex B)", "reference", "Annex B", "section"),
    ("note 12", "reference", "note 12", "note"),
    ("https://example.org/2024/report-30.pdf", "reference", "https://example.org/2024/report-30.pdf", "web_page"),
    ("(www.example.org/a1)", "reference", "www.example.org/a1", "web_page"),
    ("Details: Example.com/eco-friendly.", "reference", "Example.com/eco-friendly", "web_page"),
    ("See shop.example.co.uk.", "reference", "shop.example.co.uk", "url"),
    ("project VCS-1234", "reference", "VCS-1234", "registry"),
    ("EPD S-P-01234", "reference", "S-P-01234", "registry"),
    ("FSC-C012345", "reference", "FSC-C012345", "registry"),
    ("licence FSC-C012345", "reference", "licence FSC-C012345", "registry"),
    ("PEFC/04-31-0010", "reference", "PEFC/04-31-0010", "registry"),
    ("Licence DE/016/123", "reference", "Licence DE/016/123", "registry"),
    ("licence 2090 0147", "reference", "licence 2090 0147", "registry"),
    ("certificate no. ISO 14001", "standard", "ISO 14001", None),
    ("licence LK 5512", "reference", "licence LK 5512", "registry"),
    ("certificate no. 4711", "reference", "certificate no. 4711", "registry"),
    ("ISO 14064-3:2019", "standard", "ISO 14064-3:2019", None),
    ("ISO14001", "standard", "ISO14001", None),
    ("ISAE 3000", "standard", "ISAE 3000", None),
    ("EN 13432", "standard", "EN 13432", None),
    ("DIN EN ISO 14021", "standard", "DIN EN ISO 14021", None),
    ("ISO/IEC 27001", "standard", "ISO/IEC 27001", None),
    ("GRI 305-1", "standard", "GRI 305-1", None),
    ("PAS 2060", "standard", "PAS 2060", None),
    ("ESRS E1-6", "standard", "ESRS E1-6", None),
    ("AA1000AS", "standard", "AA1000AS", None),
    ("ISO 14001-certified", "standard", "ISO 14001", None),
    ("licence CU 812345", "reference", "licence CU 812345", "registry"),
    ("FSC C012345", "reference", "FSC C012345", "registry"),
    ("certified (CU 812345)", "reference", "CU 812345", "registry"),
    ("Scope 1 and 2", "scope", "Scope 1 and 2", None),
    ("Scopes 1, 2 and 3", "scope", "Scopes 1, 2 and 3", None),
    ("Scope 1,2 & 3", "scope", "Scope 1,2 & 3", None),
    ("Scope 1, 2 market-based and 3", "scope", "Scope 1, 2 market-based and 3", None),
    ("Scope 1, 2 (location-based) and 3", "scope", "Scope 1, 2 (location-based) and 3", None),
    ("Scope 1 and Scope 2", "scope", "Scope 1 and Scope 2", None),
    ("Scope 1+2", "scope", "Scope 1+2", None),
    ("scope 3 t CO2e", "scope", "scope 3", None),
]


@pytest.mark.parametrize(("text", "kind", "words", "role"), REFERENCES, ids=[row[0] for row in REFERENCES])
def test_reference(text: str, kind: str, words: str, role: str | None, grammar: FactGrammar) -> None:
    facts = find_facts(text, 0, len(text), grammar)
    assert [(fact.kind, fact.text, fact.role, fact.value) for fact in facts] == [(kind, words, role, None)]


SILENT = [
    "under Article 8 of it", "Articles 8 and 9", "No. 5 of them", "Tier 1 suppliers", "Goal 13 for all",
    "an Act 2008 rule", "Regulation 2020/852", "+49 30 1234567", "call 0800 123 456", "COP26", "COP-26",
    "PM2.5", "5G", "CO2", "H2O", "24/7", "the 1990s", "version 2.0.1", "at 10:30", "a ratio of 3:1", "10^6",
    "(12) and [12]", "1. We act", "3.2 Our emissions", "Covid-19", "Airbus A320", "id 1234567890",
    "20th and 3rd", "No. 12-34-56", "approach1 of it", "a 2-in-1 box", "(Type 3)", "we met on 27 September",
    "2019/852", "Windows 11", "MSCI 500", "Phase 2", "RE100", "Annexes", "the note is", "one of it",
]  # fmt: skip


@pytest.mark.parametrize("text", SILENT)
def test_silent(text: str, grammar: FactGrammar) -> None:
    norm = normalise_text(text).text
    assert find_facts(norm, 0, len(norm), grammar) == ()


def test_there_are_enough_silent_references() -> None:
    assert len(set(SILENT)) >= 25


def test_list_of_standards(grammar: FactGrammar) -> None:
    text = "ISO 14001, 14064-1 and 45001 at 12 sites"
    assert [(fact.kind, fact.text) for fact in find_facts(text, 0, len(text), grammar)] == [
        ("standard", "ISO 14001"),
        ("standard", "14064-1"),
        ("standard", "45001"),
        ("quantity", "12 sites"),
    ]


def test_reference_does_not_swallow_the_figure_behind_it(grammar: FactGrammar) -> None:
    text = "Page 40, 30 % of Scope 1 and 2 t of paper"
    assert [(fact.kind, fact.text) for fact in find_facts(text, 0, len(text), grammar)][:2] == [
        ("reference", "Page 40"),
        ("share", "30 %"),
    ]


PARTIES = [
    ("verified by Bureau Nord under ISO 14064-3", ["Bureau Nord"]),
    ("assurance from DNV in 2024", ["DNV"]),
    ("certified by the Carbon Trust in 2024", ["Carbon Trust"]),
    ("Ernst & Young LLP gave assurance", ["Ernst & Young LLP"]),
    ("Lindqvist Papier AG sells it", ["Lindqvist Papier AG"]),
    ("a study by the University of Oslo", ["University of Oslo"]),
    ("according to Nordwind GmbH", ["Nordwind GmbH"]),
    ("Acme Inc. reduced it", ["Acme Inc."]),
    ("written by O'Neill for us", ["O'Neill"]),
    ("The Trust reduced it", []),
    ("Our Packaging is new", []),
    ("by December", []),
    ("by Scope 1", []),
    ("from Annex II", []),
    ("by FY2030", []),
    ("reduced by our Sites", []),
    ("POWERED BY NATURE", []),
    ("cut by 5 %", []),
]


@pytest.mark.parametrize(("text", "names"), PARTIES, ids=[row[0] for row in PARTIES])
def test_party(text: str, names: list[str], grammar: FactGrammar) -> None:
    found = find_facts(text, 0, len(text), grammar)
    assert [fact.text for fact in found if fact.kind == "party"] == names


@pytest.mark.parametrize(
    ("text", "scopes"),
    [
        ("Emissions in Scope 1 and 3 fell.", "13"),
        ("Emissions in Scopes 1 to 3 fell.", "123"),
        ("Emissions in Scope 1-3 fell.", "123"),
        ("Emissions in Scopes 1\N{EN DASH}3 fell.", "123"),
        ("Emissions in Scope 2-3 fell.", "23"),
        ("Emissions in Scope 1, 2 and 3 fell.", "123"),
        ("Emissions in Scope 1+2 fell.", "12"),
    ],
)
def test_a_range_of_scopes_has_all_between(grammar: FactGrammar, text: str, scopes: str) -> None:
    norm = normalise_text(text).text
    assert scopes_of(find_facts(norm, 0, len(norm), grammar)) == set(scopes)
