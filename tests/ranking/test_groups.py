"""What is said again is one group with its places and its best evidence; other figures, years and scopes are not."""

from __future__ import annotations

import random

import pytest
from tests.conftest import Linear, Work
from tests.ranking.conftest import Hand

import claimcheck
from claimcheck.model.claim_out import ClaimOut, GroupOut

SAME = [
    ("We will reach net zero by 2040.", "The board wants our company to be net zero by 2040."),
    (
        "We will cut our Scope 1 emissions by 40 % by 2030.",
        "By 2030 we will cut Scope 1 emissions by 40 %, says the plan.",
    ),
    ("We will cut our emissions by 40 %", "We will cut our emissions by 40 % by 2030 in all plants."),
    (
        "Our bottles are made of recycled glass from the region.",
        "Our bottles are made of recycled glass from our region.",
    ),
    ("We used 1,200 tonnes of recycled glass in 2025.", "1,200 tonnes of recycled glass were used by us in 2025."),
    (
        "We cut the Scope 1 emissions of the mills in Leeds and York by 23 % to 31,417 tonnes.",
        "The Scope 1 emissions of the mills in Leeds and York were cut by 23 % to 31,417 tCO2e.",
    ),
]
APART = [
    ("We will reach net zero by 2040.", "We will reach net zero by 2050."),
    ("We will be net zero in our operations by 2040.", "We will be net zero in our value chain by 2040."),
    ("We cut our Scope 1 emissions by 23 % in 2025.", "We cut our Scope 2 emissions by 23 % in 2025."),
    ("We cut our Scope 1 emissions by 23 % in 2025.", "We cut our Scope 1 emissions by 24 % in 2025."),
    ("We cut our Scope 1 emissions by 23 % in 2024.", "We cut our Scope 1 emissions by 23 % in 2025."),
    (
        "We used 12 tonnes of recycled glass in 2025.",
        "We used 12 tonnes of recycled paper for boxes and leaflets in 2025.",
    ),
    ("Our cups are recyclable.", "Our lids are recyclable."),
    ("Cups and lids for southern shops are recyclable.", "Cups and jars for southern shops are recyclable."),
]


def _claims(*texts: str) -> list[ClaimOut]:
    parts = [f"# Part {number}\n\n{text}\n\nThe mill stands in Leeds." for number, text in enumerate(texts)]
    return claimcheck.audit_text("\n\n".join(parts), format="markdown").documents[0].claims


def _group(claim: ClaimOut) -> GroupOut:
    assert claim.group is not None
    return claim.group


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_says_the_same_is_one_group(one: str, other: str) -> None:
    claims = _claims(one, other)
    assert {claim.rank for claim in claims} == {1}
    group = _group(claims[0])
    assert [place.section[-1:] for place in group.places] == [(), ("Part 1",)]
    assert group.size == 2
    assert group.best.score == max(claim.score for claim in claims)


@pytest.mark.parametrize(("one", "other"), APART)
def test_what_differs_is_two_groups(one: str, other: str) -> None:
    claims = _claims(one, other)
    assert len(claims) >= 2
    assert {_group(claim).size for claim in claims} == {1}
    assert len({claim.rank for claim in claims}) == 2


def test_a_group_never_joins_what_is_apart() -> None:
    """A sentence without a year fits two goals, and leads from none to the other."""
    claims = _claims(
        "We will cut our emissions by 40 % by 2030.",
        "We will cut our emissions by 40 %",
        "We will cut our emissions by 40 % by 2035.",
    )
    years = {claim.target_year: _group(claim).id for claim in claims if claim.target_year}
    assert len(set(years.values())) == len(years) == 2


def test_claims_of_one_sentence_are_one_row() -> None:
    report = claimcheck.audit_text("Our carbon neutral, recyclable cups are free of BPA.")
    claims = report.documents[0].claims
    assert len(claims) > 1
    assert {(claim.rank, _group(claim).id, _group(claim).size) for claim in claims} == {(1, _group(claims[0]).id, 1)}
    assert report.documents[0].summary.groups == 1


def test_the_order_of_the_input_changes_nothing(hand: Hand) -> None:
    texts = [text for pair in (*SAME, *APART) for text in pair]
    handed = hand("\n\n".join(f"# Part {number}\n\n{text}" for number, text in enumerate(texts)))
    plain = handed.ranked()
    order = list(range(len(plain)))
    random.Random(7).shuffle(order)
    mixed = handed._replace(claims=[handed.claims[number] for number in order]).ranked()
    for number, place in zip(order, mixed, strict=True):
        assert (place.rank, place.why) == (plain[number].rank, plain[number].why)
        assert order[place.group] == plain[number].group


WORDS = ("cups", "lids", "jars", "boxes", "crates", "bags", "caps", "pots")


@pytest.mark.parametrize(
    "sentence",
    [
        "We cut our emissions by {number} % in 2025 at mill {word}.",
        "Our {word} are recyclable, as they have been for years.",
        "We will reach net zero by 2040, says letter {number}.",
        "Our kettle is eco-friendly.",
    ],
)
def test_ranking_is_linear(sentence: str, hand: Hand, linear: Linear) -> None:
    def prepare(size: int) -> Work:
        texts = (sentence.format(number=number, word=WORDS[number % 8]) for number in range(size))
        handed = hand("\n\n".join(texts))
        assert len(handed.claims) >= size
        return handed.ranked

    linear(prepare, 40)
