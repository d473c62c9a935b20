"""Phrases of a report that only name a matter are no claims; what they say something with makes them claims again."""

from __future__ import annotations

import pytest

import claimcheck

PACK = claimcheck.load_rulepack()
AROUND = "# What was named\n\nTwo thirds of those who answered named these.\n\n{}\n\nThe next chapter follows.\n"


def _types(text: str, medium: str = "report") -> list[str]:
    auditor = claimcheck.Auditor(PACK, claimcheck.Context(medium=medium))
    return [claim.type for claim in auditor.audit_text(text, format="markdown").documents[0].claims]


@pytest.mark.parametrize(
    "phrase",
    [
        "- Conscious use of resources and sustainable handling of waste.",
        "- Sustainable management of the mills (third place)",
        "- Voluntary carbon offsets for scope 1; and",
        "Carbon neutrality by 2047, pp. 31; 40-42.",
        "Voyage 2031 - Carbon neutrality by 2047, p. 12 (earned income left out)",
    ],
)
def test_a_phrase_names_a_matter(phrase: str) -> None:
    assert _types(AROUND.format(phrase)) == []


@pytest.mark.parametrize(
    "phrase",
    [
        "- Our sustainable detergents for large kitchens",
        "- Restoring wetlands and other habitats along the river Tarn",
        "- Free from microplastics, silicone oils and dyes",
        "- Sustainable packaging for 60 % of the parcels",
        "Carbon neutral by 2047 (see page 12).",
        "Sustainable packaging is what we sell.",
    ],
)
def test_who_speaks_a_verb_a_quality_or_a_figure_says_something(phrase: str) -> None:
    assert _types(AROUND.format(phrase)) != []


def test_a_phrase_on_a_page_for_buyers_or_all_by_itself_is_a_claim() -> None:
    phrase = "- Voluntary carbon offsets for scope 1; and"
    assert _types(AROUND.format(phrase), medium="web") != []
    assert _types(phrase) != []
