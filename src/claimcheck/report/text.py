"""The report for a person: the first page, then the claims, what to deal with first at the top."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from claimcheck.model.claim_out import FindingOut
from claimcheck.model.report import DocumentOut, PairOut, ProblemOut, Report, SetAsideOut
from claimcheck.report.claim_text import MARGIN, Page, claim_lines, finding_lines, pair_lines
from claimcheck.report.contradictions import columns, compare_lines, split
from claimcheck.report.first_page import FirstPage, first_page
from claimcheck.report.first_page_text import sections, sentences
from claimcheck.report.layout import indented, listed, row, shorten, visible, width_of, wrap
from claimcheck.report.matrix import legend, matrix, names, text_rows
from claimcheck.report.missing import TOLD_ONCE, told_once_words
from claimcheck.report.rows import ORDERS, rows
from claimcheck.report.style import Style, Tone
from claimcheck.report.terms import aside_name, element_name
from claimcheck.report.words import count, grouped, in_order, place_words, plain, problem_words, reading_words

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


def render(report: Report, style: Style) -> str:
    """The whole report as lines of at most ``style.width`` columns."""
    first = first_page(report, style.sort)
    parts = [
        _verdict(report, first, style),
        _problems(report, style),
        *([*_heading(title, style), *lines] for title, lines in sections(first, style)),
        *_claims(Page(report, style)),
        _coverage(report, style),
        _gaps(report, style),
        _set_aside(report, style),
        _footer(report, style),
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"


def _heading(text: str, style: Style) -> list[str]:
    return [*(style.paint(line, "head") for line in wrap(text, style.width)), style.paint(style.rule, "dim")]


def _verdict(report: Report, page: FirstPage, style: Style) -> list[str]:
    documents = report.documents
    alone = len(documents) == 1
    lines = _document_head(documents[0], style) if alone else _heading(_documents_words(documents), style)
    lines.append("")
    lines += sentences(page, style)
    for words in page.numbers:
        lines += (style.paint(line, "dim") for line in indented(words, style.width, 2))
    return lines


def _document_head(document: DocumentOut, style: Style) -> list[str]:
    name = visible(document.title or "") or visible(document.path)
    facts = [visible(document.path), plain(document.format), plain(document.language or "")]
    if document.status != "unreadable":
        facts.append(reading_words(document))
    wanted = (fact for fact in facts if fact and fact != name)
    return [
        *_heading(name, style),
        *(style.paint(line, "dim") for line in wrap(style.dot.join(wanted), style.width)),
    ]


def _documents_words(documents: list[DocumentOut]) -> str:
    words = [count(len(documents), "document")]
    for status, said in (("partial", "partly read"), ("unreadable", "not read")):
        number = sum(document.status == status for document in documents)
        if number:
            words.append(f"{number} {said}")
    return listed(words)


def _problems(report: Report, style: Style) -> list[str]:
    of_documents = (
        (document.path, problem) for document in report.documents for problem in document.problems
    )
    problems = [*(("", problem) for problem in report.problems), *of_documents]
    if not problems:
        return []
    lines = _heading("Problems", style)
    order = list(_EFFECT_WORDS)
    for path, problem in sorted(problems, key=lambda pair: order.index(pair[1].effect)):
        lines += _problem(path, problem, style)
    return lines


def _problem(path: str, problem: ProblemOut, style: Style) -> list[str]:
    words = problem_words(problem)
    if path and not words.startswith(visible(path)):
        words = f"{visible(path)}: {words}"
    tone = _EFFECT_TONES[problem.effect]
    label = _EFFECT_WORDS[problem.effect]
    lines = row(label, words, width=style.width, indent=2, paint=lambda text: style.paint(text, tone))
    if problem.hint:
        lines += row("", f"hint: {visible(problem.hint)}", width=style.width, indent=2)
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
        cut = len(chosen) < len(listing)
        shown = f"showing {len(chosen):,} of {len(listing):,}" if cut else f"all {len(listing):,}"
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
    cut = f": showing {len(shown):,} of {len(pairs):,}" if len(shown) < len(pairs) else ""
    lines = _heading(f"Contradictions{cut}", style)
    for number, finding in enumerate(shown):
        lines += [""] if number else []
        lines += columns(finding, style, MARGIN)
        lines += pair_lines(finding, page)
    return lines


def _pairs(pairs: Sequence[PairOut], page: Page) -> list[str]:
    """Passages to compare, as many as there may be claims: they take nothing from any score."""
    style = page.style
    shown = _cut(pairs, style)
    cut = f": showing {len(shown):,} of {len(pairs):,}" if len(shown) < len(pairs) else ""
    lines = _heading(f"To compare, without effect on any score{cut}", style)
    for told in compare_lines(shown):
        lines += row("", told, width=style.width, indent=MARGIN)
    return lines


def _of_document(findings: Sequence[FindingOut], page: Page) -> list[str]:
    """Findings about no claim: each with the words that it quotes, and where they stand."""
    style = page.style
    lines = _heading("Outside of claims", style)
    for group in grouped(findings):
        words = shorten(visible(group.head.quote), QUOTE)
        lines += row(
            "", f"{style.quoted(words)}, {place_words(group.head.place)}", width=style.width, indent=MARGIN
        )
        lines += finding_lines(group, page, rewrite=True)
    return lines


def _coverage(report: Report, style: Style) -> list[str]:
    """Which of the claims shown has which evidence, where there are several."""
    listing = rows(report.documents, style.sort)
    chosen = _cut(listing, style)
    if len(chosen) < 2:
        return []
    cut = f": showing {len(chosen):,} of {len(listing):,} claims" if len(chosen) < len(listing) else ""
    table = matrix([one.claim for one in chosen], style)
    many = len(report.documents) > 1
    places = [
        f"{place_words(one.claim.place)}, {visible(one.document.path)}"
        if many
        else place_words(one.claim.place)
        for one in chosen
    ]
    return [
        *_heading(f"Evidence by claim{cut}", style),
        *text_rows(table, places, style, 2),
        *(style.paint(line, "dim") for line in indented(names(table.elements), style.width, 2)),
        *(style.paint(line, "dim") for line in indented(legend(style), style.width, 2)),
    ]


def _lacking(report: Report) -> list[tuple[str, int]]:
    """Missing elements that are asked for, with the number of claims that miss them, most frequent first."""
    return sorted(report.summary.asked.items(), key=lambda item: (-item[1], item[0]))


def _gaps(report: Report, style: Style) -> list[str]:
    """What is missing most often, with what to add; all of it where all claims are shown.

    One claim tells it itself.
    """
    gaps = _lacking(report)
    claims = report.summary.claims
    if not gaps or claims < 2:
        return []
    shown = gaps if style.limit == 0 else gaps[:GAPS_SHOWN]
    cut = f": showing {len(shown):,} of {len(gaps):,}" if len(shown) < len(gaps) else ""
    advice = {
        step.element: visible(step.advice)
        for _, claim in in_order(report.documents, style.sort)
        for step in claim.next_steps
    }
    rows = [
        (
            shorten(element_name(element), min(30, style.width - ROOM)),
            f"{number:,}",
            f"{round(100 * number / claims)} %",
        )
        for element, number in shown
    ]
    table = _aligned(_GAP_HEADS, rows)
    room = style.width - len(table[0]) - 4
    lines = [f"  {table[0]}"]
    for (element, _), line in zip(shown, table[1:], strict=True):
        said = advice.get(element, "") if room >= LEAST_ADVICE else ""
        first, *others = wrap(said, room) if said else [""]
        lines.append(f"  {line}  {style.paint(first, 'dim')}".rstrip() if first else f"  {line}")
        lines += [" " * (len(line) + 4) + style.paint(other, "dim") for other in others]
    return [*_heading(f"Gaps{cut}", style), *lines, *_told_once(report, style)]


def _aligned(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> list[str]:
    """A table in lines, its first column aligned left and the others right."""
    widths = [
        max(len(head) + _AROUND, *map(width_of, cells)) for head, *cells in zip(heads, *rows, strict=True)
    ]
    lines = []
    for name, *others in (heads, *rows):
        cells = [f"{name}{' ' * (widths[0] - width_of(name))}"]
        cells += [each.rjust(width) for each, width in zip(others, widths[1:], strict=True)]
        lines.append("  ".join(cells))
    return lines


def _told_once(report: Report, style: Style) -> list[str]:
    """What many claims lack and none is asked for."""
    told = [told_once_words(one) for document in report.documents for one in document.told_once]
    heads = wrap(TOLD_ONCE, style.width - 2) if told else []
    return [
        f"  {line}"
        for line in (*heads, *(f"  {line}" for one in told for line in wrap(one, style.width - 4)))
    ]


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
            lines += row("", words, width=style.width, indent=2, column=2)
    return [*_heading("Set aside: not claims of the company", style), *lines[1:]] if lines else []


def _footer(report: Report, style: Style) -> list[str]:
    context, pack = report.context, report.tool.rulepack
    reading = [f"audience {context.audience}", f"medium {context.medium}"]
    if context.subject:
        reading.append(f"subject {context.subject}")
    lands = " ".join(context.jurisdictions)
    rules = f"{visible(pack.name)} {visible(pack.version)} ({count(pack.rules, 'rule')}, {pack.sha256[:12]})"
    told = (
        f" Answered: {listed(f'{name} {said}' for name, said in context.facts.items())}."
        if context.facts
        else ""
    )
    words = (
        visible(f"Read with {listed(reading)}, law of {lands} as of {context.as_of}.{told}"),
        f"{report.tool.name} {report.tool.version}, rules {rules}.",
        "A score says how well a claim can be checked, never whether it is true.",
    )
    return [style.paint(line, "dim") for text in words for line in wrap(text, style.width)]
