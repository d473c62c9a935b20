"""Figures and references in normalised text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from claimcheck.model.passage import Fact


@dataclass(frozen=True, slots=True)
class FactGrammar:
    """What a language and the table of units know about figures; every spelling in lower case."""

    decimal: str
    scales: Mapping[str, float]
    numbers: Mapping[str, float]
    units: Mapping[str, tuple[str, str, float]]
    currencies: Mapping[str, str]
    percent_words: tuple[str, ...]
    point_words: tuple[str, ...]
    range_words: tuple[str, ...]
    scope_words: tuple[str, ...]
    months: tuple[str, ...]
    fiscal_prefixes: tuple[str, ...]
    party_suffixes: tuple[str, ...]
    party_cues: tuple[str, ...]
    reference_words: Mapping[str, str]
    year_before: Mapping[str, tuple[str, ...]]
    year_after: Mapping[str, tuple[str, ...]]

    @classmethod
    def build(
        cls, words: Mapping[str, Any], units: Iterable[Mapping[str, Any]], currencies: Mapping[str, Iterable[str]]
    ) -> FactGrammar:
        """From the plain values of a lexicon's ``facts`` and of ``units.yml`` (``model_dump()`` of their shapes)."""
        table: dict[str, tuple[str, str, float]] = {}
        by_id: dict[str, tuple[str, str, float]] = {}
        for unit in units:
            entry = (str(unit["id"]), str(unit["unit_class"]), float(unit["factor"]))
            by_id[entry[0]] = entry
            table.update((symbol.lower(), entry) for symbol in unit["symbols"])
        for word, unit_id in words["unit_words"].items():
            if unit_id in by_id:
                table[word.lower()] = by_id[unit_id]
        return cls(
            decimal=words["decimal"],
            scales=dict(words["scale_words"]),
            numbers=dict(words["number_words"]),
            units=table,
            currencies={symbol.lower(): code for code, symbols in currencies.items() for symbol in symbols},
            percent_words=tuple(words["percent_words"]),
            point_words=tuple(words["point_words"]),
            range_words=tuple(words["range_words"]),
            scope_words=tuple(words["scope_words"]),
            months=tuple(words["months"]),
            fiscal_prefixes=tuple(words["fiscal_prefixes"]),
            party_suffixes=tuple(words["party_suffixes"]),
            party_cues=tuple(words["party_cues"]),
            reference_words=dict(words["reference_words"]),
            year_before={role: tuple(some) for role, some in words["year_before"].items()},
            year_after={role: tuple(some) for role, some in words["year_after"].items()},
        )


def find_facts(text: str, start: int, end: int, grammar: FactGrammar) -> tuple[Fact, ...]:
    """The facts of ``text[start:end]``, in order of start; offsets count from the start of ``text``."""
    return ()
