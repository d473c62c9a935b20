"""The report as GitHub-flavoured Markdown, for a comment on a pull request: the worst first, and never too long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from claimcheck.model.claim import SEVERITIES
from claimcheck.model.claim_out import ClaimOut, PlaceOut
from claimcheck.model.report import DocumentOut, Report
from claimcheck.report.assurance import assurance_lines
from claimcheck.report.contradictions import split
from claimcheck.report.layout import listed, visible
from claimcheck.report.markdown_claims import claim_lines, contradiction_lines, loose_lines, whole
from claimcheck.report.markdown_text import cell, clipped, escaped, file_name
from claimcheck.report.matrix import legend, matrix, names, numbers
from claimcheck.report.room import Part, Piece, fit
from claimcheck.report.style import Style
from claimcheck.report.words import (
    document_findings,
    grouped,
    in_order,
    plain,
    problem_words,
    reading_words,
    severity_words,
    silence_words,
    verdict_words,
)

MOST_CHARACTERS = 60_000
"""GitHub refuses a comment of more than 65,536 characters."""

_HEADINGS = 2_000  # characters of headings, heads of tables, and the words about what was cut
_STATUSES = ("unreadable", "partial", "complete")
_EFFECTS = ("unreadable", "partial", "note")
_ELSEWHERE = "`--output html:FILE` and `--output json:FILE` have all of it."


class _Parts(NamedTuple):
    """What can be cut, in the order in which it gets the room that is left."""

    claims: Part
    table: Part
    contradictions: Part
    loose: Part
    problems: Part
    files: Part
    matrix: Part


def render(report: Report, style: Style) -> str:
    """Verdict, problems, a table of claims from worst to best, a section for each claim, and the gaps.

    All claims are shown unless ``style.limit`` says how many, as far as ``MOST_CHARACTERS`` allows: what is left out
    is counted near the top.
    """
    parts = _parts(report, style)
    heads, foot = _matrix_frame(report, style)
    frame = [*_verdict(report), *_gaps(report), *_footer(report), *heads, foot]
    fit(parts, MOST_CHARACTERS - _HEADINGS - sum(len(line) + 1 for line in frame))
    sections = [
        [*_title(parts.files), *_verdict(report), *_cut(parts)],
        *_sections(parts.problems),
        *_claims(parts, report),
        *_sections(parts.contradictions),
        *_sections(parts.loose),
        _matrix(parts.matrix, report, style),
        _gaps(report),
        _footer(report),
    ]
    return "\n\n".join("\n".join(lines) for lines in sections if lines) + "\n"


def _parts(report: Report, style: Style) -> _Parts:
    as_of = report.context.as_of
    chosen = _chosen(report, style)
    full = [whole(claim_lines(document, claim, as_of, style)) for document, claim in chosen]
    return _Parts(
        claims=Part("claims in full", _pieces(full), 20_000),
        table=Part("claims in the table", _pieces(_rows(chosen)), 12_000),
        contradictions=Part("contradictions", list(_contradictions(report, style)), 8_000),
        loose=Part("passages outside of claims", list(_loose(report)), 5_000),
        problems=Part("problems", list(_problems(report)), 5_000),
        files=Part("files", list(_files(report)), 4_000),
        matrix=Part("rows of evidence by claim", _pieces(_matrix_rows(chosen, style)), 4_000),
    )


def _chosen(report: Report, style: Style) -> list[tuple[DocumentOut, ClaimOut]]:
    pairs = in_order(report, style.sort)
    return pairs[: style.limit] if style.limit else pairs


def _pieces(texts: Iterable[str]) -> list[Piece]:
    return [Piece("", text, position) for position, text in enumerate(texts)]


def _title(files: Part) -> list[str]:
    lines = ["# Claims and their evidence", ""]
    lines += [piece.text for piece in files.in_order()]
    return [*lines, ""] if files.pieces else lines


def _files(report: Report) -> Iterator[Piece]:
    for position, document in enumerate(report.documents):
        title = f"{cell(document.title)}, " if document.title else ""
        read = "not read" if document.status == "unreadable" else reading_words(document)
        text = f"- {title}{file_name(document.path)}: {read}"
        yield Piece("", text, position, _STATUSES.index(document.status))


def _verdict(report: Report) -> list[str]:
    summary = report.summary
    if summary.claims:
        first, *others = verdict_words(summary)
        verdict = " ".join([f"**{first}**", *others, f"Worst score {summary.worst_score}."])
    else:
        verdict = f"**{silence_words(report)}**"
    findings = [finding for document in report.documents for finding in document_findings(document)]
    assured = [line for told in assurance_lines(report) for line in ("", clipped(told))]
    return [verdict, "", severity_words(findings), *assured]


def _cut(parts: _Parts) -> list[str]:
    """What was left out, in numbers, and where it is."""
    told = [f"{len(part.shown):,} of {len(part.pieces):,} {part.label}" for part in parts if part.cut]
    return ["", f"_Shortened to fit a comment: {listed(told)}._ {_ELSEWHERE}"] if told else []


def _problems(report: Report) -> Iterator[Piece]:
    pairs = [("", problem) for problem in report.problems]
    pairs += [(document.path, problem) for document in report.documents for problem in document.problems]
    for position, (path, problem) in enumerate(pairs):
        words = problem_words(problem)
        where = f"{file_name(path)}: " if path and not words.startswith(visible(path)) else ""
        hint = f" ({clipped(problem.hint)})" if problem.hint else ""
        text = f"- **{problem.effect}** {where}{clipped(words)}{hint}"
        yield Piece("## Problems\n", text, position, _EFFECTS.index(problem.effect))


def _rows(chosen: Iterable[tuple[DocumentOut, ClaimOut]]) -> Iterator[str]:
    for document, claim in chosen:
        missing = listed(plain(element.element) for element in claim.elements if element.state == "missing")
        cells = (
            f"{claim.score}",
            cell(claim.text),
            plain(claim.type),
            _address(document.path, claim.place),
            missing or "nothing",
        )
        yield f"| {' | '.join(cells)} |"


def _address(path: str, place: PlaceOut) -> str:
    page = f":p{place.page}" if place.page is not None else ""
    return f"{file_name(path)}{page}:{place.line}:{place.column}"


def _claims(parts: _Parts, report: Report) -> Iterator[list[str]]:
    rows = [piece.text for piece in parts.table.in_order()]
    if rows:
        total = report.summary.claims
        shown = f", showing {len(rows):,} of {total:,}" if len(rows) < total else ""
        head = [
            f"## Claims, worst first{shown}",
            "",
            "| score | claim | type | place | missing |",
            "|---:|---|---|---|---|",
        ]
        yield [*head, *rows]
    yield from ([piece.text] for piece in parts.claims.in_order())


def _contradictions(report: Report, style: Style) -> Iterator[Piece]:
    """Passages that disagree, a table for each: a row for a passage with its place."""
    position = 0
    for document in report.documents:
        pairs, _ = split(document)
        shown = pairs[: style.limit] if style.limit else pairs
        cut = f", showing {len(shown)} of {len(pairs):,}" if len(shown) < len(pairs) else ""
        for finding in shown:
            position += 1
            heading = f"## Contradictions in {file_name(document.path)}{cut}\n"
            text = whole(contradiction_lines(finding, report.context.as_of))
            yield Piece(heading, text, position, SEVERITIES.index(finding.severity))


def _loose(report: Report) -> Iterator[Piece]:
    position = 0
    for document in report.documents:
        _, loose = split(document)
        for group in grouped(loose):
            position += 1
            heading = f"## Outside of claims in {file_name(document.path)}\n"
            text = whole(loose_lines(group, report.context.as_of))
            yield Piece(heading, text, position, SEVERITIES.index(group.head.severity))


def _sections(part: Part) -> Iterator[list[str]]:
    """What is shown of a part, below each heading once."""
    for heading, pieces in groupby(part.in_order(), key=lambda piece: piece.heading):
        apart = "" if part.label == "problems" else "\n"
        yield [heading, f"{apart}\n".join(piece.text for piece in pieces)]


def _matrix_rows(chosen: list[tuple[DocumentOut, ClaimOut]], style: Style) -> Iterator[str]:
    """Which claim has which evidence, where there are several."""
    if len(chosen) < 2:
        return
    table = matrix([claim for _, claim in chosen], style)
    for (document, claim), (_, marks) in zip(chosen, table.rows, strict=True):
        yield f"| {claim.score} | {' | '.join(marks)} | {_address(document.path, claim.place)} |"


def _matrix(part: Part, report: Report, style: Style) -> list[str]:
    rows = [piece.text for piece in part.in_order()]
    if not rows:
        return []
    total = report.summary.claims
    cut = f", showing {len(rows):,} of {total:,} claims" if len(rows) < total else ""
    head, foot = _matrix_frame(report, style)
    return [f"## Evidence by claim{cut}", "", *head, *rows, "", foot]


def _matrix_frame(report: Report, style: Style) -> tuple[list[str], str]:
    """The head of the matrix, and what its columns and marks mean."""
    elements = matrix([claim for _, claim in _chosen(report, style)], style).elements
    heads = [f"| score | {' | '.join(numbers(elements))} | place |", f"|---:|{':-:|' * len(elements)}---|"]
    return heads, f"{names(elements)}. Marks: {legend(style)}."


def _gaps(report: Report) -> list[str]:
    gaps = sorted(report.summary.gaps.items(), key=lambda item: (-item[1], item[0]))
    if not gaps:
        return []
    rows = [f"| {plain(element)} | {number:,} of {report.summary.claims:,} |" for element, number in gaps]
    return ["## Gaps", "", "| missing evidence | claims |", "|---|---:|", *rows]


def _footer(report: Report) -> list[str]:
    context, pack = report.context, report.tool.rulepack
    reading = (
        f"{plain(context.audience)} {plain(context.medium)} under {listed(map(plain, context.jurisdictions))}"
    )
    tool = f"{report.tool.name} {report.tool.version} with rules {escaped(pack.name)} {escaped(pack.version)}"
    meaning = "A score says how well a claim can be checked, never whether it is true."
    return [f"Read as {reading}, law as of {context.as_of}, by {tool}. {meaning}"]
