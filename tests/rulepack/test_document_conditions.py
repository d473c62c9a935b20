"""Conditions over documents: what they count, against a document that is made of lists, and what they refuse."""

# ruff: noqa: E501 - a case stands in one line

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from claimcheck.rulepack.conditions import Compiled, Names
from claimcheck.rulepack.document_conditions import Whole, compile_document, counted

SIGNALS = {"good": 0, "bad": 1}
GOOD = {"claim": {"tense": "achieved"}}
CLIMATE = {"claim": {"topic": "climate"}}
BAD = {"signal": "bad"}


def names() -> Names:
    return Names(
        signals=SIGNALS,
        claim_types=frozenset({"target"}),
        topics=frozenset({"climate", "water"}),
        elements=frozenset({"value"}),
        unit_classes=frozenset({"mass"}),
        jurisdictions=frozenset({"eu"}),
    )


@dataclass
class FakeClaim:
    """A claim, or a sentence, with the few things that these conditions ask for."""

    tense: str = "planned"
    topic: str = "water"
    own: int = 0

    def claim_field(self, name: str) -> str:
        return str(getattr(self, name))


class FakeDocument:
    """Claims and sentences as lists; every question asked is remembered."""

    def __init__(self, claims: Sequence[FakeClaim] = (), sentences: Sequence[int] = (), size: int = 0) -> None:
        self._claims = claims
        self._sentences = [FakeClaim(own=mask) for mask in sentences]
        self._size = size

    def claims(self, that: Compiled | None) -> Sequence[int]:
        found = enumerate(self._claims)
        return [place for place, one in found if that is None or that.test(one)]  # type: ignore[arg-type]

    def sentences(self, that: Compiled) -> Sequence[int]:
        return [place for place, one in enumerate(self._sentences) if that.test(one)]  # type: ignore[arg-type]

    def words(self) -> int:
        return self._size

    def has_words(self, least: int) -> bool:
        return self.words() >= least

    def context_field(self, name: str) -> tuple[str, ...]:
        return {"medium": ("report",), "jurisdiction": ("eu",)}.get(name, ())


def compiled(condition: Any) -> Whole:
    known = names()
    whole = compile_document(condition, known)
    assert known.faults == []
    return whole


TWO_OF_THREE = FakeDocument(
    [FakeClaim("achieved", "climate"), FakeClaim("achieved"), FakeClaim("planned", "climate")], [1, 3, 0], 1500
)


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ({"claims": {"that": GOOD, "at_least": 2}}, True),
        ({"claims": {"that": GOOD, "at_least": 3}}, False),
        ({"share": {"of": GOOD, "over": 0.66}}, True),
        ({"share": {"of": GOOD, "over": 0.67}}, False),
        ({"share": {"of": GOOD, "among": CLIMATE, "over": 0.4}}, True),
        ({"share": {"of": GOOD, "among": CLIMATE, "over": 0.5}}, False),
        ({"rate": {"of": GOOD, "over": 1.3}}, True),
        ({"rate": {"of": GOOD, "over": 1.4}}, False),
        ({"sentences": {"that": BAD, "at_least": 1}}, True),
        ({"sentences": {"that": BAD, "at_least": 2}}, False),
        ({"words": {"at_least": 1500}}, True),
        ({"words": {"at_least": 1501}}, False),
        ({"context": {"medium": ["web", "report"]}}, True),
        ({"context": {"medium": "web"}}, False),
        ({"context": {"jurisdiction": "eu"}}, True),
        ({"not": {"words": {"at_least": 1501}}}, True),
        ({"all": [{"words": {"at_least": 1}}, {"claims": {"that": GOOD, "at_least": 3}}]}, False),
        ({"any": [{"words": {"at_least": 1501}}, {"claims": {"that": GOOD, "at_least": 1}}]}, True),
    ],
)  # fmt: skip
def test_what_is_counted(condition: Any, holds: bool) -> None:
    assert compiled(condition).test(TWO_OF_THREE) is holds


@pytest.mark.parametrize(
    "condition",
    [{"share": {"of": GOOD, "over": 0}}, {"rate": {"of": GOOD, "over": 0}}, {"claims": {"that": GOOD, "at_least": 1}}],
)
def test_an_empty_document_has_nothing_of_anything(condition: Any) -> None:
    assert not compiled(condition).test(FakeDocument())


def test_a_share_of_nothing_is_no_share() -> None:
    document = FakeDocument([FakeClaim("achieved", "water")], size=10)
    assert not compiled({"share": {"of": GOOD, "among": CLIMATE, "over": 0}}).test(document)


def test_a_finding_shows_what_makes_the_condition_true_and_nothing_that_must_be_missing() -> None:
    whole = compiled(
        {"all": [
            {"not": {"sentences": {"that": BAD, "at_least": 1}}},
            {"share": {"of": GOOD, "among": CLIMATE, "over": 0.1}},
        ]}
    )  # fmt: skip
    assert [one.operator for one in whole.measures] == ["sentences", "share"]
    assert [one.operator for one in whole.shown] == ["share"]
    assert counted(TWO_OF_THREE, whole.shown[0]) == ([0], 2)


def test_a_language_needs_the_words_for_what_must_be_missing_too() -> None:
    whole = compiled({"all": [{"claims": {"that": {"signal": "good"}, "at_least": 1}},
                              {"not": {"sentences": {"that": BAD, "at_least": 1}}}]})  # fmt: skip
    assert whole.may_hold_in(0b11)
    assert not whole.may_hold_in(0b01)
    assert not whole.may_hold_in(0b10)


def test_words_of_sentences_are_looked_for_everywhere() -> None:
    known = names()
    compile_document({"sentences": {"that": {"any": [BAD, {"signal": "good"}]}, "at_least": 1}}, known)
    assert known.wide == 0b11


@pytest.mark.parametrize(
    ("condition", "path", "message"),
    [
        ({"signal": "good"}, ("signal",), "a document has no signal of its own"),
        ({"clams": {}}, ("clams",), "unknown operator 'clams'"),
        ({"claims": {"that": GOOD}}, ("claims",), "claims needs at_least"),
        ({"claims": {"that": GOOD, "at_least": 0}}, ("claims", "at_least"), "whole number from 1"),
        ({"claims": {"that": {"claim": {"tense": "past"}}, "at_least": 1}}, ("claims", "that", "claim", "tense"), "unknown tense"),
        ({"share": {"of": GOOD, "over": 1.5}}, ("share", "over"), "from 0 to 1"),
        ({"share": {"of": GOOD, "amongst": GOOD, "over": 0.5}}, ("share", "amongst"), "unknown key of share"),
        ({"rate": {"of": GOOD, "over": -1}}, ("rate", "over"), "from 0 up"),
        ({"sentences": {"that": GOOD, "at_least": 1}}, ("sentences", "that"), "cannot be asked for claim"),
        ({"sentences": {"that": {"fact": "share"}, "at_least": 1}}, ("sentences", "that"), "which words the sentences have"),
        ({"words": {"at_least": 1.5}}, ("words", "at_least"), "whole number"),
        ({"all": []}, ("all",), "1 to 200 conditions"),
        ({"words": {"at_least": 1}, "not": {}}, (), "one operator"),
        ([], (), "one operator"),
    ],
)  # fmt: skip
def test_what_cannot_be_counted_is_a_fault_at_its_place(condition: Any, path: Any, message: str) -> None:
    known = names()
    compile_document(condition, known)
    assert [one.path for one in known.faults][:1] == [path]
    assert message in known.faults[0].message


def test_deep_conditions_are_refused() -> None:
    condition: Any = {"words": {"at_least": 1}}
    for _ in range(20):
        condition = {"not": condition}
    known = names()
    compile_document(condition, known)
    assert "nested deeper" in known.faults[0].message
