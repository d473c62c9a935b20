"""Claims by how much is so: sentences without a word of a list among others of a report that are claims."""

from __future__ import annotations

import pytest
from tests.claims.long_report import BILLS, DEPOTS

import claimcheck

REPORT = claimcheck.Auditor(context=claimcheck.Context(audience="investor", medium="report", reporting_year=2025))
CLAIMS = (
    "We cut our carbon emissions by 12 % against 2020.",
    "Our energy consumption fell by 4 %.",
    "We recycled 71 % of our waste.",
)
PLAIN = ("The river is near.", "It rains there.", "The road is long.", "A town lies behind it.")


def _found(sentence: str, before: tuple[str, ...] = CLAIMS, heading: str = "The year") -> dict[str, str]:
    """The claims of a sentence by their words; its heading names no matter."""
    passage = " ".join((*before, sentence))
    text = f"# Report\n\n## Accounts\n\n{DEPOTS}\n\n{BILLS}\n\n## {heading}\n\n{passage}\n"
    (document,) = REPORT.audit_text(text, format="markdown").documents
    return {claim.text: claim.type for claim in document.claims if claim.text in sentence}


@pytest.mark.parametrize(
    "sentence",
    [
        "Every yard that trades with us has joined the Harrow Charter.",
        "Each of our tenants now uses 31 crates a day.",
        "Last year 2,310 chairs came back under this scheme.",
        "Over the year 84,000 lamps were handed out.",
        "In the spring poll 64 % of replies were kind.",
        "Fifteen barges carry the sand of our pits.",
        "Yards with 58 % of our orders have been visited.",
        "No glazier of Norvik lost an eye.",
        "The names of all our 311 yards are published.",
    ],
)
def test_a_sentence_that_opens_with_how_many_is_a_claim(sentence: str) -> None:
    assert list(_found(sentence)) == [sentence]


def test_it_needs_claims_around_it() -> None:
    sentence = "Last year 2,310 chairs came back under this scheme."
    assert _found(sentence, before=PLAIN) == {}
    assert _found(sentence, before=(*PLAIN, *PLAIN, CLAIMS[0])) == {}


@pytest.mark.parametrize(
    "sentence",
    [
        "Sheep on the slopes spent 140 days in the meadow.",
        "The mean gate spilled 12.4 times.",
        "They are built with 22 % less slate than before.",
    ],
)
def test_a_figure_of_anything_is_a_claim_where_most_sentences_are_claims(sentence: str) -> None:
    assert _found(sentence) == {sentence: "performance_metric"}
    assert _found(sentence, before=(*PLAIN, CLAIMS[0], *PLAIN)) == {}


def test_a_figure_of_the_company_needs_fewer_claims_around_it() -> None:
    around = (*PLAIN, CLAIMS[0], CLAIMS[1])
    assert _found("Our tariff for the poor helped 4,300 families.", before=around)
    assert _found("A tariff for the poor helped 4,300 families.", before=around) == {}


def test_an_aim_is_one_whatever_its_nouns_are() -> None:
    assert _found("One in four of our pilots will be a woman by the end of 2031.") == {
        "One in four of our pilots will be a woman by the end of 2031.": "future_target"
    }


@pytest.mark.parametrize(
    "sentence",
    [
        "At 4.1 minutes, cuts were the shortest we have ever seen.",
        "Leaks in the north are at their lowest in the six years shown.",
    ],
)
def test_what_is_at_its_best_of_all_years_is_a_claim(sentence: str) -> None:
    assert list(_found(sentence)) == [sentence]


def test_what_holds_of_all_behind_the_verb_is_a_claim_of_what_the_company_or_its_matter_is() -> None:
    assert list(_found("Effluent met every limit in 2025.")) == ["Effluent met every limit in 2025."]
    assert list(_found("Repairs are on offer in every town in which we trade.")) == [
        "Repairs are on offer in every town in which we trade."
    ]
    assert _found("It is possible for us to trace every plank.") == {}


def test_what_was_given_or_promised_by_a_date_is_a_deed() -> None:
    assert list(_found("We gave 21,000 euros away.")) == ["We gave 21,000 euros away."]
    kept = "We have kept our word to have the last steam crane off the quay by the end of 2025."
    assert list(_found(kept)) == [kept]
    assert _found("We gave some of it away.") == {}


def test_without_a_figure_it_is_a_rule_or_a_deed() -> None:
    sentence = "Every yard that trades with us has joined the Harrow Charter."
    assert _found(sentence) == {sentence: "commitment"}


@pytest.mark.parametrize(
    "sentence",
    [
        "In Angola, nearly half the people lack a tap.",
        "In the UK there are no such mills, and the share is 0.4 %.",
        "Every day, the river rises.",
        "The six steps came from a book.",
        "Of these, 11 came from a book.",
        "Some of the papers came late.",
        "Four persons came late.",
        "No gravel, sand or slate figures.",
        "All tables came from 12 depots.",
        "Most of them may come back.",
        "If all 340 come back, it pays.",
        "Norvik said that 340 chairs came back.",
        "In 1987 all 340 chairs came from the north.",
        "The risk came from 340 chairs.",
        "all 340 chairs came back.",
        "340 chairs in three colours",
        "The course took three years.",
        "Turnover came to 340 million euros.",
    ],
)
def test_what_counts_nothing_of_the_company_is_no_claim(sentence: str) -> None:
    assert _found(sentence) == {}


def test_long_runs_of_words_for_how_many_take_linear_time() -> None:
    sentence = f"We saw {'every all 12 our ' * 1500}come home."
    assert _found(sentence) is not None
