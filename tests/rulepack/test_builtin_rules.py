"""The rules that claimcheck comes with: whole, strict, in order, and quick to load."""

from __future__ import annotations

import gc
from functools import cache
from pathlib import Path
from types import MappingProxyType

import pytest

from claimcheck.rulepack.allowed_values import ELEMENT_ORDER
from claimcheck.rulepack.assembly import assemble
from claimcheck.rulepack.build import load_rulepack
from claimcheck.rulepack.lint import lint_rulepack
from claimcheck.rulepack.pack import Pack

CLAIM_TYPES = [
    "generic_benefit",
    "comparative",
    "reduction_achieved",
    "future_target",
    "carbon_neutral",
    "recycled_content",
    "recyclable",
    "degradable",
    "free_of",
    "renewable_energy",
    "renewable_material",
    "energy_efficiency",
    "label",
    "supply_chain",
    "social",
    "donation",
    "superlative",
    "target_met",
    "framework_alignment",
    "commitment",
    "financial_product",
    "digital_enablement",
    "avoided_emissions",
    "nature_water",
    "durability",
    "performance_metric",
    "governance",
]
DIMENSIONS = [
    "subject",
    "metric",
    "time",
    "boundary",
    "method",
    "verification",
    "access",
    "qualification",
    "completeness",
    "deliverability",
]


@cache
def pack() -> Pack:
    return load_rulepack(strict=True)


def test_all_files_fit_their_schemas() -> None:
    assert pack().builtin
    assert pack().sources == ()


def test_the_ids_of_the_contract_are_there() -> None:
    assert sorted(pack().claim_types) == sorted(CLAIM_TYPES)
    assert tuple(pack().elements) == ELEMENT_ORDER
    assert [element.shape.number for element in pack().elements.values()] == list(range(1, 27))
    assert [dimension.id for dimension in pack().scoring.dimensions] == DIMENSIONS
    assert {"eu", "uk", "us"} <= set(pack().profiles)
    assert len(pack().checks) >= 30
    assert len({check.family for check in pack().checks.values()}) >= 12


def test_every_family_says_what_it_is_about() -> None:
    assert {check.family for check in pack().checks.values()} <= set(pack().families)


def test_every_rule_of_ours_cites_law_or_a_standard() -> None:
    assert [name for name, check in load_rulepack().checks.items() if not check.shape.cite] == []


def test_a_pack_cannot_be_changed() -> None:
    loaded = pack()
    for name in ("lexicons", "claim_types", "elements", "checks", "aliases", "citations", "profiles", "families"):
        assert isinstance(getattr(loaded, name), MappingProxyType), name
    with pytest.raises(TypeError):
        loaded.checks["GEN-001"] = None  # type: ignore[index]
    with pytest.raises(AttributeError):
        loaded.version = "2"  # type: ignore[misc]


def test_most_rules_look_at_more_than_words() -> None:
    deep = [
        check.id
        for check in pack().checks.values()
        if check.when.uses & {"element", "claim", "context", "compare", "other_claim"}
    ]
    assert len(deep) >= 0.6 * len(pack().checks)


def test_lint_has_nothing_to_say() -> None:
    assert [str(one) for one in lint_rulepack()] == []


def test_loading_twice_gives_the_same() -> None:
    (first, _), (second, _) = [assemble((), builtin=True, strict=False) for _ in range(2)]
    assert first is not second
    assert first.sha256 == second.sha256
    assert first.lexicons["en"].literals == second.lexicons["en"].literals
    assert first.signal_names == second.signal_names


def test_the_garbage_collector_is_left_as_it_was() -> None:
    assert gc.isenabled()
    load_rulepack()
    assert gc.isenabled()
    gc.disable()
    try:
        load_rulepack()
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_the_files_are_where_the_repository_has_them() -> None:
    root = Path(__file__).parents[2] / "rules"
    assert len(list(root.glob("claims/*.yml"))) == len(pack().claim_types)
    assert len(list(root.glob("elements/*.yml"))) == len(pack().elements)
    assert len(list(root.glob("checks/*/*.yml"))) == len(pack().checks)
