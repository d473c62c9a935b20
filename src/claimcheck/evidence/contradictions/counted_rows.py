"""Shares and counts that sentences give of a whole, against the row that counts both the part and its whole.

Which of its figures a row counts as a whole has to be known: the sentence gives that number, the row prints the share
that both come to, or the part stands below its whole ("of which").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice, product

from claimcheck.evidence.contradictions.refuted import Refuted, level_refuted
from claimcheck.evidence.contradictions.stated_clauses import Stated
from claimcheck.evidence.contradictions.sums import Shared, is_near_share, refuted_by
from claimcheck.evidence.contradictions.totals import Row, is_total, tables_of
from claimcheck.evidence.figures.arithmetic import gives_share, same_value
from claimcheck.evidence.figures.row_matching import Candidate, RowMatcher
from claimcheck.evidence.figures.series import LEVELS
from claimcheck.model.figure import Figure
from claimcheck.text.tokens import WORD

MOST_ROWS = 24
"""Rows that a clause may be about which are looked at."""
_SHARE, _POINTS, _PART = "share", "pp", "part"
_COUNTS = (None, "count")
_LEAST, _TWO, _BEHIND = 10.0, 2, 24
"""A whole below which a number may be another one, and characters behind a number in which stands what it counts."""
Counted = tuple[Candidate, Figure, Figure]
"""A row with the part and the whole that it counts."""


class CountedRows:
    """Finds them for the clauses of one document."""

    def __init__(self, matcher: RowMatcher, tolerance: float) -> None:
        self._matcher, self._tolerance = matcher, tolerance
        self._passages, self._reader = matcher.passages, matcher.vocabulary.reader
        self._lexicon = matcher.lexicon

    @cached_property
    def _pointing(self) -> frozenset[str]:
        words = self._lexicon.role_words.get("anaphor", ())
        return frozenset(map(self._reader.stem, self._lexicon.frames.opening("pronoun").union(words)))

    def wrong(self, stated: Iterable[Stated]) -> Iterator[Shared]:
        """Shares that part and whole of their row do not come to."""
        for one in stated:
            shares = [each for each in one.numbers if each.unit_class == _SHARE and each.unit != _POINTS]
            if one.ahead or len(shares) != 1 or shares[0].role not in LEVELS:
                continue
            (share,) = shares
            about = self._lexicon.tables.bounds.get("about", ())
            if not frozenset(about).isdisjoint(one.clause.lower[: share.start - one.clause.start].split()[-1:]):
                # "Almost half of our apprentices" may be 43 % of them.
                continue
            found = [each for each in self._counted(one, share) if self._is_of(one, share, *each)]
            found = found or [*self._of_rows(one, share)]
            wrong = refuted_by((((part,), (whole,)) for _, part, whole in found), share, self._tolerance)
            if wrong is not None and is_near_share(wrong):
                yield wrong

    def part(self, one: Stated, figure: Figure) -> Refuted | None:
        """A count of so many of a whole, of which its row counts fewer or more."""
        found = [each for each in self._counted(one, figure) if figure.unit is None or _are_alike(figure, each[1])]
        found = found or [*self._of_totals(one, figure)]
        found = [each for each in found if self._behind(one, figure) <= each[0].series.words | each[0].series.column]
        if not found or any(same_value(part, figure, self._tolerance) for _, part, _ in found):
            return None
        row, part, _ = found[0]
        return level_refuted(figure, part, row.series)

    def _behind(self, one: Stated, figure: Figure) -> frozenset[str]:
        """What a clause says behind the figure of a whole: "54 of our 55 factories were audited for fire safety"."""
        whole = next((each for each in one.numbers if each.start > figure.end), None)
        if whole is None:
            return frozenset()
        lower, words = self._passages.norm.lower, WORD.finditer(self._passages.norm.lower, whole.end)
        counted = whole.end if self._reader.terms(lower[whole.start : whole.end]) else next(words).end()
        told = self._reader.terms(lower[counted : one.clause.start + len(one.clause.text)])
        return told - self._matcher.vocabulary.loose - {one for one in told if one.isdigit()}

    def _is_of(self, one: Stated, share: Figure, row: Candidate, part: Figure, whole: Figure) -> bool:
        """Whether a share is told to be of the whole: by its number, or by words of its row or column."""
        told = self._matcher.quantifiers.whole_of(self._matcher.clauses.of_figure(one.clause, share), share)
        if told:
            # "A third of them diesel-electric": what it is of, and what these are, stand in one phrase.
            own = frozenset[str]() if told.isdisjoint(self._pointing) else row.series.words
            named = self._named(whole, inner=False) | self._named(whole, inner=True)
            return told <= self._pointing | self._matcher.vocabulary.loose | own | named
        small = self._lexicon.frames.opening("genitive") | self._lexicon.frames.opening("determiner")
        number = next((each for each in one.numbers if each.start > share.end), None)
        between = self._passages.norm.lower[share.end : number.start].split() if number is not None else []
        return number is not None and number.value == whole.value and bool(between) and small.issuperset(between)

    def _named(self, whole: Figure, *, inner: bool) -> frozenset[str]:
        """The terms that tell a whole from its part: of the column over it, or of the label of the row around."""
        point = self._passages.structure.data_points[whole.cell or 0]
        texts = point.row_path if inner else point.column_path
        return frozenset[str]().union(*(self._matcher.vocabulary.label(text).terms for text in texts))

    def _counted(self, one: Stated, figure: Figure) -> Iterator[Counted]:
        """The rows that a clause names for certain, with the part that they count, and its whole."""
        clause = self._matcher.clauses.of_figure(one.clause, figure)
        lower, counts = self._passages.norm.lower, [each for each in one.numbers if each.unit_class != _SHARE]
        for row in islice(self._matcher.candidates(clause), MOST_ROWS):
            if not row.is_exact or row.series.table is None or {*row.open} - {_PART}:
                continue
            for part in row.series.levels:
                for whole, printed in self._wholes.get(part.cell or 0, ()) if self._is_now(figure, part) else ():
                    named = self._named(whole, inner=row.series.inner)
                    same = whole.value >= _LEAST and any(
                        same_value(each, whole)
                        and each.start != figure.start
                        and not named.isdisjoint(self._reader.terms(lower[each.start : each.end + _BEHIND]))
                        for each in counts
                    )
                    if same or (not row.open and (row.series.inner or printed)):
                        yield row, part, whole

    def _of_rows(self, one: Stated, share: Figure) -> Iterator[Counted]:
        """Rows that a clause names, with that row of their table which is the whole: "62 % of all crates"."""
        clause = self._matcher.clauses.of_figure(one.clause, share)
        told = self._matcher.quantifiers.whole_of(clause, share) - self._matcher.vocabulary.loose
        opening = self._lexicon.frames.opening
        small = opening("genitive") | opening("determiner") | self._lexicon.terms.every
        behind = WORD.findall(one.clause.lower, share.end - one.clause.start)
        named = [word for word in behind if word not in small][: len(told)]
        if not told or self._reader.terms(" ".join(named)) != told:
            # "62 % of all new crates" are of no more than these.
            return
        plain = [each for each in self._matcher.candidates(one.clause) if each.is_exact and not each.open]
        for row, whole in ((row, whole) for row in plain for whole in self._matcher.index.called(told)):
            alike = row.series.terms > told == whole.terms and whole.table == row.series.table is not None
            if alike and not (row.series.weak or whole.weak or row.series.tail or whole.tail):
                for part, all_ in product(row.series.levels, whole.levels):
                    same = _are_alike(part, all_) and part.last_year == all_.last_year and self._is_now(share, part)
                    if same and part.unit_class != _SHARE and 0 < part.value <= all_.value:
                        yield row, part, all_

    def _of_totals(self, one: Stated, figure: Figure) -> Iterator[Counted]:
        """The totals of columns that a clause names, beside that of the whole: "57 of our 60 mills were audited"."""
        lower, vocabulary = self._passages.norm.lower, self._matcher.vocabulary
        whole = next((each for each in one.numbers if each.start > figure.end), None)
        if whole is None or figure.last_year not in (None, self._last_year):
            return
        word = WORD.search(lower, whole.end)
        counts = self._reader.terms(lower[whole.start : whole.end]) or self._reader.terms(word[0] if word else "")
        over = one.clause.stems - vocabulary.loose - counts
        for row in self._matcher.index.called(over):
            label = row.label.lower().partition(" | ")[0]
            total = row.table is not None and row.column and is_total(label, self._lexicon.tables)
            if not total or not row.terms <= over:
                continue
            for part in row.levels:
                others = (each for each, _ in self._wholes.get(part.cell or 0, ()))
                same = [
                    each for each in others if each.value == whole.value and self._named(each, inner=False) & counts
                ]
                if len(row.levels) == len(same) == 1:
                    dated = part if part.last_year else part._replace(year=self._last_year or None)
                    yield Candidate(row, row.terms, frozenset(), (), len(row.terms)), dated, same[0]

    def _is_now(self, figure: Figure, part: Figure) -> bool:
        """Whether a cell is of the year of a sentence, of the last one where that tells none or the table does not."""
        if part.last_year is None:
            return figure.last_year in (None, self._last_year)
        return part.last_year == (figure.last_year or self._matcher.index.last_year)

    @cached_property
    def _last_year(self) -> int:
        """The last year of which the document tells."""
        passages = self._passages
        facts = (one for number in range(len(passages.spans)) for one in passages.facts(number))
        return max((one.year or 0 for one in facts if one.kind == "year" and one.role in (None, "period")), default=0)

    @cached_property
    def _wholes(self) -> Mapping[int, Sequence[tuple[Figure, bool]]]:
        """By the cell of a part, what may be its whole, and whether its row prints the share that both come to."""
        found: dict[int, list[tuple[Figure, bool]]] = {}
        inner = self._matcher.lexicon.tables.inner_rows
        for rows in tables_of(self._matcher):
            outer: Row | None = None
            for row in rows:
                within = outer if row.label.startswith(inner) else None
                outer = row if within is None else outer
                shares = [one for one in row.figures.values() if one.unit_class == _SHARE]
                for column, part in row.figures.items():
                    others = row.figures if within is None else {0: one} if (one := within.figures.get(column)) else {}
                    found[part.cell or 0] = [
                        (whole, any(gives_share(one, part, whole, self._tolerance) for one in shares))
                        for whole in (others.values() if part.unit_class != _SHARE else ())
                        if _are_alike(part, whole) and whole.value >= part.value and whole.value > 0
                        if whole.cell != part.cell and len({part.last_year, whole.last_year} - {None}) < _TWO
                    ]
        return found


def _are_alike(one: Figure, other: Figure) -> bool:
    """Whether two amounts are in one kind of unit, or both count something."""
    return one.unit_class == other.unit_class or {one.unit_class, other.unit_class} <= {*_COUNTS}
