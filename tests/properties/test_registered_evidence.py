"""The guarantee of the score over registers: an entry more costs no points, an entry less brings none."""

from __future__ import annotations

import random
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

import claimcheck
from claimcheck.model.evidence import Checked, Entry, FileState, Outside, Proof, Support

# Each example compiles an auditor or two, which takes longer than the audit.
FEW = 12
PACK = claimcheck.load_rulepack()
CONTEXT = claimcheck.Context(as_of=date(2026, 11, 25))
BARE = claimcheck.Auditor(PACK, CONTEXT)
TEXT = """\
Our kilns cut Scope 1 emissions by 23 % in 2024.

We will cut our Scope 1 emissions by 40 % by 2032.

Our new mug is eco-friendly.

We withdrew 12 % less water in Lund than in 2019.

Our company is carbon neutral.
"""
SCORES = [claim.score for claim in BARE.audit_text(TEXT).documents[0].claims]
IDS = [claim.id for claim in BARE.audit_text(TEXT).documents[0].claims]

supports = st.builds(
    Support,
    claim=st.sampled_from([None, None, *IDS]),
    topic=st.sampled_from([None, "climate", "water", "product", "circularity"]),
    metric=st.sampled_from([None, "Scope 1 emissions", "Scope 2 emissions", "water withdrawal"]),
    years=st.sampled_from([frozenset(), frozenset({2024}), frozenset({2023, 2024}), frozenset({2032})]),
    subject=st.sampled_from([None, "company", "product", "mug"]),
    boundary=st.sampled_from([None, "Lund", "kilns", "Scope 1 and 2"]),
)
proofs = st.sampled_from(sorted(PACK.elements)).flatmap(
    lambda name: st.one_of(
        st.just(Proof(name, "some words")),
        st.builds(
            Proof,
            st.just(name),
            st.none(),
            st.sampled_from([12.0, 23.0, 2019.0]),
            st.sampled_from([None, "%", "t CO2e"]),
        ),
    )
)
states = st.sampled_from(["ok", "ok", "ok", "expiring", "expired", "changed", "missing", "unsealed", "early"])


@st.composite
def entries(draw: st.DrawFn) -> Checked:
    state: FileState = draw(states)  # type: ignore[assignment]
    entry = Entry(
        id=f"e{draw(st.integers(0, 9))}",
        register="r.yml",
        line=1,
        supports=tuple(draw(st.lists(supports, min_size=1, max_size=3))),
        file="f.pdf",
        target="f.pdf",
        sha256="0" * 64,
        page=None,
        place=None,
        kind="other",
        issuer=None,
        owner=None,
        valid_from=None,
        valid_until=None,
        confidential=draw(st.booleans()),
        proves=tuple(draw(st.lists(proofs, min_size=1, max_size=6, unique_by=lambda one: one.element))),
    )
    return Checked(entry, state, "0" * 64)


def scores(held: list[Checked]) -> list[int]:
    report = claimcheck.Auditor(PACK, CONTEXT, evidence=Outside(entries=tuple(held))).audit_text(TEXT)
    claims = report.documents[0].claims
    assert [claim.id for claim in claims] == IDS
    return [claim.score for claim in claims]


@settings(max_examples=FEW)
@given(st.lists(entries(), min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_an_entry_more_never_costs_points(held: list[Checked], chance: random.Random) -> None:
    """The last of them is as good as any: they come in every order."""
    chance.shuffle(held)
    before, after = scores(held[:-1]), scores(held)
    assert all(new >= old for new, old in zip(after, before, strict=True))
    assert all(new >= old for new, old in zip(before, SCORES, strict=True))


@settings(max_examples=FEW)
@given(st.lists(entries(), min_size=2, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_entries_makes_no_difference(held: list[Checked], chance: random.Random) -> None:
    before = scores(held)
    chance.shuffle(held)
    assert scores(held) == before


@settings(max_examples=FEW)
@given(entries())
def test_what_has_lapsed_is_worth_nothing(one: Checked) -> None:
    if not one.counts:
        assert scores([one]) == SCORES


def test_a_good_entry_is_worth_something() -> None:
    entry = Entry(
        "e", "r.yml", 1, (Support(topic="climate"),), "f", "f", "0" * 64, None, None, "other", None, None, None,
        None, False, (Proof("verifier", "Nordlicht"), Proof("method", "GHG Protocol")),
    )  # fmt: skip
    assert sum(scores([Checked(entry, "ok", "0" * 64)])) > sum(SCORES)
