"""Where clauses begin. In the table a vertical bar stands where one clause ends and the next begins."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claimcheck.model.passage import SentenceSpan
from claimcheck.text.normalise import NormText

Split = Callable[..., tuple[NormText, tuple[SentenceSpan, ...]]]

CLAUSES = [
    "We cut emissions by half.",
    "We cut emissions by half;|the board agreed to it.",
    "We cut it; yes.",
    "We cut emissions by half,|but waste rose again.",
    "We cut emissions by half|but waste rose again.",
    "We cut, but not much.",
    "We cut it,|but not very much.",
    "We cut emissions,|and we will go on.",
    "While sales rose, we cut it.",
    "We cut emissions|while sales rose a lot;|the board agreed to it.",
    "We cut emissions by half,|which means cleaner air.",
    "We cut all our emissions -|waste fell by half too.",
    "We cut emissions - waste fell by half too.",
    "We cut all our emissions - by half.",
    "We cut our emissions by half since 2019 in all plants.",
    "We cut our emissions by half,|since 2019 was a bad year.",
    "We cut our emissions by half|since it was a bad year.",
    "The reason for that cut is because sales fell.",
    "The reason for that cut is,|because sales fell a lot.",
    "We lend to mills where money is not but could be.",
    "We cut it (for all sites; but not the old ones) by half.",
    "A butter-free and whilesome day for all.",
    "We cut emissions by half, but-for waste of all kinds.",
    "We cut emissions by half|and planted 12 trees.",
    "We cut emissions by half,|as well as planted 12 trees.",
    "We measured and planted 12 trees at once.",
    "Two teams have watered, measured and planted young oaks.",
    "We buy more paper|and recycled 40 % of it.",
    "We cut emissions by half|and recycled our waste.",
    "We buy virgin and recycled paper for all offices.",
    "We will cut emissions by half|and raise the share of trains.",
    "We cut a promise and raise of pay for all.",
    "We cut it|and planted trees.",
    "We cut and planted trees.",
    "We cut emissions by half and planted-out trees grow.",
]  # fmt: skip


@pytest.mark.parametrize("marked", CLAUSES, ids=range(len(CLAUSES)))
def test_clauses(marked: str, split: Split) -> None:
    norm, spans = split(marked.replace("|", " "))
    found = [norm.text[start:end] for span in spans for start, end in span.clauses]
    assert found == marked.split("|")


def test_openers_of_one_sentence_do_not_reach_into_the_next(split: Split) -> None:
    norm, spans = split(
        "We cut but not much. But waste rose a lot, while sales fell a lot.", "We cut it but not very much."
    )
    found = [[norm.text[start:end] for start, end in span.clauses] for span in spans]
    assert found == [
        ["We cut but not much."],
        ["But waste rose a lot,", "while sales fell a lot."],
        ["We cut it", "but not very much."],
    ]


def test_table_row_has_one_clause(split: Split) -> None:
    _, spans = split("Waste in tonnes; total of all sites | 12 | but not the old ones", kind="table")
    assert [span.clauses for span in spans] == [((0, 63),)]
