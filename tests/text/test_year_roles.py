"""The role of a year is told by the words around it, in whatever form it is written."""

from __future__ import annotations

import pytest

import claimcheck
from claimcheck.text.facts import find_facts
from claimcheck.text.normalise import normalise_text

GRAMMAR = claimcheck.load_rulepack().lexicons["en"].facts


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("Emissions fell by 12 % compared with {}.", "base"),
        ("Emissions are 12 % below the {} level.", "base"),
        ("Carbon intensity came down to 0.54 kg, from 0.61 kg in {}.", "base"),
        ("Emissions came to 388 t, after 402 t in {}.", "base"),
        ("The portfolio has grown by 32 % (from USD 17.6 billion in {}).", "base"),
        ("Emissions came to 388 t in {}.", "period"),
        ("In {} over 388 t were recycled.", "period"),
        ("Over 388 t were recycled in {}.", "period"),
    ],
)
def test_a_year_has_one_role_however_it_is_written(sentence: str, role: str) -> None:
    for year in ("2019", "FY19", "FY2019", "fiscal 2019", "fiscal year 2019", "2018-19", "2018/19"):
        text = normalise_text(sentence.format(year)).text
        told = [fact for fact in find_facts(text, 0, len(text), GRAMMAR) if fact.kind in ("year", "period")]
        assert [one.role for one in told] == [role], year


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        # Letters behind a number are a unit, or make it a day.
        ("More women by 5pp by June 2028.", ["share", "year"]),
        ("Sold 12kt in June 2028.", ["quantity", "year"]),
        ("Told on 5th of June 2028.", ["year"]),
        ("Told on the 2nd June 2028.", ["year"]),
    ],
)
def test_an_amount_before_a_month_is_no_day(text: str, kinds: list[str]) -> None:
    text = normalise_text(text).text
    assert [fact.kind for fact in find_facts(text, 0, len(text), GRAMMAR)] == kinds
