"""Pointers are followed inside the document: what stands there has to be about the claim."""

from __future__ import annotations

import pytest

import claimcheck
from claimcheck.model.claim_out import ClaimOut, ElementOut
from claimcheck.model.document import Block, Document, Page, Piece

PACK = claimcheck.load_rulepack()
AUDITOR = claimcheck.Auditor(PACK)
BODY = """
# 1 Climate

Our Scope 1 emissions fell by 23 % in 2024{pointer}.

# 2 Methods and data

Scope 1 emissions were 12,400 tCO2e in 2024.

## 2.1 Water use at our plants

Water withdrawal was 41,000 m3.

# 3 Our people

We had 900 employees.

Table 1: Emissions by plant

| Plant | Scope 1 emissions, tCO2e |
|---|---|
| Lund | 800 |

Table 2: Staff by country

| Country | Employees |
|---|---|
| Spain | 200 |
"""


def _claim(pointer: str) -> ClaimOut:
    return AUDITOR.audit_text(BODY.format(pointer=pointer), format="markdown").documents[0].claims[0]


def _locator(claim: ClaimOut) -> ElementOut:
    return next(one for one in claim.elements if one.element == "locator")


@pytest.mark.parametrize(
    ("pointer", "quote"),
    [
        (" (see section 2)", "Scope 1 emissions were 12,400 tCO2e in 2024."),
        (" (table 1)", "Table 1: Emissions by plant"),
        (' (see "Methods and data")', "Scope 1 emissions were 12,400 tCO2e in 2024."),
    ],
)
def test_what_stands_there_is_said(pointer: str, quote: str) -> None:
    found = _locator(_claim(pointer))
    assert (found.state, found.credit) == ("present", 1.0)
    assert found.leads_to is not None
    assert quote in (found.leads_to.quote, "2 " + found.leads_to.quote) or found.leads_to.quote.startswith(quote)


@pytest.mark.parametrize("pointer", [" (see section 2.1)", " (see table 2)", " (see table 7)", " (see section 9)"])
def test_what_leads_nowhere_or_to_something_else_is_none(pointer: str) -> None:
    claim = _claim(pointer)
    assert _locator(claim).state == "missing"
    assert "VER-010" in {one.rule for one in claim.findings}


@pytest.mark.parametrize(
    "pointer", [" (see page 40)", " (see table 7 of the Sustainability Report 2023)", " (see figure 4)"]
)
def test_what_cannot_be_followed_counts_as_it_is_written(pointer: str) -> None:
    found = _locator(_claim(pointer))
    assert (found.state, found.credit, found.leads_to) == ("present", 1.0, None)


@pytest.mark.parametrize("pointer", [", see our website", ", scan the QR code", ", see www.nordhavn.example"])
def test_a_bare_link_is_nothing(pointer: str) -> None:
    assert _locator(_claim(pointer)).state == "missing"


RESULT = "Our waste to landfill fell by 14 % in 2024{}."
BELOW = """
# 1 Waste

{claim}

| Indicator | 2023 | 2024 |
|---|---|---|
| Waste to landfill, t | 100 | 86 |

# Transport and logistics

Our lorries drove 4 million km.
"""


@pytest.mark.parametrize(
    "pointer",
    [" (see the table below)", " (see the following table)", " (see below)", ", as shown in the chart to the right"],
)
def test_words_for_places_on_a_page_lead_to_what_stands_around(pointer: str) -> None:
    text = BELOW.format(claim=RESULT.format(pointer))
    found = _locator(AUDITOR.audit_text(text, format="markdown").documents[0].claims[0])
    assert (found.state, found.credit) == ("present", 1.0)
    assert found.leads_to is not None
    assert found.leads_to.quote.startswith("Waste to landfill")


@pytest.mark.parametrize("pointer", [" (see the table below)", " (see the following table)"])
def test_nothing_of_the_kind_around_is_no_locator(pointer: str) -> None:
    text = BELOW.format(claim=RESULT.format(pointer)).replace("Waste to landfill, t", "Buses")
    claim = AUDITOR.audit_text(text, format="markdown").documents[0].claims[0]
    assert _locator(claim).state == "missing"
    assert "VER-010" not in {one.rule for one in claim.findings}


@pytest.mark.parametrize(
    ("pointer", "leads"),
    [
        (' (see "Refuse and residues")', True),
        (", as told in the Refuse and residues section", True),
        # The name of a programme is quoted as well, and other sections have other titles.
        (' through our "Refuse and residues" programme', False),
        (", as told in the Transport and logistics section", False),
    ],
)
def test_sections_by_their_titles(pointer: str, leads: bool) -> None:
    text = BELOW.format(claim=RESULT.format(pointer)) + "\n# Refuse and residues\n\nWaste to landfill was 86 t.\n"
    found = _locator(AUDITOR.audit_text(text, format="markdown").documents[0].claims[0])
    assert (found.leads_to is not None) is leads


@pytest.mark.parametrize("caption", ["Figure 3: Waste to landfill", "Fig. 3 Waste to landfill", "FIGURE 3 | Waste"])
def test_a_figure_has_its_caption_whatever_it_is_called(caption: str) -> None:
    text = f"# Waste\n\n{RESULT.format(' (see figure 3)')}\n\nFigure 1: Staff\n\nWe are 900.\n\n{caption}\n"
    found = _locator(AUDITOR.audit_text(text, format="markdown").documents[0].claims[0])
    assert found.leads_to is not None
    assert found.leads_to.quote.startswith(caption[:4])


@pytest.mark.parametrize(
    "pointer",
    [
        "Section 12 of the Harbour Dues and Quays (Amendment) Act",
        "Section 9 of the Cyprus Environment and Clean Water Protection and Enforcement Ordinance",
    ],
)
def test_a_section_of_a_law_is_neither_a_locator_nor_a_wrong_one(pointer: str) -> None:
    claim = _claim(f", as {pointer} requires")
    assert _locator(claim).state == "missing"
    assert "VER-010" not in {one.rule for one in claim.findings}


def _paged(texts: list[list[str]], labels: list[str | None]) -> Document:
    blocks: list[Block] = []
    pages: list[Page] = []
    source = ""
    for number, (lines, label) in enumerate(zip(texts, labels, strict=True), start=1):
        start = len(source)
        for line in lines:
            blocks.append(Block("paragraph", line, (Piece(0, len(source), len(line)),), page=number))
            source += line + "\n\n"
        pages.append(Page(number, start, len(source), label=label))
    return Document("report.pdf", "pdf", "0" * 64, source, tuple(blocks), tuple(pages))


CLAIM = "Our Scope 1 emissions fell by 23 % in 2024, see page {}."


@pytest.mark.parametrize(
    ("page", "labels", "there"),
    [
        (2, [None, None, None], "Scope 1 emissions were 12,400 tCO2e."),
        (1, ["i", "1", "2"], "Scope 1 emissions were 12,400 tCO2e."),
        (3, [None, None, None], None),
        (9, [None, None, None], None),
    ],
)
def test_pages_by_their_labels_and_numbers(page: int, labels: list[str | None], there: str | None) -> None:
    texts = [[CLAIM.format(page)], ["Scope 1 emissions were 12,400 tCO2e."], ["We trained all employees."]]
    found = _locator(AUDITOR.document(_paged(texts, labels)).claims[0])
    assert (found.leads_to.quote if found.leads_to else None) == there
    assert found.state == ("present" if there else "missing")


def test_pages_by_the_numbers_that_are_printed_on_them() -> None:
    texts = [
        [CLAIM.format(12), "11"],
        ["Scope 1 emissions were 12,400 tCO2e.", "12"],
        ["We trained all employees.", "13"],
        ["The board met nine times.", "14"],
    ]
    found = _locator(AUDITOR.document(_paged(texts, [None] * 4)).claims[0])
    assert found.leads_to is not None
    assert found.leads_to.place.page == 2


SPREAD = [
    ["Alder Mills 2024"],
    [CLAIM.format("{}"), "2", "3"],
    ["Women hold a third of management posts.", "4", "5"],
    ["Scope 1 emissions were 12,400 tCO2e.", "6", "7"],
    ["We trained all employees in safety.", "8", "9"],
]


def _of_spread(pointer: str) -> ClaimOut:
    texts = [[line.replace("page {}", pointer) for line in lines] for lines in SPREAD]
    return AUDITOR.document(_paged(texts, [None] * len(texts))).claims[0]


@pytest.mark.parametrize("pointer", ["page 6", "page 7", "pp. 6-7", "pages 5-6", "pages 4 -6"])
def test_two_printed_pages_stand_on_one_page_of_a_spread(pointer: str) -> None:
    found = _locator(_of_spread(pointer))
    assert found.leads_to is not None
    assert found.leads_to.place.page == 4


@pytest.mark.parametrize("pointer", ["page 8", "page 4", "page 57"])
def test_a_page_of_a_numbering_that_is_understood_is_wrong(pointer: str) -> None:
    claim = _of_spread(pointer)
    assert _locator(claim).state == "missing"
    assert "VER-010" in {one.rule for one in claim.findings}


def test_a_page_of_a_numbering_that_is_not_understood_is_not_called_wrong() -> None:
    texts = [[CLAIM.format(3)], ["Scope 1 emissions were 12,400 tCO2e."], ["We trained all employees in safety."]]
    claim = AUDITOR.document(_paged(texts, [None] * 3)).claims[0]
    assert _locator(claim).state == "missing"
    assert "VER-010" not in {one.rule for one in claim.findings}


def test_pages_before_an_excerpt_are_in_another_file() -> None:
    texts = [[CLAIM.format(12), "44"], ["We trained all employees.", "45"], ["The board met nine times.", "46"]]
    found = _locator(AUDITOR.document(_paged(texts, [None] * 3)).claims[0])
    assert (found.state, found.leads_to) == ("present", None)
