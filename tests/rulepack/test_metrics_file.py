"""metrics.yml and its words: faults with their place, what packs of users may add, and what lint says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import claimcheck
from claimcheck.errors import RuleFileError
from claimcheck.rulepack.build import load_rulepack
from claimcheck.rulepack.lint import lint_rulepack

METRICS = """\
about: What the mill measures.
metrics:
  - {id: flour, title: Flour milled, topic: product, units: [mass], per: flour_rate, parts: [[rye, wheat]]}
  - {id: rye, title: Rye, topic: product, units: [mass]}
  - {id: wheat, title: Wheat, topic: product, units: [mass], of: flour, scopes: ["1"]}
  - {id: flour_rate, title: Flour per stone, topic: product, units: [intensity]}
"""
WORDS = """\
about: Words of the mill.
lists: {grain: [rye, spelt]}
metrics:
  flour: {words: [flour], but_not: [flour bag], labels: [bread]}
  rye: {patterns: ["{grain} flour"], apart: {rye: [milled]}}
"""


@pytest.fixture
def mill(tmp_path: Path) -> Path:
    """A pack of a user that adds metrics."""
    (tmp_path / "mill" / "lexicons" / "en").mkdir(parents=True)
    (tmp_path / "mill" / "metrics.yml").write_text(METRICS, encoding="utf-8")
    (tmp_path / "mill" / "lexicons" / "en" / "mill.yml").write_text(WORDS, encoding="utf-8")
    return tmp_path / "mill"


@pytest.fixture
def small(pack_folder: Path, change: Callable[..., Path]) -> Path:
    """The small pack with the unit that a rate has; faults are told in it as in the built-in rules, sooner."""
    rate = "  - {id: t_per_t, unit_class: intensity, factor: 1, symbols: [t/t]}\n"
    change("units.yml", "currencies:", f"{rate}currencies:")
    return pack_folder


def test_metrics_of_a_user_are_added(mill: Path) -> None:
    pack = load_rulepack([mill])
    assert {"flour", "ghg_emissions"} <= set(pack.metrics)
    grammar = pack.lexicons["en"].metrics
    named = [(one.start, one.metrics) for one in grammar.find("flour, spelt flour and a flour bag").named]
    assert named == [(0, ("flour",)), (7, ("rye",))]
    assert [one.metrics for one in grammar.find("rye milled").named] == [("rye",)]
    assert grammar.find("rye sold").named == ()
    assert grammar.find("bread").named == ()
    assert [one.metrics for one in grammar.find("bread", label=True).named] == [("flour",)]
    assert grammar.with_scopes("flour", frozenset("1")) == "wheat"
    assert grammar.with_scopes("flour", frozenset("2")) == "flour"


@pytest.mark.parametrize(
    ("name", "old", "new", "code", "line", "told", "hint"),
    [
        ("metrics.yml", "[mass], per", "[mas], per", "unknown-name", 3, "unknown unit class 'mas'", "mass"),
        ("metrics.yml", "per: flour_rate", "per: flour_rat", "unknown-name", 3, "unknown metric", "flour_rate"),
        ("metrics.yml", "[rye, wheat]", "[rye, weat]", "unknown-name", 3, "unknown metric 'weat'", "wheat"),
        ("metrics.yml", "[rye, wheat]", "[rye]", "bad-value", 3, "less than 2", None),
        ("metrics.yml", "of: flour,", "of: wheat,", "names-itself", 5, "names itself", "leave it out"),
        ("metrics.yml", "of: flour, ", "", "missing-key", 5, "belong together", "of names"),
        ("metrics.yml", 'scopes: ["1"]', 'scopes: ["4"]', "bad-value", 5, "is not 1, 2 or 3", None),
        ("metrics.yml", "product, units: [mass]}", "bun, units: [mass]}", "unknown-value", 4, "bun", None),
        ("metrics.yml", "id: rye", "id: flour", "duplicate-id", 4, "defined twice", "stands in"),
        ("lexicons/en/mill.yml", "  rye: {", "  rie: {", "unknown-name", 5, "unknown metric 'rie'", "rye"),
        ("lexicons/en/mill.yml", "{grain} flour", "{grains} flour", "unknown-name", 5, "list 'grains'", "grain"),
        ("lexicons/en/mill.yml", "words: [flour]", "words: [f]", "bad-literal", 4, "has 1 character", None),
        ("lexicons/en/mill.yml", "but_not", "but_nod", "unknown-key", 4, "unknown key 'but_nod'", "but_not"),
    ],
)  # fmt: skip
def test_a_fault_names_its_place(
    small: Path, mill: Path, name: str, old: str, new: str, code: str, line: int, told: str, hint: str | None
) -> None:
    load_rulepack([small, mill], builtin=False)
    path = mill / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RuleFileError) as raised:
        load_rulepack([small, mill], builtin=False)
    fault = next(one for one in raised.value.faults if one.code == code)
    assert (Path(str(fault.path)).name, fault.line) == (path.name, line), str(fault)
    assert told in fault.message
    assert (hint or "") in (fault.hint or "")


def test_lint_notes_a_metric_without_words(small: Path, mill: Path) -> None:
    (mill / "metrics.yml").write_text(
        METRICS + "  - {id: bran, title: Bran, topic: product, units: [mass]}\n", encoding="utf-8"
    )
    notes: list[Any] = [one for one in lint_rulepack([small, mill], builtin=False) if one.code == "no-words"]
    assert [(one.line, "bran" in one.message) for one in notes] == [(7, True)]


def test_every_built_in_metric_has_a_unit_of_its_sums() -> None:
    metrics = claimcheck.load_rulepack().metrics
    assert len(metrics) >= 60
    for one in metrics.values():
        for part in (name for listed in one.parts for name in listed):
            assert metrics[part].units[0] == one.units[0], (one.id, part)


def test_a_pack_without_metrics_knows_none(pack_folder: Path) -> None:
    pack = load_rulepack([pack_folder], builtin=False)
    assert not pack.metrics
    assert pack.lexicons["en"].metrics.find("scope 1 emissions").named == ()
