"""Tables with a row for each member of a whole, against what is said of all of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from claimcheck.evidence.contradictions.stated_clauses import Stated
from claimcheck.evidence.figures.clauses import Clause
from claimcheck.evidence.figures.row_matching import RowMatcher
from claimcheck.model.document import Cell, Table
from claimcheck.text.goal_columns import years_in
from claimcheck.text.structure_words import phrase_pattern
from claimcheck.text.tokens import WORD

LEAST_AGREED = 2
"""Cells of a column that say yes, for it to be one of such answers."""
MOST_CELLS, MOST_ALIKE = 2_000, 12
"""Cells of a table that is looked at for each claim, and tables with one word over their labels."""
MOST_MATCHES, MOST_ASKED = 40, 24
"""Places where a document says how many of something there are, and things that it is searched for."""
LONGEST_LIST = 400
LEAST_NAMES = 2
_REFERENCE = "reference"
_MOST_OF_KIND = 3
_BEHIND_NOT = 3
"""Words behind "not" among which stands what is denied ("have not been certified")."""
_SPLIT = re.compile(r"[,;&\n]")


class Number(NamedTuple):
    """A number with its place in the text."""

    start: int
    end: int
    value: float


class Fewer(NamedTuple):
    """The run of the text that counts fewer than all, by what it is tied to the claim, and whether that certifies."""

    start: int
    end: int
    terms: str
    certified: bool


class MemberTable(NamedTuple):
    """A table with its cells by column and row, and those that name its rows but for totals."""

    number: int
    columns: Mapping[int, Mapping[int, Cell]]
    labels: Mapping[int, Cell]
    header_columns: int


class MemberTables:
    """Finds them in one document."""

    def __init__(self, matcher: RowMatcher) -> None:
        self._matcher = matcher
        self._lexicon = matcher.lexicon
        self._passages = matcher.passages
        self._reader = matcher.vocabulary.reader
        self._assent = phrase_pattern(matcher.lexicon.role_words.get("assent", ()))

    @cached_property
    def _by_term(self) -> Mapping[str, Sequence[MemberTable]]:
        """Tables with one row of headers, by the terms that they are about."""
        found = defaultdict[str, list[MemberTable]](list)
        totals = tuple(self._lexicon.tables.totals)
        for number, table in enumerate(self._passages.document.tables):
            if table.header_rows != 1 or len(table.cells) > MOST_CELLS:
                continue
            columns = defaultdict[int, dict[int, Cell]](dict)
            for cell in table.cells:
                columns[cell.column][cell.row] = cell
            labels = {
                row: cell for row, cell in columns[0].items() if row and not self._cell(cell).lower().startswith(totals)
            }
            for term in self._terms_about(table):
                if len(found[term]) < MOST_ALIKE:
                    found[term].append(MemberTable(number, columns, labels, table.header_columns))
        return found

    def _about(self, matter: frozenset[str]) -> Sequence[MemberTable]:
        """The tables of which the caption or the header of the labels names the matter, in order."""
        found = {one.number: one for term in matter for one in self._by_term.get(term, ())}
        return [found[number] for number in sorted(found)]

    def lacking(self, one: Stated, names: Sequence[str], matter: frozenset[str]) -> Iterator[Fewer]:
        """Rows of a table of the matter that do not have what its column for one of the names gives other rows.

        Where a cell has words of the claim, the others need them as well ("Excellent"); under a standard they else
        need to say anything but no.
        """
        told = {name.lower(): name for name in names if matter.isdisjoint(self._reader.terms(name))}
        for table in self._about(matter) if told else ():
            for number, cells in table.columns.items():
                name = told.get(self._cell(cells[0]).lower()) if 0 in cells else None
                if name is None or number < table.header_columns:
                    continue
                wanted = one.clause.stems - matter - self._reader.terms(name)
                held = {
                    row
                    for row, cell in cells.items()
                    if row and frozenset() < self._reader.terms(self._cell(cell)) <= wanted
                }
                if not held and any(map(str.isdigit, name)):
                    held = {row for row, cell in cells.items() if row and self._is_yes(cell)}
                    held -= self._to_come(cells)
                for row, label in table.labels.items() if held else ():
                    if row not in held:
                        yield self._row(label, label, name, certified=True)

    def _to_come(self, cells: Mapping[int, Cell]) -> set[int]:
        """The rows of a column of yeses that give a later year than the document is about ("in preparation (2026)")."""
        texts = {row: self._cell(cell).lower() for row, cell in cells.items() if row}
        agreed = {row for row, text in texts.items() if self._assent.match(text)}
        last, apart = self._matcher.index.last_year, frozenset(self._lexicon.facts.subordinators)
        return {
            row
            for row, text in texts.items()
            # "Valid until 2027" is none of these.
            if len(agreed) >= LEAST_AGREED and row not in agreed and apart.isdisjoint(WORD.findall(text))
            if any(last < year for year in years_in(text))
        }

    def _row(self, first: Cell, last: Cell, name: str, *, certified: bool) -> Fewer:
        start, _ = self._passages.norm.span_of(first.block, first.start, first.end)
        _, end = self._passages.norm.span_of(last.block, last.start, last.end)
        return Fewer(start, end, name, certified)

    def _is_yes(self, cell: Cell) -> bool:
        text, lexicon = self._cell(cell).lower().strip("–—"), self._lexicon
        return bool(text) and text not in lexicon.tables.no_value and text not in lexicon.terms.none

    def _terms_about(self, table: Table) -> frozenset[str]:
        """The terms of the caption of a table and of the header of its labels."""
        blocks = self._passages.document.blocks
        texts = [self._cell(cell) for cell in table.cells if cell.row == 0 and cell.column < table.header_columns]
        if table.caption is not None and table.caption < len(blocks):
            texts.append(blocks[table.caption].text)
        return frozenset[str]().union(*map(self._reader.terms, texts))

    def _cell(self, cell: Cell) -> str:
        return self._passages.document.blocks[cell.block].text[cell.start : cell.end].strip()


class Run(NamedTuple):
    """A run of the text."""

    start: int
    end: int


class Members:
    """Reads such passages of one document."""

    def __init__(self, matcher: RowMatcher) -> None:
        lexicon = self._lexicon = matcher.lexicon
        self._passages = matcher.passages
        self._reader = matcher.vocabulary.reader
        self._loose = matcher.vocabulary.loose
        self._openers = lexicon.terms.openers
        self._ends = lexicon.phrase_ends | lexicon.terms.openers
        self._joins = phrase_pattern(lexicon.frames.opening("coordinator"))
        self._not = phrase_pattern(lexicon.role_words.get("negation", ()))
        self._counted: dict[frozenset[str], int | None] = {}

    def how_many(self, matter: frozenset[str]) -> int | None:
        """How many there are of something in all, where the document gives one number only ("the seven sites")."""
        if matter not in self._counted and len(self._counted) < MOST_ASKED:
            openers, stems = ("|".join(map(re.escape, sorted(some))) for some in (self._openers, matter))
            pattern = re.compile(rf"(?<!\w)(?:{openers})\s+(\w+)\s+(?:[^\W\d_]+\s+)?(?:{stems})[^\W\d_]*")
            told = (match[1] for match in islice(pattern.finditer(self._passages.norm.lower), MOST_MATCHES))
            numbers = self._lexicon.facts.numbers
            values = (int(word if word.isdigit() else numbers.get(word, 0)) for word in told)
            found = {value for value in values if value > 1}
            self._counted[matter] = found.pop() if len(found) == 1 else None
        return self._counted.get(matter)

    def listed(
        self, places: Sequence[tuple[str, int]], matter: frozenset[str], among: int, notes: Collection[int] = ()
    ) -> Run | None:
        """The list of names by which passages on one standard or label tell of fewer members than there are.

        Every passage that names anything has to be such a list, of which the first one is given: nobody knows what the
        others add. One in the ``notes`` of the claim needs no name of the standard.
        """
        total, first = 0, None
        for name, sentence in places:
            told = self._names(name, sentence, matter, tied=sentence in notes)
            if told is None:
                return None
            run, count = told
            total += count
            first = first or run
        return first if first is not None and LEAST_NAMES <= total < among else None

    def _names(self, standard: str, sentence: int, matter: frozenset[str], *, tied: bool) -> tuple[Run, int] | None:
        """The list of names behind the colon of a passage, and how many these are; None where it is no such list."""
        span, norm = self._passages.spans[sentence], self._passages.norm
        colon = norm.text.find(":", span.start, span.end)
        lead = norm.text[span.start : colon]
        own, countries = self._passages.sentence(sentence), self._lexicon.roles.get("place_name", 0)
        long = span.end - colon > LONGEST_LIST
        # "Audited this year: …" names some; a standard alone, or a certificate with its number, names all.
        numbered = any(one.kind == _REFERENCE and one.start < colon for one in self._passages.facts(sentence))
        whole = (
            tied or lead.strip(" -–•*").lower() == standard.lower() or (numbered and standard.lower() in lead.lower())
        )
        if colon < 0 or long or not whole or own.mask_any & countries:
            return None
        count = 0
        for item in _SPLIT.split(self._joins.sub(",", norm.text[colon + 1 : span.end].rstrip(" .\n"))):
            words = WORD.findall(item)
            before = _before_names(words)
            if before:
                apposed = not matter.isdisjoint(self._reader.terms(before[-1]))
                within = count > 0 and before[-1] in self._ends
                before = before if apposed or within else None
            if words and before is None:
                return None
            count += bool(words)
        return (Run(colon + 1, span.end), count) if count else None

    def has_names(self, sentence: int) -> bool:
        """Whether a note has a list of names behind a colon."""
        span = self._passages.spans[sentence]
        return self._passages.norm.text.find(": ", span.start, span.end) >= 0

    def several(self, clause: Clause, notes: Sequence[int]) -> tuple[tuple[int, int], frozenset[str]] | None:
        """The subject of a clause and its term, where it is about several, though no word says all.

        "Our laundries": its note has the shorter form of the word ("for the laundry in Lund").
        """
        first = clause.phrases[0] if clause.phrases else None
        words = [] if first is None else [clause.word(each) for each in first.tokens]
        if first is None or words[0] not in self._openers or not first.tokens[-1].stem:
            return None
        stem = first.tokens[-1].stem
        for number in notes:
            span = self._passages.spans[number]
            for word in WORD.findall(self._passages.norm.lower, span.start, span.end):
                if len(word) < len(words[-1]) and self._reader.stem(word) == stem:
                    start, end = first.tokens[0].start, first.tokens[-1].end
                    return (clause.start + start, clause.start + end), frozenset((stem,))
        return None

    def left_out(
        self, clause: Clause, matter: frozenset[str], sentences: Iterable[int], *, tied: bool
    ) -> Iterator[Run]:
        """Passages by which members do not have what a clause says of all ("Lund has not been certified yet").

        What is left out is the matter of the clause; in notes ``tied`` to it names alone will do.
        """
        said = clause.stems - matter - self._loose
        for sentence in sentences:
            span, norm = self._passages.spans[sentence], self._passages.norm
            match = self._not.search(norm.lower, span.start, span.end)
            if match is None:
                continue
            ahead = norm.text[span.start : match.start()]
            if tied and self._is_kind(ahead.partition(",")[0], matter):
                # "Dyed towels, a fifth of all, are not certified": a kind of what is claimed of every one.
                yield Run(span.start, span.end)
                continue
            behind = WORD.findall(norm.lower, match.end(), span.end)[:_BEHIND_NOT]
            if said.isdisjoint(self._reader.terms(" ".join(behind))):
                continue
            whose = [word for word in WORD.findall(ahead) if word.lower() not in self._ends]
            of_matter = not matter.isdisjoint(self._reader.terms(" ".join(whose)))
            named = all(self._passages.names.is_name(word) for word in whose)
            if whose and ((of_matter and self._plain(whose, matter)) or (tied and named)):
                yield Run(span.start, span.end)

    def _is_kind(self, subject: str, matter: frozenset[str]) -> bool:
        """Whether a subject is one kind of the matter: a word or two before the word for it.

        Where it is follows: "the regional offices in Lund".
        """
        limits = self._lexicon.metrics.limits
        limit = next((word.start() for word in WORD.finditer(subject) if word[0].lower() in limits), None)
        words = [word for word in WORD.findall(subject[:limit]) if word.lower() not in self._ends]
        terms = self._reader.terms(words[-1]) if 1 < len(words) <= _MOST_OF_KIND else frozenset[str]()
        return bool(terms) and terms <= matter

    def _plain(self, words: Sequence[str], matter: frozenset[str]) -> bool:
        """Whether nothing but names stands beside words of the matter: no other kind, and nobody else's."""
        return all(self._passages.names.is_name(word) or self._reader.terms(word) <= matter for word in words)


def _before_names(words: Sequence[str]) -> Sequence[str] | None:
    """The words before those with a capital, None where these are not all that follows."""
    named = next((at for at, word in enumerate(words) if word[0].isupper()), len(words))
    names = words[named:]
    return words[:named] if names and all(word[0].isupper() for word in names) else None
