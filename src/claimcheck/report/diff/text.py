"""What changed, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.model.diff_out import Diff, EntryOut
from claimcheck.report.diff.words import (
    Section,
    aside_words,
    head,
    notes,
    other_name,
    problem_words,
    sections,
    side_words,
    sides,
    text_of,
    verdict,
    where,
)
from claimcheck.report.layout import indented, row, wrap
from claimcheck.report.style import Style

DEFAULT_LIMIT = 20
"""Entries of a section that are shown where nothing else is said."""


def render(diff: Diff, style: Style) -> str:
    """Lines of at most ``style.width`` columns; ``style.limit`` is the number of entries of a section, 0 for all."""
    parts = [_top(diff, style), *(_section(one, diff, style) for one in sections(diff))]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _top(diff: Diff, style: Style) -> list[str]:
    lines = [style.paint("What changed", "head"), style.paint(style.rule, "dim")]
    for name, side in (("OLD", diff.old), ("NEW", diff.new)):
        lines += row(name, side_words(side), width=style.width, column=5)
    lines.append("")
    for words in verdict(diff):
        lines += indented(words, style.width, 2)
    for problem in diff.problems:
        note = problem.effect == "note"
        told = row("note" if note else "!", problem_words(problem), width=style.width, column=5)
        lines += [style.paint(line, "fair" if note else "poor") for line in told]
    return lines


def _section(section: Section, diff: Diff, style: Style) -> list[str]:
    limit = DEFAULT_LIMIT if style.limit is None else style.limit or len(section.entries)
    shown = section.entries[:limit]
    total = len(section.entries)
    number = f"showing {len(shown):,} of {total:,}" if len(shown) < total else f"{total:,}"
    lines = [style.paint(line, "head") for line in wrap(f"{section.heading} ({number})", style.width)]
    for entry in shown:
        lines += ["", *_entry(entry, diff, style)]
    return lines


def _entry(entry: EntryOut, diff: Diff, style: Style) -> Iterator[str]:
    title = head(entry)
    if title:
        yield from (style.paint(line, "poor") for line in indented(title, style.width, 2))
    by_name = {"OLD": diff.old, "NEW": diff.new}
    for name, one in sides(entry):
        words = f"{where(one, by_name[name])}: {style.quoted(text_of(one.text))}"
        yield from row(name, words, width=style.width, indent=2, column=7)
    other = other_name(entry)
    for alike in entry.alike:
        place = f"{where(alike, by_name[other])}{aside_words(alike)}"
        words = f"{other} {place}: {style.quoted(text_of(alike.text))}"
        yield from row("alike", words, width=style.width, indent=2, column=7)
    for label, told in notes(entry):
        told = told if style.unicode else told.replace("“", '"').replace("”", '"')
        yield from row(label, told, width=style.width, indent=2, column=7)
