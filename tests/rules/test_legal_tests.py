"""Each legal test decides as its examples say, and speaks of its own law."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, cast

import pytest
import yaml

import claimcheck
from claimcheck.cli.examples import read_as
from claimcheck.report.words import document_findings
from claimcheck.rulepack.law_shapes import LegalTestShape
from claimcheck.rulepack.pack import Pack
from claimcheck.rulepack.shapes import CheckExample

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
BREACH, LAWFUL = (
    [
        pytest.param(name, example, id=f"{name}-{key}-{place}")
        for name, shape in SHAPES.items()
        for place, example in enumerate(getattr(shape, key))
    ]
    for key in ("breach", "lawful")
)


@cache
def _auditor(
    jurisdiction: str, audience: str, medium: str | None, subject: str | None, as_of: Any
) -> claimcheck.Auditor:
    context = claimcheck.Context(
        audience=cast(Any, audience),
        medium=cast(Any, medium),
        subject=cast(Any, subject),
        jurisdictions=(jurisdiction,),
        as_of=as_of,
    )
    return claimcheck.Auditor(_pack(), context, lang="en")


def _tests(shape: LegalTestShape, example: CheckExample) -> set[str | None]:
    auditor = _auditor(
        shape.jurisdiction,
        example.audience or "investor",
        example.medium,
        example.subject,
        example.as_of or _pack().law_as_of,
    )
    return {law.test for one in document_findings(read_as(auditor, example)) for law in one.laws}


@pytest.mark.parametrize(("name", "example"), BREACH)
def test_decides_against_its_examples(name: str, example: CheckExample) -> None:
    assert name in _tests(SHAPES[name], example)


@pytest.mark.parametrize(("name", "example"), LAWFUL)
def test_lets_its_lawful_examples_stand(name: str, example: CheckExample) -> None:
    assert name not in _tests(SHAPES[name], example)


@pytest.mark.parametrize("name", SHAPES)
def test_speaks_of_its_own_law(name: str) -> None:
    shape = SHAPES[name]
    profile = _pack().profiles[shape.jurisdiction]
    own = {*profile.lineage}
    words = " ".join(filter(None, (shape.message, shape.why, shape.remedy, shape.rewrite, shape.exposure)))
    assert VERDICTS.findall(words) == []
    for law, named in OF_OTHERS.items():
        if law not in own and shape.jurisdiction not in ("esrs", "issb", "ch"):
            assert named.findall(words) == [], law


@pytest.mark.parametrize("name", SHAPES)
def test_has_examples_on_both_sides(name: str) -> None:
    assert len(SHAPES[name].breach) >= 4
    assert len(SHAPES[name].lawful) >= 3


def test_a_jurisdiction_is_one_folder() -> None:
    folders = {path.parent.name for path in LAW.glob("*/profile.yml")}
    assert folders == set(_pack().profiles)
    for path in LAW.glob("*/*.yml"):
        if path.stem not in ("profile", "passages", "banned"):
            assert yaml.safe_load(path.read_text(encoding="utf-8"))["jurisdiction"] == path.parent.name
