"""A sentence on an ESG matter is a claim by its own words, in a short report and without a word for the company."""

from __future__ import annotations

import pytest

import claimcheck

AUDITOR = claimcheck.Auditor()


def _types(sentence: str) -> list[str]:
    return [claim.type for claim in AUDITOR.audit_text(sentence).documents[0].claims]


@pytest.mark.parametrize(
    "sentence",
    [
        # A share, an amount or a time that is told of what the clause names.
        "Of the sludge and other waste, 31 % was burnt.",
        "The recycling rate stands at 57 %.",
        "Women are paid 3.1 per cent less than men.",
        "Trainees spent 18 hours in training.",
        "The kilns emitted twice as much CO2 in 2019 as they do today.",
        # A denial that counts.
        "There is no waste that goes to landfill.",
        "Not one of our ferries burns diesel any more.",
        "There is no jar that is not carbon neutral.",
        # All of something.
        "The living wage is paid to everyone.",
        # Held against every other year.
        "Safety at the kilns has never been better.",
        "There were fewer accidents than ever.",
        "Accidents have become rarer year after year.",
        "The wells needed less water than in any year before.",
    ],
)
def test_what_a_clause_tells_of_a_matter_it_names_is_a_claim(sentence: str) -> None:
    assert _types(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        # No matter, or one that only says what kind another thing is.
        "Costs have never been lower.",
        "The water tower was used by 31 % of the hikers.",
        "The energy segment had fewer orders than ever.",
        "Every depot has a gate.",
        # The matter stands in what somebody says, or in a name.
        'Some 31 % of readers liked the part on "waste".',
        "The Water Street branch was 31 % larger.",
        # It is told of others, of a paper, or of what has to be.
        "Women in the region are paid 18 % less than men.",
        "They used 31 % of the water.",
        "There is no figure on waste in this report.",
        "Safety must become better than ever.",
        # What holds so much is a thing.
        "The boiler holds 80 litres of water.",
        # The benefit itself is denied.
        "None of our jars is carbon neutral.",
        "None of our packaging is recyclable.",
        # What has to be is behind a comma.
        "All our kiosks will close by 2031, and the energy of the team goes elsewhere.",
    ],
)
def test_what_tells_nothing_of_it_is_none(sentence: str) -> None:
    assert _types(sentence) == []


def test_what_shall_be_by_a_date_is_an_aim() -> None:
    assert _types("By 2029 one in three managers shall be women.") == ["future_target"]
    assert _types("By 2031 the ferries are to be switched over to electricity.") == ["future_target"]
    assert _types("Managers shall be women.") == []


def test_copy_for_buyers_is_not_read_so() -> None:
    buyers = claimcheck.Auditor(context=claimcheck.Context(audience="consumer"))
    assert buyers.audit_text("The recycling rate stands at 57 %.").documents[0].claims == []
