"""Whatever stands in a rule file, loading it raises nothing but a ClaimcheckError, and soon."""

from __future__ import annotations

import json
import random
import shutil
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimcheck.errors import ClaimcheckError
from claimcheck.rulepack.build import load_rulepack
from claimcheck.rulepack.faults import FaultLog
from claimcheck.rulepack.yamlfile import parse_yaml

RULES = Path(__file__).parents[2] / "rules"
KEYS = [
    "all",
    "any",
    "not",
    "signal",
    "fact",
    "claim",
    "element",
    "context",
    "near",
    "count",
    "compare",
    "other_claim",
    "in",
    "scope",
    "first",
    "then",
    "tokens",
    "order",
    "of",
    "at_least",
    "left",
    "op",
    "right",
    "plus",
    "where",
    "same",
    "exists",
    "kind",
    "unit",
    "role",
    "type",
    "topic",
    "value",
]
WORDS = ["green", "year", "clause", "any", "held", "net_zero", "element.value.number", "==", ""]
CONDITION = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 50) | st.sampled_from(WORDS),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=25,
)
VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=10,
)


@cache
def files() -> tuple[Path, ...]:
    """One file of each kind, and some more."""
    found = sorted(RULES.rglob("*.yml"), key=lambda path: path.stat().st_size)
    return tuple(path for path in found if path.stat().st_size < 8000)


def load_only(folder: Path, *, builtin: bool = False) -> None:
    """Load and take a ClaimcheckError; every other exception fails the test."""
    told = ""
    try:
        load_rulepack([folder], builtin=builtin)
    except ClaimcheckError as error:
        told = str(error)
    assert told or builtin, "these files cannot be a whole pack"


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_bytes(data: bytes) -> None:
    log = FaultLog()
    file = parse_yaml(data, "x.yml", log)
    assert (file is None) == bool(log.faults)


@settings(deadline=None)
@given(st.text(alphabet="ab:{}[],-&*!|>'\"#?%@` \n\t\r~<1.0é…\u2028\x85", max_size=120))
def test_text_that_looks_like_yaml(text: str) -> None:
    log = FaultLog()
    file = parse_yaml(text.encode(), "x.yml", log)
    assert (file is None) == bool(log.faults)
    for fault in log.faults:
        assert fault.line is not None
        assert 1 <= fault.line <= len(text) + 1


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=60, deadline=None
)
@given(data=st.data())
def test_mutated_real_files(data: st.DataObject, tmp_path: Path) -> None:
    path = data.draw(st.sampled_from(files()))
    text = path.read_text(encoding="utf-8")
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 12)))
        text = (
            text[:start] + data.draw(st.text(max_size=6) | st.sampled_from([": ", "\n", "[", "{", "- "])) + text[end:]
        )
    folder = tmp_path / "rules"
    target = folder / path.relative_to(RULES)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8", errors="surrogateescape", newline="")
    try:
        load_only(folder)
    finally:
        shutil.rmtree(folder)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=80, deadline=None
)
@given(condition=CONDITION, value=VALUE, key=st.sampled_from(["marks", "cite", "tier", "fires", "message", "aliases"]))
def test_any_value_in_a_check(condition: object, value: object, key: str, tmp_path: Path) -> None:
    check = {
        "id": "OUR-001", "name": "x", "tier": "gap", "step": "H", "confidence": "low", "when": condition,
        "message": "x", "about": "x", "why": "x", "remedy": "x", "rewrite": "x", "cite": [],
        "false_positives": [], "fires": [{"text": "x"}], "silent": [{"text": "x"}], key: value,
    }  # fmt: skip
    path = tmp_path / "x.yml"
    path.write_text(json.dumps(check), encoding="utf-8")
    load_only(path)


@pytest.mark.parametrize("seed", range(6))
def test_mutated_files_over_the_built_in_rules(seed: int, tmp_path: Path) -> None:
    """Lines taken out and words swapped between files: names that fit nowhere, or fit something else."""
    chance = random.Random(seed)
    for path in chance.sample(files(), 12):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        for _ in range(2):
            lines.pop(chance.randrange(len(lines)))
        text = "".join(lines)
        other = chance.choice(files()).read_text(encoding="utf-8").split()
        words = text.split()
        for _ in range(3):
            text = text.replace(chance.choice(words), chance.choice(other), 1)
        target = tmp_path / path.relative_to(RULES)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    load_only(tmp_path, builtin=True)


@pytest.mark.parametrize("seed", range(3))
def test_shuffled_lines(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    for number, path in enumerate(files()[:30]):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        chance.shuffle(lines)
        target = tmp_path / str(number) / path.relative_to(RULES)
        target.parent.mkdir(parents=True)
        target.write_text("".join(lines), encoding="utf-8")
    load_only(tmp_path)
