"""Sentences behind a claim are its method, its plan or its locator by what is seen of them, whatever their words."""

from __future__ import annotations

import datetime

import msgspec
import pytest

import claimcheck
from claimcheck.model.claim_out import ClaimOut
from claimcheck.rulepack.pack import SentenceRoles

PACK = claimcheck.load_rulepack()
CONTEXT = claimcheck.Context(audience="investor", medium="report", as_of=datetime.date(2026, 6, 1))
AUDITOR = claimcheck.Auditor(PACK, CONTEXT)
BARE = claimcheck.Auditor(msgspec.structs.replace(PACK, roles=None), CONTEXT)
FANS = "The new fans of the bakery use 38 % less electricity than the old ones."
METERED = "We ran both for three weeks side by side and read the meters each night."
TARGET = "By 2032 we will cut the emissions of our bakeries by 40 %."
MEANS = "To get there, four gas ovens will make way for electric ones, and the depot gets chargers."


def _claim(text: str, auditor: claimcheck.Auditor = AUDITOR) -> ClaimOut:
    (document,) = auditor.audit_text(f"# Report of the bakery 2025\n\n{text}\n", format="markdown").documents
    return document.claims[0]


def _weighed(element: str, weights: str) -> claimcheck.Auditor:
    roles = SentenceRoles("en", (element,), (2,), weights)
    return claimcheck.Auditor(msgspec.structs.replace(PACK, roles=roles), CONTEXT)


def _linked(claim: ClaimOut) -> dict[str, str | None]:
    return {one.element: one.quote for one in claim.elements if one.state == "linked"}


@pytest.mark.parametrize(
    ("claim", "behind", "element"),
    [
        (FANS, METERED, "method"),
        (TARGET, MEANS, "plan"),
        (TARGET, "See our Position on Baking and Climate.", "locator"),
    ],
)
def test_a_sentence_behind_a_claim_is_evidence_by_what_is_seen_of_it(claim: str, behind: str, element: str) -> None:
    assert _linked(_claim(f"{claim} {behind}")).get(element)
    assert element not in _linked(_claim(f"{claim} {behind}", BARE))
    # In a paragraph of its own it may be about anything.
    assert element not in _linked(_claim(f"{claim}\n\n{behind}"))


@pytest.mark.parametrize(
    ("claim", "behind"),
    [
        (FANS, "Visitors may look at the ovens on Saturdays, and coffee is served."),
        (FANS, "The bakery was founded by two brothers."),
        (TARGET, "Bread has been baked on this spot for two hundred years."),
    ],
)
def test_what_says_nothing_of_the_claim_is_none(claim: str, behind: str) -> None:
    assert _linked(_claim(f"{claim} {behind}")) == _linked(_claim(f"{claim} {behind}", BARE))


def test_it_is_worth_no_more_than_what_is_told_by_name() -> None:
    without = _claim(f"{FANS} Visitors may look at the ovens on Saturdays.")
    behind = _claim(f"{FANS} {METERED}")
    named = _claim(f"{FANS} The saving was calculated according to ISO 50015.")

    assert without.score < behind.score <= named.score


def test_the_nearest_sentence_is_taken_and_four_are_read() -> None:
    between = "The bakery was founded by two brothers."
    near = _linked(_claim(f"{FANS} {between} {METERED}"))
    far = _linked(_claim(f"{FANS} {' '.join([between] * 4)} {METERED}"))

    assert near["method"] == METERED
    assert "method" not in far


def test_no_other_language_is_read_so() -> None:
    german = "Bis 2032 senken wir die Emissionen unserer Bäckereien um 40 %."
    text = f"{german} Dafür weichen vier Gasöfen, und der Hof bekommt Ladesäulen."

    assert _linked(_claim(text)) == _linked(_claim(text, BARE))


def test_the_weights_name_signals_that_there_are() -> None:
    assert PACK.roles is not None
    names = [line.rpartition(": ")[0] for line in PACK.roles.weights.splitlines()]
    named = {name.partition(" ")[2] for name in names if name.startswith(("signal ", "opens "))} - {"with a name"}

    assert len(named) > 100
    assert named <= PACK.signal_numbers.keys()


@pytest.mark.parametrize(
    ("behind", "told"),
    [
        ("Consumption of coffee is up to the visitors.", True),
        ("The visitors who come on Saturdays like the consumption of coffee.", False),
    ],
)
def test_a_signal_has_a_weight_where_it_opens_a_sentence_alone(behind: str, told: bool) -> None:
    auditor = _weighed("method", "opens amount_word: 2")

    assert ("method" in _linked(_claim(f"{FANS} {behind}", auditor))) is told


@pytest.mark.parametrize(
    ("behind", "told"),
    [
        ("You find it in the Almanac of Ovens.", True),
        ("You find it on our website.", False),
        ("You find it in the Almanac of Ovens at https://bakery.example.", False),
    ],
)
def test_a_locator_has_a_name_or_a_number_whatever_its_weights_come_to(behind: str, told: bool) -> None:
    auditor = _weighed("locator", "distance 1: 2")

    assert ("locator" in _linked(_claim(f"{FANS} {behind}", auditor))) is told
