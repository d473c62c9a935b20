"""The report on one page of A4, as a PDF file for those who have a minute."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from msgspec.structs import replace

from claimcheck.model.claim_out import FindingOut
from claimcheck.model.report import DocumentOut, Report
from claimcheck.report.contradictions import sides
from claimcheck.report.files.paper import DIM, UNKNOWN, Colour, Text, drawable, one_page
from claimcheck.report.first_page import FirstPage, Headline, first_page
from claimcheck.report.layout import excerpt, listed, shorten, visible
from claimcheck.report.targets import ADMITS, target_words
from claimcheck.report.words import count, place_words

MEANING = (
    "The number before a claim is its score, from 0 to 100: how well a reader can check it with what the report gives, "
    "never whether it is true. Claims are in the order in which to deal with them."
)
_SHADES: tuple[Colour, ...] = ((179, 38, 30), (180, 84, 10), (138, 106, 0), (63, 122, 42), (15, 107, 79))
_INDENT = 34.0
_STEPS = 3
_TITLE = 140


class _Room(NamedTuple):
    """How much is told: the size of letters, letters of a quotation, and how many of what may be many."""

    size: float
    quote: int
    targets: int
    many: int


_ROOMS = (_Room(9, 160, 5, 4), _Room(8.5, 140, 4, 3), _Room(8, 110, 3, 2), _Room(8, 80, 2, 1), _Room(7, 60, 1, 1))


def write(report: Report) -> bytes:
    """The page; what there is no room for is counted on it."""
    page = first_page(report)
    bodies = [list(_body(report, page, room)) for room in _ROOMS]
    odd = any(drawable(text.words).count(UNKNOWN) > text.words.count(UNKNOWN) for text in bodies[0])
    return one_page(bodies, list(_foot(report, odd)), report.context.as_of)


def _body(report: Report, page: FirstPage, room: _Room) -> Iterator[Text]:
    size = room.size
    yield Text("Evidence-gap report on one page", size, colour=DIM)
    yield Text(shorten(_name(report), _TITLE), 15, bold=True, before=2)
    for sentence in (page.lead, *page.facts[:1]):
        yield Text(shorten(sentence, 3 * room.quote), size + 1, before=4)
    if page.headlines:
        shown = count(len(page.headlines), "claim")
        more = page.groups > len(page.headlines)
        yield _head(f"The first {shown}, of {page.groups:,} different ones" if more else shown, size)
        for one in page.headlines:
            yield from _headline(one, room)
    admissions = [f"{one.kind}: “{shorten(one.quote, room.quote)}” ({one.place})" for one in page.admissions]
    targets = [f"“{shorten(one.words, room.quote)}”: {listed(target_words(one))}" for one in page.targets]
    against = [_against(*one, room) for one in page.contradictions]
    for title, lines, most, total in (
        ("What to do first", list(_steps(page)), _STEPS, 0),
        (ADMITS, admissions, room.many, page.admissions_in_all),
        ("What is assured", list(page.assured), room.many, 0),
        ("What contradicts itself", against, room.many, len(against)),
        ("Targets", targets, room.targets, page.targets_in_all),
        ("Beside public reports", list(page.beside), room.many, 0),
    ):
        if lines:
            shown_lines = lines[:most]
            yield _head(title, size)
            yield from (Text(line, size, before=1.5) for line in shown_lines)
            if total > len(shown_lines):
                left = f"{total - len(shown_lines):,} more in the full report."
                yield Text(left, size, colour=DIM, before=1.5)


def _head(words: str, size: float) -> Text:
    return Text(words, size + 1, bold=True, before=size)


def _name(report: Report) -> str:
    if len(report.documents) != 1:
        return count(len(report.documents), "document")
    (document,) = report.documents
    return visible(document.title or document.path)


def _headline(one: Headline, room: _Room) -> Iterator[Text]:
    shown = Text(
        f"{one.number}. “{excerpt(one.claim.text, room.quote)}” ({one.said})",
        room.size, indent=_INDENT, before=3, label=f"{one.score}", box=_SHADES[min(one.score // 20, 4)],
    )  # fmt: skip
    yield shown
    asked = f"{one.question} " if one.question else ""
    words = f"{asked}({one.kind}; {one.verdict})"
    yield replace(shown, words=words, label="", box=None, before=0, colour=DIM)


def _steps(page: FirstPage) -> Iterator[str]:
    """The questions that most of the first claims leave open, with the numbers of these claims."""
    asked: dict[str, list[int]] = {}
    for one in page.headlines:
        if one.question:
            asked.setdefault(one.question, []).append(one.number)
    for question, numbers in sorted(asked.items(), key=lambda item: (-len(item[1]), item[1]))[:_STEPS]:
        yield f"Answer in {'claim' if len(numbers) == 1 else 'claims'} {listed(map(str, numbers))}: {question}"


def _against(document: DocumentOut, finding: FindingOut, room: _Room) -> str:
    told = [f"{place_words(place)}, “{shorten(visible(quote), room.quote)}”" for place, quote in sides(finding)[:2]]
    return f"{visible(finding.message)}: {' against '.join(told)}"


def _foot(report: Report, odd: bool) -> Iterator[Text]:
    setting, pack = report.context, report.tool.rulepack
    yield Text(MEANING, 7, colour=DIM, before=8)
    lands = listed(setting.jurisdictions).upper()
    yield Text(
        f"As of {setting.as_of}, law of {lands}, for {setting.audience}s. {report.tool.name} {report.tool.version}, "
        f"rules {visible(pack.name)} {visible(pack.version)} ({pack.sha256[:12]}).",
        7, colour=DIM,
    )  # fmt: skip
    if odd:
        yield Text(f"{UNKNOWN} stands for a letter that the font of this page does not have.", 7, colour=DIM)
