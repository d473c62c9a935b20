"""What assurance statements and their entries share: the body, its mark, the figures, the scopes, the level."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from claimcheck.model.assurance import Assurance, Level, Quoted, Subject


def first_name(one: Assurance) -> str | None:
    """The word by which the practitioner of a statement is known."""
    return first_word(one.practitioner) if one.practitioner is not None else None


def first_word(name: Quoted) -> str:
    """The word by which a practitioner is known, in lower case."""
    return name.text.split()[0].lower()


def is_same(part: Subject, other: Subject) -> bool:
    """Whether two entries are about the same figures; of scopes that the other names the one must have some."""
    if other.scopes and not part.scopes & other.scopes:
        return False
    by_terms = bool(other.terms) and other.terms <= part.terms
    return by_terms or not part.metrics.isdisjoint(other.metrics)


def covers(part: Subject, row: Subject) -> bool:
    """Whether a row of a table is one that an entry names: by its scopes, and by its words or its metric."""
    if part.section is not None or not same_scopes(row.scopes, part.scopes):
        return False
    if part.years and row.years and part.years.isdisjoint(row.years):
        return False
    return bool(part.terms and part.terms <= row.terms) or bool(row.metrics and row.metrics <= part.metrics)


def joined(parts: Sequence[Subject]) -> Iterator[Subject]:
    """Entries on single scopes as one: of each alone a claim on two of them is not covered."""
    scoped = [one for one in parts if one.scopes]
    metrics = frozenset[str]().union(*(one.metrics for one in scoped))
    scopes = frozenset[str]().union(*(one.scopes for one in scoped))
    if len(scoped) > 1:
        levels, years = {one.level for one in scoped}, frozenset[int]().union(*(one.years for one in scoped))
        level = levels.pop() if len(levels) == 1 else None
        yield scoped[0]._replace(terms=frozenset(), metrics=metrics, scopes=scopes, level=level, years=years)


def same_scopes(claimed: frozenset[str], covered: frozenset[str]) -> bool | None:
    """Whether the scopes of a claim are covered: False where one side is silent on them, None if they are others."""
    if bool(claimed) != bool(covered):
        return False
    return True if claimed <= covered else None


def level_of(one: Assurance, subject: Subject | None, scopes: frozenset[str]) -> Quoted | None:
    """The words for the level of what is covered; None where the statement has several and does not tell which.

    Of a claim without scopes nobody knows to which of them it belongs.
    """
    levels: Mapping[Level, Quoted] = dict(one.levels)
    if len(levels) == 1:
        return next(iter(levels.values()))
    if subject is None:
        # What is not named apart is checked as the rest is.
        rest = [level for level in levels if level not in {part.level for part in one.covered}]
        return levels[rest[0]] if len(rest) == 1 and (one.whole or one.mark) else None
    if subject.scopes and not scopes:
        return None
    level = subject.level or _level_elsewhere(subject, one.covered)
    return levels.get(level) if level is not None else None


def _level_elsewhere(subject: Subject, covered: Sequence[Subject]) -> Level | None:
    """The level that the statement gives the same figures in another place."""
    told = {
        part.level
        for part in covered
        if part.level is not None and part.metrics == subject.metrics and part.scopes == subject.scopes
    }
    return told.pop() if len(told) == 1 else None


def marked_elsewhere(found: Sequence[Assurance]) -> Iterator[Assurance]:
    """Statements with the mark that the document explains where it first tells of the same practitioner."""
    for one in found:
        marks = {
            other.mark
            for other in found
            if other.mark and one.practitioner and first_name(one) == first_name(other)
        }
        plain = one.mark is None and not one.whole and not any(part.metrics for part in one.covered)
        yield one._replace(mark=marks.pop()) if plain and len(marks) == 1 else one


def named_elsewhere(found: Sequence[Assurance]) -> Iterator[Assurance]:
    """Statements with the practitioner as the company names it.

    A letterhead may be a picture, and the small print names the whole network of a firm.
    """
    told = [one.practitioner for one in found if one.practitioner is not None and one.teller == "company"]
    only = told[0] if len({name.text for name in told}) == 1 else None
    for one in found:
        own = one.practitioner
        if only is None or one.teller == "company":
            yield one
        else:
            theirs = own is not None and (own.text == only.text or first_word(own) != first_word(only))
            yield one if theirs else one._replace(practitioner=only)
