"""Each legal test speaks of its own law; what it decides is tested by its examples with those of the rules."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

import claimcheck
from all_cases import for_each
from claimcheck.rulepack.pack import Pack

LAW = Path(__file__).resolve().parents[2] / "rules" / "law"
# What words of one law never say: the names by which another one is known.
OF_OTHERS = {
    "eu": re.compile(r"\b(EU|European Union|Annex I|UCPD|Ecolabel|Directive)\b"),
    "us": re.compile(r"\b(FTC|Green Guides|CFR)\b"),
    "uk": re.compile(r"\b(CAP Code|ASA|CMA|DMCC)\b"),
}
VERDICTS = re.compile(r"\b(compliant|illegal|unlawful|violat\w+|infring\w+)\b", re.IGNORECASE)


@cache
def _pack() -> Pack:
    return claimcheck.load_rulepack()


SHAPES = {test.id: test.shape for tests in _pack().legal_tests.values() for test in tests}


@for_each(SHAPES, str)
def test_speaks_of_its_own_law(name: str) -> None:
    shape = SHAPES[name]
    profile = _pack().profiles[shape.jurisdiction]
    own = {*profile.lineage}
    words = " ".join(filter(None, (shape.message, shape.why, shape.remedy, shape.rewrite, shape.exposure)))
    assert VERDICTS.findall(words) == []
    for law, named in OF_OTHERS.items():
        if law not in own and shape.jurisdiction not in ("esrs", "issb", "ch"):
            assert named.findall(words) == [], law


@for_each(SHAPES, str)
def test_has_examples_on_both_sides(name: str) -> None:
    assert len(SHAPES[name].breach) >= 4
    assert len(SHAPES[name].lawful) >= 3


def test_a_jurisdiction_is_one_folder() -> None:
    folders = {path.parent.name for path in LAW.glob("*/profile.yml")}
    assert folders == set(_pack().profiles)
    for path in LAW.glob("*/*.yml"):
        if path.stem not in ("profile", "passages", "banned"):
            assert yaml.safe_load(path.read_text(encoding="utf-8"))["jurisdiction"] == path.parent.name
