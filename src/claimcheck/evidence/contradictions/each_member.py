"""What is said to have risen or fallen at every member of a whole, against a table with a row for each of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from claimcheck.evidence.contradictions.refuted import Refuted, of_year
from claimcheck.evidence.contradictions.stated_clauses import Stated
from claimcheck.evidence.figures.arithmetic import moves_against, same_value, together
from claimcheck.evidence.figures.clauses import Clause
from claimcheck.evidence.figures.row_matching import RowMatcher
from claimcheck.evidence.figures.series import Series
from claimcheck.model.figure import Figure
from claimcheck.text.metric_words import PAST
from claimcheck.text.structure_words import phrase_pattern
from claimcheck.text.tokens import WORD

_SHARE, _CHANGE, _FALL, _INTENSITY = "share", "change", "fall", "intensity"
_BEHIND = 3
"""Words behind one for all, among which stands how many that are ("each of our five sites")."""
LEAST_MEMBERS, MOST_MEMBERS, MOST_ALIKE = 2, 60, 12
"""Members of a whole, and tables with one word over their labels, that are looked at."""


class EachMember:
    """Finds them in tables that head their rows with the word for a member.

    Which rows are members is told by the number that the clause gives, or by a total behind them. The caption has to
    name what the clause is about, and the clause no more than that.
    """

    def __init__(self, other: RowMatcher) -> None:
        lexicon = other.lexicon
        self._other, self._words, self._numbers = other, lexicon.terms, lexicon.facts.numbers
        self._earlier = phrase_pattern(lexicon.tables.earlier)
        self._denied = frozenset(lexicon.role_words.get("negation", ())) | lexicon.terms.none
        times = {word for title in lexicon.facts.year_titles for word in title.split()}
        self._times = frozenset(map(other.vocabulary.reader.stem, times | lexicon.facts.index.years))

    def refuted(self, stated: Stated) -> Iterator[Refuted]:
        """The direction that a clause tells of every member, where one of them went the other way."""
        clause = stated.clause
        measured = any(one.role == _CHANGE for one in (*stated.every, *stated.bounds))
        if len(clause.moves) != 1 or measured or not self._denied.isdisjoint(WORD.findall(clause.lower)):
            return
        (move,), last = clause.moves, self._other.index.last_year
        yearly = self._earlier.search(clause.lower) is not None or stated.years == {last}
        since = last - 1 if yearly and stated.since is None else stated.since
        count, terms = self._members(clause)
        if since is None or not terms or not (yearly or move.form == PAST):
            return
        for rows in [some for term in sorted(terms) for some in self._tables.get(term, ())]:
            for one in rows[:count] if self._is_about(rows[0], clause, terms) and _are(rows, count) else ():
                now, base = (next(iter(of_year(one.levels, year)), None) for year in (last, since))
                if now and base and moves_against(base, now, falls=move.kind == _FALL):
                    start, end = clause.start + move.start, clause.start + move.end
                    result = 100 * (now.value / base.value - 1) if base.value else now.value
                    yield Refuted("direction", start, end, None, (now, base), result, one)
                    return

    def _members(self, clause: Clause) -> tuple[int | None, frozenset[str]]:
        """How many members a clause speaks of, where it says so, and the term for one."""
        words = [*WORD.finditer(clause.lower)]
        for place, word in enumerate(words):
            if word[0] not in self._words.every:
                continue
            for at, behind in enumerate(words[place + 1 : place + 1 + _BEHIND], place + 1):
                value = float(behind[0]) if behind[0].isdigit() else self._numbers.get(behind[0])
                stem = self._other.vocabulary.reader.stem(behind[0])
                if value is None and behind[0] not in self._words.forms:
                    return None, frozenset((stem,))
                if value is not None and at + 1 < len(words):
                    return int(value), frozenset((self._other.vocabulary.reader.stem(words[at + 1][0]),))
        return None, frozenset()

    @cached_property
    def _tables(self) -> Mapping[str, Sequence[Sequence[Series]]]:
        """The rows of tables, in order, by the terms that stand over their labels; none with groups of columns."""
        rows, found = defaultdict[int, list[Series]](list), defaultdict[str, list[Sequence[Series]]](list)
        for one in self._other.index.series:
            if one.table is not None:
                rows[one.table].append(one)
        for table, some in rows.items():
            plain = not any(one.column or one.weak or one.inner for one in some)
            for term in self._other.index.corner(table) if plain else ():
                if len(found[term]) < MOST_ALIKE:
                    found[term].append(some)
        return found

    def _is_about(self, row: Series, clause: Clause, members: frozenset[str]) -> bool:
        """Whether what stands over the table of a row names what a clause does, and leaves no more than its verb."""
        vocabulary = self._other.vocabulary
        said = clause.stems - members - vocabulary.loose - self._times
        said -= frozenset(map(vocabulary.reader.stem, map(clause.word, clause.moves)))
        # "Drew less": a verb stands right before how it moved.
        verb = {each.stem for each in clause.tokens if each.end + 1 == clause.moves[0].start}
        told = row.unit_class != _SHARE and _INTENSITY not in clause.basis
        return told and not said.isdisjoint(row.around) and said - row.around <= verb


def _are(rows: Sequence[Series], count: int | None) -> bool:
    """Whether so many first rows of a table are all members: no more follow, or their total does."""
    if count is None or not LEAST_MEMBERS <= count <= min(len(rows), MOST_MEMBERS):
        return False
    if count == len(rows):
        return True
    ends: list[list[Figure]] = [[*one.levels[-1:]] for one in rows[: count + 1]]
    if not all(ends):
        return False
    *parts, total = [end[0] for end in ends]
    return same_value(total, together(parts))
