"""What in a report defines or names something, and says nothing of it."""

from __future__ import annotations

import pytest
from tests.claims.long_report import types


@pytest.mark.parametrize(
    "text",
    [
        "[^1]: Green loans include those for insulation and heat pumps.\n\nSee the note.[^1]",
        "The green loan has a term of five years.",
        "The sustainability-linked facility is with three banks.",
        "(41 % of total green lending)",
        "EUR 2.4 bn (17 % of green assets)",
        "Nordbank, who acted as Green Structuring Adviser, and Tallis Bank.",
        "Another reason why lending to sustainable farming is so important.",
    ],
)
def test_what_defines_or_names_something_says_nothing_of_it(text: str) -> None:
    assert types(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "[^1]: Our green loans include 40 % for insulation.\n\nSee the note.[^1]",
        "[^1]: Green loans were cut by 8 % and include those for insulation.\n\nSee the note.[^1]",
        "The green loan has lowered our emissions.",
        "41 % of our lending goes to green loans (EUR 2.4 bn).",
        "We follow the Green Loan Principles, at: https://www.example.org/green-loans.pdf",
        "Nordbank, who acted as Green Structuring Adviser, has lent us a green loan.",
    ],
)
def test_what_says_something_in_such_a_shape_is_a_claim(text: str) -> None:
    assert types(text) != set()
