"""The entries of lexicons one by one: how their files stand, and which of them others bring already."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest
import yaml
from yaml.nodes import MappingNode, Node, SequenceNode

from claimcheck.rulepack.assembly import assemble

ROOT = Path(__file__).resolve().parents[2]
_SPEC = importlib.util.spec_from_file_location("witnesses", ROOT / "benchmarks" / "witnesses.py")
assert _SPEC is not None
assert _SPEC.loader is not None
script: Any = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(script)
LEXICONS = ROOT / "rules" / "lexicons"
WORDS = "lexicons/en/words.yml"


def _sequences(file: Path) -> dict[str, SequenceNode]:
    """The lists, words and patterns of a lexicon file, by the line of their key."""
    top = yaml.compose(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    found: dict[str, SequenceNode] = {}

    def take(owner: Node, keys: tuple[str, ...] | None) -> None:
        assert isinstance(owner, MappingNode)
        for key, value in owner.value:
            if isinstance(value, SequenceNode) and (keys is None or key.value in keys):
                found[f"line {key.start_mark.line + 1}: {key.value}"] = value

    for key, value in top.value:
        if key.value == "lists":
            take(value, None)
        elif key.value == "signals":
            for _, signal in value.value:
                take(signal, ("words", "patterns"))
    return found


@pytest.mark.parametrize(
    "file", [pytest.param(file, id=f"{file.parent.name}-{file.stem}") for file in sorted(LEXICONS.rglob("*.yml"))]
)
def test_entries_stand_one_a_line(file: Path) -> None:
    for name, sequence in _sequences(file).items():
        lines = [one.start_mark.line for one in sequence.value]
        assert lines == list(range(lines[0], lines[0] + len(lines))), name


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[certified]", "[certified, Certified]", [("Certified", "certified")]),
        ("[certified]", "[certified]\n    case_sensitive: true", []),
        ("[certified]", "[test +noun, tests]", [("tests", "test +noun")]),
        ("[certified]", "[eco test, eco-test]", [("eco test", "eco-test")]),
        ("[certified]", '[tested bottle]\n    patterns: ["tested {thing}"]', [("tested bottle", "tested {thing}")]),
        ("[certified]", '[tested bag]\n    patterns: ["tested {thing}"]', []),
        ("words: [reduce]", "words: [cutting, reduce]", []),
        ("thing: [bottle, box]", "thing: [bottle +noun, bottles, box]", [("bottles", "bottle +noun")]),
        ("thing: [bottle, box]", 'thing: [bottle, box, "{crate}"]\n  crate: [box, crate]', [("box", "{crate}")]),
    ],
)  # fmt: skip
def test_an_entry_that_others_bring_is_repeated(
    old: str, new: str, said: list[tuple[str, str]], change: Any, pack_folder: Path
) -> None:
    change(WORDS, old, new)
    _, found = assemble([pack_folder], builtin=False, strict=True)
    assert [(one.text, other.text) for one, other in script.repeated(found)] == said
