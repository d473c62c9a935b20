"""The table of targets tells how far each has come where the claim itself is credited with it."""

from __future__ import annotations

import pytest

import claimcheck
from claimcheck.report.first_page import first_page

TABLE = """\
# Report 2025

We will cut our absolute scope 1 emissions by 60 % by 2031 against 2020.

| Key figure | Unit | 2020 | 2025 |
| --- | --- | --- | --- |
| Scope 1 emissions | t CO2e | 51,200 | 38,400 |
"""


def test_a_bare_figure_of_a_table_is_told_as_the_progress_that_it_makes() -> None:
    (target,) = first_page(claimcheck.audit_text(TABLE)).targets
    assert target.progress == "(38,400 - 51,200) / 51,200 = -25.0 %"
    assert target.progress_at == "line 7"


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "We will cut our water losses by 20% by 2029 and by 45% by 2045, compared with 2018.",
            [("20%", "2029"), ("45%", "2045")],
        ),
        (
            "Against 2020 we will reduce our scope 1 emissions by 35% by 2030 and 70% by 2040.",
            [("35%", "2030"), ("70%", "2040")],
        ),
        # Where it stands, and one aim.
        ("We will raise the share of recycled paper from 12% in 2024 to 60% by 2031.", [("60%", "2031")]),
        ("By 2031 we will cut our emissions by 44% against 2019.", [("44%", "2031")]),
    ],
)
def test_a_step_before_an_aim_is_listed_where_both_are_told_alike(sentence: str, told: list[tuple[str, str]]) -> None:
    report = claimcheck.audit_text(f"# Report 2025\n\n{sentence}", format="markdown")
    assert [(one.value, one.year) for one in first_page(report).targets] == told
