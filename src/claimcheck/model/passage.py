"""Sentences and clauses, and what was found in them when the text was scanned.

Offsets count code points of the normalised text (see ``claimcheck.text.normalise``); the end is not included.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Literal, NamedTuple, get_args

FactKind = Literal["quantity", "share", "money", "year", "period", "scope", "standard", "reference", "party", "place"]
KIND_BITS: Mapping[str, int] = {kind: 1 << place for place, kind in enumerate(get_args(FactKind))}
"""A bit for each kind of fact; a pack puts them above the bits of its signals."""
ALL_KINDS = sum(KIND_BITS.values())
FIGURES = ("quantity", "share", "money")
"""Kinds of facts that measure something."""
AHEAD = ("target", "interim")
"""Roles of facts that tell what is aimed at, or a step towards it."""
TERM = "term"
"""The role of a year up to which a certificate, a licence or a contract holds: nothing is aimed at by then."""
GuardReason = Literal[
    "negated", "conditional", "question", "definition", "instruction", "reported_other", "quoted_other",
    "proper_name",
]  # fmt: skip


class Hit(NamedTuple):
    """One occurrence of a lexicon entry. ``form`` is the verb form that matched, or an empty string."""

    start: int
    end: int
    signal: int
    form: str


Hits = tuple[Hit, ...]
Spans = tuple[tuple[int, int], ...]


# The masks of roles, rules and claim types are asked for over and over, whenever a pipeline is built.
@lru_cache(maxsize=4096)
def signals_in(mask: int) -> frozenset[int]:
    """The numbers of the signals that have a bit in a mask: asking a set about one hit is quicker than a wide mask."""
    found: list[int] = []
    while mask > 0:
        last = mask & -mask
        found.append(last.bit_length() - 1)
        mask ^= last
    return frozenset(found)


class Fact(NamedTuple):
    """A figure or reference in the text.

    ``value`` and ``high`` (the upper end of a range, of scopes too) are in ``unit``; a share is in percent (30 for
    30 %); money has a currency code as unit. ``year`` is set for years and single-year periods; ``end_year`` for
    periods of several years. ``role`` says what the words around a year make of it (target, base, period, interim,
    term: the year in which what holds today ends)
    or what a reference points at (page, table, section, citation, url, registry).
    """

    kind: FactKind
    start: int
    end: int
    text: str
    value: float | None = None
    high: float | None = None
    unit: str | None = None
    unit_class: str | None = None
    year: int | None = None
    end_year: int | None = None
    role: str | None = None


class Guarded(NamedTuple):
    """A run of text whose words do not count as the company's own assertion, and why."""

    start: int
    end: int
    reason: GuardReason


def scopes_of(facts: Iterable[Fact]) -> frozenset[str]:
    """The scopes of emissions that facts name, as digits: "Scope 1 and 3" names two, "Scopes 1 to 3" three."""
    found: set[str] = set()
    for fact in facts:
        if fact.kind == "scope":
            found.update(filter(str.isdigit, fact.text))
            if fact.value is not None and fact.high is not None:
                found.update(map(str, range(int(fact.value), int(fact.high) + 1)))
    return frozenset(found)


def years_of(facts: Iterable[Fact]) -> frozenset[int]:
    """The years of the period that facts tell; of a run its last, in which the result was had."""
    dates = (one for one in facts if one.kind in ("year", "period") and one.role in ("period", None))
    return frozenset(one.end_year or one.year for one in dates if one.year is not None)


def fact_mask(facts: Iterable[Fact]) -> int:
    """The kinds of some facts, a bit each."""
    mask = 0
    for fact in facts:
        mask |= KIND_BITS[fact.kind]
    return mask


class SentenceSpan:
    """A sentence as segmented: its offsets, its block, and the offsets of its clauses (at least one).

    ``clauses`` may be given as a function of the offsets, which is called when they are first asked for: nobody asks
    for those of most sentences. ``in_cell``: it is running text inside a cell of a table, not a row of labels and
    figures.
    """

    __slots__ = ("_clauses", "block", "end", "in_cell", "start")

    def __init__(
        self, start: int, end: int, block: int, clauses: Spans | Callable[[int, int], Spans], in_cell: bool = False
    ) -> None:
        self.start = start
        self.end = end
        self.block = block
        self.in_cell = in_cell
        self._clauses = clauses

    @property
    def clauses(self) -> Spans:
        """The offsets of the clauses, in order."""
        clauses = self._clauses
        if not isinstance(clauses, tuple):
            clauses = self._clauses = clauses(self.start, self.end)
        return clauses


class Clause:
    """A clause with its signals.

    ``mask`` has a bit for each signal that counts and ``hits`` their places, in order of start;
    ``mask_any`` and ``hits_any`` also hold the signals of guarded text.
    """

    __slots__ = ("end", "hits", "hits_any", "mask", "mask_any", "start")

    def __init__(self, start: int, end: int, mask: int, mask_any: int, hits_any: Hits, hits: Hits) -> None:
        self.start = start
        self.end = end
        self.mask = mask
        self.mask_any = mask_any
        self.hits_any = hits_any
        self.hits = hits

    def hits_of(self, mask: int) -> Hits:
        """All hits of some signals, in order of start."""
        return tuple([hit for hit in self.hits_any if mask >> hit[2] & 1]) if self.mask_any & mask else ()

    def until(self, end: int) -> Clause:
        """The clause up to an offset. Who acts may have been handed on to it from another clause, and stays."""
        return self.keeping(lambda hit: hit.end <= end, end)

    def keeping(self, kept: Callable[[Hit], bool], end: int | None = None) -> Clause:
        """The clause with some of its hits only; signals that were handed on to it stay."""
        every, counting = tuple(filter(kept, self.hits_any)), tuple(filter(kept, self.hits))
        mask = self.mask & ~_gone(self.hits, counting)
        mask_any = self.mask_any & ~_gone(self.hits_any, every)
        return Clause(self.start, self.end if end is None else end, mask, mask_any, every, counting)


def _gone(before: Hits, after: Hits) -> int:
    """The signals that no longer stand anywhere, a bit each."""
    mask = 0
    for signal in {hit.signal for hit in before} - {hit.signal for hit in after}:
        mask |= 1 << signal
    return mask


class Sentence(NamedTuple):
    """A sentence with what was found in it; ``number`` is its position in the document's list."""

    number: int
    start: int
    end: int
    block: int
    mask: int
    mask_any: int
    clauses: tuple[Clause, ...]
    guards: tuple[Guarded, ...]

    @property
    def hits_any(self) -> Hits:
        """All hits, those under a guard too, clause by clause."""
        return tuple([hit for clause in self.clauses for hit in clause.hits_any])

    def hits_of(self, mask: int) -> Hits:
        """All hits of some signals, clause by clause."""
        return tuple([hit for clause in self.clauses for hit in clause.hits_of(mask)])
