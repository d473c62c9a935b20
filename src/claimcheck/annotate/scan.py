"""The pass over a text: literals found, word boundaries tested, hits handed to their sentences."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import repeat
from operator import attrgetter
from typing import NamedTuple, cast

from ahocorasick_rs import AhoCorasick

from claimcheck.model.passage import Hit, Hits, SentenceSpan, signals_in
from claimcheck.rulepack.inflect import ACTION
from claimcheck.rulepack.words import HEAD, Expanded, LiteralGroup, Words, index_of
from claimcheck.text.compounds import word_before
from claimcheck.text.matcher import automaton, spaced
from claimcheck.text.normalise import NormText

# Building an automaton of all literals takes as long as finding by their beginnings which stand in so many characters.
WORTH_BUILDING = 10_000
_BLANK = " "
Unlike = tuple[int, LiteralGroup, str, int]
"""A literal that is no plain word: its kind, its group, its text and its place there."""


class Found(NamedTuple):
    """What stands in a text: the number of a literal, where it starts and where it ends, in order of end.

    ``kinds`` has the kind of each literal by its number; of those that are no plain words the complement of their place
    in ``unlike``, which is negative.
    """

    hits: Sequence[tuple[int, int, int]]
    kinds: Sequence[int]
    unlike: Sequence[Unlike]


class _Table:
    """Literals with what they stand for, by their numbers: ``build`` when all are there, then ``find``."""

    def __init__(self) -> None:
        self._literals: list[str] = []
        self._kinds = array("i")
        self._unlike: list[Unlike] = []
        self._automaton: AhoCorasick | None = None

    def add(self, group: LiteralGroup, kind: int, places: Sequence[int], texts: Iterable[str]) -> None:
        """Add some of the literals of a group; ``texts`` is what to look for."""
        self._literals += texts
        if group.plain:
            self._kinds.extend(repeat(kind, len(places)))
            return
        first, known = len(self._unlike), group.texts
        self._kinds.extend(range(~first, ~first - len(places), -1))
        self._unlike += [(kind, group, known[place], place) for place in places]

    def build(self) -> None:
        """Put all literals into an automaton, which keeps nothing of them but how they are found."""
        if self._literals:
            self._automaton = automaton(self._literals)
            self._literals = []

    def find(self, text: str) -> Found:
        """All that stands in a text, overlapping literals too."""
        if self._automaton is None:
            return _NOTHING
        hits = self._automaton.find_matches_as_indexes(text, overlapping=True)
        return Found(hits, self._kinds, self._unlike)


_NOTHING = Found((), (), ())


class Sought:
    """Some groups of the literals of a language, by their numbers in ascending order.

    ``signs`` are those that are one sign alone ("€"). In spaced text each would stand wherever a blank does, so they
    are not found there: whoever asks looks for them in the text itself.
    """

    def __init__(self, words: Expanded, groups: Sequence[int]) -> None:
        self._words = words
        self._groups = groups
        self._own = frozenset(groups)
        signs = (ord(number) for _, numbers, _ in words.heads.of({_BLANK}) for number in numbers)
        self._signed = self._own.intersection(signs)
        self.signs: Sequence[Unlike] = [
            (words.kind_of[number], group, group.texts[place], place)
            for number in sorted(self._signed)
            for group in (words.groups[number],)
            for place, one in enumerate(group.sought)
            if one == _BLANK
        ]
        self._whole: _Table | None = None
        self._left = WORTH_BUILDING

    def find(self, text: str) -> Found:
        """All literals that stand in a text."""
        if self._whole is None:
            self._left -= len(text)
            if self._left > 0:
                return self._find_few(text)
            self._whole = self._all()
        return self._whole.find(text)

    def _all(self) -> _Table:
        table = _Table()
        for number in self._groups:
            group = self._words.groups[number]
            places, texts = range(group.size), group.sought
            if number in self._signed:
                held = [place for place in places if texts[place] != _BLANK]
                table.add(group, self._words.kind_of[number], held, [texts[place] for place in held])
            else:
                table.add(group, self._words.kind_of[number], places, texts)
        table.build()
        return table

    def _find_few(self, text: str) -> Found:
        """The same by an automaton of those literals that the text holds; others are not even unpacked."""
        heads, few = self._words.heads, _Table()
        begun = {text[at : at + size] for size in range(1, HEAD + 1) for at in range(len(text) - size + 1)}
        held: dict[int, list[tuple[int, str]]] = {}
        for lines, numbers, places in heads.of(begun):
            for literal, group, place in zip(lines.split("\n"), numbers, places, strict=True):
                if literal in text and literal != _BLANK:
                    held.setdefault(ord(group), []).append((ord(place), literal))
        for number in sorted(held.keys() & self._own):
            found = sorted(held[number])
            few.add(
                self._words.groups[number],
                self._words.kind_of[number],
                [place for place, _ in found],
                [literal for _, literal in found],
            )
        few.build()
        return few.find(text)


_HIT = cast("Callable[[tuple[int, int, int, str]], Hit]", partial(tuple.__new__, Hit))
RawHit = tuple[int, int, int]
"""What a literal stands for, by its number among the kinds, and where it stands."""
# Characters between a verb and the particle at the end of its clause.
TAIL_REACH = 240
# Letters of the first part of a compound, and how many of them are kept.
MIN_PART, MAX_PART, _PARTS = 4, 40, 4096
# Characters that are searched at once: what is found in them is held until it is handed to its sentences.
_WINDOW = 65_536


class Scanner:
    """The automaton of one language; ``anchors`` has a bit for each signal that sentences are told apart by.

    Tens of thousands of literals stand for a few thousand kinds of signals. What is looked up for every hit is kept in
    small tables by kind: larger ones would have to be fetched from memory again and again. ``bits`` has the signals
    of each kind.

    No literal has the kinds ``named``, the last ones: names stand in for words of these ``roles``, a mask each.
    """

    def __init__(self, words: Words, anchors: int, roles: Sequence[int] = ()) -> None:
        self.searched = anchors
        known, self._index = words.all, index_of(words)
        # Kinds from this number on are of phrases.
        self._phrases = known.first_phrase
        self.named = range(len(known.kinds), len(known.kinds) + len(roles))
        names = (tuple((signal, "") for signal in sorted(signals_in(mask))) for mask in roles)
        self._spelled = [*known.kinds, *names]
        self.bits = [*known.bits, *roles]
        behind = "".join(rf"| {re.escape(word)}\b" for word in words.role_words.get("coordinator", ()))
        self._tails = {tail: re.compile(rf" {re.escape(tail)}(?=$|[,.;:!?)\"']| -{behind})") for tail in known.tails}
        self._sought = Sought(known, range(len(known.kind_of)))
        self._actions = frozenset(self._index.of_form.get(ACTION, ()))
        self._part = lru_cache(maxsize=_PARTS)(self._kinds_of)

    def kinds(self, mask: int, forms: Collection[str] = ()) -> frozenset[int]:
        """The kinds with one of some signals, or of a verb in one of some forms."""
        named = [kind for kind in self.named if self.bits[kind] & mask]
        by_signal = [self._index.of_signal.get(signal, ()) for signal in signals_in(mask)]
        by_form = [self._index.of_form.get(form, ()) for form in forms]
        return frozenset(named).union(*by_signal, *by_form)

    def find(self, norm: NormText, spans: Sequence[SentenceSpan]) -> Iterator[list[RawHit]]:
        """The raw hits of one sentence after the other, in no order."""
        # With a blank at either end every hit has a character before and behind it.
        text = f" {spaced(norm.lower)} "
        signs = [one for one in self._sought.signs if one[2] in norm.lower]
        first = 0
        while first < len(spans):
            until = bisect_right(spans, spans[first].start + _WINDOW, first + 1, key=attrgetter("end"))
            yield from self._find_in(norm, text, spans[first:until], signs)
            first = until

    def _first_parts(self, raw: Sequence[RawHit], norm: NormText) -> Iterator[RawHit]:
        """What the first parts of compounds stand for that end in a verb as a noun: "Baum" in "Baumpflanzung"."""
        for start in {start for kind, start, _ in raw if kind in self._actions}:
            part = word_before(norm.lower, start)
            if MIN_PART <= len(part) < MAX_PART:
                yield from ((kind, start - len(part), start) for kind in self._part(part))

    def _kinds_of(self, word: str) -> Sequence[int]:
        """The kinds of a word by itself; what is found inside of words was found in the compound as well."""
        hits, kinds, unlike = self._sought.find(f" {word} ")
        found = set[int]()
        for number, start, end in hits:
            kind = kinds[number]
            if kind < 0:
                kind, group, _, _ = unlike[~kind]
                whole = group.right and not (group.exact or group.tail or (group.left and start > 0))
            else:
                whole = end - start > len(word)
            if whole and end > len(word):
                found.add(kind)
        return tuple(found)

    def _find_in(
        self, norm: NormText, text: str, spans: Sequence[SentenceSpan], signs: Sequence[Unlike]
    ) -> list[list[RawHit]]:
        """The raw hits of some sentences that follow each other; ``text`` is spaced."""
        base, phrases, lower = spans[0].start, self._phrases, norm.lower
        raw: list[list[RawHit]] = [[*self._signs(norm, signs, span)] if signs else [] for span in spans]
        starts, ends = [span.start for span in spans], [span.end for span in spans]
        place, until, last = 0, ends[0], len(spans) - 1
        hits, kinds, unlike = self._sought.find(text[base : ends[-1] + 2])
        for number, start, behind in hits:
            kind = kinds[number]
            start += base
            # A whole word was found with the blanks around it, and the first of them is not in the text.
            end = behind + base - 2
            # Hits come in order of their ends, so the sentence can only move on.
            while end > until and place < last:
                place += 1
                until = ends[place]
            if kind >= 0:
                if start < starts[place] or end > until:
                    continue
                if kind < phrases or lower[start:end] == text[start + 1 : end + 1]:
                    raw[place].append((kind, start, end))
                continue
            # Behind what is no whole word no blank was found: it may begin the next sentence.
            for at in range(place, min(place, last - 1) + 2):
                if hit := self._special(norm, unlike[~kind], start, end + 2, spans[at]):
                    raw[at].append(hit)
                    break
        if self._actions:
            for found in raw:
                found += [*self._first_parts(found, norm)]
        return raw

    def hits(self, raw: Sequence[RawHit]) -> Hits:
        """Spell raw hits out, one for each signal a literal stands for, in order of start, then of end."""
        known = self._spelled
        spelled = [(start, end, signal, form) for kind, start, end in raw for signal, form in known[kind]]
        spelled.sort()
        # Named tuples are made by the thousand here; going past their constructor takes half the time.
        return tuple(map(_HIT, spelled))

    def _signs(self, norm: NormText, signs: Iterable[Unlike], span: SentenceSpan) -> Iterator[RawHit]:
        """The raw hits of literals that are one sign alone in a sentence."""
        for literal in signs:
            at = norm.lower.find(literal[2], span.start, span.end)
            while at >= 0:
                # In spaced text everything stands one place further on.
                if hit := self._special(norm, literal, at + 1, at + 2, span):
                    yield hit
                at = norm.lower.find(literal[2], at + 1, span.end)

    def _special(self, norm: NormText, literal: Unlike, start: int, behind: int, span: SentenceSpan) -> RawHit | None:
        """The raw hit of a literal that is no plain word, if it is written in the sentence as its bounds ask."""
        kind, group, text, place = literal
        if not group.left:
            start -= 1
        end = behind - 2 if group.right else behind - 1
        if start < span.start or end > span.end or not norm.lower.startswith(text, start):
            return None
        if group.exact and not _is_spelled(norm.text, group.exact[place], start, span.start):
            return None
        if group.tail and not self._tails[group.tail].search(norm.lower, end, min(span.end, end + TAIL_REACH)):
            return None
        return kind, start, end


def _is_spelled(text: str, exact: str, start: int, opens: int) -> bool:
    """Whether a literal stands in the text as it is spelled; a phrase that opens a sentence has a capital there."""
    if text.startswith(exact, start):
        return True
    return start == opens and " " in exact and exact[0].islower() and text.startswith(exact[1:], start + 1)


@lru_cache(maxsize=4)
def scanner(words: Words, anchors: int, roles: Sequence[int] = ()) -> Scanner:
    """The scanner for these words, anchors and roles; contexts of one pack mostly share it."""
    return Scanner(words, anchors, roles)
