"""What the document says of a check, against the statement on that check."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.evidence.assurance.claim_assurance import AssuranceOf
from claimcheck.evidence.assurance.entries import first_name, is_same, level_of
from claimcheck.evidence.contradictions.quoted_words import Found, Quotes
from claimcheck.evidence.contradictions.statements import Statements
from claimcheck.model.assurance import Assurance, Quoted, Subject
from claimcheck.model.contradiction import Side
from claimcheck.rulepack.contradictions import Comparison
from claimcheck.text.passages import Passages

MOST_COMPARED = 40
"""Statements of one document that are held against each other."""


class AssuredClaims:
    """Holds what is said of checks against the statements of those who checked.

    A statement is one that tells what is covered, in the words of the practitioner or under a heading of its own. Both
    sides are of one check where they name the same practitioner, or where the document names only one.
    """

    def __init__(self, passages: Passages, assured: AssuranceOf, statements: Statements, quotes: Quotes) -> None:
        self._passages = passages
        self._quotes = quotes
        self._assured = assured
        self._all = assured.statements[:MOST_COMPARED]
        self._statements = statements
        self._names = {name for one in self._all if (name := first_name(one)) is not None}

    def contradict(self, asked: Comparison) -> Iterator[Found]:
        """What one rule asks for: figures left out, another level, or all against some."""
        if asked.differ == "whole":
            yield from self._whole(asked)
            return
        differing = self._left_out if asked.differ == "covered" else self._level
        for said in self._all:
            for told in self._all:
                if said is told or not _is_statement(told) or _is_statement(said):
                    continue
                if self._is_same_check(said, told) and not _other_years(said.years, told.years):
                    pair = differing(said, told)
                    if pair is not None:
                        yield self._made(self._side(pair[0]), self._side(pair[1]), told)
                        break

    def _is_same_check(self, said: Assurance, told: Assurance) -> bool:
        mine, theirs = first_name(said), first_name(told)
        return mine == theirs if mine and theirs else len(self._names) <= 1

    def _left_out(self, said: Assurance, told: Assurance) -> tuple[Subject, Subject] | None:
        """What is said to be checked and is left out, bears no mark, or is not on the list of the statement."""
        for part in said.covered:
            found = _excluded(part, told) or (self._assured.unmarked(told, part) if part.terms else None)
            if found is not None:
                return part, found
        measured = [part for part in said.covered if part.metrics]
        open_ended = told.whole or told.mark is not None or not told.closed or not told.covered
        touching = (_touch(part, other) for part in said.covered for other in told.covered)
        return None if open_ended or not measured or any(touching) else (measured[0], told.covered[0])

    def _level(self, said: Assurance, told: Assurance) -> tuple[Quoted | Subject, Quoted | Subject] | None:
        """Reasonable assurance that is claimed, and limited in the statement on the same figures."""
        claimed, given = dict(said.levels), dict(told.levels)
        limited = given.get("limited")
        if set(claimed) != {"reasonable"} or limited is None:
            return None
        found = claimed["reasonable"], limited
        if set(given) == {"limited"} and (told.whole or told.mark is not None or said.whole):
            return found
        # Where no statement gives more than limited assurance, whatever of the same was checked had no more.
        no_more = not any("reasonable" in dict(one.levels) for one in self._all if _is_statement(one))
        if no_more and any(_touch(part, one) for part in said.covered for one in told.covered):
            return found
        for part in said.covered:
            both = [level_of(told, one, part.scopes) for one in told.covered if is_same(part, one)]
            if both and all(level == limited for level in both):
                return found
        return None

    def _whole(self, asked: Comparison) -> Iterator[Found]:
        """Sentences that say that all was checked, against what the statement leaves out, else against its list."""
        found: set[int] = set()
        for one in self._statements.contradict(asked, self._quotes):
            found.add(one.sides[0].sentence)
            said, left = (self._passages.block(side.sentence).section for side in one.sides)
            # "The full statement can be found at …", where it is told what that leaves out.
            if not said or said != left:
                yield one
        if asked.of is None:
            return
        lists = [one for one in self._all if _is_statement(one) and (one.covered or one.mark) and not one.whole]
        for number in self._statements.fitting(asked.of[0]) if lists else ():
            start = self._passages.spans[number].start
            own = next((one for one in self._all if one.start <= start < one.end), None)
            if number in found or own in lists:
                continue
            for told in lists:
                if own is None or self._is_same_check(own, told):
                    first = self._statements.side(number, asked.of[0], self._quotes)
                    yield self._made(first, self._side(_shown(told)), told)
                    break

    def _made(self, first: Side, second: Side, told: Assurance) -> Found:
        text, who = self._passages.norm.text, told.practitioner
        words = [" ".join(text[side.at : side.until].split()) for side in (first, second)]
        checked = who.text if who is not None else text[told.start : told.end].split("\n")[0]
        return Found((first, second), {"first": words[0], "second": words[1], "terms": checked})

    def _side(self, one: Quoted | Subject) -> Side:
        text = self._passages.norm.text[one.start : one.end]
        start = one.start + len(text) - len(text.lstrip())
        return self._quotes.words(start, start + len(text.strip(" .,;:\n")))


def _is_statement(one: Assurance) -> bool:
    """Whether it tells what of the document was checked, so that what it does not name was not."""
    return one.closed or one.teller == "practitioner" or (one.mark is not None and bool(one.standards))


def _excluded(part: Subject, told: Assurance) -> Subject | None:
    """The entry by which a statement leaves out what is said to be checked, and does not name it elsewhere."""
    if any(is_same(part, one) for one in told.covered):
        return None
    return next((one for one in told.excluded if is_same(part, one)), None)


def _touch(part: Subject, other: Subject) -> bool:
    """Whether two entries may be about the same: they share a metric or a term, and no scopes tell them apart."""
    if part.scopes and other.scopes and part.scopes.isdisjoint(other.scopes):
        return False
    return not (part.metrics.isdisjoint(other.metrics) and part.terms.isdisjoint(other.terms))


def _other_years(mine: frozenset[int], theirs: frozenset[int]) -> bool:
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def _shown(one: Assurance) -> Quoted | Subject:
    """The words of a statement that say what it is on."""
    if one.excluded or one.covered:
        return (*one.excluded, *one.covered)[0]
    return one.levels[0][1] if one.levels else Quoted(one.start, one.end, "")
