"""A passage of law, or the law of each jurisdiction, told to a person in text or to a program as plain values."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from claimcheck.errors import UsageError
from claimcheck.model.claim import Citation
from claimcheck.reference.rules import GRADES, citation_values
from claimcheck.report.law_words import iso, stale_words
from claimcheck.report.layout import listed, row, visible
from claimcheck.report.style import Style
from claimcheck.report.words import period_words, plain
from claimcheck.rulepack.law_versions import checks_of, last_check, stale
from claimcheck.rulepack.pack import Pack

WORLDWIDE = "int"
_NOT_CHECKED = "not checked by itself"


def passage(key: str, pack: Pack) -> Citation:
    """The passage with a key. Raises ``UsageError`` with the nearest key where there is none."""
    wanted = key.casefold()
    if wanted not in pack.citations:
        known = sorted({citation.jurisdiction for citation in pack.citations.values()})
        near = difflib.get_close_matches(wanted, pack.citations, n=1)
        first = f"did you mean {near[0]}? " if near and wanted not in known else ""
        hint = f"{first}claimcheck law --jurisdiction {wanted if wanted in known else 'ID'} lists the keys"
        raise UsageError(f"there is no passage {key!r}", code="unknown-value", hint=hint)
    return pack.citations[wanted]


def passage_values(passage: Citation, pack: Pack, day: date) -> dict[str, Any]:
    """The passage as it applies on a day, its other versions and what rests on it, as JSON can carry them."""
    now = passage.on(day)
    return {
        "as_of": day.isoformat(),
        **_values(now),
        "versions": [_values(one) for one in passage.dated() if one != now._replace(versions=one.versions)],
        "used_by": {kind: list(names) for kind, names in users_of(passage.key, pack).items()},
        "last_check_of_jurisdiction": last_check(pack, passage.jurisdiction).isoformat(),
        "checked_too_long_ago": bool(_stale(passage.jurisdiction, pack, day)),
    }


def _values(one: Citation) -> dict[str, Any]:
    return citation_values(
        one, "key", "instrument", "locator", "edition", "jurisdiction", "kind", "says", "extract", "docket",
        "valid_from", "valid_to", "periods_from", "periods_to", "grade", "checked", "source", "url",
    )  # fmt: skip


def passage_text(passage: Citation, pack: Pack, day: date, style: Style) -> str:
    """The passage for a terminal, ending with a newline."""
    now = passage.on(day)
    title = f"{passage.key}  {listed((now.instrument, now.locator))}"
    lines = [style.paint(visible(title), "head"), style.paint(style.rule, "dim")]
    for label, text in _facts(now, day):
        lines += _row(label, text, style)
    others = [one for one in passage.dated() if one.valid_from != now.valid_from]
    if others:
        lines += ["", style.paint("Other versions", "head")]
        for one in others:
            lines += _row(in_force(one), _version_words(one, now), style, indent=2, column=26)
    users = users_of(passage.key, pack)
    if users:
        lines += ["", style.paint("Rests on it", "head")]
        for kind, names in users.items():
            lines += _row(kind, listed(names), style, indent=2, column=14)
    for name, last in _stale(passage.jurisdiction, pack, day):
        lines += ["", *_row("note", stale_words(name, last, day), style)]
    return "\n".join(lines) + "\n"


def _facts(one: Citation, day: date) -> Iterator[tuple[str, str]]:
    yield "says", one.says
    if one.extract:
        yield "extract", f"“{one.extract}”"
    yield "law of", listed([plain(one.jurisdiction), *([one.kind] if one.kind else [])])
    yield "edition", one.edition
    if one.docket:
        yield "case", one.docket
    yield "in force", in_force(one) + _standing(one, day)
    if one.periods_from or one.periods_to:
        yield "periods", period_words(iso(one.periods_from), iso(one.periods_to))
    yield "grade", GRADES[one.grade]
    yield "checked", str(one.checked) if one.checked else _NOT_CHECKED
    if one.source:
        yield "source", one.source
    if one.url:
        yield "address", one.url


def in_force(citation: Citation) -> str:
    """The days between which a passage applies: "from 2026-09-27", "2014-01-01 to 2025-11-30" or "undated"."""
    start, end = citation.valid_from, citation.valid_to
    if start and end:
        return f"{start} to {end}"
    return f"from {start}" if start else f"until {end}" if end else "undated"


def _standing(one: Citation, day: date) -> str:
    if one.valid_from is not None and one.valid_from > day:
        return f" (not yet on {day})"
    return f" (no longer on {day})" if one.valid_to is not None and one.valid_to < day else ""


def _version_words(one: Citation, now: Citation) -> str:
    """A version in one sentence, with its instrument where that is another one."""
    moved = (one.instrument, one.locator) != (now.instrument, now.locator)
    of = f"{one.instrument}, {one.locator}: " if moved else ""
    return f"{of}{one.says} ({listed((one.edition, GRADES[one.grade]))})"


def users_of(key: str, pack: Pack) -> dict[str, tuple[str, ...]]:
    """What rests on a passage: rules, claim types, legal tests and profiles; each kind only where there are any."""
    kinds = {name: kind.shape for name, kind in sorted(pack.claim_types.items())}
    found = {
        "rules": tuple(name for name, check in sorted(pack.checks.items()) if key in check.shape.cite),
        "claim types": tuple(
            name
            for name, kind in kinds.items()
            if key in kind.required.values() or any(one.cite == key for one in kind.conditional.values())
        ),
        "legal tests": tuple(
            sorted(test.id for tests in pack.legal_tests.values() for test in tests if key in test.shape.cite)
        ),
        "profiles": tuple(
            name
            for name, profile in sorted(pack.profiles.items())
            if any(group.cite == key for group in profile.layers[-1].groups)
        ),
    }
    return {kind: names for kind, names in found.items() if names}


def law_values(pack: Pack, day: date, asked: Sequence[str]) -> list[dict[str, Any]]:
    """Each jurisdiction with its counts by grade and its checks; of those that are asked for its passages too."""
    names = asked or _names(pack)
    return [
        {
            "jurisdiction": name,
            "passages": len(own := _own(name, pack)),
            **{grade: sum(one.on(day).grade == grade for one in own) for grade in GRADES},
            "checked": sum(one.on(day).checked is not None for one in own),
            "oldest_check": iso(next(iter(checks_of(pack, name)), None)),
            "last_check": last_check(pack, name).isoformat(),
            "checked_too_long_ago": bool(_stale(name, pack, day)),
            **({"law": [_values(one.on(day)) for one in own]} if asked else {}),
        }
        for name in names
    ]


def law_text(pack: Pack, day: date, asked: Sequence[str], style: Style) -> str:
    """The same for a terminal, ending with a newline."""
    lines = [style.paint(f"Law as of {day}", "head"), style.paint(style.rule, "dim")]
    for told in law_values(pack, day, asked):
        name = told["jurisdiction"]
        grades = listed(f"{told[grade]} {grade}" for grade in GRADES if told[grade])
        oldest = told["oldest_check"]
        checks = f"{told['checked']} checked, the oldest on {oldest}" if oldest else "none checked by itself"
        lines += _row(name, f"{told['passages']} passages: {grades}; {checks}", style)
        if asked:
            for one in _own(name, pack):
                now = one.on(day)
                words = f"{listed((now.instrument, now.locator))} ({listed(_notes(now))})"
                lines += _row(one.key, words, style, indent=2, column=30)
    for place, last in stale(pack, asked or _names(pack), day):
        lines += ["", *_row("note", stale_words(place, last, day), style)]
    return "\n".join(lines) + "\n"


def _notes(one: Citation) -> Iterator[str]:
    yield one.grade
    yield in_force(one)
    yield f"checked {one.checked}" if one.checked else _NOT_CHECKED


def _stale(name: str, pack: Pack, day: date) -> tuple[tuple[str, date], ...]:
    return stale(pack, (name,), day)


def _names(pack: Pack) -> list[str]:
    known = {one.jurisdiction for one in pack.citations.values()}
    return sorted(known, key=lambda name: (name == WORLDWIDE, name))


def _own(name: str, pack: Pack) -> list[Citation]:
    return [one for one in pack.citations.values() if one.jurisdiction == name]


def _row(label: str, text: str, style: Style, *, indent: int = 0, column: int = 10) -> list[str]:
    return row(
        label, visible(text), width=style.width, indent=indent, column=column,
        paint=lambda words: style.paint(words, "dim"),
    )  # fmt: skip
