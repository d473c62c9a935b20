"""Figures and dates that measure nothing: rhythms, how far two events lie apart, and the date over a message."""

from __future__ import annotations

import re

from claimcheck.text.fact_grammar import Phrases
from claimcheck.text.sentence_scan import Line

SPAN = "span"
"""The class of such a figure: it has a unit and is no amount of anything."""

_TIME, _MULTIPLE = "time", "multiple"
_PLACE = re.compile(r"\W{0,3}\w[\w.'-]*(?: \w[\w.'-]*){0,2}(?:, ?\w[\w.' -]{1,24})?(?:, | ?[-–—(] ?)")
_WORD = re.compile(r"\w+")
_DASH = re.compile(r"\)? ?(?:[-–—]{1,2}|:|\() ?(?=\S)")
_DAY = re.compile(r"[0-9]{1,2}(?:st|nd|rd|th)?\.? |\w+\.? [0-9]{1,2}[^0-9]|[0-9]{1,2}[./-][0-9]{1,2}[./-]|[0-9]{4}-")


def set_spans_apart(line: Line) -> None:
    """Give figures of time the class of spans where they only say how often, or how far from something else.

    "Every three years", "ten years ahead of the law" and "twice a year" are no results and no goals.
    """
    index = line.index
    for at, fact in enumerate(line.facts):
        if fact.kind != "quantity" or fact.unit_class not in (_TIME, _MULTIPLE):
            continue
        start, end = fact.start - line.base, fact.end - line.base
        if fact.unit_class == _TIME:
            told = line.phrase_before(start, index.span_before) or _behind(line, end, index.span_after)
        else:
            told = _behind(line, end, index.rhythm_after)
        if told:
            line.facts[at] = fact._replace(unit_class=SPAN)


def _behind(line: Line, end: int, table: Phrases) -> bool:
    """Whether one of some phrases stands right behind a figure."""
    if line.text[end : end + 1] != " ":
        return False
    stop = line.low.find(" ", end + 1)
    head = line.low[end + 1 : stop if stop > 0 else line.length].strip(".,;:!?)")
    return line.phrase_at(end + 1, table, head) is not None


def drop_dateline(line: Line) -> None:
    """Take away the date that opens a message ("Leeds, 12 March 2026 - "): it says when somebody wrote.

    Only a day counts, with nothing but a place before it, and with a dash or colon behind it.
    """
    if not line.facts or line.facts[0].kind != "year":
        return
    first = line.facts[0]
    start, end = first.start - line.base, first.end - line.base
    if not _DASH.match(line.text, end) or not names_day(first.text):
        return
    before = line.text[:start]
    words: list[str] = _WORD.findall(before) if _PLACE.fullmatch(before) else []
    if not before.strip() or (words and words[0][:1].isupper() and words[-1][:1].isupper()):
        del line.facts[0]


def names_day(date: str) -> bool:
    """Whether a written date says the day ("12 March 2026"), and not only a month or a year."""
    return _DAY.match(date) is not None
