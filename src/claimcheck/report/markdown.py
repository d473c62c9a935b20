"""The report as GitHub-flavoured Markdown, for a comment on a pull request: what matters first, and never too long."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct, field

from claimcheck.model.claim import SEVERITIES
from claimcheck.model.claim_out import PlaceOut
from claimcheck.model.report import Report
from claimcheck.report.contradictions import split
from claimcheck.report.first_page import FirstPage, first_page
from claimcheck.report.layout import listed, visible
from claimcheck.report.markdown_text import (
    cell,
    claim_lines,
    clipped,
    contradiction_lines,
    escaped,
    file_name,
    loose_lines,
    whole,
)
from claimcheck.report.matrix import legend, matrix, names, numbers
from claimcheck.report.rows import ORDERS, Row, gaps_of, rows
from claimcheck.report.style import Style
from claimcheck.report.targets import ADMITS
from claimcheck.report.terms import element_name, glossary_of, type_name
from claimcheck.report.words import (
    MEANING,
    TOLD_ONCE,
    all_problems,
    grouped,
    missing_words,
    plain,
    problem_words,
    reading_words,
    told_once_words,
    unasked_of,
)

MOST_CHARACTERS = 60_000  # GitHub refuses a comment of more than 65,536 characters

_HEADINGS = 2_000  # characters of headings, heads of tables, and the words about what was cut
_STATUSES = ("unreadable", "partial", "complete")
_EFFECTS = ("unreadable", "partial", "note")
_ELSEWHERE = "`--output html:FILE` and `--output json:FILE` have all of it."
TARGETS = 5


class Piece(Struct, frozen=True):
    """One thing to show below a heading; ``weight`` is low for the worst."""

    heading: str
    text: str
    weight: int = 0

    @property
    def size(self) -> int:
        """Characters that it takes where its heading stands above it, with the blank lines between."""
        return len(self.heading) + len(self.text) + 4


class Part(Struct):
    """Pieces of one kind, of which those of the least weight are shown first, and the characters they may count on.

    ``label`` counts what is shown: "12 of 40 " and then the label; ``shown`` has the places of that.
    """

    label: str
    pieces: Sequence[Piece]
    share: int
    shown: list[int] = field(default_factory=list)
    spent: int = 0

    @property
    def cut(self) -> bool:
        """Whether some of it is left out."""
        return len(self.shown) < len(self.pieces)

    def grow(self, room: int) -> None:
        """Show more, up to ``room`` characters in all."""
        order = sorted(range(len(self.pieces)), key=lambda at: self.pieces[at].weight)
        for at in order[len(self.shown) :]:
            if self.spent + self.pieces[at].size > room:
                break
            self.shown.append(at)
            self.spent += self.pieces[at].size

    def in_order(self) -> list[Piece]:
        """What is shown, in the order of the report."""
        return [self.pieces[at] for at in sorted(self.shown)]


def fit(parts: Iterable[Part], room: int) -> None:
    """Show of each part what its share has room for, then of each in turn what the others have left."""
    every = list(parts)
    for part in every:
        part.grow(part.share)
    left = room - sum(part.spent for part in every)
    for part in every:
        before = part.spent
        part.grow(before + left)
        left -= part.spent - before


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
    page = first_page(report, style.sort)
    parts = _parts(report, style)
    heads, foot = _matrix_frame(report, style)
    first = list(_first_sections(page))
    said = [*_verdict(page), *itertools.chain.from_iterable(first)]
    frame = [*said, *_gaps(report), *_glossary(report), *_footer(report), *heads, foot]
    fit(parts, MOST_CHARACTERS - _HEADINGS - sum(len(line) + 1 for line in frame))
    drawn = [
        [*_title(parts.files), *_verdict(page), *_cut(parts)],
        *_sections(parts.problems),
        *first,
        *_claims(parts, page, style),
        *_sections(parts.contradictions),
        *_sections(parts.loose),
        _matrix(parts.matrix, page.groups, heads, foot),
        _gaps(report),
        _glossary(report),
        _footer(report),
    ]
    return "\n\n".join("\n".join(lines) for lines in drawn if lines) + "\n"


def _parts(report: Report, style: Style) -> _Parts:
    as_of = report.context.as_of
    chosen = _chosen(report, style)
    full = (whole(claim_lines(one, as_of, style)) for one in chosen)
    return _Parts(
        claims=Part("claims in full", _pieces(full), 14_000),
        table=Part("claims in the table", _pieces(_rows(chosen)), 8_000),
        contradictions=Part("contradictions", list(_contradictions(report, style)), 8_000),
        loose=Part("passages outside of claims", list(_loose(report)), 5_000),
        problems=Part("problems", list(_problems(report)), 5_000),
        files=Part("files", list(_files(report)), 4_000),
        matrix=Part("rows of evidence by claim", _pieces(_matrix_rows(chosen, style)), 4_000),
    )


def _chosen(report: Report, style: Style) -> list[Row]:
    listing = rows(report.documents, style.sort)
    return listing[: style.limit] if style.limit else listing


def _pieces(texts: Iterable[str]) -> list[Piece]:
    return [Piece("", text) for text in texts]


def _title(files: Part) -> list[str]:
    lines = ["# Claims and their evidence", ""]
    lines += [piece.text for piece in files.in_order()]
    return [*lines, ""] if files.pieces else lines


def _files(report: Report) -> Iterator[Piece]:
    for document in report.documents:
        title = f"{cell(document.title)}, " if document.title else ""
        read = "not read" if document.status == "unreadable" else reading_words(document)
        text = f"- {title}{file_name(document.path)}: {read}"
        yield Piece("", text, _STATUSES.index(document.status))


def _cut(parts: _Parts) -> list[str]:
    """What was left out, in numbers, and where it is."""
    told = [f"{len(part.shown):,} of {len(part.pieces):,} {part.label}" for part in parts if part.cut]
    return ["", f"_Shortened to fit a comment: {listed(told)}._ {_ELSEWHERE}"] if told else []


def _problems(report: Report) -> Iterator[Piece]:
    for path, problem in all_problems(report):
        words = problem_words(problem)
        where = f"{file_name(path)}: " if path and not words.startswith(visible(path)) else ""
        hint = f" ({clipped(problem.hint)})" if problem.hint else ""
        text = f"- **{problem.effect}** {where}{clipped(words)}{hint}"
        yield Piece("## Problems\n", text, _EFFECTS.index(problem.effect))


def _rows(chosen: Iterable[Row]) -> Iterator[str]:
    for one in chosen:
        claim = one.claim
        cells = (
            f"{claim.score}",
            cell(claim.text),
            type_name(claim.type),
            _address(one.document.path, claim.place),
            missing_words(one.missing, unasked_of(claim)) or "nothing",
        )
        yield f"| {' | '.join(cells)} |"


def _address(path: str, place: PlaceOut) -> str:
    page = f":p{place.page}" if place.page is not None else ""
    return f"{file_name(path)}{page}:{place.line}:{place.column}"


def _claims(parts: _Parts, page: FirstPage, style: Style) -> Iterator[list[str]]:
    """A table of claims, left out where few of them follow in full, then each in full."""
    told = [piece.text for piece in parts.table.in_order()]
    if told:
        shown = f", showing {len(told):,} of {page.groups:,}" if len(told) < page.groups else ""
        yield [f"## Claims, {ORDERS[style.sort]}{shown}"]
    if told and not (page.short and not parts.claims.cut):
        yield ["| score | claim | type | place | missing |", "|---:|---|---|---|---|", *told]
    yield from ([piece.text] for piece in parts.claims.in_order())


def _contradictions(report: Report, style: Style) -> Iterator[Piece]:
    """Passages that disagree, a table for each: a row for a passage with its place."""
    for document in report.documents:
        pairs, _ = split(document)
        shown = pairs[: style.limit] if style.limit else pairs
        cut = f", showing {len(shown)} of {len(pairs):,}" if len(shown) < len(pairs) else ""
        heading = f"## Contradictions in {file_name(document.path)}{cut}\n"
        for finding in shown:
            text = whole(contradiction_lines(finding, report.context.as_of))
            yield Piece(heading, text, SEVERITIES.index(finding.severity))


def _loose(report: Report) -> Iterator[Piece]:
    for document in report.documents:
        _, loose = split(document)
        heading = f"## Outside of claims in {file_name(document.path)}\n"
        for group in grouped(loose):
            text = whole(loose_lines(group, report.context.as_of))
            yield Piece(heading, text, SEVERITIES.index(group[0].severity))


def _sections(part: Part) -> Iterator[list[str]]:
    """What is shown of a part, below each heading once."""
    for heading, pieces in itertools.groupby(part.in_order(), key=lambda piece: piece.heading):
        apart = "" if part.label == "problems" else "\n"
        yield [heading, f"{apart}\n".join(piece.text for piece in pieces)]


def _matrix_rows(chosen: list[Row], style: Style) -> Iterator[str]:
    """Which claim has which evidence, where there are several."""
    if len(chosen) < 2:
        return
    table = matrix([one.claim for one in chosen], style)
    for one, (_, marks) in zip(chosen, table.rows, strict=True):
        yield f"| {one.claim.score} | {' | '.join(marks)} | {_address(one.document.path, one.claim.place)} |"


def _matrix(part: Part, total: int, heads: Sequence[str], foot: str) -> list[str]:
    told = [piece.text for piece in part.in_order()]
    cut = f", showing {len(told):,} of {total:,} claims" if len(told) < total else ""
    return [f"## Evidence by claim{cut}", "", *heads, *told, "", foot] if told else []


def _matrix_frame(report: Report, style: Style) -> tuple[list[str], str]:
    """The head of the matrix, and what its columns and marks mean."""
    elements = matrix([one.claim for one in _chosen(report, style)], style).elements
    heads = [f"| score | {' | '.join(numbers(elements))} | place |", f"|---:|{':-:|' * len(elements)}---|"]
    return heads, f"{names(elements)}. Marks: {legend(style)}."


def _gaps(report: Report) -> list[str]:
    listing = rows(report.documents)
    gaps = gaps_of(listing).items()
    once = [f"- {clipped(told_once_words(one))}" for document in report.documents for one in document.told_once]
    lines: list[str] = []
    if gaps:
        lines += ["", "| missing evidence | claims |", "|---|---:|"]
        of = f"{len(listing):,}"
        lines += [f"| {element_name(element)} | {number:,} of {of} |" for element, number in gaps]
    if once:
        lines += ["", TOLD_ONCE, "", *once]
    return ["## Gaps", *lines] if lines else []


def _glossary(report: Report) -> list[str]:
    """What the words of this report mean."""
    lines = ["<details><summary>What the words mean</summary>", ""]
    for kind, terms in glossary_of(report):
        lines += [f"**{kind}**", "", *(f"- {one.name}: {one.meaning}" for one in terms), ""]
    return [*lines, "</details>"] if len(lines) > 2 else []


def _footer(report: Report) -> list[str]:
    context, pack = report.context, report.tool.rulepack
    lands = listed(map(plain, context.jurisdictions))
    reading = f"{plain(context.audience)} {plain(context.medium)} under {lands}"
    tool = f"{report.tool.name} {report.tool.version} with rules {escaped(pack.name)} {escaped(pack.version)}"
    facts = listed(f"{name} {said}" for name, said in context.facts.items())
    told = f", with {escaped(facts)}" if facts else ""
    return [f"Read as {reading}{told}, law as of {context.as_of}, by {tool}. {MEANING}"]


def _verdict(page: FirstPage) -> list[str]:
    """The lead, what is behind it, who assured what, and all of it in numbers."""
    lines = [" ".join([f"**{clipped(page.lead)}**", *map(clipped, page.facts)])]
    for words in page.assured:
        lines += ["", clipped(words)]
    if page.numbers:
        lines += ["", " ".join(map(clipped, page.numbers))]
    return lines


def _first_sections(page: FirstPage) -> Iterator[list[str]]:
    """The headline claims, the targets, and where the report lies beside others."""
    if not page.short:
        yield _firsts(page)
    if page.admissions:
        yield _admissions(page)
    if page.targets and not page.short:
        yield _targets(page)
    if page.beside:
        yield ["## Beside other reports", "", *(f"- {clipped(words)}" for words in page.beside)]


def _firsts(page: FirstPage) -> list[str]:
    lines = [
        "## What matters first",
        "",
        "| | topic | claim | where | verdict | to be answered |",
        "|---:|---|---|---|---|---|",
    ]
    for topic, own in page.topics:
        for one in own:
            cells = (
                f"{one.number}", topic, cell(one.words), cell(one.said), f"{one.score}, {one.verdict}",
                cell(one.question) or "nothing",
            )  # fmt: skip
            lines.append(f"| {' | '.join(cells)} |")
    return lines


def _part(shown: int, total: int) -> str:
    return f", showing {shown} of {total:,}" if shown < total else ""


def _admissions(page: FirstPage) -> list[str]:
    lines = [f"## {ADMITS}{_part(len(page.admissions), page.admissions_in_all)}", ""]
    for one in page.admissions:
        before = f" – {clipped(one.before)}" if one.before else ""
        lines.append(f"- **{one.kind}**, {clipped(one.place)}: {clipped(one.quote)}{before}")
    return lines


def _targets(page: FirstPage) -> list[str]:
    shown = page.targets[:TARGETS]
    cut = _part(len(shown), page.targets_in_all)
    rows = []
    for one in shown:
        gaps = (words or "–" for words in (one.value, one.year, one.base_year, one.progress))
        rows.append(f"| {' | '.join(map(cell, (one.words, one.at, *gaps)))} |")
    heads = ["| target | where | value | by | from | progress |", "|---|---|---|---|---|---|"]
    return [f"## Targets{cut}", "", *heads, *rows]
