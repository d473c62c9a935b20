"""Which claims statements cover: whole reports, marks, lists, notes; and statements that could not be read."""

from __future__ import annotations

from io import BytesIO

import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

import claimcheck
from claimcheck.model.report import AssuranceOut, DocumentOut

AUDITOR = claimcheck.Auditor(claimcheck.load_rulepack())
GERMAN = "KG Wirtschaftsprüfungsgesellschaft"
CLAIMS = {
    "gases": "Our Scope 1 emissions fell by 12 % in 2025.",
    "women": "Women held 34 % of management positions in 2025.",
    "water": "We withdrew 44 megalitres of water in 2025.",
    "scope 3": "Our Scope 3 emissions were 61,200 t CO2e in 2025.",
    "training": "Employees received 31,000 hours of training in 2025.",
}
TEXT = "# Our year 2025\n\n" + "\n\n".join(CLAIMS.values()) + "\n\n"


def _document(text: str) -> DocumentOut:
    return AUDITOR.audit_text(text, format="markdown").documents[0]


def _verified(document: DocumentOut) -> set[str]:
    """The claims of which somebody is named who checked them."""
    return {
        name
        for name, words in CLAIMS.items()
        for claim in document.claims
        for one in claim.elements
        if claim.text.startswith(words[:20]) and one.element == "verifier" and one.state == "linked"
    }


@pytest.mark.parametrize(
    ("told", "practitioner"),
    [
        (("Marlow Ekdahl, independent auditors, provided limited assurance on this sustainability statement as a"
         " whole."), "Marlow Ekdahl"),
        (("The independent firm Hollin Brandt (Leeds) has provided limited assurance over all data in this report"
         " under ISAE 3000."), "Hollin Brandt"),
        ("KPMG subjected this Sustainability Report to an audit with limited assurance.", "KPMG"),
        ("This report is subject to a limited audit by the independent auditor KPMG under ISAE 3000.", "KPMG"),
    ],
)  # fmt: skip
def test_a_whole_report_covers_every_figure(told: str, practitioner: str) -> None:
    document = _document(f"{TEXT}# About this report\n\n{told}\n")
    (found,) = document.assurance
    assert found.practitioner is not None
    assert found.practitioner.startswith(practitioner)
    assert found.whole
    assert _verified(document) == set(CLAIMS)
    assert (found.figures_covered, found.figures) == (5, 5)


def test_but_for_what_it_leaves_out() -> None:
    told = (
        "DNV provided limited assurance over this report under ISAE 3000. Scope 3 emissions and training data"
        " were not covered by the engagement."
    )
    document = _document(f"{TEXT}# About this report\n\n{told}\n")
    assert _verified(document) == {"gases", "women", "water"}
    assert document.assurance[0].figures_covered == 3


@pytest.mark.parametrize(
    ("told", "covered"),
    [
        (("The consultancy Brandt Ekdahl reviewed Scope 1 and Scope 2 emissions, water withdrawal and training hours"
         " for 2025 with limited assurance."), {"gases", "water", "training"}),
        (("Hallam & Strood LLP provided limited assurance over two indicators for 2025: Scope 1 emissions, and the"
         " share of women in management positions."), {"gases", "women"}),
        ("DNV verified the Scope 1 emissions of the Lund plant for 2025 with limited assurance.", set()),
        ("DNV verified our Scope 1 emissions for 2022 with limited assurance.", set()),
    ],
)  # fmt: skip
def test_a_list_covers_what_its_words_name(told: str, covered: set[str]) -> None:
    assert _verified(_document(f"{TEXT}# Assurance\n\n{told}\n")) == covered


@pytest.mark.parametrize(
    ("claim", "held"),
    [
        ("Our operated Scope 1 emissions fell by 12 % in 2025.", True),
        ("Our consolidated Scope 1 emissions fell by 12 % in 2025.", True),
        ("The Scope 1 emissions of our suppliers fell by 12 % in 2025.", False),
        ("The Scope 1 emissions of our Lund plant fell by 12 % in 2025.", False),
    ],
)
def test_words_for_the_company_limit_nothing(claim: str, held: bool) -> None:
    told = "# Assurance\n\nDNV verified our Scope 1 emissions for 2025 under ISO 14064-3 with limited assurance.\n"
    (found,) = (one for one in _document(f"# Climate\n\n{claim}\n\n{told}").claims if one.text == claim)
    state = next(one.state for one in found.elements if one.element == "verifier")
    assert state == ("linked" if held else "missing")


def test_the_level_is_shown_of_what_was_checked_where_no_claim_asks_for_it() -> None:
    claim = "Our accident rate was the lowest ever in 2025, at 1.9 per million hours."
    told = "Marlow Ekdahl provided limited assurance under ISAE 3000 on the accident rate."
    table = "| Indicator | 2024 | 2025 |\n|---|---|---|\n| Accident rate (per million hours) | 2.4 | 1.9 |\n"
    document = _document(f"# Our year 2025\n\n{claim}\n\n{table}\n# Assurance\n\n{told}\n")
    held = {one.element: (one.state, one.quote) for one in document.claims[0].elements}
    assert held["verifier"] == ("linked", "Marlow Ekdahl")
    assert held["assurance_level"] == ("linked", "limited assurance")


def test_a_round_figure_just_below_is_that_of_the_marked_row() -> None:
    claim = "Our vans burned a little under 630 tonnes of diesel fuel in 2025."
    table = "| Indicator | 2024 | 2025 |\n|---|---|---|\n| Diesel fuel burned by vans (t) ◆ | 671 | 629 |\n"
    told = "PwC provided limited assurance under ISAE 3000 on the figures marked ◆."
    document = _document(f"# Our year 2025\n\n{claim}\n\n{table}\n# Assurance\n\n{told}\n")
    assert [one.quote for one in document.claims[0].elements if one.element == "verifier"] == ["PwC"]


@pytest.mark.parametrize(
    ("mark", "how"),
    [
        ("(A)", "figures marked (A)"), ("^", "data marked with ^"), ("[a]", "figures marked [a]"),
        ("(LA)", "indicators marked with 'LA'"), ("◆", "indicators identified by ◆"), ("¹", "data marked ¹"),
        ("(assured)", 'figures marked as "assured"'), ("✓", "figures marked ✓"),
    ],
)  # fmt: skip
def test_a_mark_in_a_row_covers_the_claim_on_it(mark: str, how: str) -> None:
    table = (
        f"| Indicator | 2024 | 2025 |\n|---|---|---|\n| Scope 1 emissions (t) {mark} | 5,000 | 4,400 |\n"
        f"| Women in management positions {mark} | 30 % | 34 % |\n| Water withdrawn (ML) | 46 | 44 |\n\n"
    )
    told = f"# Assurance\n\nPwC provided limited assurance under ISAE 3000 on the {how}.\n"
    assert _verified(_document(TEXT + table + told)) == {"gases", "women"}


@pytest.mark.parametrize(
    ("head", "cell", "covered"),
    [("2025 ✓", "44", {"women", "water"}), ("2025", "44 ✓", {"water"}), ("2025", "44", set())],
)
def test_a_mark_at_a_column_or_a_cell(head: str, cell: str, covered: set[str]) -> None:
    table = (
        f"| Indicator | 2024 | {head} |\n|---|---|---|\n| Women in management positions | 30 % | 34 % |\n"
        f"| Water withdrawn (ML) | 46 | {cell} |\n\n"
    )
    told = "# Assurance\n\nPwC provided limited assurance under ISAE 3000 on the data marked with ✓.\n"
    assert _verified(_document(TEXT + table + told)) == covered


def test_a_mark_at_a_heading_and_one_that_leads_to_a_note() -> None:
    told = "# Assurance\n\nPwC provided limited assurance under ISAE 3000 on the chapters marked with ✓.\n"
    marked = f"# Report\n\n{TEXT.replace('# Our year 2025', '## Our year 2025 ✓')}"
    assert _verified(_document(marked + told)) == set(CLAIMS)
    noted = TEXT.replace("positions in 2025.", "positions in 2025.[^1]")
    note = "[^1]: PwC has provided limited assurance over this metric.\n"
    assert _verified(_document(noted + note)) == {"women"}


@pytest.mark.parametrize(
    "told",
    [
        "All data in this report were verified by our Group Controlling department.",
        "The data in this report were assured by the Internal Audit department.",
        "KPMG audited the consolidated financial statements and gave reasonable assurance.",
        "Our Scope 1 target was validated by the Science Based Targets initiative.",
        "Our internal control system provides reasonable assurance that our objectives will be met.",
        "We plan to have this report assured by KPMG.",
        "All plants are audited every year by regulators or third-party bodies.",
    ],
)
def test_no_assurance_of_figures(told: str) -> None:
    document = _document(f"{TEXT}# About\n\n{told}\n")
    assert document.assurance == []
    assert _verified(document) == set()


def test_whoever_signs_is_the_practitioner() -> None:
    told = (
        "# Independent practitioner's statement\n\nWe have performed a limited assurance engagement under ISAE 3000"
        " on the Sustainability Report 2025 as a whole. Nothing has come to our attention that causes us to believe"
        " that the report is not prepared in accordance with the criteria.\n\nFjellrevisjon AS, Bergen, 4 March 2026\n"
    )
    document = _document(TEXT + told)
    assert [one.practitioner for one in document.assurance] == ["Fjellrevisjon AS"]
    assert _verified(document) == set(CLAIMS)


def _pdf() -> AssuranceOut:
    """A report whose last page is a picture behind the heading of its assurance report."""
    target = BytesIO()
    canvas = Canvas(target, invariant=1)
    canvas.setFont("Helvetica", 11)
    for place, line in enumerate(CLAIMS.values()):
        canvas.drawString(60, 780 - 40 * place, line)
    canvas.setFont("Helvetica-Bold", 18)
    canvas.drawString(60, 400, "Independent assurance report")
    canvas.showPage()
    canvas.drawImage(ImageReader(_picture()), 60, 100, 400, 600)
    canvas.showPage()
    canvas.save()
    (found,) = AUDITOR.audit_bytes(target.getvalue(), path="report.pdf").documents[0].assurance
    return found


def _picture() -> BytesIO:
    """A grey picture as a portable pixmap."""
    pixels = bytes(value % 251 for value in range(40 * 60 * 3))
    return BytesIO(b"P6 40 60 255\n" + pixels)


def test_a_statement_that_is_a_picture_is_named() -> None:
    found = _pdf()
    assert (found.state, found.unread_because, found.place.page) == ("unread", "picture", 2)
    assert found.figures_covered == 0


def test_a_statement_in_another_language_is_named() -> None:
    told = (
        "# Relazione della società di revisione\n\nAbbiamo svolto un esame limitato della dichiarazione non"
        " finanziaria secondo il principio ISAE 3000 e sulla base del lavoro svolto non sono pervenuti alla nostra"
        " attenzione elementi che ci facciano ritenere che la dichiarazione non sia stata redatta in conformità.\n"
    )
    (found,) = _document(TEXT + told).assurance
    assert (found.state, found.unread_because, found.practitioner) == ("unread", "language", None)


@pytest.mark.parametrize(
    ("sentence", "covered"),
    [
        ("We employed 12,460 people at the end of 2025, 12,460 employees at year-end in all.", True),
        ("1,200 employees took part in volunteering in 2025.", False),
        ("96 % of employees completed the training on the Code of Conduct in 2025.", False),
        ("20 % of the incentive of managers depends on Scope 1 and 2 emissions.", False),
        ("Our Scope 1 and 2 emissions were 7,300 t CO2e in 2025.", True),
        ("Our Scope 1 and 2 emissions fell by 12 % in 2025.", True),
    ],
)
def test_a_marked_row_covers_its_own_figures_alone(sentence: str, covered: bool) -> None:
    document = _document(
        f"""# Velmark Sustainability Report 2025

{sentence}

## Data

| Indicator | Unit | 2025 | 2024 |
|---|---|---|---|
| Scope 1 and 2 emissions (A) | t CO2e | 7,300 | 8,300 |
| Employees at year-end (A) | number | 12,460 | 12,010 |

## Assurance

Hallam Reyntiens has provided limited assurance under ISAE 3000 on the figures marked (A).
"""
    )
    told = next(one for one in document.claims if one.text.startswith(sentence[:12]))
    assert any(one.element == "verifier" and one.state == "linked" for one in told.elements) is covered


@pytest.mark.parametrize(
    ("signature", "name"),
    [
        ("Leeds, 20 March 2026. Jane Orme", None),
        ("Mainz, 20 March 2026. Rothe & Kern mbH", "Rothe & Kern mbH"),
        ("Rothe Kern PartG mbB", "Rothe Kern PartG mbB"),
        ("Rothe Kern AG Wirtschaftsprüfungsgesellschaft", "Rothe Kern AG Wirtschaftsprüfungsgesellschaft"),
        (f"Rothe Kern GmbH & Co. {GERMAN}", f"Rothe Kern GmbH & Co. {GERMAN}"),
        (f"Ernst & Young GmbH & Co. {GERMAN}", f"Ernst & Young GmbH & Co. {GERMAN}"),
        ("Rothe Kern GmbH Steuerberatungsgesellschaft", "Rothe Kern GmbH"),
        ("Rothe Kern LLP, Leeds", "Rothe Kern LLP"),
        ("Rothe Kern LLP wrote the files.", None),
    ],
)
def test_who_signs_stands_behind_the_date_or_ends_in_a_form(signature: str, name: str | None) -> None:
    statement = f"""We have performed a limited assurance engagement under ISAE 3000 on the Scope 1 emissions of 2025.

Nothing has come to our attention that causes us to believe that they are not prepared in all material respects.

{signature}
"""
    document = _document(f"{TEXT}# Independent practitioner's limited assurance report\n\n{statement}")
    (found,) = document.assurance
    assert found.practitioner == name


@pytest.mark.parametrize(
    ("said", "ended", "held"),
    [
        ("Reporting period: 1 March 2024 to 28 February 2025 (2024).", "28 February 2025", True),
        ("Fiscal 2024 (April 1, 2024 to March 31, 2025) is told of here.", "March 31, 2025", True),
        ("Our financial year 2024 began on 1 July 2024 and ended on 30 June 2025.", "30 June 2025", True),
        ("Our financial year 2025 ran from 1 April 2024 to 31 March 2025.", "31 March 2025", False),
        ("In the year to 31 March 2025 less was burned than in 2024.", "31 March 2025", False),
        ("The report is of the calendar year 2024.", "31 December 2025", False),
    ],
)
def test_a_year_is_also_called_by_the_one_in_which_the_document_says_it_began(
    said: str, ended: str, held: bool
) -> None:
    claim = "In 2024 our Scope 1 emissions were 5,310 tonnes of CO2e."
    told = (
        "We have performed a limited assurance engagement on Scope 1 emissions for the year ended"
        f" {ended}, in accordance with ISAE 3410.\n\nHollin Brandt LLP, Leeds, 4 August 2025\n"
    )
    document = _document(f"# Energy\n\n{said}\n\n{claim}\n\n# Assurance report\n\n{told}")
    states = [
        one.state
        for found in document.claims
        if found.text == claim
        for one in found.elements
        if one.element == "verifier"
    ]
    assert states == ["linked" if held else "missing"]
