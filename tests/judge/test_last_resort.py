"""A rule of last resort speaks where no other rule has a warning or an error on a claim of the sentence."""

from __future__ import annotations

import claimcheck

COPY = claimcheck.Context(audience="consumer")


def _rules(text: str) -> list[list[str]]:
    found = claimcheck.Auditor(context=COPY).audit_text(text).documents[0]
    return [[one.rule for one in claim.findings] for claim in found.claims]


def test_it_speaks_where_nothing_else_does() -> None:
    assert _rules("We aim to tread lightly on this planet.") == [["VER-011"]]


def test_it_is_silent_beside_another_finding_of_the_sentence() -> None:
    found = _rules("We make our shirts sustainably.")
    assert len(found) == 2
    assert "GEN-002" in found[0] + found[1]
    assert "VER-011" not in found[0] + found[1]


def test_it_speaks_again_of_another_sentence() -> None:
    found = _rules("We make our shirts sustainably. We aim to tread lightly on this planet.")
    assert ["VER-011"] in found


def test_proof_silences_it() -> None:
    found = _rules("We protect 41 hectares of moor in Wales, see page 4.")
    assert found
    assert all("VER-011" not in rules for rules in found)
