"""The first page in the text report: its sentences, the headline claims, the targets, and the comparison."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.report.admissions import TITLE as ADMITS
from claimcheck.report.admissions import Admitted
from claimcheck.report.first_page import FirstPage, Headline
from claimcheck.report.layout import indented, row, visible
from claimcheck.report.style import Style, Tone
from claimcheck.report.targets import Target, target_words

_TYPED = str.maketrans({"“": '"', "”": '"', "…": "..."})


def sentences(page: FirstPage, style: Style) -> Iterator[str]:
    """The lead, drawn by how well the headline claims do, and the facts behind it."""
    for line in indented(_typed(page.lead, style), style.width, 2):
        yield style.paint(line, _tone(page))
    for words in (*page.facts, *page.assured):
        yield from indented(_typed(words, style), style.width, 2)


def _typed(words: str, style: Style) -> str:
    """The words with the quotation marks and dots that the terminal knows."""
    return words if style.unicode else words.translate(_TYPED)


def _tone(page: FirstPage) -> Tone:
    scores = [one.score for one in page.headlines]
    if page.unread or not scores:
        return "head"
    return "good" if min(scores) >= 80 else "poor" if max(scores) >= 40 else "bad"


def sections(page: FirstPage, style: Style) -> Iterator[tuple[str, list[str]]]:
    """Each further section with its heading."""
    if not page.short:
        yield "What matters first", list(_headlines(page, style))
    if page.admissions:
        cut = _cut(len(page.admissions), page.admissions_in_all)
        yield f"{ADMITS}{cut}", [line for one in page.admissions for line in _admission(one, style)]
    if page.targets and not page.short:
        cut = _cut(len(page.targets), page.targets_in_all)
        yield f"Targets{cut}", [line for one in page.targets for line in _target(one, style)]
    if page.beside:
        lines = [line for words in page.beside for line in indented(words, style.width, 2)]
        yield "Beside other reports", lines


def _cut(shown: int, total: int) -> str:
    return f": showing {shown} of {total:,}" if shown < total else ""


def _admission(one: Admitted, style: Style) -> Iterator[str]:
    yield from row(
        "", f"{one.kind}, {one.place}: {style.quoted(one.quote)}", width=style.width, indent=2, column=4
    )
    if one.before:
        yield from row("", one.before, width=style.width, indent=2, column=4)


def _headlines(page: FirstPage, style: Style) -> Iterator[str]:
    for position, (topic, own) in enumerate(page.topics):
        if position:
            yield ""
        yield style.paint(f"  {topic[:1].upper()}{topic[1:]}", "head")
        for one in own:
            yield from _headline(one, style)


def _headline(one: Headline, style: Style) -> Iterator[str]:
    yield from row(f"{one.number:>2}", style.quoted(one.words), width=style.width, indent=2, column=4)
    facts = style.dot.join((_typed(one.said, style), one.kind, f"{one.score} of 100, {one.verdict}"))
    for line in row("", facts, width=style.width, indent=2, column=4):
        yield style.paint(line, "dim")
    if one.question:
        yield from row("", one.question, width=style.width, indent=2, column=4)


def _target(one: Target, style: Style) -> Iterator[str]:
    yield from row("", style.quoted(visible(one.words)), width=style.width, indent=2, column=4)
    for line in row("", style.dot.join(target_words(one)), width=style.width, indent=2, column=4):
        yield style.paint(line, "dim")
