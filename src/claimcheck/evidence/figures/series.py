"""The rows of a document's tables as series: what is measured in the words of their labels, and its figures by year."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple
from weakref import WeakMethod

from claimcheck.evidence.figures.arithmetic import cell_figure, moves_to
from claimcheck.evidence.figures.vocabulary import Label, Vocabulary, titles_over_columns
from claimcheck.model.figure import Figure
from claimcheck.model.passage import AHEAD
from claimcheck.model.table import DataPoint
from claimcheck.text.derived_values import same
from claimcheck.text.structure_words import phrase_pattern
from claimcheck.text.tokens import WORD

MOST_OF_TERM = 400  # series that one term is looked up in
_BASE, LEVELS = "base", (None, "base")
_SCOPES = ("1", "2", "3")
_LISTED = re.compile(r"\([^()]*,[^()]*\)")
_NUMBERED = re.compile(r"^\W*\w+\.?\s*(?:[0-9][\w.]*|[A-Z]\b)\W*")
# What a caption is numbered with ("Table 4: …").
_CAPTION = re.compile(r"(?=.{0,200}[^.\s]\s*\Z)[^\W\d_]+\s(?:[0-9][\w.]*|[A-Z]\b)(?:[.:]|\s{2}|\s[-–]\s)")
_ACRONYM = re.compile(r"[A-Z]+[A-Z0-9]+")
_BARE = (None, "share", "intensity")
_ALL = -1  # in place of its row, for a series whose figures stand in the rows of their years
_FAR = ("caption", "section")  # where a year may be that of the page and not of the figure


class Series(NamedTuple):
    """The figures of one row, or of one row in one group of columns; or those that sentences give of one thing.

    ``terms`` are what its own labels name and ``tail`` what they add behind a comma or in brackets; ``outer`` are those
    of the rows above it that it belongs to, ``around`` those of its caption and headings. ``named`` has the terms by
    metric of the rules. ``levels`` are in the order of the columns; ``changes`` are its cells that say by how much it
    rose or fell. ``weak`` figures are restated, estimated or otherwise called provisional: they may agree with a claim
    and never refute it, but for the years that are ``firm``. ``inner`` ones are a part of the row above ("of which").
    """

    terms: frozenset[str]
    table: int | None = None
    label: str = ""
    tail: frozenset[str] = frozenset()
    outer: frozenset[str] = frozenset()
    around: frozenset[str] = frozenset()
    basis: frozenset[str] = frozenset()
    named: Mapping[str, frozenset[str]] = MappingProxyType({})
    levels: tuple[Figure, ...] = ()
    changes: tuple[Figure, ...] = ()
    weak: bool = False
    firm: frozenset[int] = frozenset()
    inner: bool = False
    column: frozenset[str] = frozenset()
    page: int | None = None

    @property
    def words(self) -> frozenset[str]:
        """All terms by which a clause may name it."""
        return self.terms | self.tail | self.outer

    @property
    def years(self) -> frozenset[int]:
        """The years that it has figures for."""
        return frozenset(one.last_year for one in self.levels if one.last_year is not None)

    @property
    def dated(self) -> list[Figure]:
        """Its figures of a year, in their order."""
        told = (one for one in self.levels if one.last_year is not None)
        return sorted(told, key=lambda one: one.last_year or 0)

    @property
    def unit_class(self) -> str | None:
        """The class of the unit of its figures; None where no unit is told, or several are."""
        classes = {one.unit_class for one in self.levels}
        return classes.pop() if len(classes) == 1 else None

    @property
    def identity(self) -> object:
        """All of it but its figures."""
        named = frozenset(self.named.items())
        words = (self.terms, self.tail, self.outer, self.around, self.basis, named)
        return *words, self.unit_class, self.weak, self.table is None


class SeriesIndex:
    """The series of one document by their terms.

    ``of_sentences`` is a method of whoever holds the index, and does not keep it alive.
    ``aims`` has the offsets in the normalised text of cells that are what a goal aims at.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        of_sentences: WeakMethod[Callable[[], Iterable[Series]]],
        aims: Callable[[], Container[int]],
    ) -> None:
        self._aims = aims
        self._of_sentences = of_sentences
        lexicon = self._lexicon = vocabulary.lexicon
        self._passages = vocabulary.passages
        self._vocabulary = vocabulary
        self._weak = phrase_pattern(lexicon.tables.restated)
        base = lexicon.tables.roles.get(_BASE)
        self._status = phrase_pattern((*lexicon.tables.restated, *(base.words if base is not None else ())))
        self._renewed = phrase_pattern(lexicon.tables.renewed)
        self._divided = lexicon.terms.divided

    @cached_property
    def series(self) -> Sequence[Series]:
        """All series, by their numbers: those of tables in their order, then those of sentences."""
        of_sentences = self._of_sentences()
        assert of_sentences is not None, "whoever holds the index is gone"
        return (*self._series(), *of_sentences())

    @cached_property
    def last_year(self) -> int:
        """The last year of most rows of the document, 0 for none: a road map goes on beyond it."""
        listed = self.series if self._passages.document.tables else ()
        last = Counter(max(one.years) for one in listed if one.table is not None and one.years)
        return max(last, key=lambda year: (last[year], year), default=0)

    @cached_property
    def _by_term(self) -> Mapping[str, Sequence[int]]:
        return self._by(lambda one: one.words | one.column)

    @cached_property
    def _by_metric(self) -> Mapping[str, Sequence[int]]:
        return self._by(lambda one: one.named)

    def _by(self, keys: Callable[[Series], Iterable[str]]) -> Mapping[str, Sequence[int]]:
        found = defaultdict[str, list[int]](list)
        for number, one in enumerate(self.series):
            for key in keys(one):
                if len(found[key]) < MOST_OF_TERM:
                    found[key].append(number)
        return found

    def of_metrics(self, metrics: Iterable[str]) -> list[int]:
        """The numbers of the series whose labels name one of some metrics of the rules, each once, in order."""
        return sorted({number for metric in metrics for number in self._by_metric.get(metric, ())})

    def is_alone(self, metrics: Iterable[str]) -> bool:
        """Whether no more than one series names each of some metrics."""
        return all(len(self._by_metric.get(metric, ())) == 1 for metric in metrics)

    @cached_property
    def alike(self) -> Sequence[int]:
        """For each series the first one with the same words, unit and standing: what is said fits both or neither."""
        first: dict[object, int] = {}
        return [first.setdefault(one.identity, number) for number, one in enumerate(self.series)]

    @cached_property
    def words(self) -> Sequence[frozenset[str]]:
        """For each series all terms by which a clause may name it."""
        return [one.words for one in self.series]

    def having(self, terms: Iterable[str]) -> list[int]:
        """The numbers of the series whose labels have one of some terms, each once, in order."""
        return sorted({number for term in terms for number in self._by_term.get(term, ())})

    def called(self, terms: Iterable[str]) -> Iterator[Series]:
        """These series themselves."""
        return map(self.series.__getitem__, self.having(terms))

    def count(self, term: str) -> int:
        """In how many series a term stands."""
        return len(self._by_term.get(term, ()))

    def _series(self) -> Iterator[Series]:
        rows: dict[tuple[int, int, tuple[str, ...]], list[tuple[int, DataPoint]]] = {}
        tables = self._passages.document.tables
        aims, norm = self._aims(), self._passages.norm
        for number, point in enumerate(self._passages.structure.data_points):
            if norm.span_of(point.block, point.start, point.end)[0] in aims:
                continue
            if point.supports and point.amount.value is not None and point.role not in AHEAD:
                row = _ALL if self._is_of_year(point) else tables[point.table].cells[point.cell].row
                rows.setdefault((point.table, row, self._columns(point)), []).append((number, point))
        for key in [one for one in rows if one[2] and all(map(self._is_status, one[2]))]:
            # "2020 (base year)" is a year of its row, where that has later ones and no other figure of the year.
            told, plain = rows[key], rows.get((*key[:2], ()), [])
            mine, others = _years(told), _years(plain)
            if others and mine.isdisjoint(others) and max(mine, default=0) < max(others):
                rows[(*key[:2], ())] = sorted([*told, *plain], key=lambda one: one[0])
                del rows[key]
        figures = Counter(
            (table, row, point.period.year)
            for (table, row, _), listed in rows.items()
            for _, point in listed
            if point.period is not None
        )
        for (table, row, columns), listed in rows.items():
            twice = {year for year in _years(listed) if figures[table, row, year] > 1}
            yield self._made(table, () if row == _ALL else listed[0][1].row_path, columns, listed, twice)

    def _is_of_year(self, point: DataPoint) -> bool:
        """Whether a row is called by nothing but its year, so that its columns are what is measured."""
        period, path = point.period, point.row_path
        if period is None or period.origin != "row" or len(path) != 1 or not self._columns(point):
            return False
        return not self._vocabulary.label(path[0].replace(period.text, " ")).terms

    def _columns(self, point: DataPoint) -> tuple[str, ...]:
        """The labels of a column that tell more than a time."""
        period = point.period
        told = period.text if period is not None and period.origin == "column" and not period.part else ""
        titles = self._titles.get(point.table, ())
        texts = (text.replace(told or "\n", " ") for text in point.column_path if text not in titles)
        return tuple(text for text in texts if any(not term.isdigit() for term in self._vocabulary.label(text).terms))

    @cached_property
    def _titles(self) -> Mapping[int, Collection[str]]:
        """For each table the labels over its columns that are its title."""
        return titles_over_columns(self._passages.structure.data_points, self._vocabulary)

    def _is_status(self, text: str) -> bool:
        """Whether the label of a column says nothing but that its figures were restated, or are the base of others."""
        told, changed = self._status.subn(" ", text.lower())
        return bool(changed) and not self._vocabulary.label(told).terms

    def _made(
        self,
        table: int,
        path: Sequence[str],
        columns: tuple[str, ...],
        points: Sequence[tuple[int, DataPoint]],
        twice: Container[int],
    ) -> Series:
        vocabulary = self._vocabulary
        own, *outer = [vocabulary.label(text) for text in reversed(path)] or [vocabulary.label("")]
        grouped = [vocabulary.label(text) for text in columns]
        labels = [own, *outer, *grouped]
        # "Scope 2 emissions" over "Market-based": what heads the labels is what they are of.
        corner = self._corner(table)
        over = [] if corner is None or any(one.named for one in labels) else [corner]
        told = _union(one.terms | one.tail for one in grouped)
        column = told - frozenset(term for term in told if term.isdigit() and term not in _SCOPES)
        around = [*(one.text for one in over), *self._titles.get(table, ()), *self.around(table, points[0][1].block)]
        terms = own.terms | column
        if not terms:
            # "By gas: CO2": a part that has no other name.
            terms = frozenset(word.lower() for word in WORD.findall(own.text) if _ACRONYM.fullmatch(word))
            terms -= frozenset(self._lexicon.tables.totals)
        if not terms:  # "Total": what it is the total of stands above it.
            terms |= self.subject([*(one.text for one in outer), *around])
        read = (cell_figure(number, point, self._passages, self._lexicon) for number, point in points)
        figures = [one for one in read if one is not None]
        # "Fines (EUR)": the unit of its figures is no part.
        units = frozenset(vocabulary.reader.stem(one.unit.lower()) for one in figures if one.unit)
        # What a share or rate is of only its corner says; tonnes of CO2 are emissions.
        bare = all(one.unit_class in _BARE for one in figures)
        said = _union(words for one in over for words in one.named.values() if bare) - terms
        weak = any(self._weak.search(text.lower()) for text in {*path, *columns})
        firm = self._firm([point for _, point in points], twice)
        named: dict[str, frozenset[str]] = {}
        for label in (*labels, *over):
            for metric, words in label.named.items():
                named[metric] = named.get(metric, frozenset()) | words
        return Series(
            table=table,
            label=" | ".join((*path, *columns)),
            terms=terms,
            tail=(frozenset() if self._lists_parts(own.text) else own.tail - units) | said,
            outer=_union([one.terms | one.tail for one in (*outer, *over)] + [*map(vocabulary.explained, path)]),
            around=_union(vocabulary.label(text).terms | vocabulary.label(text).tail for text in around),
            basis=_union(one.basis for one in labels),
            named=named,
            levels=tuple(one for one in figures if one.role in LEVELS),
            changes=tuple(one for one in figures if one.role == "change"),
            weak=weak or not all(firm.values()),
            firm=frozenset(() if weak else (year for year, plain in firm.items() if plain)),
            inner=any(text.lower().startswith(self._lexicon.tables.inner_rows) for text in path[-1:]),
            column=column,
            page=self._passages.document.tables[table].page,
        )

    def _firm(self, points: Sequence[DataPoint], twice: Container[int]) -> Mapping[int, bool]:
        """For the years of a row whether their figures cannot be other ones by now, nor of a year that nobody knows.

        What was restated is the figure of its year where the row tells no other one, as it does of those ``twice``.
        """
        last, found = max(_years((0, point) for point in points), default=0), dict[int, bool]()
        for point in points:
            head = " ".join(point.column_path).lower()
            year = point.period.year if point.period is not None else None
            earlier = year is not None and year not in twice and year < last
            weak = self._weak.search(self._renewed.sub(" ", head) if earlier else head)
            far = point.period is not None and (point.period.part or point.period.origin in _FAR)
            found[year or 0] = found.get(year or 0, True) and not (weak or far)
        return found

    def _lists_parts(self, label: str) -> bool:
        """Whether the brackets of a total list what it is made of: all of it, and no part."""
        return _LISTED.search(label) is not None and label.lower().startswith(self._lexicon.tables.totals)

    def subject(self, texts: Iterable[str]) -> frozenset[str]:
        """What a row that is called "total" is the total of: what stands above it, without how that is divided."""
        vocabulary = self._vocabulary
        for text in texts:
            plain = _NUMBERED.sub("", text)
            words = plain.split()
            until = next((at for at, word in enumerate(words) if at and word.lower() in self._divided), len(words))
            terms = vocabulary.label(" ".join(words[:until])).terms
            naming = terms & vocabulary.naming
            if naming:
                # "Overview of water use": what tells no row apart does not belong to it.
                terms = frozenset(term for term in terms if term in naming or term in self.labelled)
            if terms:
                return terms
        return frozenset()

    @cached_property
    def labelled(self) -> frozenset[str]:
        """The terms of all labels of rows and columns."""
        points = self._passages.structure.data_points
        texts = {text for point in points for text in (*point.row_path, *point.column_path)}
        return _union(self._vocabulary.label(text).terms for text in texts)

    def around(self, table: int, block: int) -> list[str]:
        """The caption of a table and the headings above it, the nearest first."""
        document = self._passages.document
        caption = document.tables[table].caption
        texts = [*reversed(document.blocks[block].section)]
        if caption is None and block and _CAPTION.match(document.blocks[block - 1].text):
            caption = block - 1  # "Table B  Water by plant", which the text does not mark as one
        if caption is not None and caption < len(document.blocks):
            texts.insert(0, document.blocks[caption].text)
        return texts

    def corner(self, table: int | None) -> frozenset[str]:
        """The terms of the first cell of a table, which may say whose its rows are."""
        label = self._first_cell(table)
        return frozenset() if label is None else label.terms | label.tail

    def _corner(self, table: int) -> Label | None:
        """The first cell of a table where it names a metric of the rules."""
        label = self._first_cell(table)
        return label if label is not None and label.named else None

    def _first_cell(self, table: int | None) -> Label | None:
        cell = self._passages.document.tables[table].cells[0] if table is not None else None
        if cell is None or cell.row or cell.column:
            return None
        return self._vocabulary.label(self._passages.document.blocks[cell.block].text[cell.start : cell.end])


def _years(points: Iterable[tuple[int, DataPoint]]) -> set[int]:
    return {point.period.year for _, point in points if point.period is not None and point.period.year}


def _union(some: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset[str]().union(*some)


def of_sentences(terms: frozenset[str], named: Mapping[str, frozenset[str]], figures: Sequence[Figure]) -> Series:
    """The series that sentences make by giving figures of one thing, in the same terms."""
    basis = frozenset(one.basis for one in figures if one.basis is not None)
    return Series(terms, basis=basis, named=named, levels=tuple(figures))


def comes_to(one: Series, figure: Figure) -> bool:
    """Whether two years of a row come to a change: those that it names, else its base and the last, or the last two."""
    last = figure.last_year or max(one.years, default=0)
    ends = (level for level in one.levels if level.last_year == last)
    return any(
        same(abs(derived.value), derived.precision, abs(figure.value), figure.precision)
        for now in ends
        for derived in moves_to(one.levels, now, figure)
    )
