"""A change that a table prints is held against the figures of the two years beside it, where it is a plain change."""

from __future__ import annotations

import pytest

import claimcheck

PACK = claimcheck.load_rulepack()
AUDITOR = claimcheck.Auditor(PACK, claimcheck.Context(as_of=PACK.law_as_of), lang="en")


def _table(header: str, *rows: str) -> str:
    return "\n".join([header, "|---" * (header.count("|") - 1) + "|", *rows])


def _accused(text: str) -> list[str]:
    document = AUDITOR.audit_text(f"# Yearbook\n\n{text}\n", format="markdown").documents[0]
    return [one.quote for one in document.findings if one.rule == "CON-002"]


PLAIN = ("| Paper (t) | 410 | 369 | -10% |", "| Metal (t) | 200 | 250 | 25% |")


@pytest.mark.parametrize(
    "row",
    [
        "| Glass (t) | 8,100 | 8,910 | 1.0% |",
        "| Glass (t) | 8,910 | 8,100 | -19% |",
        "| Glass (t) | 8,100 | 4,050 | (5%) |",
    ],
)
def test_a_change_that_its_row_does_not_give_is_told_beside_rows_that_do(row: str) -> None:
    assert len(_accused(_table("| Waste | 2023 | 2024 | Change |", *PLAIN, row))) == 1


@pytest.mark.parametrize(
    "row",
    [
        "| Glass (t) | 8,100 | 8,910 | 10% |",
        "| Glass (t) | 8,910 | 8,100 | 9% |",  # a fall without its sign
        "| Glass (t) | 5 | 6 | 22% |",  # 4.5 to 5.5, and 5.5 to 6.5
        "| Glass (t) | 8,100 | 8,910 | n/a |",
        "| Share of glass (%) | 20 | 25 | 5% |",
    ],
)
def test_what_rounding_signs_or_shares_explain_is_silent(row: str) -> None:
    assert _accused(_table("| Waste | 2023 | 2024 | Change |", *PLAIN, row)) == []


def test_a_column_that_counts_in_another_way_is_silent() -> None:
    rows = ("| Gas (MWh) | 410 | 369 | -2% |", "| Power (MWh) | 200 | 250 | 5% |", "| Oil (MWh) | 40 | 36 | -10% |")
    assert _accused(_table("| Energy | 2023 | 2024 | Like-for-like change |", *rows)) == []


def test_a_column_that_names_both_years_needs_no_other_row() -> None:
    told = _table("| Energy | 2019 | 2024 | Change 2019-2024 |", "| Gas (MWh) | 474,100 | 406,300 | -12% |")
    assert len(_accused(told)) == 1
    alone = _table("| Energy | 2019 | 2024 | Change |", "| Gas (MWh) | 474,100 | 406,300 | -12% |")
    assert _accused(alone) == []


@pytest.mark.parametrize(
    ("rows", "accused"),
    [
        # From the year before: two rows show it, and 9 % is neither that nor the change from the first year.
        (("| Paper (t) | 450 | 410 | 369 | -10% |", "| Metal (t) | 220 | 200 | 250 | 25% |"), 1),
        # From the first year.
        (("| Paper (t) | 410 | 450 | 369 | -10% |", "| Metal (t) | 200 | 220 | 250 | 25% |"), 1),
        # From neither: another base, or another way of counting.
        (("| Paper (t) | 410 | 450 | 369 | -3% |", "| Metal (t) | 200 | 220 | 250 | 7% |"), 0),
    ],
)
def test_of_three_years_other_rows_tell_which_are_compared(rows: tuple[str, ...], accused: int) -> None:
    table = _table("| Waste | 2022 | 2023 | 2024 | Change |", *rows, "| Glass (t) | 100 | 200 | 500 | 9% |")
    assert len(_accused(table)) == accused


def test_years_that_the_column_names_are_compared_among_others() -> None:
    header = "| Waste | 2019 | 2023 | 2024 | Change 2019-2024 |"
    assert _accused(_table(header, "| Paper (t) | 410 | 450 | 369 | -10% |")) == []
    assert len(_accused(_table(header, "| Paper (t) | 410 | 450 | 369 | -18% |"))) == 1
