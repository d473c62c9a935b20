"""What changed, as GitHub-flavoured Markdown."""

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
from claimcheck.report.markdown_text import escaped
from claimcheck.report.style import Style

MOST_CHARACTERS = 60_000
"""GitHub refuses a comment of more than 65,536 characters."""


def render(diff: Diff, style: Style) -> str:
    """Verdict, problems, and a section for each kind of change; ``style.limit`` is as in text, all where unsaid."""
    lines = ["# What changed", ""]
    lines += [
        f"- {name}: {escaped(side_words(side))}" for name, side in (("OLD", diff.old), ("NEW", diff.new))
    ]
    lines += ["", *(f"{escaped(words)}  " for words in verdict(diff))]
    for problem in diff.problems:
        lines += ["", f"> **{problem.effect}** {escaped(problem_words(problem))}"]
    text = "\n".join(lines) + "\n"
    left = 0
    for section in sections(diff):
        part, cut = _section(section, diff, style, MOST_CHARACTERS - len(text))
        text += part
        left += cut
    if left:
        text += (
            f"\n{left:,} more are left out: `--output html:FILE` and `--output json:FILE` have all of them.\n"
        )
    return text


def _section(section: Section, diff: Diff, style: Style, room: int) -> tuple[str, int]:
    """The section as far as there is room, and how many entries that leaves out."""
    shown = section.entries[: style.limit or None]
    text = f"\n## {section.heading} ({len(section.entries):,})\n"
    done = 0
    for entry in shown:
        part = "\n" + "\n".join(_entry(entry, diff)) + "\n"
        if len(text) + len(part) > room:
            break
        text += part
        done += 1
    return (text if done else ""), len(section.entries) - done


def _entry(entry: EntryOut, diff: Diff) -> Iterator[str]:
    by_name = {"OLD": diff.old, "NEW": diff.new}
    title = head(entry)
    lines = [f"**{escaped(title)}**"] if title else []
    lines += [
        f"{name} ({escaped(where(one, by_name[name]))}): {escaped(text_of(one.text))}"
        for name, one in sides(entry)
    ]
    other = other_name(entry)
    lines += [
        f"Alike in {other} ({escaped(where(one, by_name[other]))}{escaped(aside_words(one))}): "
        f"{escaped(text_of(one.text))}"
        for one in entry.alike
    ]
    lines += [f"{label.capitalize()}: {escaped(told)}" for label, told in notes(entry)]
    first, *others = lines
    yield f"- {first}"
    yield from (f"  <br>{line}" for line in others)
