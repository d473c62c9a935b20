"""Where phrases begin and end: quotes are whole ones, and a sentence is repeated only where it stands by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from claimcheck.model.passage import Hit
from claimcheck.rulepack.pack import Lexicon
from claimcheck.text.remembered import late_pattern

# Words that a reader takes in at a glance; a longer quote begins and ends somewhere in a sentence and tells nothing.
MOST_WORDS = 13
# Fewer say too little: "are", "the water".
LEAST_WORDS = 3
# Words between two hits that still belong together: an article, a preposition, an adjective or two.
REACH = 4


def closest(hits: Iterable[Hit], start: int, end: int, words_between: Callable[[int, int], int]) -> tuple[int, int]:
    """The range from ``start`` to ``end``, or of a long one that run of its hits which has most of them.

    ``words_between`` counts the words between two offsets. Of runs with as many hits the first is quoted.
    """
    if words_between(start, end) <= MOST_WORDS:
        return start, end
    runs: list[tuple[int, int, set[int]]] = []
    for hit in sorted(hits):
        if hit.start < start or hit.end > end:
            continue
        if runs and words_between(runs[-1][1], hit.start) <= REACH:
            first, last, starts = runs[-1]
            runs[-1] = first, max(last, hit.end), {*starts, hit.start}
        else:
            runs.append((hit.start, hit.end, {hit.start}))
    telling = [run for run in runs if words_between(run[0], run[1]) >= LEAST_WORDS]
    if not telling:
        return start, end
    first, last, _ = max(telling, key=lambda run: len(run[2]))
    return first, last


# Words that a quote is lengthened by at most, to the end of a phrase and to its beginning.
MOST_BEHIND = 6
MOST_BEFORE = 5
# The same where phrases hang on each other, to the end of the last one; behind these a clause that ends soon is whole.
MOST_HANGING = 21
MOST_OF_CLAUSE = 13
# So many words before a phrase, where a sentence or a part of it begins with them, are quoted too: "By 2030 we will".
MOST_LEADING = 2
# Before a quote of some words that may hold a verb they may be its subject: "Every paint in | our range carries".
MOST_LEADING_LONG = 4
LONG = 4
# A longer sentence with something added to it is nothing to copy.
MOST_REPEATED = 36
# Marks that end a clause, and nothing is added behind.
ENDING = " .,;:!–—-"

_WORD = r"[\w£$€%&'’/-]+(?:[.,][0-9]+[\w%]*)*"
_REST = late_pattern(r"(?:[\w%'’/-]|[:.,](?=[0-9]))*")
# A line that begins with a capital may be one of its own.
_NEXT = late_pattern(rf"(?:[^\S\n]{{1,9}}|\s{{0,9}}\n\s{{0,9}}(?![A-Z]))({_WORD})")
_FIRST = late_pattern(_WORD)
_LAST = late_pattern(rf"({_WORD})\W*$")
_BEFORE = late_pattern(rf"({_WORD})\s{{1,9}}$")
_MARK = late_pattern(r"[,;:|](?=\s)|\s[-–—]\s")
_LONGEST_WORD = 64
_PAIRS = (("(", ")"), ("[", "]"), ("“", "”"))


class Phrases:
    """The small words of one language, by which phrases are told apart; built once."""

    def __init__(self, lexicon: Lexicon) -> None:
        frames, words = lexicon.frames, lexicon.role_words
        objects = frozenset(words.get("object_pronoun", ()))
        relatives, prepositions = frames.opening("relative"), frames.opening("preposition")
        self._joining = frames.opening("coordinator") - prepositions
        articles = frames.opening("determiner") & lexicon.phrase_ends
        self._determiners = (lexicon.terms.openers | articles) - relatives
        self._breaks = (lexicon.phrase_ends | prepositions | relatives | self._joining) - self._determiners
        self._dangling = prepositions | relatives | self._joining | self._determiners
        # A phrase that opens with one of these hangs on the word before it.
        self._pulling = prepositions | frames.opening("infinitive")
        self._relatives = relatives
        self._genitive = frames.opening("genitive")
        self._hanging = self._pulling | relatives | self._joining | objects
        pronouns = frames.opening("pronoun") | frozenset(words.get("first_person", ()))
        self._subjects = self._determiners | pronouns
        # A phrase that ends with one of these goes on.
        self._opening = (self._breaks - pronouns) | self._determiners
        # So does a subject without its verb: "we", and not "us".
        self._opening |= (pronouns & lexicon.phrase_ends) - objects

    def around(self, text: str, start: int, end: int, bounds: tuple[int, int]) -> tuple[int, int]:
        """The range lengthened to whole phrases within ``bounds``, or shortened where none is left to be had.

        Words across a mark belong to two phrases: both are taken whole where they are short.
        """
        low, high = bounds
        if not low <= start < end <= high:
            return start, end
        crossing = _MARK.search(text, start, end) is not None
        # A hit may end or begin inside a word: "ISO 14001" of "ISO 14001:2015", "engine" of "twin-engine".
        rest = _REST.match(text, end, high)
        end = end if rest is None else rest.end()
        while start > low and (text[start - 1] == "-" or text[start - 1].isalnum()):
            start -= 1
        first = self._start(text, start, end, low)
        last = self._hung(text, self._end(text, start, end, high), high)
        most = MOST_LEADING_LONG if text.count(" ", first, last) >= LONG else MOST_LEADING
        first = self._leading(text, first, low, most)
        if crossing:
            near = first - low < MOST_OF_CLAUSE * _LONGEST_WORD and text.count(" ", low, first) <= MOST_OF_CLAUSE
            first = self._joined(text, low if near else first, last)
            last = max(last, self._hung(text, _part_end(text, last, high), high))
        return _balanced(text, first, last, bounds)

    def _hung(self, text: str, end: int, high: int) -> int:
        """Where the last of the phrases ends that hang on the one before, or the clause where that is not far."""
        at, last = end, end
        for _ in range(MOST_HANGING):
            word = _NEXT.match(text, at, high)
            if word is None:
                return last if at > end and self._ends_with(text, at, self._dangling) else at
            low = _small(word[1])
            if low in self._hanging:
                last = at
            elif low in self._breaks and at > end and not self._goes_on(text, end, at):
                return at
            elif at == end:
                return end
            at = word.end()
        rest = at
        for _ in range(MOST_OF_CLAUSE):
            word = _NEXT.match(text, rest, high)
            if word is None:
                return last if self._ends_with(text, rest, self._dangling) else rest
            rest = word.end()
        return last

    def _ends_with(self, text: str, end: int, words: frozenset[str]) -> bool:
        tail = _LAST.search(text, max(0, end - _LONGEST_WORD), end)
        return tail is not None and _small(tail[1]) in words

    def _goes_on(self, text: str, start: int, end: int) -> bool:
        """Whether what ends here ends with a small word, or holds a clause of its own."""
        words = (_small(one[0]) for one in _FIRST.finditer(text, start, end))
        return self._ends_with(text, end, self._opening) or not self._relatives.isdisjoint(words)

    def _joined(self, text: str, start: int, end: int) -> int:
        """Where the words begin behind one that joins them to others."""
        first = _FIRST.match(text, start, end)
        if first is None or _small(first[0]) not in self._joining:
            return start
        following = _NEXT.match(text, first.end(), end)
        return start if following is None else following.start(1)

    def finished(self, text: str, start: int, end: int, high: int) -> int:
        """Where the range ends once a phrase is finished that breaks off with a small word."""
        tail = _LAST.search(text, max(start, end - _LONGEST_WORD), end)
        return end if tail is None or _small(tail[1]) not in self._dangling else self._end(text, start, end, high)

    def _end(self, text: str, start: int, end: int, high: int) -> int:
        tail = _LAST.search(text, max(start, end - _LONGEST_WORD), end)
        if tail is None or text[tail.end(1) : end].strip():
            return end
        open_ = _small(tail[1]) in self._opening
        whole = None if open_ else end
        at = end
        for _ in range(MOST_BEHIND):
            word = _NEXT.match(text, at, high)
            if word is None:
                break
            low = _small(word[1])
            if low in self._breaks and not open_:
                break
            # An article right behind a word opens its object.
            open_ = low in self._opening
            at = word.end()
            if not open_:
                behind = _NEXT.match(text, at, high)
                if behind is None or _small(behind[1]) in self._breaks:
                    whole = at
        if whole is not None:
            return whole
        while tail is not None and _small(tail[1]) in self._dangling and tail.start(1) > start:
            end = tail.start(1)
            tail = _LAST.search(text, max(start, end - _LONGEST_WORD), end)
            end = end if tail is None else tail.end(1)
        return end

    def _start(self, text: str, start: int, end: int, low: int) -> int:
        first = _FIRST.match(text, start, end)
        while first is not None and _small(first[0]) in self._joining:
            following = _NEXT.match(text, first.end(), end)
            if following is None:
                return start
            start = following.start(1)
            first = _FIRST.match(text, start, end)
        if first is None:
            return start
        word, whole = _small(first[0]), self._whole(text, start, low)
        if word in self._determiners and whole < start:
            start = whole
        elif word in self._subjects or (word in self._dangling and word not in self._pulling):
            return start
        at = start
        for _ in range(MOST_BEFORE):
            before = _word_before(text, low, at)
            if before is None or _small(before[1]) in self._breaks:
                return at
            at = before.start(1)
            if _small(before[1]) in self._determiners:
                whole = self._whole(text, at, low)
                if whole == at:
                    return at
                at = whole
        return start

    def _whole(self, text: str, start: int, low: int) -> int:
        """Where "of" begins in front of some words, else where they do: "31 of | the 38 boats"."""
        before = _word_before(text, low, start)
        return start if before is None or _small(before[1]) not in self._genitive else before.start(1)

    def _leading(self, text: str, start: int, low: int, most: int) -> int:
        """Where the part begins that opens with at most so many words before ``start``, which then belong to it."""
        at = start
        for _ in range(most + 1):
            before = _word_before(text, low, at)
            if before is None:
                return at
            if _small(before[1]) in self._joining:
                return start
            at = before.start(1)
        return start

    def repeated(self, text: str, clause: tuple[int, int], sentence: tuple[int, int]) -> str | None:
        """The words of a clause as the beginning of a sentence; None where they do not stand by themselves."""
        start, end = clause
        inner = start > sentence[0]
        said = text[start:end].rstrip(ENDING)
        if not self._is_apart(text[start:end], text[sentence[0] : start], text[end : sentence[1]]):
            return None
        words = said.split(maxsplit=MOST_REPEATED)
        if not words or len(words) > MOST_REPEATED or "|" in said or "?" in said:
            return None
        if words[-1].lower() in self._dangling or any(said.count(a) != said.count(b) for a, b in _PAIRS):
            return None
        first = words[0].lower()
        if inner and first in self._joining and len(words) > 1:
            if words[1].lower() not in self._subjects:
                return None
            said = said[len(words[0]) :].lstrip()
        elif first in self._joining or (inner and first not in self._subjects):
            return None
        return said[:1].upper() + said[1:] if inner else said

    def _is_apart(self, said: str, before: str, behind: str) -> bool:
        """Whether a clause is joined to those before and behind it by "and" or a semicolon, or by nothing."""
        first, following = _FIRST.search(said), _FIRST.search(behind)
        begins = before.rstrip()[-1:] in ("", ";") or (first is not None and _small(first[0]) in self._joining)
        ends = following is None or said.rstrip().endswith(";") or _small(following[0]) in self._joining
        return begins and ends


def _small(word: str) -> str:
    """A word as it is looked up: in capitals it may be a name ("AS")."""
    return word if len(word) > 1 and word.isupper() else word.lower()


def _word_before(text: str, low: int, at: int) -> re.Match[str] | None:
    """The word right before an offset, none before a line of its own."""
    before = _BEFORE.search(text, max(low, at - _LONGEST_WORD), at)
    return None if before is None or (text[at : at + 1].isupper() and "\n" in before[0]) else before


def _part_end(text: str, end: int, high: int) -> int:
    """Where the part between marks ends, as long as that is a few words behind."""
    at = end
    for _ in range(MOST_BEHIND):
        word = _NEXT.match(text, at, high)
        if word is None:
            return at
        at = word.end()
    return end


def _balanced(text: str, start: int, end: int, bounds: tuple[int, int]) -> tuple[int, int]:
    """The range with the bracket that closes right behind it or opens right before it, or up to the open one."""
    for opens, closes in _PAIRS:
        said = text[start:end]
        if said.count(opens) > said.count(closes):
            if text[end : min(end + 1, bounds[1])] == closes:
                end += 1
            elif said[: said.rindex(opens)].strip():
                end = start + len(said[: said.rindex(opens)].rstrip())
        elif said.count(opens) < said.count(closes) and said[said.index(closes) + 1 :].strip():
            start = end - len(said[said.index(closes) + 1 :].lstrip())
    return start, end
