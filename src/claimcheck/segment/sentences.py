"""Where sentences end, and where clauses begin inside them.

A stop ends a sentence unless something speaks against it: an abbreviation, an initial, an enumerator, a lower-case
letter behind it, a bracket or a quotation that runs on. A bullet begins another one. No sentence crosses a block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from claimcheck.model.document import Cell, Document, Table
from claimcheck.model.passage import SentenceSpan
from claimcheck.text.frame_words import PredicateWords, SentenceGrammar
from claimcheck.text.matcher import Matcher
from claimcheck.text.normalise import NormBlock, NormText

Clauses = tuple[tuple[int, int], ...]

_LEAST = 3  # tokens on each side of a cut
_LEAST_AT_DASH = 4
_MARKS = ("; ", " - ")
_LONGEST_WORD = 32


class ClauseSplitter(NamedTuple):
    """Splits the sentences of one text.

    A clause ends at a semicolon, at a dash between blanks, or where a clause opener or a further predicate of the
    same subject follows, with a comma or without.
    """

    text: str
    lower: str
    grammar: SentenceGrammar

    def split(self, start: int, end: int) -> Clauses:
        """The clauses of ``text[start:end]``: they tile it, blanks between them aside."""
        text, opening = self.text, _opening(self.grammar)
        cuts = sorted(cut for cut in _cuts(self.lower, start, end, opening) if start < cut[0] < end)
        clauses: list[tuple[int, int]] = []
        begin = start
        left = text.count(" ", start, end) + 1
        for at, least in cuts:
            if at <= begin:
                continue
            tokens = text.count(" ", begin, at) + 1
            words = tokens - 1 if least == _LEAST_AT_DASH else tokens
            if words < least or left - tokens < least:
                continue
            if text.count("(", start, at) > text.count(")", start, at):
                continue
            clauses.append((begin, at))
            begin = at + 1
            left -= tokens
        clauses.append((begin, end))
        return tuple(clauses)


class _Opening(NamedTuple):
    """What opens clauses: literals in the order marks, openers, predicates from ``told`` and ``before_object`` on.

    ``longest`` is the length of the longest of them.
    """

    matcher: Matcher
    longest: int
    told: int
    before_object: int
    words: PredicateWords
    linking: frozenset[str]


@lru_cache(maxsize=16)
def _opening(grammar: SentenceGrammar) -> _Opening:
    predicates = grammar.predicates
    words = (*grammar.clause_openers, *predicates.told, *predicates.before_object)
    told = len(_MARKS) + len(grammar.clause_openers)
    literals = [*_MARKS, *(f" {word.lower()}" for word in words)]
    before_object = told + len(predicates.told)
    return _Opening(Matcher(literals), max(map(len, literals)), told, before_object, predicates, grammar.linking)


def _cuts(lower: str, first: int, last: int, opening: _Opening) -> Iterator[tuple[int, int]]:
    """Offsets of the blanks in ``lower[first:last]`` at which a clause may end, and how many tokens it takes on both
    sides.

    An opener that a figure follows, or that completes a verb of being, opens a clause only behind a comma: "since 2019"
    and "is so important" go with what stands before.
    """
    length = len(lower)
    # What opens the last clause may begin at the very end.
    for number, start, end in opening.matcher.find(lower[first : last + opening.longest]):
        start, end = start + first, end + first
        if number < len(_MARKS):
            yield end - 1, _LEAST if number == 0 else _LEAST_AT_DASH
            continue
        if end < length and (lower[end].isalnum() or lower[end] in "-'"):
            continue
        if number >= opening.told:
            if _has_object(lower, start, end, opening.words, number >= opening.before_object):
                yield start, _LEAST
        elif lower[start - 1 : start] == "," or not (
            lower[end + 1 : end + 2].isdigit() or _word_before(lower, start) in opening.linking
        ):
            yield start, _LEAST


def _has_object(lower: str, start: int, end: int, words: PredicateWords, shown: bool) -> bool:
    """Whether the verbs on both sides of a joining word have objects of their own; ``shown``: it has to be seen."""
    if _word_before(lower, start).rstrip(",") in words.sharing:
        return False
    behind = lower[end + 1 : end + 1 + _LONGEST_WORD].partition(" ")[0]
    return not shown or any(map(str.isdigit, behind)) or behind in words.object_starts


def _word_before(lower: str, start: int) -> str:
    return lower[max(start - _LONGEST_WORD, 0) : start].rpartition(" ")[2]


# Labels and units are shorter than this many words, and what names a row or column may be as long.
_FEWEST_WORDS = 6
_ENDS = (".", "!", "?", "。", "！", "？")
_WORD_OF_CELL = re.compile(r"[^\W\d_]{2,}")
_SEPARATORS = " |"
_Runs = list[tuple[int, int]]

LONGEST = 2000
_RUNS_ON_WITHIN = 300
_SHORT_WORD = 4
"""Letters of a capitalised word that behind "Inc." begins a sentence rather than goes on with a name."""

_STOP = re.compile(r"""[.!?…。！？][.!?…。！？]*["')\]」』）]*""")
_MEASURED = re.compile(r"(?:^|[\s(])[0-9]+(?:[.,][0-9]+)+ $")
_FIGURE = 16
"""Characters of a figure in front of its unit."""
_NOTE_NUMBER = re.compile(r"[0-9]{1,3}(?= [^\W\d_a-z])")
_WORD = re.compile(r"[^\W\d_]+")
_ENUMERATOR = re.compile(r"[0-9]{1,3}|[^\W\d_]|[ivx]{1,4}")
_LONGEST_ENUMERATOR = "viii"
_OPENING = "(\"'["
# What begins an entry inside a block: in cells, and where entries stand one behind the other.
_BULLET = re.compile(r"[•●▪■◦‣] +(?=\S)")


def segment(norm: NormText, document: Document, grammar: SentenceGrammar) -> tuple[SentenceSpan, ...]:
    """The sentences of all blocks in reading order, with their clauses.

    The spans of a block hold all its characters but the blanks and bullets between them. Headings, titles and table
    rows are one sentence each, but for cells that hold sentences themselves; none is longer than 2,000 characters.
    """
    prose = _prose_cells(document, norm) if document.tables else {}
    clauses = ClauseSplitter(norm.text, norm.lower, grammar)
    ends = _Ends(norm.text, grammar)
    spans: list[SentenceSpan] = []
    for number, (block, source) in enumerate(zip(norm.blocks, document.blocks, strict=True)):
        if block.start == block.end:
            continue
        if number in prose:
            spans.extend(_row(block, number, prose[number], norm.text, ends, clauses))
            continue
        whole = source.kind in ("heading", "title", "table")
        for start, end in _capped(norm.text, block.start, block.end) if whole else ends.split(block.start, block.end):
            inner = ((start, end),) if source.kind == "table" else clauses.split
            spans.append(SentenceSpan(start, end, number, inner))
    return tuple(spans)


def _row(
    block: NormBlock, number: int, prose: _Runs, text: str, ends: _Ends, clauses: ClauseSplitter
) -> Iterator[SentenceSpan]:
    """The sentences of a table row: those in its cells of prose, and each run of other cells as one."""
    parts = [(run, True) for run in prose]
    parts += [(run, False) for run in _between(block.start, block.end, prose, text)]
    for (first, last), is_prose in sorted(parts):
        if is_prose:
            for start, end in ends.split(first, last):
                yield SentenceSpan(start, end, number, clauses.split, in_cell=True)
        else:
            for start, end in _capped(text, first, last):
                yield SentenceSpan(start, end, number, ((start, end),))


def _capped(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The run in parts of at most ``LONGEST`` characters, cut at blanks where there are any."""
    parts = []
    while end - start > LONGEST:
        cut = text.rfind(" ", start + 1, start + LONGEST + 1)
        if cut < 0:
            parts.append((start, start + LONGEST))
            start += LONGEST
        else:
            parts.append((start, cut))
            start = cut + 1
    if start < end:
        parts.append((start, end))
    return parts


class _Words(NamedTuple):
    """The abbreviations of a language in lower case without their last stop, and the first words of its openers."""

    never: frozenset[str]
    final: frozenset[str]
    abbreviations: frozenset[str]
    longest: int
    starters: frozenset[str]


@lru_cache(maxsize=8)
def _words(grammar: SentenceGrammar) -> _Words:
    final = frozenset(word.rstrip(".").lower() for word in grammar.abbreviations_final)
    never = frozenset(word.rstrip(".").lower() for word in grammar.abbreviations) - final
    every = never | final
    starters = frozenset(opener.split()[0].lower() for opener in grammar.clause_openers if opener.strip())
    return _Words(never, final, every, max(map(len, every), default=0), starters)


class _Ends:
    """Decides at each stop whether it ends a sentence."""

    def __init__(self, text: str, grammar: SentenceGrammar) -> None:
        self._text = text
        self._words = _words(grammar)
        self._numbered = grammar.numbered

    def split(self, start: int, end: int) -> list[tuple[int, int]]:
        """The sentences of one block."""
        parts: list[tuple[int, int]] = []
        begin = start
        for bullet in _BULLET.finditer(self._text, start, end):
            at = bullet.start()
            if at > start and self._text[at - 1] != " ":
                continue
            parts += self._split(begin, at - 1) if at - 1 > begin else ()
            begin = bullet.end()
        return parts + self._split(begin, end)

    def _split(self, start: int, end: int) -> list[tuple[int, int]]:
        """The sentences of a run without bullets."""
        text = self._text
        parts: list[tuple[int, int]] = []
        begin = start
        runs_on = text.find("(", start, end) >= 0 or text.find('"', start, end) >= 0
        for match in _STOP.finditer(text, start, end):
            stop, behind = match.span()
            if behind >= end:
                break
            if behind - begin > LONGEST:
                *done, (begin, _) = _capped(text, begin, behind)
                parts += done
            if runs_on or not self._is_plain(begin, stop, behind):
                behind = self._end_at(begin, stop, behind, end)
            if behind:
                parts.append((begin, behind))
                begin = behind + 1 if text[behind] == " " else behind
        if end - begin > LONGEST:
            return parts + _capped(text, begin, end)
        if begin < end:
            parts.append((begin, end))
        return parts

    def _is_plain(self, begin: int, stop: int, behind: int) -> bool:
        """Whether nothing at all speaks against a full stop, brackets and quotations aside: the usual case.

        One stop between a capital and a word that is neither an abbreviation nor short enough for an enumerator.
        """
        text = self._text
        if text[stop:behind] != "." or text[behind] != " " or not text[behind + 1].isupper():
            return False
        at = text.rfind(" ", begin, stop) + 1 or begin
        length = stop - at
        if length <= len(_LONGEST_ENUMERATOR) or not text[at].isalnum():
            return False
        return length > self._words.longest or text[at:stop].lower() not in self._words.abbreviations

    def _end_at(self, begin: int, stop: int, behind: int, end: int) -> int:
        """The end of the sentence, or 0 where the stop does not end it."""
        text = self._text
        kind = text[stop]
        if kind in "。！？":
            return 0 if self._runs_on(begin, behind, end) else behind
        if text[behind] != " ":
            behind = self._note_number(begin, stop, behind)
            if not behind:
                return 0
        if not self._may_begin(behind + 1, end):
            return 0
        if kind == "." and text[stop + 1] != "." and not self._word_may_end(begin, stop, behind + 1):
            return 0
        return 0 if self._runs_on(begin, behind, end) else behind

    def _may_begin(self, at: int, end: int) -> bool:
        """Whether a sentence may begin here: no lower-case word, unless written like "iPhone", no punctuation."""
        char = self._text[at]
        if char.islower():
            return any(letter.isupper() for letter in self._text[at + 1 : min(at + 3, end)])
        return char not in ",;:)]|/&%.!?"

    def _word_may_end(self, begin: int, stop: int, following: int) -> bool:
        """Whether the word before a full stop may be the last of a sentence."""
        text = self._text
        at = text.rfind(" ", begin, stop) + 1 or begin
        word = text[at:stop].lstrip(_OPENING).lower()
        if word in self._words.never:
            # "From 5.2 to 4.6 Mt. The kiln …": behind such a figure it is a unit.
            return _MEASURED.search(text, max(begin, at - _FIGURE), at) is not None
        if word in self._words.final:
            return self._is_starter(following)
        if len(word) == 1 and word.isalpha() and self._is_initial(begin, at, stop, following):
            return False
        if _ENUMERATOR.fullmatch(word):
            return at > begin and text[at - 2] not in ":;,("
        return True

    def _is_initial(self, begin: int, at: int, stop: int, following: int) -> bool:
        """Whether a single letter is somebody's initial or half an abbreviation ("z. B."), and not a unit."""
        text = self._text
        if at > begin and text[at - 2].isdigit():
            return False
        before = text.rfind(" ", begin, max(at - 1, begin)) + 1 or begin
        if text[before : at - 1].lower() in self._numbered:
            # "In Table A. Figures without …": the letter is the number of a part.
            return False
        return text[stop - 1].isupper() or text[following + 1 : following + 2] == "."

    def _is_starter(self, at: int) -> bool:
        word = _WORD.match(self._text, at)
        if word is None:
            return False
        letters = word.group()
        short = len(letters) <= _SHORT_WORD and (len(letters) == 1 or not letters.isupper())
        return short or letters.lower() in self._words.starters

    def _note_number(self, begin: int, stop: int, behind: int) -> int:
        """The end of a note number that stands right behind the stop ("20%.1 We"), or 0."""
        number = _NOTE_NUMBER.match(self._text, behind)
        if number is None or self._text[stop - 1].isdigit() or behind - stop > 1 or stop == begin:
            return 0
        return number.end()

    def _runs_on(self, begin: int, behind: int, end: int) -> bool:
        """Whether a bracket is still open here, or a quotation whose sentence goes on after it."""
        text = self._text
        limit = min(end, behind + _RUNS_ON_WITHIN)
        if text.count("(", begin, behind) > text.count(")", begin, behind) and text.find(")", behind, limit) >= 0:
            return True
        if text.count('"', begin, behind) % 2 == 0:
            return False
        closing = text.find('"', behind, limit)
        if closing < 0:
            return False
        after = text[closing + 1 : closing + 3].strip()[:1]
        return text[closing - 1] == "," or after == "," or after.islower()


def _prose_cells(document: Document, norm: NormText) -> Mapping[int, _Runs]:
    """Runs of ``norm.text`` of the cells that hold sentences, by block, in order and without overlap."""
    found: dict[int, _Runs] = {}
    for table in document.tables:
        for cell in table.cells:
            start, end = norm.span_of(cell.block, cell.start, cell.end)
            if start < end and _is_prose(norm.text[start:end], cell, table):
                found.setdefault(cell.block, []).append((start, end))
    return {block: _apart(runs) for block, runs in found.items()}


def _apart(runs: _Runs) -> _Runs:
    """The runs in order without those that overlap one before them."""
    kept: _Runs = []
    for start, end in sorted(runs):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def _between(start: int, end: int, runs: _Runs, text: str) -> _Runs:
    """What is left of a row around its cells of prose, without the borders of the cells."""
    rest: _Runs = []
    for first, last in [*runs, (end, end)]:
        opens, closes = start, first
        while opens < closes and text[opens] in _SEPARATORS:
            opens += 1
        while opens < closes and text[closes - 1] in _SEPARATORS:
            closes -= 1
        if opens < closes:
            rest.append((opens, closes))
        start = last
    return rest


def _is_prose(text: str, cell: Cell, table: Table) -> bool:
    if len(_WORD_OF_CELL.findall(text)) < _FEWEST_WORDS:
        return False
    names = cell.column < table.header_columns or cell.row < table.header_rows
    return text.endswith(_ENDS) or not names
