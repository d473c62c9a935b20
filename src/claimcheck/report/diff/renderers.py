"""What changed, as text, a line each, JSON, Markdown and HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from importlib.resources import files

from claimcheck.model.diff_out import Diff, EntryOut
from claimcheck.report.diff import words
from claimcheck.report.diff.words import Section, sides_of, text_of
from claimcheck.report.json import seen
from claimcheck.report.layout import listed, visible
from claimcheck.report.markdown_text import escaped
from claimcheck.report.style import Style
from claimcheck.report.terms import element_name
from claimcheck.report.words import address, cut_words, hinted_words

DEFAULT_LIMIT = 20  # entries of a section that are shown on a terminal where nothing else is said
MOST_CHARACTERS = 60_000  # GitHub refuses a comment of more than 65,536 characters
_USED = (
    "verdict", "sections", "side_words", "change_words", "notes", "sides", "other_name", "where",
    "aside_words",
)  # fmt: skip
"""The functions on words that the template calls."""


def text(diff: Diff, style: Style) -> str:
    """Lines of at most ``style.width`` columns; ``style.limit`` is the number of entries of a section, 0 for all."""
    top = [style.paint("What changed", "head"), style.paint(style.rule, "dim")]
    for name, side in sides_of(diff).items():
        top += style.row(name, words.side_words(side), column=5)
    top.append("")
    for told in words.verdict(diff):
        top += style.lines(told, indent=2)
    for problem in diff.problems:
        note = problem.effect == "note"
        lines = style.row("note" if note else "!", hinted_words(problem), column=5)
        top += [style.paint(line, "fair" if note else "poor") for line in lines]
    parts = [top, *(_section_lines(one, diff, style) for one in words.sections(diff))]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _section_lines(section: Section, diff: Diff, style: Style) -> list[str]:
    total = len(section.entries)
    shown = section.entries[: DEFAULT_LIMIT if style.limit is None else style.limit or total]
    lines = style.lines(f"{section.heading} ({cut_words(len(shown), total) or f'{total:,}'})", "head")
    for entry in shown:
        lines.append("")
        if title := words.head(entry):
            lines += style.lines(title, "poor", 2)
        for name, where, quote in words.passages(entry, diff):
            other = words.other_name(entry)
            label, place = (name, where) if name else ("alike", f"{other} {where}")
            lines += style.row(label, f"{place}: {style.quoted(quote)}", indent=2, column=7)
        for label, told in words.notes(entry):
            told = told if style.unicode else told.replace("“", '"').replace("”", '"')
            lines += style.row(label, told, indent=2, column=7)
    return lines


def concise(diff: Diff, style: Style) -> str:
    """A line for each difference, where it stands in NEW, or in OLD where NEW has nothing of it.

    These are changes, what is found on one side only, and evidence; figures and words that differ are left out.
    """
    return "".join(f"{line}\n" for entry in diff.entries for line in _differences(entry))


def _differences(entry: EntryOut) -> Iterator[str]:
    one = entry.new or entry.old
    assert one is not None
    start = f"{address(one.path, one.place)}:"
    kind = "target" if entry.target else "admission" if entry.admission else "claim"
    for change in entry.changes:
        yield f"{start} {change.change} {words.change_words(change)}"
    if entry.status in ("gone", "new", "unclear"):
        where = "OLD" if entry.new is not None else "NEW"
        told = "may be one of those" if entry.status == "unclear" else "not found"
        yield f"{start} {entry.status} {kind} {told} in {where}: {text_of(one.text)}"
    for name, held, where in (("lost", entry.lost, "NEW"), ("gained", entry.gained, "OLD")):
        if held:
            elements = listed(element_name(element.element) for element in held)
            yield f"{start} {name} evidence not found in {where}: {elements}"


def json(diff: Diff, style: Style) -> str:
    """All of it, as ``claimcheck-diff/1``; ``style`` changes nothing."""
    return seen(diff.model_dump_json(indent=2)) + "\n"


def markdown(diff: Diff, style: Style) -> str:
    """Verdict, problems, and a section for each kind of change; ``style.limit`` is as in text, all where unsaid."""
    lines = ["# What changed", ""]
    lines += [f"- {name}: {escaped(words.side_words(side))}" for name, side in sides_of(diff).items()]
    lines += ["", *(f"{escaped(told)}  " for told in words.verdict(diff))]
    for problem in diff.problems:
        lines += ["", f"> **{problem.effect}** {escaped(hinted_words(problem))}"]
    made, left = "\n".join(lines) + "\n", 0
    for section in words.sections(diff):
        part, cut = _section_part(section, diff, style, MOST_CHARACTERS - len(made))
        made += part
        left += cut
    if left:
        made += f"\n{left:,} more are left out: `--output html:FILE` and `--output json:FILE` have all of them.\n"
    return made


def _section_part(section: Section, diff: Diff, style: Style, room: int) -> tuple[str, int]:
    """The section as far as there is room, and how many entries that leaves out."""
    made = f"\n## {section.heading} ({len(section.entries):,})\n"
    done = 0
    for entry in section.entries[: style.limit or None]:
        part = "\n- " + "\n  <br>".join(_entry_items(entry, diff)) + "\n"
        if len(made) + len(part) > room:
            break
        made += part
        done += 1
    return (made if done else ""), len(section.entries) - done


def _entry_items(entry: EntryOut, diff: Diff) -> Iterator[str]:
    if title := words.head(entry):
        yield f"**{escaped(title)}**"
    for name, where, quote in words.passages(entry, diff):
        yield f"{name or f'Alike in {words.other_name(entry)}'} ({escaped(where)}): {escaped(quote)}"
    yield from (f"{label.capitalize()}: {escaped(told)}" for label, told in words.notes(entry))


def html(diff: Diff, style: Style) -> str:
    """A page that needs no network, runs nothing, and escapes whatever was read.

    All entries are in it unless ``style.limit`` says how many of a section.
    """
    from claimcheck.report.html.page import environment, policy

    made = environment(_file)
    made.filters["visible"] = visible
    made.globals.update({name: getattr(words, name) for name in _USED}, hinted_words=hinted_words)
    return made.get_template("page.html.j2").render(
        diff=diff,
        limit=style.limit or None,
        policy=policy(_file("page.css")),
        reports=tuple(sides_of(diff).items()),
        by_name=sides_of(diff),
    )


@lru_cache(maxsize=2)
def _file(name: str) -> str:
    return (files("claimcheck.report.diff") / name).read_text(encoding="utf-8")


RENDERERS: Mapping[str, Callable[[Diff, Style], str]] = {
    "text": text,
    "concise": concise,
    "json": json,
    "markdown": markdown,
    "html": html,
}
