"""Ladders through a register: an entry more never costs points, and what proves nothing adds none."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import claimcheck
from claimcheck.errors import RegisterError
from claimcheck.evidence.register import starter
from claimcheck.model.claim_out import ClaimOut

PACK = claimcheck.load_rulepack()
DAY = date(2026, 11, 25)
CLAIMS = {
    "reduction_achieved": "We cut our Scope 1 emissions by 23 % in 2024.",
    "future_target": "We will cut our Scope 1 emissions by 45 % by 2031.",
    "performance_metric": "Our Scope 1 emissions were 4,200 tCO2e in 2024.",
    "carbon_neutral": "Our breweries are carbon neutral.",
    "recyclable": "Our cups are recyclable.",
    "nature_water": "We protect wetlands around our mills.",
}
SAID: dict[str, Any] = {
    "base_year": 2019,
    "boundary": "operational control, all sites",
    "absolute_and_intensity": "absolute figure of 4,200 tCO2e",
    "method": "GHG Protocol",
    "assumptions": "factors of the grid operator",
    "verifier": "Nordlicht Assurance GmbH under ISO 14064-3",
    "assurance_level": "limited",
    "assurance_scope": "Scope 1 emissions of 2024",
    "locator": "page 3",
    "offsets_split": "no carbon credits were used",
    "plan": "roadmap with EUR 40 million for heat pumps",
    "progress": "19 % to date",
    "use_conditions": "kerbside collection in all towns",
}
KINDS = st.sampled_from(sorted(CLAIMS))
PROOFS = st.lists(st.sampled_from(sorted(SAID)), unique=True, max_size=len(SAID))


def entry(file: Path, number: int, name: str, /, **changes: Any) -> dict[str, Any]:
    """An entry that proves one element of every claim on its topic."""
    topics = ("climate", "circularity", "nature", "water")
    return {
        "id": f"entry-{number}",
        "supports": [{"topic": topic} for topic in topics],
        "file": file.name,
        "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
        "kind": "assurance",
        "proves": {name: SAID[name]},
        **changes,
    }


def claim(folder: Path, kind: str, entries: Sequence[dict[str, Any]]) -> ClaimOut:
    """The claim of a type with a register of these entries."""
    evidence: list[Path] = []
    if entries:
        path = folder / "claimcheck-evidence.yml"
        path.write_text(json.dumps({"schema": "claimcheck-register/1", "entries": [*entries]}), "utf-8")
        evidence = [path]
    auditor = claimcheck.Auditor(PACK, claimcheck.Context(as_of=DAY), evidence=evidence)
    claims = auditor.audit_text(CLAIMS[kind]).documents[0].claims
    return next(one for one in claims if one.type == kind)


def made(file: Path, names: Iterable[str], /, **changes: Any) -> list[dict[str, Any]]:
    """Entries for elements, each a piece of evidence of its own."""
    return [entry(file, number, name, **changes) for number, name in enumerate(names)]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("register") / "statement.txt"
    path.write_text("Statement of the assurer.\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", CLAIMS)
def test_the_score_climbs_entry_by_entry(file: Path, kind: str) -> None:
    names = list(SAID)
    steps = range(0, len(names) + 1, 2)
    scores = [claim(file.parent, kind, made(file, names[:step])).score for step in steps]
    assert scores == sorted(scores), scores
    assert scores[-1] > scores[0], scores


@settings(deadline=None, max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kind=KINDS, names=PROOFS, more=st.sampled_from(sorted(SAID)))
def test_an_entry_more_never_costs_points(file: Path, kind: str, names: list[str], more: str) -> None:
    before = claim(file.parent, kind, made(file, names))
    after = claim(file.parent, kind, [*made(file, names), entry(file, len(names), more)])
    assert after.score >= before.score


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"valid_until": "2026-11-24"}, "expired"),
        ({"valid_from": "2026-11-26"}, "early"),
        ({"sha256": "0" * 64}, "changed"),
        ({"sha256": None}, "unsealed"),
        ({"file": "nowhere.txt"}, "missing"),
    ],
)
def test_entries_that_do_not_count_add_nothing(file: Path, changes: dict[str, Any], state: str) -> None:
    for kind in CLAIMS:
        bare = claim(file.parent, kind, [])
        lapsed = claim(file.parent, kind, made(file, SAID, **changes))
        assert lapsed.score == bare.score
        assert {one.state for one in lapsed.elements if one.source is not None} <= {"missing"}
        assert state in {one.source.state for one in lapsed.elements if one.source is not None}


def test_entries_on_something_else_add_nothing(file: Path) -> None:
    supports = [
        {"topic": "social"},
        {"topic": "climate", "period": 1999},
        {"topic": "climate", "metric": "Scope 3 emissions"},
        {"topic": "climate", "subject": "product"},
    ]
    for kind in ("reduction_achieved", "performance_metric"):
        bare = claim(file.parent, kind, [])
        assert claim(file.parent, kind, made(file, SAID, supports=supports)).score == bare.score


@pytest.mark.parametrize("name", sorted(set(SAID) & set(PACK.elements)))
def test_the_words_that_ask_prove_nothing(file: Path, name: str) -> None:
    asked = {name: PACK.elements[name].shape.ask}
    with pytest.raises(RegisterError, match="still has the words that ask for it"):
        claim(file.parent, "reduction_achieved", [entry(file, 1, "verifier", proves=asked)])


def test_what_a_new_register_holds_counts_for_nothing(file: Path) -> None:
    report = claimcheck.Auditor(PACK, claimcheck.Context(as_of=DAY)).audit_text(CLAIMS["recyclable"])
    asks = {name: one.shape.ask for name, one in PACK.elements.items()}
    text, entries = starter(report.documents, asks, PACK.elements)
    path = file.parent / "new.yml"
    path.write_text(text, encoding="utf-8")
    auditor = claimcheck.Auditor(PACK, claimcheck.Context(as_of=DAY), evidence=path)
    assert entries == 1
    [found] = auditor.audit_text(CLAIMS["recyclable"]).documents[0].claims
    assert found.score == report.documents[0].claims[0].score
