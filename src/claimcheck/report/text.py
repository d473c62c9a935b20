"""The report for a person: the first page, then the claims, what to deal with first at the top."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypeVar

from claimcheck.model.claim_out import FindingOut
from claimcheck.model.report import DocumentOut, PairOut, Report, SetAsideOut
from claimcheck.report.claim_text import MARGIN, Page, claim_lines, finding_lines, pair_lines
from claimcheck.report.contradictions import columns, compare_lines, split
from claimcheck.report.first_page import FirstPage, first_page
from claimcheck.report.layout import listed, shorten, visible, width_of, wrap
from claimcheck.report.matrix import legend, matrix, names, text_rows
from claimcheck.report.rows import ORDERS, gaps_of, rows
from claimcheck.report.style import Style, Tone
from claimcheck.report.targets import ADMITS, target_words
from claimcheck.report.terms import aside_name, element_name
from claimcheck.report.words import (
    MEANING,
    TOLD_ONCE,
    all_problems,
    count,
    cut_words,
    grouped,
    in_order,
    place_words,
    plain,
    problem_at,
    reading_words,
    told_once_words,
)

T = TypeVar("T")

DEFAULT_LIMIT = 20
QUOTE = 60
ASIDE = 160
ROOM = 21  # what the other columns of the table of gaps take
GAPS_SHOWN = 10
_GAP_HEADS = ("missing evidence", "claims", "share")
_AROUND = 2  # columns by which a table is wider than its heads
# Fewer columns than these, and what to add is not told beside a gap.
LEAST_ADVICE = 24

_EFFECT_TONES: dict[str, Tone] = {"unreadable": "bad", "partial": "poor", "note": "fair"}
_EFFECT_WORDS = {"unreadable": "not read", "partial": "partly", "note": "note"}
_TYPED = str.maketrans({"“": '"', "”": '"', "…": "..."})


def render(report: Report, style: Style) -> str:
    """The whole report as lines of at most ``style.width`` columns."""
    first = first_page(report, style.sort)
    parts = [
        _verdict(report, first, style),
        _problems(report, style),
        *sections(first, style),
        *_claims(Page(report, style)),
        _coverage(report, style),
        _gaps(report, style),
        _set_aside(report, style),
        _footer(report, style),
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"


def _heading(text: str, style: Style) -> list[str]:
    return [*style.lines(text, "head"), style.paint(style.rule, "dim")]


def _counted_heading(
    title: str, shown: Sequence[object], of: Sequence[object], style: Style, noun: str = ""
) -> list[str]:
    """A heading that says how many of something are shown, where some are not."""
    cut = cut_words(len(shown), len(of), noun)
    return _heading(f"{title}: {cut}" if cut else title, style)


def _verdict(report: Report, page: FirstPage, style: Style) -> list[str]:
    documents = report.documents
    if len(documents) == 1:
        lines = _document_head(documents[0], style)
    else:
        statuses: Counter[str] = Counter(document.status for document in documents)
        told = (("partial", "partly read"), ("unreadable", "not read"))
        parts = (f"{statuses[status]} {said}" for status, said in told if statuses[status])
        lines = _heading(listed([count(len(documents), "document"), *parts]), style)
    lines += ["", *sentences(page, style)]
    for words in page.numbers:
        lines += style.lines(words, "dim", 2)
    return lines


def _document_head(document: DocumentOut, style: Style) -> list[str]:
    name = visible(document.title or "") or visible(document.path)
    facts = [visible(document.path), plain(document.format), plain(document.language or "")]
    if document.status != "unreadable":
        facts.append(reading_words(document))
    wanted = (fact for fact in facts if fact and fact != name)
    return [*_heading(name, style), *style.lines(style.dot.join(wanted), "dim")]


def _problems(report: Report, style: Style) -> list[str]:
    problems = all_problems(report)
    lines = _heading("Problems", style) if problems else []
    order = list(_EFFECT_WORDS)
    for path, problem in sorted(problems, key=lambda pair: order.index(pair[1].effect)):
        effect = problem.effect
        lines += style.row(_EFFECT_WORDS[effect], problem_at(path, problem), _EFFECT_TONES[effect], 2)
        if problem.hint:
            lines += style.row("", f"hint: {visible(problem.hint)}", indent=2)
    return lines


def _claims(page: Page) -> Iterator[list[str]]:
    """Claims in order, a row for what says the same, a document after the other; ``limit`` counts over all of them."""
    report, style = page.report, page.style
    listing = rows(report.documents, style.sort)
    chosen = _cut(listing, style)
    many = len(report.documents) > 1
    if len(listing) == 1:
        yield _heading("The claim", style)
    elif listing:
        shown = cut_words(len(chosen), len(listing)) or f"all {len(listing):,}"
        yield _heading(f"Claims, {ORDERS[style.sort]}: {shown}", style)
    for document in report.documents:
        own = [one for one in chosen if one.document is document]
        if many and (own or document.findings):
            yield _document_head(document, style)
        for one in own:
            yield list(claim_lines(one, page))
        disagreeing, loose = split(document)
        if disagreeing:
            yield _contradictions(disagreeing, page)
        if loose:
            yield _of_document(loose, page)
        if document.pairs:
            yield _pairs(document.pairs, page)


def _cut(listing: Sequence[T], style: Style) -> Sequence[T]:
    """The first ones, as many as are to be shown."""
    limit = DEFAULT_LIMIT if style.limit is None else style.limit
    return listing[:limit] if limit else listing


def _contradictions(pairs: Sequence[FindingOut], page: Page) -> list[str]:
    """Passages that disagree, side by side, each pair with its sum; as many as there may be claims."""
    style = page.style
    shown = _cut(pairs, style)
    lines = _counted_heading("Contradictions", shown, pairs, style)
    for number, finding in enumerate(shown):
        lines += [""] if number else []
        lines += columns(finding, style, MARGIN)
        lines += pair_lines(finding, page)
    return lines


def _pairs(pairs: Sequence[PairOut], page: Page) -> list[str]:
    """Passages to compare, as many as there may be claims: they take nothing from any score."""
    style = page.style
    shown = _cut(pairs, style)
    lines = _counted_heading("To compare, without effect on any score", shown, pairs, style)
    for told in compare_lines(shown):
        lines += style.row("", told, indent=MARGIN)
    return lines


def _of_document(findings: Sequence[FindingOut], page: Page) -> list[str]:
    """Findings about no claim: each with the words that it quotes, and where they stand."""
    style = page.style
    lines = _heading("Outside of claims", style)
    for group in grouped(findings):
        words = shorten(visible(group[0].quote), QUOTE)
        lines += style.row("", f"{style.quoted(words)}, {place_words(group[0].place)}", indent=MARGIN)
        lines += finding_lines(group, page, rewrite=True)
    return lines


def _coverage(report: Report, style: Style) -> list[str]:
    """Which of the claims shown has which evidence, where there are several."""
    listing = rows(report.documents, style.sort)
    chosen = _cut(listing, style)
    if len(chosen) < 2:
        return []
    table = matrix([one.claim for one in chosen], style)
    many = len(report.documents) > 1
    places = [place_words(one.claim.place) + (f", {visible(one.document.path)}" if many else "") for one in chosen]
    return [
        *_counted_heading("Evidence by claim", chosen, listing, style, " claims"),
        *text_rows(table, places, style, 2),
        *style.lines(names(table.elements), "dim", 2),
        *style.lines(legend(style), "dim", 2),
    ]


def _gaps(report: Report, style: Style) -> list[str]:
    """What is missing most often, with what to add; all of it where all claims are shown.

    One claim tells it itself.
    """
    listing = rows(report.documents, style.sort)
    gaps, claims = list(gaps_of(listing).items()), len(listing)
    if not gaps or claims < 2:
        return []
    shown = gaps if style.limit == 0 else gaps[:GAPS_SHOWN]
    advice = {
        step.element: visible(step.advice)
        for _, claim in in_order(report.documents, style.sort)
        for step in claim.next_steps
    }
    cells = [
        (
            shorten(element_name(element), min(30, style.width - ROOM)),
            f"{number:,}",
            f"{round(100 * number / claims)} %",
        )
        for element, number in shown
    ]
    head, *table = _aligned(_GAP_HEADS, cells)
    room = style.width - len(head) - 4
    lines = [f"  {head}"]
    for (element, _), line in zip(shown, table, strict=True):
        said = advice.get(element, "") if room >= LEAST_ADVICE else ""
        first, *others = wrap(said, room) if said else [""]
        lines.append(f"  {line}  {style.paint(first, 'dim')}".rstrip() if first else f"  {line}")
        lines += [" " * (len(line) + 4) + style.paint(other, "dim") for other in others]
    once = [told_once_words(one) for document in report.documents for one in document.told_once]
    lines += style.lines(TOLD_ONCE, indent=2) if once else []
    lines += [line for one in once for line in style.lines(one, indent=4)]
    return [*_counted_heading("Gaps", shown, gaps, style), *lines]


def _aligned(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> list[str]:
    """A table in lines, its first column aligned left and the others right."""
    widths = [max(len(head) + _AROUND, *map(width_of, cells)) for head, *cells in zip(heads, *rows, strict=True)]
    lines = []
    for name, *others in (heads, *rows):
        cells = [f"{name}{' ' * (widths[0] - width_of(name))}"]
        cells += [each.rjust(width) for each, width in zip(others, widths[1:], strict=True)]
        lines.append("  ".join(cells))
    return lines


def _set_aside(report: Report, style: Style) -> list[str]:
    """What was set aside, by reason, where everything is to be shown."""
    if style.limit != 0:
        return []
    many = len(report.documents) > 1
    lines: list[str] = []
    found: dict[str, list[tuple[DocumentOut, SetAsideOut]]] = {}
    for document in report.documents:
        for one in document.set_aside:
            found.setdefault(one.reason, []).append((document, one))
    for reason, listing in sorted(found.items(), key=lambda item: (-len(item[1]), item[0])):
        lines += ["", f"  {len(listing):,} {aside_name(reason, len(listing))}"]
        for document, one in listing:
            where = f"{visible(document.path)}, " if many else ""
            words = f"{style.quoted(shorten(visible(one.text), ASIDE))}, {where}{place_words(one.place)}"
            lines += style.row("", words, indent=2, column=2)
    return [*_heading("Set aside: not claims of the company", style), *lines[1:]] if lines else []


def _footer(report: Report, style: Style) -> list[str]:
    context, pack = report.context, report.tool.rulepack
    reading = [f"audience {context.audience}", f"medium {context.medium}"]
    if context.subject:
        reading.append(f"subject {context.subject}")
    lands = " ".join(context.jurisdictions)
    rules = f"{visible(pack.name)} {visible(pack.version)} ({count(pack.rules, 'rule')}, {pack.sha256[:12]})"
    facts = listed(f"{name} {said}" for name, said in context.facts.items())
    told = f" Answered: {facts}." if facts else ""
    words = (
        visible(f"Read with {listed(reading)}, law of {lands} as of {context.as_of}.{told}"),
        f"{report.tool.name} {report.tool.version}, rules {rules}.",
        MEANING,
    )
    return [line for text in words for line in style.lines(text, "dim")]


def sentences(page: FirstPage, style: Style) -> Iterator[str]:
    """The lead, drawn by how well the headline claims do, and the facts behind it."""
    yield from style.lines(_typed(page.lead, style), _tone(page), 2)
    for words in (*page.facts, *page.assured):
        yield from style.lines(_typed(words, style), indent=2)


def _typed(words: str, style: Style) -> str:
    """The words with the quotation marks and dots that the terminal knows."""
    return words if style.unicode else words.translate(_TYPED)


def _tone(page: FirstPage) -> Tone:
    scores = [one.score for one in page.headlines]
    if page.unread or not scores:
        return "head"
    return "good" if min(scores) >= 80 else "poor" if max(scores) >= 40 else "bad"


def sections(page: FirstPage, style: Style) -> Iterator[list[str]]:
    """Each further section with its heading."""
    if not page.short:
        yield [*_heading("What matters first", style), *_headlines(page, style)]
    for title, shown, total, lines in (
        (ADMITS, page.admissions, page.admissions_in_all, _admissions(page, style)),
        ("Targets", () if page.short else page.targets, page.targets_in_all, _targets(page, style)),
    ):
        if shown:
            yield [*_counted_heading(title, shown, range(total), style), *lines]
    if page.beside:
        lines = (line for words in page.beside for line in style.lines(words, indent=2))
        yield [*_heading("Beside other reports", style), *lines]


def _admissions(page: FirstPage, style: Style) -> Iterator[str]:
    for one in page.admissions:
        yield from _item(f"{one.kind}, {one.place}: {style.quoted(one.quote)}", style)
        yield from _item(one.before, style)


def _item(text: str, style: Style, label: str = "") -> list[str]:
    """An entry of a list on the first page; nothing without words."""
    return style.row(label, text, indent=2, column=4) if text else []


def _headlines(page: FirstPage, style: Style) -> Iterator[str]:
    for position, (topic, own) in enumerate(page.topics):
        if position:
            yield ""
        yield style.paint(f"  {topic[:1].upper()}{topic[1:]}", "head")
        for one in own:
            yield from _item(style.quoted(one.words), style, f"{one.number:>2}")
            facts = style.dot.join((_typed(one.said, style), one.kind, f"{one.score} of 100, {one.verdict}"))
            yield from (style.paint(line, "dim") for line in _item(facts, style))
            yield from _item(one.question, style)


def _targets(page: FirstPage, style: Style) -> Iterator[str]:
    for one in page.targets:
        yield from _item(style.quoted(visible(one.words)), style)
        yield from (style.paint(line, "dim") for line in _item(style.dot.join(target_words(one)), style))
