"""What the columns of a table tell of the goals in its rows: by their headers, else by what they hold.

A table tells of goals where a column says when they are due or from which base they are measured, where a column of
targets names years, or where its rows are called targets. In a table whose title or header speaks of goals a column of
years to come says when, one of years gone by from when, whatever they are called.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Literal, NamedTuple

from msgspec import Struct

from claimcheck.model.passage import AHEAD
from claimcheck.text.structure_words import TableWords, phrase_pattern

GoalColumn = Literal["value", "base", "due", "progress", "status", "plan", "label"]
"""What a column tells of the goal of its row: how much, from when, until when, how far in figures, how far in words, by
which means; its name."""

_YEAR = re.compile(r"(?<![0-9.,])((?:19|20)[0-9]{2})(?:/([0-9]{2,4}))?(?![\w]|[.,][0-9])")
_SHORT_YEAR = re.compile(r"(?<!\w)[^\W\d_]{2}(1[5-9]|[2-5][0-9])(?!\w|[.,][0-9])")
_CENTURY = 2000
_DIGIT = re.compile(r"[0-9]")
_SHARE = re.compile(r"[0-9]\s?%")
_LETTER = re.compile(r"[^\W\d_]{3}")
_WORDS = re.compile(r"[^\W\d_]{3,}")
_WORD = re.compile(r"[^\W\d_]+")
_DATED = re.compile(
    r"(?:(?<!\w)[0-3]?[0-9](?:st|nd|rd|th|[.,])?\s+[^\W\d_]{3,}[.,]?\s+)?(?:19|20)[0-9]{2}(?:/[0-9]{2,4})?(?!\w)"
)
DATE = re.compile(r"(?:[^\W\d_]{2,}\s+)?(?:(?:19|20)[0-9]{2}(?:/[0-9]{2,4})?|[^\W\d_]{2}[1-5][0-9])(?!\w)")
"""A year with the word before it ("by 2030", "in FY27")."""
_LEVEL_OF = re.compile(r"[0-9][^(]*\([^)]*\)")
"""An amount with no sign before it and something in brackets behind it ("110 t (2019)")."""
_COUNTED = re.compile(r"(?<!\w)[0-9]")
_MOST_BESIDE_YEAR = 3
"""Words beside a year in a cell that only says when ("by end of 2030")."""
_LONGEST_DATE = 24
_LEAST_PHRASE, _PAIR = 4, 2
_LISTED: tuple[GoalColumn, ...] = ("due", "base", "plan", "progress")
_RESULTS: frozenset[GoalColumn] = frozenset(("base", "progress"))
_BASE, _CHANGE = "base", "change"
Test = Callable[[str], bool]
Texts = Mapping[int, Sequence[str]]


class Column(NamedTuple):
    """What a column tells, and the year that its header names."""

    kind: GoalColumn
    year: int | None


class GoalColumns(Struct, dict=True, eq=False):
    """Tells the columns of tables of goals in one language.

    ``now`` is the year in which a document is read. ``is_move`` and ``is_aim`` say whether a header in lower case tells
    that something falls or rises, or speaks of something aimed for.
    """

    words: TableWords
    now: int
    is_move: Test
    is_aim: Test

    def read(
        self, headers: Mapping[int, str], texts: Texts, money: Collection[int], titles: Iterable[str]
    ) -> Mapping[int, Column]:
        """What the columns tell; nothing where the table is none of goals.

        ``headers`` are in lower case, ``texts`` are those of the cells below; ``money`` are columns of amounts of
        money, ``titles`` the caption and the heading of the table.
        """
        label = min((at for at, some in texts.items() if most(some, _is_words)), default=min(texts, default=0))
        found: dict[int, Column] = {}
        for column, some in texts.items():
            told = self._told_by(headers.get(column, ""), some)
            if told is not None and (column != label or told.kind == "due"):
                found[column] = told
        if any(one.kind == "due" for one in found.values()):
            # What was aimed at for a year gone by is a step on the way, where another column tells by when.
            found = {at: one for at, one in found.items() if one.kind != "value" or not self._is_past(one.year)}
        left = {column: some for column, some in texts.items() if column not in found and column != label}
        left = {at: some for at, some in left.items() if not self._is_past(self._year_of(headers.get(at, "")))}
        if any(self._aims(text.lower()) for text in (*headers.values(), *titles)):
            self._find_years(found, left)
        dated = any(self._tells_due(one, texts[column]) for column, one in found.items())
        # Where the rows are called targets, what has been reached or done belongs to them whatever their dates.
        named = bool(found) and self._aims(headers.get(label, ""))
        if not named and not self._is_of_goals(found, dated=dated):
            return {}
        # "Waste recovered: 75 %": how much is told by the labels themselves.
        in_labels: tuple[GoalColumn, ...] = ("value",) if most(texts.get(label, ()), _has_share) else ()
        self._find_figures(found, left, headers, money, in_labels, dated=dated)
        return found

    def _told_by(self, header: str, texts: Sequence[str]) -> Column | None:
        if not header:
            return None
        year = self._year_of(header)
        dated = year is not None or most(texts, _has_year)
        for kind in _LISTED:
            if _is_named(header, self.words.goals.get(kind, ())):
                # A base that is told by its value has its year in the header, if anywhere.
                return Column(kind, year) if dated or kind not in ("base", "due") else None
        if self._is(_CHANGE, header):
            return None
        if self._aims(header) or self._is_date(header):
            return Column("value", year)
        if self._is(_BASE, header):
            return Column("base", year) if dated else None
        return Column("progress", year) if year is not None and year <= self.now else None

    @staticmethod
    def _year_of(header: str) -> int | None:
        """The only year that a header names."""
        years = set(years_in(header))
        return years.pop() if len(years) == 1 else None

    def _is_past(self, year: int | None) -> bool:
        return year is not None and not self.is_ahead(year)

    def _find_years(self, found: dict[int, Column], left: dict[int, Sequence[str]]) -> None:
        """Take the only column of years to come for that of the dates, and then the only one of years gone by.

        What is aimed for and until when may stand in one cell ("-40% by 2030").
        """
        years = [column for column, some in left.items() if most(some, is_year)]
        ahead = [column for column in years if most(left[column], self._is_ahead)]
        kinds = {one.kind for one in found.values()}
        if len(ahead) == 1 and "due" not in kinds:
            found[ahead[0]] = Column("due", None)
            del left[ahead[0]]
        for column in [column for column in left if column not in years]:
            if self._name_dates(left[column]):
                found[column] = Column("value", None)
                del left[column]
        due = next((column for column, one in found.items() if one.kind == "due"), -1)
        # "2019: 110 t" before until when is a base, and what stands behind it how far it has come.
        past = [column for column in years if column not in ahead]
        past += [at for at, some in left.items() if at < due and at not in years and most(some, self._opens_past)]
        dated = any(one.kind in ("due", "value") for one in found.values())
        if len(past) == 1 and "base" not in kinds and dated:
            found[past[0]] = Column("base", None)
            del left[past[0]]

    def _find_figures(
        self,
        found: dict[int, Column],
        left: Mapping[int, Sequence[str]],
        headers: Mapping[int, str],
        money: Collection[int],
        in_labels: Collection[GoalColumn],
        *,
        dated: bool,
    ) -> None:
        """Take columns of figures by what they hold: how much, else how far, and what it costs.

        ``in_labels`` is what the labels tell; ``dated`` says that the column of how much tells until when as well.
        """
        kinds = {*in_labels, *(one.kind for one in found.values())}
        idle = (*self.words.pointer_columns, *self.words.unit_columns)
        figures = {
            column: headers.get(column, "")
            for column, some in left.items()
            if most(some, _has_figure)
            and not _is_named(headers.get(column, ""), idle)
            and not any(self._is(role, headers.get(column, "")) for role in (_BASE, _CHANGE))
        }
        counted = {phrase.split()[0] for phrase in (*self.words.shares, *self.words.counts)}
        shares = [
            column
            for column, header in figures.items()
            if column not in money and (self.is_move(header) or counted.intersection(header.split()[:1]))
        ]
        if "value" not in kinds and len(shares) == 1:
            found[shares[0]] = Column("value", None)
            kinds.add("value")
        rest = [column for column in figures if column not in found and column not in money]
        if "value" not in kinds and "due" in kinds and len(rest) == 1:
            found[rest[0]] = Column("value", None)
            kinds.add("value")
            rest = []
        due = next((column for column, one in found.items() if one.kind == "due"), -1)
        if "value" not in kinds and len(rest) == _PAIR and rest[0] < due < rest[1]:
            # How much, until when, and how far.
            found[rest[0]], found[rest[1]] = Column("value", None), Column("progress", None)
            return
        # Beside how much and until when, the only other figure is how far.
        told = "value" in kinds and "progress" not in kinds
        if told and dated and len(rest) == 1:
            found[rest[0]] = Column("progress", None)
        for column in money:
            if column in left and column not in found and "plan" not in kinds:
                found[column] = Column("plan", None)
        # The only other one in which most rows say something at length says how.
        told_at_length = [column for column, some in left.items() if column not in found and most(some, _is_phrase)]
        if dated and len(told_at_length) == 1 and "plan" not in {one.kind for one in found.values()}:
            found[told_at_length[0]] = Column("plan", None)

    @staticmethod
    def _is_of_goals(found: Mapping[int, Column], *, dated: bool) -> bool:
        """Whether columns tell of goals: by when, or from which base; a base year over figures is that of results."""
        kinds = {one.kind for one in found.values()}
        bases = [one for one in found.values() if one.kind == "base"]
        return dated or any(one.year is None for one in bases) or (bool(bases) and not kinds <= _RESULTS)

    def _tells_due(self, column: Column, texts: Sequence[str]) -> bool:
        if column.kind == "value":
            return column.year is not None or most(texts, _has_year)
        return column.kind == "due"

    def _is_date(self, header: str) -> bool:
        """Whether a header says nothing but until when, and that lies ahead ("by 2030")."""
        words = _WORD.findall(header)
        return bool(words) and self._is_ahead(header) and self._dating.issuperset(words)

    @cached_property
    def _dating(self) -> frozenset[str]:
        """The words of headers that say when."""
        return frozenset(word for some in self.words.goals.get("due", ()) for word in _WORD.findall(some))

    def _name_dates(self, texts: Sequence[str]) -> bool:
        """Whether cells name years ahead: most of them, or some where all others name one that has gone by."""
        ahead = [self._names_ahead(text) for text in texts]
        return most(texts, self._names_ahead) or (any(ahead) and all(map(_has_year, texts)))

    def _names_ahead(self, text: str) -> bool:
        """Whether a cell names a year that lies ahead."""
        return any(map(self.is_ahead, years_in(text)))

    def _is_ahead(self, text: str) -> bool:
        """Whether a cell says nothing but when, and that lies ahead."""
        return is_year(text) and self.is_ahead(next(years_in(text)))

    def _opens_past(self, text: str) -> bool:
        """Whether a cell tells a level and one year, which has gone by ("2019: 110 t", "110 t (2019)")."""
        years = list(years_in(text))
        opens = _YEAR.match(text) or _SHORT_YEAR.match(text) or _LEVEL_OF.fullmatch(text)
        return opens is not None and len(set(years)) == 1 and not self.is_ahead(years[0])

    def is_ahead(self, year: int) -> bool:
        """Whether a year has not gone by when the document is read."""
        return year >= self.now

    def _aims(self, text: str) -> bool:
        """Whether a header or title in lower case speaks of something aimed for."""
        return any(self._is(role, text) for role in AHEAD) or self.is_aim(text)

    def _is(self, role: str, text: str) -> bool:
        if role not in self._roles:
            return False
        words, but_not = self._roles[role]
        return words.search(but_not.sub(" ", text)) is not None

    @cached_property
    def _roles(self) -> Mapping[str, tuple[re.Pattern[str], re.Pattern[str]]]:
        return {
            name: (phrase_pattern(role.words), phrase_pattern(role.but_not)) for name, role in self.words.roles.items()
        }


def years_in(text: str) -> Iterator[int]:
    """The years in a text, as "2030", "FY30" or "2029/30", which is that year, too."""
    for year, until in _YEAR.findall(text):
        yield int(year[: len(year) - len(until)] + until)
    yield from (_CENTURY + int(year) for year in _SHORT_YEAR.findall(text))


def is_year(text: str) -> bool:
    """Whether a cell says nothing but when: beside the year it has few words, and no figure but a day."""
    if len(text) > _LONGEST_DATE or len(list(years_in(text))) != 1:
        return False
    return len(_WORDS.findall(text)) <= _MOST_BESIDE_YEAR and _COUNTED.search(_DATED.sub(" ", text)) is None


def most(texts: Sequence[str], test: Test) -> bool:
    """Whether a test holds of more than half of some texts."""
    return 2 * sum(map(test, texts)) > len(texts)


def _is_named(header: str, words: Iterable[str]) -> bool:
    """Whether a header is one of the words, or has one of its words begin with one that ends in an ellipsis."""
    return any(f" {word[:-1]}" in f" {header}" if word.endswith("…") else header == word for word in words)


def _is_words(text: str) -> bool:
    return _LETTER.search(text) is not None and not is_year(text)


def _is_phrase(text: str) -> bool:
    """Whether a cell says more than a name does."""
    return len(_WORDS.findall(text)) >= _LEAST_PHRASE


def _has_year(text: str) -> bool:
    return next(years_in(text), None) is not None


def _has_share(text: str) -> bool:
    return _SHARE.search(text) is not None


def _has_figure(text: str) -> bool:
    return _DIGIT.search(text) is not None and not is_year(text)
