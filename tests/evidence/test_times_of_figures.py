"""A figure is held against the year that it is told of: not that of another figure, a part of a year, or several."""

from __future__ import annotations

from tests.evidence.test_against_rows import rules

STAFF = """

| Depot | Employees 2023 | Employees 2024 |
|---|---|---|
| Harbour | 245 | 255 |
| Rail | 210 | 225 |
| Total | 455 | 480 |
"""


def test_the_whole_of_a_share_in_words_is_none_of_its_part() -> None:
    assert rules("Almost half of our 480 employees (47%) work in Rail." + STAFF) == set()
    assert rules("In 2024 we had 245 employees in Rail." + STAFF) != set()
