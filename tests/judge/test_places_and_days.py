"""Places compose, the strictest wins and is named; law that is still to come says from when it applies."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pytest

import claimcheck
from claimcheck.judge.severity import verdict
from claimcheck.model.claim_out import FindingOut
from claimcheck.model.report import Report
from claimcheck.report.formats import render

PACK = claimcheck.load_rulepack()
BEFORE, AFTER = date(2026, 9, 1), date(2026, 10, 1)
BEGINS = "2026-09-27"
CANDLES = "Our eco-friendly candles."
BIODEGRADABLE = "Our picnic forks are biodegradable."


@cache
def _report(text: str, as_of: date, **context: Any) -> Report:
    return claimcheck.Auditor(PACK, claimcheck.Context(as_of=as_of, **context), lang="en").audit_text(text)


def _finding(rule: str, text: str, as_of: date = PACK.law_as_of, **context: Any) -> FindingOut:
    (document,) = _report(text, as_of, **context).documents
    return next(one for claim in document.claims for one in claim.findings if one.rule == rule)


def _winners(rule: str, *places: str, audience: Any = "consumer", medium: Any = "web") -> tuple[str, ...]:
    context = claimcheck.Context(audience=audience, medium=medium, jurisdictions=places, as_of=PACK.law_as_of)
    found = verdict(PACK.checks[rule], PACK, context)
    assert found is not None
    return found.jurisdictions


@pytest.mark.parametrize(
    ("rule", "places", "winners"),
    [
        ("GEN-001", ("eu", "uk"), ("eu",)),
        ("GEN-001", ("uk", "eu"), ("eu",)),
        ("CMP-001", ("eu", "uk"), ("eu", "uk")),
        ("CMP-001", ("us", "us-ca"), ("us", "us-ca")),
        ("CMP-005", ("eu", "nl"), ("nl",)),
        ("GEN-001", ("issb", "eu"), ("eu",)),
    ],
)
def test_the_strictest_place_wins_and_is_named(rule: str, places: tuple[str, ...], winners: tuple[str, ...]) -> None:
    assert _winners(rule, *places) == winners


def test_a_law_with_a_legal_test_of_its_own_wins() -> None:
    found = _finding("NEU-001", "Our carbon-neutral soap is here.", jurisdictions=("us", "eu"), audience="consumer")
    assert list(found.jurisdictions) == ["eu"]
    assert [one.jurisdiction for one in found.laws] == ["eu", "us"]


def test_a_member_state_beats_the_union_only_where_it_differs() -> None:
    """German law on future claims protects businesses too; of the black list it takes over what the Union says."""
    beaten = {rule for rule in PACK.checks if _winners(rule, "eu", "de", audience="business") == ("de",)}
    conditional = {rule for rule, check in PACK.checks.items() if check.shape.tier == "conditional"}
    assert beaten == {*conditional, "NEU-001"}
    # Of the neutrality of a company German courts ask for an explanation in the advertisement itself.
    assert {rule for rule in PACK.checks if _winners(rule, "eu", "de") != ("eu", "de")} == {"NEU-002"}


def test_words_barred_on_packs_are_barred_whoever_buys() -> None:
    for medium, severity, winners in (("pack", "error", ["fr"]), ("web", "warning", ["eu", "fr"])):
        found = _finding("CIR-004", BIODEGRADABLE, audience="business", medium=medium, jurisdictions=("eu", "fr"))
        assert (found.severity, list(found.jurisdictions)) == (severity, winners)
        assert medium == "web" or "c_env_l541_9_1" in {one.key for one in found.citations}


def test_law_of_parts_and_of_the_whole_is_cited() -> None:
    text = "Our carbon-neutral soap is here."

    def cited(place: str) -> set[str]:
        found = _finding("NEU-001", text, jurisdictions=(place,), audience="consumer")
        return {one.jurisdiction for one in found.citations}

    assert cited("eu") == {"eu", "int"}
    assert {"eu", "de"} <= cited("de")
    assert "fr" not in cited("de")
    assert "us-ca" not in cited("us")
    split = "Our company was carbon neutral in 2025."
    standards = _finding("NEU-002", split, jurisdictions=("eu",)).citations
    assert "esrs" in {one.jurisdiction for one in standards}
    assert cited("uk") <= {"uk", "int"}


def test_a_passage_that_only_a_profile_names_is_cited() -> None:
    found = _finding("GEN-001", CANDLES, jurisdictions=("it",), audience="consumer")
    assert found.citations[0].key == "it_dlgs_30_2026"


@pytest.mark.parametrize(("as_of", "severity"), [(BEFORE, "warning"), (AFTER, "error")])
def test_a_ban_makes_no_error_before_its_day(as_of: date, severity: str) -> None:
    found = _finding("GEN-001", CANDLES, as_of, audience="consumer", jurisdictions=("eu",))
    assert (found.tier, found.severity) == ("ban", severity)
    assert (f"(applies from {BEGINS})" in found.message) is (as_of == BEFORE)


def test_national_law_that_is_in_force_makes_an_error_before_the_day_of_the_union() -> None:
    places: dict[str, Any] = {"audience": "consumer", "medium": "pack"}
    national = _finding("CIR-004", BIODEGRADABLE, BEFORE, jurisdictions=("fr",), **places)
    assert (national.severity, "applies from" in national.message) == ("error", False)
    both = _finding("CIR-004", BIODEGRADABLE, BEFORE, jurisdictions=("eu", "fr"), **places)
    assert (both.severity, tuple(both.jurisdictions)) == ("error", ("fr",))


def test_a_condition_waits_for_its_day_too() -> None:
    text = "We will halve our CO2 emissions by 2035."
    early = _finding("TGT-001", text, BEFORE, audience="consumer", jurisdictions=("eu",))
    late = _finding("TGT-001", text, AFTER, audience="consumer", jurisdictions=("eu",))
    assert (early.severity, late.severity) == ("warning", "error")


def test_a_severity_that_somebody_asked_for_stays() -> None:
    context = claimcheck.Context(audience="consumer", jurisdictions=("eu",), as_of=BEFORE)
    auditor = claimcheck.Auditor(PACK, context, severity={"GEN-001": "error"}, lang="en")
    (document,) = auditor.audit_text(CANDLES).documents
    assert {one.severity for claim in document.claims for one in claim.findings if one.rule == "GEN-001"} == {"error"}


@pytest.mark.parametrize("form", ["text", "markdown", "json", "jsonl", "concise"])
def test_every_format_says_from_when(form: str) -> None:
    shown = {
        as_of: render(_report(CANDLES, as_of, audience="consumer", jurisdictions=("eu",)), form)
        for as_of in (BEFORE, AFTER)
    }
    said = f"applies from {BEGINS}"
    assert said in " ".join(shown[BEFORE].split())
    assert said not in " ".join(shown[AFTER].split())


def test_the_date_changes_no_fingerprint() -> None:
    prints = {_finding("GEN-001", CANDLES, day, audience="consumer").fingerprint for day in (BEFORE, AFTER)}
    assert len(prints) == 1
