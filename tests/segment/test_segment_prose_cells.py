"""A cell that says something is read like any other text; labels and figures stay one row."""

from __future__ import annotations

import pytest

from claimcheck import Auditor
from claimcheck.read.dispatch import read_text
from claimcheck.segment import SentenceGrammar, segment
from claimcheck.text.normalise import normalise

GRAMMAR = SentenceGrammar(frozenset(), frozenset(), ())
TABLE = """\
| Topic | Measure | 2025 |
|---|---|---|
| Climate | {} | 12 % |
| Waste | 120 t | 8 % |
"""


def sentences(cell: str) -> list[tuple[str, bool]]:
    document = read_text(TABLE.format(cell), format="markdown")
    norm = normalise(document)
    return [(norm.text[one.start : one.end], one.in_cell) for one in segment(norm, document, GRAMMAR)]


def test_a_sentence_in_a_cell_stands_alone() -> None:
    assert sentences("We cut our emissions by a third. Gas boilers went first.") == [
        ("Topic | Measure | 2025", False),
        ("Climate", False),
        ("We cut our emissions by a third.", True),
        ("Gas boilers went first.", True),
        ("12 %", False),
        ("Waste | 120 t | 8 %", False),
    ]


@pytest.mark.parametrize("cell", ["410 t", "tonnes of CO2 equivalents", "Tonnes, Scope 1 and 2"])
def test_a_label_or_figure_stays_in_its_row(cell: str) -> None:
    assert (f"Climate | {cell} | 12 %", False) in sentences(cell)


def test_no_character_of_a_row_is_lost() -> None:
    cell = "Replace every diesel forklift of our depots by 2030"
    joined = "".join(text for text, _ in sentences(cell)).replace(" ", "").replace("|", "")
    whole = TABLE.format(cell).replace("|---", "").replace("|", "").replace(" ", "").replace("\n", "")
    assert joined == whole


def test_a_target_in_a_cell_is_a_claim_with_its_place() -> None:
    cell = "We will cut the emissions of our kilns by 42 % by 2031."
    source = TABLE.format(cell)
    claims = Auditor(lang="en").audit_text(source, format="markdown").documents[0].claims
    assert [(one.type, one.place.block) for one in claims] == [("future_target", "table")]
    assert source[claims[0].place.start : claims[0].place.end].startswith("We will cut the emissions")
