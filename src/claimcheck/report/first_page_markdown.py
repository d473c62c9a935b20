"""The first page in Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.report.admissions import TITLE as ADMITS
from claimcheck.report.first_page import FirstPage
from claimcheck.report.markdown_text import cell, clipped
from claimcheck.report.targets import Target

TARGETS = 5


def verdict(page: FirstPage) -> list[str]:
    """The lead, what is behind it, who assured what, and all of it in numbers."""
    lines = [" ".join([f"**{clipped(page.lead)}**", *map(clipped, page.facts)])]
    for words in page.assured:
        lines += ["", clipped(words)]
    if page.numbers:
        lines += ["", " ".join(map(clipped, page.numbers))]
    return lines


def sections(page: FirstPage) -> Iterator[list[str]]:
    """The headline claims, the targets, and where the report lies beside others."""
    if not page.short:
        yield _headlines(page)
    if page.admissions:
        yield _admissions(page)
    if page.targets and not page.short:
        yield _targets(page)
    if page.beside:
        yield ["## Beside other reports", "", *(f"- {clipped(words)}" for words in page.beside)]


def _headlines(page: FirstPage) -> list[str]:
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


def _cut(shown: int, total: int) -> str:
    return f", showing {shown} of {total:,}" if shown < total else ""


def _admissions(page: FirstPage) -> list[str]:
    lines = [f"## {ADMITS}{_cut(len(page.admissions), page.admissions_in_all)}", ""]
    for one in page.admissions:
        before = f" – {clipped(one.before)}" if one.before else ""
        lines.append(f"- **{one.kind}**, {clipped(one.place)}: {clipped(one.quote)}{before}")
    return lines


def _targets(page: FirstPage) -> list[str]:
    shown = page.targets[:TARGETS]
    cut = _cut(len(shown), page.targets_in_all)
    rows = [f"| {' | '.join(map(cell, _cells(one)))} |" for one in shown]
    heads = ["| target | where | value | by | from | progress |", "|---|---|---|---|---|---|"]
    return [f"## Targets{cut}", "", *heads, *rows]


def _cells(one: Target) -> tuple[str, ...]:
    gaps = (one.value, one.year, one.base_year, one.progress)
    return (one.words, one.at, *(words or "–" for words in gaps))
