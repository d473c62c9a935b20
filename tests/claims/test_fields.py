"""Fields of claims that grammar decides."""

from __future__ import annotations

import pytest

import claimcheck

AUDITOR = claimcheck.Auditor()


def _claim(text: str, **context: object) -> claimcheck.Report:
    auditor = claimcheck.Auditor(AUDITOR.rulepack, claimcheck.Context(**context)) if context else AUDITOR  # type: ignore[arg-type]
    claims = auditor.audit_text(text).documents[0].claims
    assert claims, text
    return claims[0]  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("We have reduced our emissions by 12 %.", "achieved"),
        ("We reduced our emissions by 12 % last year.", "achieved"),
        ("We will reduce our emissions by 12 %.", "planned"),
        ("We aim to lower the emissions of our kilns by 2031.", "planned"),
        ("We are reducing our emissions across all sites.", "ongoing"),
        ("Eco-friendly lampshades.", "attribute"),
    ],
)
def test_tense(text: str, tense: str) -> None:
    assert _claim(text).tense == tense  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("We have met our climate targets.", "asserted"),
        ("The company said it has met its climate targets.", "reported"),
        ("All climate targets, according to the bakery, have been reached.", "reported"),
    ],
)
def test_stance(text: str, stance: str) -> None:
    claim = _claim(text)
    assert claim.stance == stance  # type: ignore[attr-defined]
    assert claim.claimant == "company"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The steelworks will reach net zero by 2050.", "net_zero"),
        ("The foundry will cut its emissions by 35 % by 2031.", "reduction"),
    ],
)
def test_target_kind(text: str, kind: str) -> None:
    assert _claim(text).target_kind == kind  # type: ignore[attr-defined]


def test_a_press_text_is_reported_throughout() -> None:
    text = (
        "Arvo Networks released its report. The company said it has cut its emissions by 30 %. "
        "All climate targets have been met, according to the company. It has reduced waste in its factories."
    )
    claims = AUDITOR.audit_text(text).documents[0].claims
    assert len(claims) >= 2
    assert {claim.stance for claim in claims} == {"reported"}


def test_the_same_words_twice_share_the_id_and_differ_in_occurrence() -> None:
    text = "We have met our climate targets.\n\nSomething else is said here.\n\nWe have met our climate targets."
    claims = AUDITOR.audit_text(text).documents[0].claims
    assert len({claim.id for claim in claims}) == 1
    assert [claim.occurrence for claim in claims] == [1, 2]
    moved = AUDITOR.audit_text("A new opening.\n\n" + text).documents[0].claims
    assert [claim.id for claim in moved] == [claim.id for claim in claims]
