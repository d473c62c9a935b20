"""Holds the claims of a document against the register: which are worded as approved, which have drifted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from claimcheck.approval.gathered import states_of
from claimcheck.approval.nearness import Wordings
from claimcheck.approval.wording import Keys, Side, Token, aligned, are_words, changes, tokens
from claimcheck.model.approval import Approval, Approvals, Approved, Backing, BackingState, Change, Standing
from claimcheck.model.claim import Core, Element
from claimcheck.model.document import Block, Document, Piece
from claimcheck.model.evidence import Outside
from claimcheck.text.passages import Passages

# Where the same words stand in several entries: what says most about them.
_RANKS: tuple[Standing, ...] = ("approved", "withdrawn", "expired", "early", "draft")

Span = tuple[int, int]


class _Wording(NamedTuple):
    """One wording of the register: its entry, its words, how many sentences it has, and what they are about."""

    entry: Approval
    words: str
    sentences: int
    topics: frozenset[str]


class _Unit(NamedTuple):
    """A run of text that may be a wording: its sentences, its tokens, and what is compared of them."""

    span: Span
    sentences: int
    tokens: tuple[Token, ...]
    keys: Keys


class Matcher:
    """The register, ready for claims in one language.

    ``passages`` reads a document in that language, ``find`` finds the claims in it.
    """

    __slots__ = ("_backed", "_complete", "_day", "_exact", "_lengths", "_listed", "_named", "_near")

    def __init__(
        self,
        approvals: Approvals,
        outside: Outside,
        day: date,
        passages: Callable[[Document], Passages],
        find: Callable[[Passages], Iterable[Core]],
    ) -> None:
        self._named = approvals.named
        self._complete = approvals.complete
        self._day = day
        self._backed: dict[str, BackingState] = states_of(outside)
        self._listed: list[_Wording] = []
        self._exact: dict[Keys, list[_Wording]] = {}
        sides: list[Side] = []
        if approvals.entries:
            sides = self._read(approvals.entries, passages, find)
        self._near = Wordings(sides)
        self._lengths = sorted({one.sentences for one in self._listed if one.sentences > 1})

    def __bool__(self) -> bool:
        return self._named

    def match(
        self, cores: Sequence[Core], elements: Sequence[tuple[Element, ...]], passages: Passages
    ) -> list[Approved | None]:
        """How each claim stands, None for all where there is no register."""
        if not self._named:
            return [None] * len(cores)
        seen: set[tuple[str, Span]] = set()
        listed: list[Approved | None] = []
        for core, held in zip(cores, elements, strict=True):
            found, span = self._one(core, passages)
            key = (found.entry.id if found.entry else "", span)
            if found.entry is not None and found.standing != "drifted":
                found = found._replace(backing=self._backing(found.entry, held))
            listed.append(found._replace(complete=self._complete, repeated=key in seen))
            seen.add(key)
        return listed

    def _read(
        self,
        entries: Iterable[Approval],
        passages: Callable[[Document], Passages],
        find: Callable[[Passages], Iterable[Core]],
    ) -> list[Side]:
        """All wordings, read as one document with a block each."""
        pairs = [(entry, words) for entry in entries for words in entry.wordings]
        blocks = tuple(Block("paragraph", words, (Piece(0, 0, len(words)),)) for _, words in pairs)
        read = passages(Document("", "text", "", "", blocks))
        about: dict[int, set[str]] = {}
        for core in find(read):
            about.setdefault(core.sentence.block, set()).add(core.topic)
        sides = []
        for number, (entry, words) in enumerate(pairs):
            block = read.norm.blocks[number]
            side = Side(read.norm.text, tuple(tokens(read.norm.text, block.start, block.end)))
            topics = frozenset(about.get(number, ()))
            one = _Wording(entry, words, max(len(read.of_block(number)), 1), topics)
            self._listed.append(one)
            self._exact.setdefault(tuple(token.key for token in side.tokens), []).append(one)
            sides.append(side)
        return sides

    def _one(self, core: Core, passages: Passages) -> tuple[Approved, Span]:
        units = list(self._units(core, passages))
        same = [
            (one.entry.standing(self._day), one, unit)
            for unit in units
            for one in self._exact.get(unit.keys, ())
        ]
        if same:
            standing, one, unit = min(same, key=lambda found: _RANKS.index(found[0]))
            return Approved(standing, one.entry, one.words), unit.span
        drifted = self._drifted(core, units, passages)
        if drifted is not None:
            return drifted
        return Approved("unlisted"), units[-1].span

    def _units(self, core: Core, passages: Passages) -> Iterator[_Unit]:
        """What may be the whole wording of a claim: runs of sentences, its sentence, its clause; the longest first."""
        text, sentence = passages.norm.text, core.sentence
        spans: dict[Span, int] = {}
        for length in reversed(self._lengths):
            block = passages.of_block(sentence.block)
            first, last = (
                max(sentence.number - length + 1, block.start),
                min(sentence.number, block.stop - length),
            )
            for at in range(first, last + 1):
                spans.setdefault((passages.spans[at].start, passages.spans[at + length - 1].end), length)
        spans.setdefault((sentence.start, sentence.end), 1)
        spans.setdefault((core.clause.start, core.clause.end), 1)
        for (start, end), length in spans.items():
            found = tuple(tokens(text, start, end))
            yield _Unit((start, end), length, found, tuple(token.key for token in found))
        if core.clause.start > sentence.start and len(found) > 1:
            # A clause inside of a sentence opens with a small word that binds it to the one before.
            yield _Unit((start, end), 1, found[1:], tuple(token.key for token in found[1:]))

    def _drifted(
        self, core: Core, units: Sequence[_Unit], passages: Passages
    ) -> tuple[Approved, Span] | None:
        """The nearest approved wording: the shorter words first where two are as near."""
        best: tuple[float, Approved, Span] | None = None
        for unit in reversed(units):
            for number, share in self._near.near(unit.keys, self._comparable(unit.sentences)):
                if best is not None and share <= best[0]:
                    break
                found = self._differing(core, unit, number, passages)
                if found is not None:
                    one = self._listed[number]
                    best = share, Approved("drifted", one.entry, one.words, found), unit.span
                    break
        return best and best[1:]

    def _comparable(self, sentences: int) -> Callable[[int], bool]:
        """Which wordings are compared with so many sentences: approved ones, and of several sentences with as many."""

        def fits(number: int) -> bool:
            one = self._listed[number]
            return one.entry.status == "approved" and sentences in (1, one.sentences)

        return fits

    def _differing(
        self, core: Core, unit: _Unit, number: int, passages: Passages
    ) -> tuple[Change, ...] | None:
        """What has changed; None where the words are about something else, or are near for the sake of others."""
        side = self._near.sides[number]
        pairs = aligned([token.key for token in side.tokens], unit.keys)
        own = [core.clause.start <= token.start < core.clause.end for token in unit.tokens]
        if 2 * sum(own[at] for _, at in pairs) < sum(own):
            return None
        found = changes(side, Side(passages.norm.text, unit.tokens), pairs)
        topics = self._listed[number].topics
        if topics and core.topic not in topics and any(map(are_words, found)):
            return None
        return found

    def _backing(self, entry: Approval, held: tuple[Element, ...]) -> tuple[Backing, ...]:
        """The evidence that an approval names, with its state."""
        unknown: BackingState = "unknown" if self._backed else "unchecked"
        resting = {
            one.source.checked.entry.id
            for one in held
            if one.source is not None and one.state == "registered"
        }
        return tuple(
            Backing(name, self._backed.get(name, unknown), name in resting) for name in entry.evidence
        )
