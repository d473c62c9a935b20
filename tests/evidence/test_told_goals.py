"""Goals that a sentence names by a word or two, against the rows that tell what was aimed at and what came of it."""

from __future__ import annotations

import pytest
from tests.evidence.test_against_rows import rules

REPORT = """# The Harbour Laundry in 2024

| What we count | 2022 | 2023 | 2024 |
|---|---|---|---|
| Linen washed (t) | 610 | 640 | 655 |
| Steam bought (MWh) | 900 | 870 | 850 |

## What we set ourselves

| Vow | Started from | By when | Aim | Result 2024 | How it went |
|---|---|---|---|---|---|
| Softener per load | 40 g (2021) | 2024 | 30 g | 34 g | not kept up |
| Cotton from certified farms | 20 % (2021) | 2024 | 50 % | 61 % | done |
| All bicycles electric | 2 of 9 (2022) | 2027 | 9 of 9 | 5 of 9 | rolling |
| Lint sent to landfill | 12 t (2021) | 2026 | 0 t | 3 t | rolling |
| Trainees | 3 (2022) | 2024 | 6 | 4 | not kept up |
| Steam bought | 990 MWh (2020) | 2028 | 700 MWh | 850 MWh | rolling |

{}
"""


def _is_accused(sentence: str) -> bool:
    return "CON-024" in rules(REPORT.format(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        # What was met and what was missed, by figures or by words that other rows teach.
        "Our pledge on softener was honoured.",
        "The trainee target, happily, was reached with a little room to spare.",
        "What we vowed about softener, we kept.",
        "The cotton promise, alas, was broken.",
        "Our word on certified cotton we could not keep.",
        "Our 2024 pledge on softener was honoured.",
        # The date of a goal, or of what is to be done altogether.
        "The steam target falls due in 2030.",
        "The bicycles, according to our plan, have until 2029 to go electric.",
        "We have given ourselves until 2029 to stop sending lint to landfill.",
        # The year that it is measured from.
        "Progress on the steam target is reckoned from 2021.",
        "Our softener commitment takes 2020 as its baseline.",
    ],
)
def test_what_the_row_refutes_is_told(sentence: str) -> None:
    assert _is_accused(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        # What the rows say.
        "Our pledge on softener was not honoured.",
        "The cotton promise was kept with room to spare.",
        "The steam target falls due in 2028.",
        "By 2026 no more lint will go to landfill.",
        "Progress on the steam target is reckoned from 2020.",
        # A milestone, a deadline or a report may be what was met of a goal that is not due yet.
        "Our interim target for steam was met.",
        "We keep our promise to report on lint every year.",
        "We met the deadline for reporting on steam.",
        # A place, a part, or somebody else.
        "Our pledge on softener was honoured in Bergen.",
        "At the island laundry our pledge on softener was honoured.",
        "The softener pledge of our hotel customers was honoured.",
        "Our pledge on softener for woollens was honoured.",
        "The old steam target was reached.",
        # Nearly, not yet, perhaps, or under a condition.
        "Our pledge on softener was almost honoured.",
        "Our pledge on softener was partly honoured.",
        "Our pledge on softener will be honoured.",
        "If the new pumps work, our pledge on softener is met.",
        "Our pledge on softener should have been honoured.",
        # Something else is done with the goal then, or with a part of what it is for.
        "The steam target will be revised in 2025.",
        "So far 40 % of our pledge on softener has been honoured.",
        "Our 2020 pledge on softener was honoured.",
        "Two more bicycles will be electric by 2025.",
        "The bicycles in Bergen will be electric by 2029.",
        "The steam target was set in 2019.",
        "The baseline of the softener commitment was set in 2020.",
        "Less steam was bought than in 2021.",
        # Nobody knows which of several is meant.
        "Our commitment was honoured.",
    ],
)
def test_what_the_row_leaves_open_is_not(sentence: str) -> None:
    assert not _is_accused(sentence)
