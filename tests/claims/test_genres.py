"""Prose in which no company speaks: told by the sentences around, never by one sentence."""

from __future__ import annotations

import pytest

import claimcheck

CLAIM = "The new lorries cut emissions by a third. "
MINUTES = "Councillor Pike moved the motion. Two members abstained. "
ADVERT = "We are looking for a welder. Please send a cover letter. "
OLD = "The mill was built in 1822. It burned down in 1871. "


def _claims(text: str) -> list[str]:
    auditor = claimcheck.Auditor(claimcheck.load_rulepack(), claimcheck.Context())
    return [claim.text for claim in auditor.audit_text(text).documents[0].claims]


@pytest.mark.parametrize("prose", [MINUTES, OLD])
def test_a_passage_without_a_company_claims_nothing(prose: str) -> None:
    assert _claims(prose + CLAIM) == []


@pytest.mark.parametrize("prose", [MINUTES, OLD])
def test_whoever_says_we_claims_anywhere(prose: str) -> None:
    assert _claims(prose + "We cut our emissions by a third.")


def test_in_a_job_advert_we_offer_a_bargain() -> None:
    offer = "We offer our employees flexible hours and paid parental leave."
    assert _claims(offer + " It was so in the year before. The rules stand in the intranet.")
    assert _claims(ADVERT + offer) == []


@pytest.mark.parametrize(
    "text",
    [
        CLAIM,
        "Councillor Pike moved the motion. It rained. " + CLAIM,  # one word of a kind may stand anywhere
        "Councillor Pike moved the motion. Students learn it. " + CLAIM,  # one word each of two kinds
        "The mill was built in 1822. It stands by the weir. " + CLAIM,
        MINUTES
        + "The new lorries cut emissions by a third.".join(["\n\n", "\n\n"]),  # another paragraph, of one sentence
        OLD + "In 2024 the new lorries cut emissions by a third.",
        "The mill draws 1822 kWh. The kiln draws 1871 kWh. " + CLAIM,  # digits that are no years
    ],
)
def test_what_does_not_make_a_passage_of_a_kind(text: str) -> None:
    assert _claims(text)


def test_a_passage_ends_with_its_section() -> None:
    assert _claims(f"# Minutes\n\n{MINUTES}\n\n# Transport\n\nThe fleet is new. It is fast. {CLAIM}")


SCENARIO = "Scenario 2: a late turn\n\nEmissions halve within ten years. Efforts to protect forests bear fruit."


def test_a_scenario_tells_of_the_world() -> None:
    assert not _claims(SCENARIO)


def test_what_the_company_does_in_a_scenario_is_its_claim() -> None:
    assert _claims(f"{SCENARIO} We cut the emissions of our ferries by 12 %.")


def test_a_chapter_on_resilience_is_no_scenario() -> None:
    assert _claims("Resilience in scenario 2\n\nEfforts to protect forests bear fruit.")
