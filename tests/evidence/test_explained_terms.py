"""What a document explains itself: abbreviations and terms, what they are measured by, and lists that are announced."""

from __future__ import annotations

import pytest

import claimcheck
from claimcheck.model.report import DocumentOut

PACK = claimcheck.load_rulepack()
AUDITOR = claimcheck.Auditor(PACK, claimcheck.Context(as_of=PACK.law_as_of), lang="en")
HELD = ("present", "linked")
REPORT = """# Fernhill Dairies Report 2025

{claim}

| Indicator | Unit | 2021 | 2024 | 2025 |
|---|---|---|---|---|
| WPM | l/l | 3.80 | 3.30 | 3.10 |
| Energy use | GWh | 90 | 88 | 85 |
| LTIF, own staff | per million hours | 2.6 | 2.1 | 1.9 |

{behind}
"""
WATER = "Water per litre of milk filled fell by 18.4 % between 2021 and 2025."
EXPLAINED = "water per milk: fresh water at the intake, read from the meters, per litre of milk filled"


def _read(claim: str, behind: str) -> DocumentOut:
    text = REPORT.format(claim=claim, behind=behind)
    return AUDITOR.audit_text(text, format="markdown").documents[0]


def _state(document: DocumentOut, element: str) -> str:
    claim = document.claims[0]
    return next((one.state for one in claim.elements if one.element == element), "missing")


@pytest.mark.parametrize(
    "behind",
    [
        f"## Glossary\n\n**WPM**: {EXPLAINED}.\n\n**LTIF**: lost-time injury frequency.",
        f"## Words\n\n| Term | Meaning |\n|---|---|\n| WPM | {EXPLAINED} |\n| LTIF | lost-time injury frequency |",
        f"## Short forms\n\n- WPM {EXPLAINED}\n- LTIF lost-time injury frequency",
        f"## Glossary\n\n**WPM** – {EXPLAINED}.\n\n**LTIF** – lost-time injury frequency.",
    ],
)
def test_an_abbreviation_is_explained_in_a_glossary_a_table_or_a_list(behind: str) -> None:
    assert _state(_read(WATER, behind), "method") == "linked"


def test_a_row_of_figures_explains_nothing() -> None:
    assert _state(_read(WATER, "The dairies lie by a river."), "method") == "missing"


def test_a_term_of_several_words_is_explained_beside_others() -> None:
    claim = "Loan emissions of our customers fell by 12 % between 2021 and 2025."
    terms = (
        "**Loan emissions:** emissions of customers by their share of our loans, calculated under the PCAF standard."
        "\n\n**Green loans:** loans that meet the criteria of our framework of 2021."
    )
    assert _state(_read(claim, f"## Terms used\n\n{terms}"), "method") in HELD
    assert _state(_read(claim, "## Terms used\n\nOther words are used as everybody does."), "method") == "missing"


@pytest.mark.parametrize(
    ("told", "held"),
    [
        ("electricity bought, by the location-based method", True),
        ("the number of kilowatt-hours bought times a factor of the grid", True),
        ("kilowatt-hours where the power is used, multiplied by a factor of the grid", True),
        ("defined as those of the power that the dairies draw", True),
        ("buying less power, with dealers who set targets of their own", False),
        ("rare faults in lines that feed our dairies", False),
        ("increased cost of power and of heat", False),
        ("tenants and guests are barred from all use of heaters", False),
    ],
)
def test_a_list_of_plans_risks_and_rules_explains_nothing(told: str, held: bool) -> None:
    terms = f"- Scope 2 emissions: {told}\n- Whey powder: milk that lost its fat and then most of its water"
    claim = "Our Scope 2 emissions fell by 12 % between 2021 and 2025."
    assert (_state(_read(claim, f"## What we do\n\n{terms}"), "method") in HELD) is held


@pytest.mark.parametrize(("listed", "held"), [("- WPM\n- LTIF", True), ("- energy use\n- accidents", False)])
def test_a_list_behind_a_colon_is_what_was_checked(listed: str, held: bool) -> None:
    behind = (
        f"## Terms\n\n- WPM {EXPLAINED}\n- LTIF lost-time injury frequency\n\n## Limited assurance report\n\n"
        f"Ostrel Vane LLP obtained limited assurance under ISAE 3000 on these figures for 2021 and 2025:\n\n{listed}\n"
    )
    assert (_state(_read(WATER, behind), "verifier") in HELD) == held


@pytest.mark.parametrize(("years", "held"), [("2021 and 2025", True), ("2019 and 2020", False)])
def test_both_years_of_a_check_count(years: str, held: bool) -> None:
    behind = (
        "## Limited assurance report\n\nOstrel Vane LLP checked, under ISAE 3000 and with limited assurance, the "
        f"energy use for the years {years}."
    )
    document = _read("Energy use came to 85 GWh in 2025.", behind)
    assert (_state(document, "verifier") in HELD) == held


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("A night at Torvane is good for nature, and Torvane knows it.", "Torvane"),
        ("The Lumea Care gel is biodegradable, and Lumea smells of pine.", "Lumea Care"),
    ],
)
def test_a_name_that_opens_a_clause_says_what_it_is_about(sentence: str, name: str) -> None:
    (document,) = AUDITOR.audit_text(sentence, format="text").documents
    subject = next(one for one in document.claims[0].elements if one.element == "subject")
    assert (subject.state, subject.value) == ("present", name)


def test_a_letter_in_brackets_marks_what_was_checked() -> None:
    text = """# Brackmoor Hotels Report 2025

Energy use came to 383 GWh in 2025. Waste came to 9,400 t in 2025.

| Indicator | Unit | 2024 | 2025 |
|---|---|---|---|
| Energy use (A) | GWh | 391 | 383 |
| Waste | t | 9,500 | 9,400 |

(A) Within the assurance, see below.

## Independent assurance

Oakes Lindqvist LLP was engaged to give limited assurance under ISAE 3000 on the indicators that bear the sign (A) for
the year 2025.
"""
    energy, waste = AUDITOR.audit_text(text, format="markdown").documents[0].claims[:2]
    states = [
        next((one.state for one in claim.elements if one.element == "verifier"), "missing") for claim in (energy, waste)
    ]
    assert states == ["linked", "missing"]


SECTIONS = """# Orrskog Report 2025

## 1 Energy

Energy use came to 383 GWh in 2025.

## 2 Water

### 2.1 Rivers

Water withdrawal came to 1,420 m3 in 2025.

### 2.2 Waste

Waste came to 9,400 t in 2025.

## 3 Products

Our boxes contained 62 % recycled board in 2025.

## Limited assurance report

We have carried out a limited assurance engagement under ISAE 3000 on {sections} of this report for the year 2025.

Nystad Revision AB, 21 March 2026
"""


@pytest.mark.parametrize(
    ("sections", "checked"),
    [
        ("sections 1 to 2", ["linked", "linked", "linked", "missing"]),
        ("section 3", ["missing", "missing", "missing", "linked"]),
    ],
)
def test_a_check_of_numbered_sections_covers_what_stands_in_them(sections: str, checked: list[str]) -> None:
    document = AUDITOR.audit_text(SECTIONS.format(sections=sections), format="markdown").documents[0]
    states = [
        next((one.state for one in claim.elements if one.element == "verifier"), "missing")
        for claim in document.claims[:4]
    ]
    assert states == checked


def test_the_level_that_another_was_reached_from_is_of_no_year() -> None:
    table = "| Indicator | Unit | 2023 | 2024 |\n|---|---|---|---|\n| Road accidents | per million km | 1.9 | 1.7 |"
    text = f"# Castellan Report 2024\n\nRoad accidents fell from 1.9 to 1.7 per million km in 2024.\n\n{table}\n"
    document = AUDITOR.audit_text(text, format="markdown").documents[0]
    assert not [one.rule for one in document.findings if one.rule.startswith("CON-01")]


SECTION = """# Fernhill Dairies Report 2025

{claim}

## {heading}

{told}
"""


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("How this was put together", "**Waste.** Tickets of the carriers, sorted by them into nine kinds."),
        ("Basis of preparation", "Waste is taken from the slips that carriers hand to each dairy."),
        ("Terms and definitions", "- Waste: whatever leaves a dairy and is neither sold nor fed to animals."),
        ("Definitions, sources", "| Term | Meaning |\n|---|---|\n| Waste | Slips of the carriers, in wet weight |"),
    ],
)
def test_what_a_report_tells_of_its_terms_is_the_method(heading: str, told: str) -> None:
    def state(claim: str, heading: str, told: str) -> str:
        text = SECTION.format(claim=claim, heading=heading, told=told)
        return _state(AUDITOR.audit_text(text, format="markdown").documents[0], "method")

    claim = "Our waste came to 902 tonnes in 2025."
    assert state(claim, heading, told) == "linked"
    assert state("Our energy use came to 85 GWh in 2025.", heading, told) == "missing"
    assert state(claim, "People and places", told) == "missing"
    assert state(claim, heading, "Waste has not been weighed.") == "missing"


@pytest.mark.parametrize(
    ("meaning", "state"),
    [
        ("an accident at work that keeps a milker away for one shift or more", "linked"),
        # Of this entry nothing is a method, and what stands behind it is the next one.
        ("an accident at work that was verified by a doctor", "missing"),
    ],
)
def test_an_entry_ends_where_the_next_one_of_its_paragraph_begins(meaning: str, state: str) -> None:
    told = f"Lost-time accident: {meaning}. Whey powder: what is left once the fat has been taken out."
    claim = "Our lost-time accident rate fell to 2.5 in 2025."
    text = SECTION.format(claim=claim, heading="Glossary", told=told)
    assert _state(AUDITOR.audit_text(text, format="markdown").documents[0], "method") == state


@pytest.mark.parametrize(
    ("behind", "state"),
    [("These visits followed the Nord protocol.", "linked"), ("These visits were followed by a dinner.", "missing")],
)
def test_the_protocol_that_was_followed_is_the_method(behind: str, state: str) -> None:
    text = f"# Report 2025\n\nIn 2025 we audited 48 suppliers of ore and coal. {behind}\n"
    assert _state(AUDITOR.audit_text(text, format="markdown").documents[0], "method") == state


@pytest.mark.parametrize(("label", "state"), [("Cleartag", "linked"), ("Bluetag", "missing")])
def test_the_entry_on_a_label_says_who_checks_it(label: str, state: str) -> None:
    claim = f"Every jar of our yoghurt carries the {label} label. It rained in May, and {label} was new."
    told = "**Cleartag:** Odermark Water Audit reads the meters.\n\n**Whey:** what is left of milk that was skimmed."
    text = SECTION.format(claim=claim, heading="Glossary", told=told)
    assert _state(AUDITOR.audit_text(text, format="markdown").documents[0], "verifier") == state


@pytest.mark.parametrize(
    ("claim", "behind", "held"),
    [
        ("Our cups contain 40 % recycled fibre.", "Recycled content is checked by weight under ISO 14021.", True),
        ("Our cups contain 40 % recycled fibre.", "Renewable content is checked by weight under ISO 14021.", False),
        ("All our packaging is recyclable.", "Packaging recyclability is assessed with the OPRL tool.", True),
        ("All our packaging is recyclable.", "Food waste is assessed with the FLW tool.", False),
        (
            "The injury frequency rate fell to 1.9.",
            "The injury frequency rate is the number of injuries per hour.",
            True,
        ),
        ("The injury frequency rate fell to 1.9.", "The absence rate is the number of sick days per hour.", False),
    ],
)
def test_a_term_explains_the_claims_of_its_kind(claim: str, behind: str, held: bool) -> None:
    document = _read(claim, f"## Basis of preparation\n\n{behind}")
    assert (_state(document, "method") in HELD) is held


@pytest.mark.parametrize(("term", "held"), [("Greenhouse gas emissions", True), ("Food waste", False)])
def test_an_entry_tells_of_the_term_above_it(term: str, held: bool) -> None:
    claim = "<p>Our Scope 1 emissions fell by 9 % in 2025.</p><h2>Basis of preparation</h2>"
    told = "Calculated according to the GHG Protocol and its Removals Guidance."
    html = f"<html><body><h1>Report 2025</h1>{claim}<dl><dt>{term}</dt><dd>{told}</dd></dl></body></html>"
    document = AUDITOR.audit_bytes(html.encode(), path="report.html").documents[0]
    assert (_state(document, "method") == "linked") is held


@pytest.mark.parametrize(
    ("behind", "held"),
    [
        ("Residual emissions of up to 10 % are to be neutralised by removals.", True),
        ("We do not use carbon credits.", True),
        ("We do not use carbon credits for our oat drink.", False),
        ("Our oat drink will be offset by 100 % with credits.", False),
        ("The emissions of our Lund plant were compensated with credits for 12 %.", False),
    ],
)
def test_what_net_zero_means_is_told_once(behind: str, held: bool) -> None:
    document = _read("Fernhill will reach net zero by 2045.", f"## Basis of preparation\n\n{behind}")
    assert (_state(document, "offsets_split") == "linked") is held


BASIS = "## Basis of preparation\n\n{}\n\nTotals are computed from unrounded figures."


@pytest.mark.parametrize(
    ("claim", "behind", "state"),
    [
        # What a verb defines needs no word for how it is had; the claim that is about it needs no figure.
        (
            "All the electricity of our dairies now comes from renewable sources.",
            "Renewable electricity means power from our own roofs or from contracts with wind farms.",
            "linked",
        ),
        (
            "All the electricity of our dairies now comes from renewable sources.",
            "Renewable packaging means cartons from certified forests.",
            "missing",
        ),
    ],
)
def test_a_definition_tells_how_what_it_defines_was_counted(claim: str, behind: str, state: str) -> None:
    assert _state(_read(claim, BASIS.format(behind)), "method") == state


@pytest.mark.parametrize(
    ("note", "state"),
    [
        ("Wet weight over the scales of the three dairies.", "linked"),
        ("In 2024 the whole amount came from the Aarvik dairy.", "missing"),
    ],
)
def test_a_note_on_the_row_of_a_claim_tells_how_it_was_counted(note: str, state: str) -> None:
    table = "\n\n| Indicator | 2024 | 2025 |\n|---|---|---|\n| Packaging waste recycled, % (d) | 91 | 94 |\n\n(d) "
    claim = "In 2025 we recycled 94 % of our packaging waste."
    assert _state(_read(claim + table + note, ""), "method") == state


def test_a_target_on_scopes_has_the_boundary_that_all_figures_have() -> None:
    claim = "By 2030 we will bring our Scope 1 and 2 emissions 60 % below the level of 2021."
    behind = "All figures cover the three dairies and the office, which we consolidate by operational control."
    assert _state(_read(claim, BASIS.format(behind)), "boundary") == "linked"
