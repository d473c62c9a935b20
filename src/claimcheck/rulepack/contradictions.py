"""Conditions over two passages: what is set side by side, and when it disagrees.

``rules/schema/check.schema.json`` tells what each comparison holds against what, and its keys. ``tolerance`` says how
many times the written precision of the figures may lie between them. Only what is known on both sides and the same is
compared; a field that one side leaves open is no contradiction.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, get_args

from msgspec import Struct

from claimcheck.model.contradiction import Slot
from claimcheck.rulepack.condition_terms import Compiled, Names, Path, may_hold
from claimcheck.rulepack.conditions import Compiler

Compared = Literal[
    "values", "changes", "extremes", "wholes", "certified", "impossible", "tagged", "sums", "shares", "bases",
    "targets", "statements", "subjects", "assurance",
]  # fmt: skip
Places = Literal["alike", "mixed", "outside"]
Sold = Literal["intensity", "net"]
Differ = Literal["value", "base_year", "target_year"]
Assured = Literal["covered", "level", "whole"]
Against = Literal["printed", "tags"]
Same = Literal["topic", "place", "standard", "scope"]
CONTRADICTION_SLOTS: tuple[str, ...] = get_args(Slot)
COMPARED: tuple[str, ...] = get_args(Compared)
TARGET_SIGNALS = ("about", "unless", "whole", "met", "missed")
_SIDES = ("first", "second")
_SENTENCE = "sentence"


class Comparison(Struct, frozen=True):
    """What a rule sets side by side.

    ``places`` says where figures or targets stand; ``sold`` is the way of counting of ``bases``, ``against`` what
    ``tagged`` are held against, ``differ`` the field of ``targets`` or ``assurance``, ``about``, ``unless``, ``whole``,
    ``met`` and ``missed`` their signals, a bit each; ``same`` is what ``statements`` share, and ``of`` their
    conditions.
    """

    compared: str
    tolerance: float = 1.0
    places: str = ""
    sold: str = ""
    differ: str = ""
    against: str = ""
    about: int = 0
    unless: int = 0
    whole: int = 0
    met: int = 0
    missed: int = 0
    same: frozenset[str] = frozenset()
    of: tuple[Compiled, ...] | None = None

    def may_hold_in(self, signals: int) -> bool:
        """Whether a language with these signals has words for both sides; figures are read in every language."""
        return self.of is None or all(may_hold(one.around, signals) for one in self.of)


_NOTHING = Comparison("")


def compile_comparison(
    condition: Any, names: Names, path: Path = (), inner: Callable[[Names, str], Compiler] = Compiler
) -> Comparison:
    """Compile what a rule sets side by side; faults go to ``names.faults`` and the result is then not to be used."""
    return _Reader(names, inner(names, _SENTENCE)).read(condition, path)


class _Reader:
    def __init__(self, names: Names, sentences: Compiler) -> None:
        self.names = names
        self.sentences = sentences

    def read(self, condition: Any, path: Path) -> Comparison:
        if not isinstance(condition, Mapping) or len(condition) != 1:
            hint = "for example {values: {second: table}}"
            self.names.fault(path, "a comparison is a mapping with one operator", hint)
            return _NOTHING
        (operator,) = condition
        if operator not in COMPARED:
            self.names.unknown((*path, operator), "comparison", operator, COMPARED, at_key=True)
            return _NOTHING
        asked, here = condition[operator], (*path, operator)
        must, may = _KEYS.get(operator, ((), ()))
        if not self.sentences.keys(asked, here, must, (*may, "tolerance")):
            return _NOTHING
        tolerance = self.tolerance(asked, here)
        told: dict[str, Any] = {
            key: self.word(asked, key, here, known) for key, known in _WORDS.get(operator, {}).items()
        }
        match operator:
            case "targets":
                if bool(told["differ"]) == bool(told["places"]):
                    self.names.fault(here, "targets have either a field that differs or places: table")
                told |= {key: self.signals(asked, key, here) for key in TARGET_SIGNALS if key in asked}
            case "assurance" if told["differ"] == "whole":
                if self.sentences.keys(asked, here, (*must, *_SIDES), may):
                    told["of"] = self.sides(asked, here)
            case "statements":
                told["of"] = self.sides(asked, here)
                if "same" in asked:
                    shared = (*here, "same"), "field to agree in", get_args(Same)
                    told["same"] = self.sentences.words(asked["same"], *shared)
        return Comparison(operator, tolerance, **told)

    def sides(self, asked: Mapping[str, Any], path: Path) -> tuple[Compiled, ...]:
        """The conditions over the two sentences."""
        return tuple([self.sentences.of_sentences(asked[key], (*path, key)) for key in _SIDES])

    def signals(self, asked: Mapping[str, Any], key: str, path: Path) -> int:
        """A bit for each signal of a list."""
        return self.sentences.build({"signal": asked[key]}, (*path, key), 1).positive

    def word(self, asked: Mapping[str, Any], key: str, path: Path, known: tuple[str, ...]) -> str:
        """One of the known words, empty where the key is left out."""
        value = asked.get(key, "")
        if key not in asked or value in known:
            return str(value)
        self.names.unknown((*path, key), key, value, known)
        return ""

    def tolerance(self, asked: Mapping[str, Any], path: Path) -> float:
        """How many times the written precision may lie between two figures."""
        value = asked.get("tolerance", 1)
        if type(value) in (int, float) and 1 <= value <= 100:
            return float(value)
        self.names.fault((*path, "tolerance"), "tolerance is a number from 1 to 100")
        return 1.0


_WORDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "changes": {"places": ("outside",)},
    "values": {"places": get_args(Places)},
    "tagged": {"against": get_args(Against)},
    "bases": {"sold": get_args(Sold)},
    "targets": {"differ": get_args(Differ), "places": ("table",)},
    "assurance": {"differ": get_args(Assured)},
}
"""The keys of comparisons that have one of a few words."""
_KEYS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "values": (("places",), ()),
    "changes": ((), ("places",)),
    "tagged": (("against",), ()),
    "bases": (("sold",), ()),
    "targets": ((), ("differ", "places", *TARGET_SIGNALS)),
    "statements": (_SIDES, ("same",)),
    "assurance": (("differ",), _SIDES),
}
"""The keys that a comparison has to have, and those that it may have; the others have none."""
