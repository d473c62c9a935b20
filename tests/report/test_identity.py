"""Ids and fingerprints: recomputable from the words alone, blind to typography, sensitive to numbers."""

from __future__ import annotations

import base64
import hashlib
import re

from claimcheck.report.build import claim_id, fingerprint


def test_the_id_can_be_recomputed() -> None:
    digest = hashlib.sha256(b"1\ntarget_met\nwe met our targets.").digest()
    assert claim_id("target_met", "We met our targets.") == "c" + base64.b32encode(digest[:10]).decode()
    assert re.fullmatch(r"c[A-Z2-7]{16}", claim_id("target_met", "We met our targets."))


def test_typography_and_marks_do_not_matter() -> None:
    plain = claim_id("target_met", "We met our AI-driven targets.")
    assert claim_id("target_met", "We  met our AI\u2011driven targets [1, 2].") == plain
    assert claim_id("target_met", "WE MET our AI\u00ad-driven\u00a0targets.") == plain


def test_words_numbers_and_type_do() -> None:
    one = claim_id("target_met", "We cut emissions by 12 %.")
    assert claim_id("target_met", "We cut emissions by 13 %.") != one
    assert claim_id("reduction_achieved", "We cut emissions by 12 %.") != one


def test_a_fingerprint_belongs_to_rule_and_sentence() -> None:
    assert (
        fingerprint("MET-001", "We met our targets.") == hashlib.sha256(b"1\nMET-001\nwe met our targets.").hexdigest()
    )
    assert fingerprint("MET-001", "We met our targets.") != fingerprint("MET-002", "We met our targets.")
