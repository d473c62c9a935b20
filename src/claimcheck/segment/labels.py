"""What the labels of a table say: the unit, the year and the role of the figures in their row or column."""

from __future__ import annotations

from typing import NamedTuple

from claimcheck.model.table import PointRole
from claimcheck.segment.unit_words import YEAR_TOKEN, LabelUnit, UnitReader
from claimcheck.text.facts import FactGrammar, find_facts
from claimcheck.text.remembered import late_pattern, remembered
from claimcheck.text.sentence_scan import Line
from claimcheck.text.sentence_years import is_part_named
from claimcheck.text.structure_words import TableWords, phrase_pattern
from claimcheck.text.years import role_of

LONGEST_LABEL = 300
"""Characters of a label that are looked at."""
LONGEST_ROLE = 80
"""Characters of a label that its words give a role; in a longer one they are part of a sentence."""
_CENTURY = 2000
_LIKELY_YEARS = range(1985, 2071)
_SHORT_PART = late_pattern(r"(?:[1-9][0-9]?[A-Z]|[A-Z][1-4]) ?'?([0-9]{2})")
"""A part of a year: "9M24", "1H 24", "Q3 24"."""
_PART_BEFORE = late_pattern(r"(?<!\w)(?:[1-9][A-Z]|[A-Z][1-4])[ -]?$")
"""What is before the year of such a part: "9M 2024"."""
# "2021/3", a financial year that ends in March; two digits may be those of the next year.
_YEAR_AND_MONTH = late_pattern(r"([0-9]{4})/[1-9]")
_COMPARED_YEARS = late_pattern(r"(?<![0-9/])((?:19|20)[0-9]{2}) ?/ ?((?:19|20)[0-9]{2})(?![0-9/])")
"""A year with the one before it that it is compared with: "Variation 2018/2017"."""
_WRAPPED_YEAR = late_pattern(r"([0-9]{3}) ([0-9])")
"""The last digit of a year on the next line."""
_SHORT_YEAR = late_pattern(r"([^\W\d_]{3,9})[-'. ]{1,2}([0-9]{2})(?![0-9])")
_DAY_BEFORE = late_pattern(r"(?:^|(?<![^\W\d_])[^\W\d_]{1,3} )[0-3]?[0-9](?:\.|[a-z]{2})? [^\W\d_]{3,10}\.? $")
"""The rest of a date that begins a label or stands behind a short word, in any language ("au 31 décembre")."""
_PARTING = ",;:|-)]\n"
"""Signs that part the words of a label; folding makes one hyphen of all dashes."""


class LabelPeriod(NamedTuple):
    """The time that a label names; ``against`` is the earlier of two years that are compared.

    ``in_name`` says that its year only stands inside other words: beside a row it may be part of the name of a bond, a
    product or a law. ``part``: it is only a part of its year, such as a quarter.
    """

    text: str
    year: int
    end_year: int | None
    role: PointRole | None
    against: int | None
    is_all: bool
    in_name: bool = False
    part: bool = False


class Label(NamedTuple):
    """A label with what it says; ``text`` is folded and on one line. ``earlier``: of the year before the report's."""

    text: str
    unit: LabelUnit | None = None
    period: LabelPeriod | None = None
    role: PointRole | None = None
    units: tuple[tuple[str, LabelUnit], ...] = ()
    earlier: bool = False


class LabelReader:
    """Reads labels of one language; each text is read once."""

    def __init__(self, facts: FactGrammar, words: TableWords) -> None:
        self._facts = facts
        self.units = UnitReader(facts, words)
        self._earlier = phrase_pattern(words.earlier)
        self._roles = [
            (role, phrase_pattern(words.roles[role].words), phrase_pattern(words.roles[role].but_not))
            for role in _ROLES
            if role in words.roles
        ]

    @remembered
    def read(self, plain: str) -> Label:
        """What a folded label says."""
        plain = plain[:LONGEST_LABEL]
        period = self.period(plain)
        role = self._role(plain) or (period.role if period else None)
        earlier = self._earlier.search(plain.lower()) is not None
        return Label(plain, self.units.of_label(plain), period, role, self.units.several(plain), earlier)

    @remembered
    def period(self, plain: str) -> LabelPeriod | None:
        """The time that a folded label names."""
        return self._period(plain[:LONGEST_LABEL])

    def _role(self, plain: str) -> PointRole | None:
        if len(plain) > LONGEST_ROLE:
            return None
        low = plain.lower()
        for role, words, but_not in self._roles:
            if words.search(low) and words.search(but_not.sub(" ", low)):
                return role
        return None

    def _period(self, plain: str) -> LabelPeriod | None:
        if not any(map(str.isdigit, plain)):
            return None
        found = find_facts(plain, 0, len(plain), self._facts)
        if any(fact.kind == "standard" for fact in found):
            return None  # the year is that of its edition
        compared = _COMPARED_YEARS.search(plain)
        if compared and compared[1] > compared[2]:
            latest_first = LabelPeriod(compared[1], int(compared[1]), None, None, int(compared[2]), False)
            return latest_first._replace(is_all=compared.group() == plain)
        facts = [fact for fact in found if fact.kind in ("year", "period") and fact.year is not None]
        if not facts:
            return self._short_year(plain)
        years = [fact.year or 0 for fact in facts]
        latest = max(range(len(facts)), key=lambda at: (years[at], -at))
        fact = facts[latest]
        against = min(years) if len(set(years)) > 1 else None
        begun = _PART_BEFORE.search(plain[: fact.start])
        text = plain[begun.start() if begun else fact.start : fact.end]
        rest = plain.replace(text, "", 1)
        return LabelPeriod(
            text=text,
            year=years[latest],
            end_year=fact.end_year,
            role=_ROLE_OF_YEAR.get(fact.role or ""),
            against=against,
            is_all=not any(char.isalnum() for char in rest),
            in_name=not (begun or self._tells_time(plain, fact.start, fact.end, alone=against is None)),
            part=begun is not None or is_part_named(self._facts.index, plain.lower(), fact.start, fact.text),
        )

    def _tells_time(self, plain: str, start: int, end: int, *, alone: bool) -> bool:
        """Whether a time begins a label or, ``alone``, a part of it, or words say what it is ("as of 2024", "FY24")."""
        before, index = plain[:start].rstrip(), self._facts.index
        if not before or before[-1] in "([" or (alone and before[-1] in _PARTING):
            return True
        if plain.lower().startswith(tuple(index.fiscal), start) or _DAY_BEFORE.search(plain[: end - 4]):
            return True
        return role_of(Line(plain, plain.lower(), 0, index), start, end) is not None

    def _short_year(self, plain: str) -> LabelPeriod | None:
        """Years that sentences do not write: "Dec-23", "201 8" in a narrow cell, or a unit behind ("2023tCO2e")."""
        wrapped = _WRAPPED_YEAR.fullmatch(plain)
        if wrapped and int(year := wrapped[1] + wrapped[2]) in _LIKELY_YEARS:
            return LabelPeriod(year, int(year), None, None, None, True)
        token = YEAR_TOKEN.search(plain)
        if token and int(token[1]) in _LIKELY_YEARS:
            told = self._tells_time(plain, *token.span(), alone=True)
            return LabelPeriod(token[1], int(token[1]), None, None, None, token.group() == plain, not told)
        for pattern, since in ((_YEAR_AND_MONTH, 0), (_SHORT_PART, _CENTURY)):
            found = pattern.fullmatch(plain)
            if found and since + int(found[1]) in _LIKELY_YEARS:
                part = pattern is _SHORT_PART
                return LabelPeriod(plain, since + int(found[1]), None, None, None, True, part=part)
        short = _SHORT_YEAR.fullmatch(plain)
        if short and short[1].lower() in self._facts.index.months:
            return LabelPeriod(plain, _CENTURY + int(short[2]), None, None, None, True)
        return None


# Interim targets are called targets too, so the narrower role is asked for first.
_ROLES: tuple[PointRole, ...] = ("change", "interim", "base", "target")
_ROLE_OF_YEAR: dict[str, PointRole] = {"base": "base", "target": "target", "interim": "interim"}
