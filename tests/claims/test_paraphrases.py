"""The same claim in other words: fixtures/paraphrases has eight rewordings of each of thirty claims that are found.

A rewording says the same by another determiner, voice, order of words, verb or number in words. What is still missed
is counted, so that the counts can only be lowered; sentences of reports that claim nothing keep their own count.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml

import claimcheck

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "paraphrases"
AUDITOR = claimcheck.Auditor()
REWORDINGS = 8
MISSED = {"emissions": 0, "energy": 4, "water_and_waste": 8, "people": 4, "suppliers_and_products": 0, "targets": 4}
LEAST_QUIET = 80
LOUD = 10


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    read = yaml.safe_load((FOLDER / "claims.yml").read_text(encoding="utf-8"))
    return {topic: {one["core"]: one["again"] for one in cores} for topic, cores in read.items()}


def _is_claim(sentence: str) -> bool:
    return bool(AUDITOR.audit_text(sentence).documents[0].claims)


def test_every_matter_has_as_many_claims() -> None:
    assert {topic: len(cores) for topic, cores in _table().items()} == dict.fromkeys(MISSED, 5)
    assert {len(set(again)) for cores in _table().values() for again in cores.values()} == {REWORDINGS}


@pytest.mark.parametrize("topic", MISSED)
def test_claims_are_found_in_other_words(topic: str) -> None:
    cores = _table()[topic]
    assert [core for core in cores if not _is_claim(core)] == []
    missed = [sentence for again in cores.values() for sentence in again if not _is_claim(sentence)]
    assert len(missed) == MISSED[topic], missed


def test_what_claims_nothing_stays_silent() -> None:
    lines = (FOLDER / "quiet.txt").read_text(encoding="utf-8").splitlines()
    quiet = [line for line in lines if line and not line.startswith("#")]
    assert len(quiet) >= LEAST_QUIET
    loud = [sentence for sentence in quiet if _is_claim(sentence)]
    assert len(loud) == LOUD, loud
