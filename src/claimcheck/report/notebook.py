"""What a notebook shows of a report: a small piece of HTML without script, readable on light and on dark ground.

Styles stand at the elements, because notebooks take style sheets out of what they do not trust, and colours are those
of the page around it.
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from claimcheck.model.report import DocumentOut, Report
from claimcheck.report.approvals import approval_words
from claimcheck.report.first_page import FirstPage, first_page
from claimcheck.report.layout import shorten, visible
from claimcheck.report.rows import ORDERS, Row, deciding, rows
from claimcheck.report.targets import ADMITS
from claimcheck.report.terms import band_name, type_name
from claimcheck.report.words import MEANING, address, all_problems, count, plain, problem_words, reading_words

LIMIT = 20
TEXT = 160
PROBLEMS = 20

_CELL = "text-align:left;vertical-align:top;padding:.25em .6em;border-bottom:1px solid rgba(128,128,128,.4)"
_NUMBER = f"{_CELL};text-align:right;white-space:nowrap"
_WARN = "border-left:4px solid currentColor;padding-left:.6em"
_DIM = "opacity:.8"


def summary(report: Report) -> str:
    """Verdict, what was not read, and up to ``LIMIT`` claims in order; the same report, the same text."""
    page = first_page(report)
    parts = [*_head(report, page), *_problems(report), *_admissions(page), *_claims(report), *_foot(report)]
    inner = Markup("\n").join(parts)
    return str(
        Markup('<div style="max-width:70em;color:inherit;background:transparent">\n{}\n</div>').format(inner)
    )


def _head(report: Report, page: FirstPage) -> Iterator[Markup]:
    yield Markup("<p><strong>{}</strong> {}</p>").format(page.lead, " ".join([*page.facts, *page.assured]))
    yield Markup('<p style="{}">{}</p>').format(_DIM, " ".join(page.numbers))
    items = Markup("").join(_document(one) for one in report.documents)
    yield Markup("<ul>{}</ul>").format(items)


def _document(document: DocumentOut) -> Markup:
    told = "not read" if document.status == "unreadable" else reading_words(document)
    part = Markup(" <strong>in part only</strong>") if document.status == "partial" else Markup("")
    return Markup("<li><bdi>{}</bdi>: {}{}</li>").format(visible(document.path), told, part)


def _problems(report: Report) -> Iterator[Markup]:
    """What kept the report from being whole; notes are in the other formats."""
    bad = [
        Markup("<li>{}{}</li>").format(
            f"{visible(path)}: " if path and not (one.place or "").startswith(path) else "",
            problem_words(one),
        )
        for path, one in all_problems(report)
        if one.effect != "note"
    ]
    if bad:
        more = _cut(len(bad), PROBLEMS, "problem")
        yield Markup(
            '<div style="{}"><p><strong>Not everything was read</strong></p><ul>{}</ul>{}</div>'
        ).format(_WARN, Markup("").join(bad[:PROBLEMS]), more)


def _cut(number: int, limit: int, noun: str) -> Markup:
    if number <= limit:
        return Markup("")
    return Markup('<p style="{}">showing {} of {}</p>').format(_DIM, limit, count(number, noun))


def _admissions(page: FirstPage) -> Iterator[Markup]:
    """What the report owns up to, the first ones."""
    if page.admissions:
        items = Markup("").join(
            Markup("<li>{}: <q>{}</q> (<bdi>{}</bdi>)</li>").format(
                one.kind, shorten(one.quote, TEXT), one.place
            )
            for one in page.admissions
        )
        more = _cut(page.admissions_in_all, len(page.admissions), "admission")
        yield Markup("<p><strong>{}</strong></p><ul>{}</ul>{}").format(ADMITS, items, more)


def _claims(report: Report) -> Iterator[Markup]:
    listing = rows(report.documents)
    if not listing:
        return
    registered = any(one.claim.approval for one in listing)
    heads = ["score", "claim", "type", "place", "to be answered", *(["register"] if registered else [])]
    yield Markup('<table style="{}"><caption style="{}">{}</caption>').format(
        # Pages of the old kind give tables colours and sizes of their own.
        "border-collapse:collapse;color:inherit;font-size:inherit",
        f"text-align:left;{_DIM}",
        f"Claims, {ORDERS['rank']}",
    )
    cells = Markup("").join(
        Markup('<th scope="col" style="{}">{}</th>').format(_CELL, head) for head in heads
    )
    yield Markup("<thead><tr>{}</tr></thead>\n<tbody>").format(cells)
    for one in listing[:LIMIT]:
        yield _row(one, registered=registered)
    yield Markup("</tbody></table>")
    yield _cut(len(listing), LIMIT, "claim")


def _row(row: Row, *, registered: bool) -> Markup:
    claim = row.claim
    cells = [
        shorten(visible(claim.text), TEXT), type_name(claim.type), address(row.document.path, claim.place),
        deciding(row) or "nothing", *([approval_words(claim)] if registered else []),
    ]  # fmt: skip
    rest = Markup("").join(Markup('<td style="{}"><bdi>{}</bdi></td>').format(_CELL, cell) for cell in cells)
    return Markup('<tr><th scope="row" style="{}" title="{}">{}</th>{}</tr>').format(
        _NUMBER, band_name(claim.band), claim.score, rest
    )


def _foot(report: Report) -> Iterator[Markup]:
    context, tool = report.context, report.tool
    lands = ", ".join(map(plain, context.jurisdictions))
    told = f"Read as {plain(context.audience)} {plain(context.medium)} under {lands}, law as of {context.as_of}, by"
    yield Markup('<p style="{}">{} {} {}. {}</p>').format(_DIM, told, tool.name, tool.version, MEANING)
