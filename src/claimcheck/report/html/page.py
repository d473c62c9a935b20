"""Fills the template: one file that needs no network, runs only its own script, and escapes whatever was read."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template

from claimcheck.model.claim import SEVERITIES
from claimcheck.model.claim_out import CitationOut, ClaimOut, FindingOut, PlaceOut
from claimcheck.model.report import DocumentOut, Report
from claimcheck.report.approvals import approval_details, approval_words
from claimcheck.report.assurance import assurance_lines
from claimcheck.report.contradictions import further_words, is_contradiction, sides, split
from claimcheck.report.html.pictures import gaps_picture, scores_picture, shade
from claimcheck.report.html.tables import Asked, asked, facets, first_steps
from claimcheck.report.layout import visible
from claimcheck.report.style import Style
from claimcheck.report.words import (
    BANDS,
    BLOCKS,
    accepted_words,
    citation_words,
    count,
    in_order,
    place_words,
    plain,
    problem_words,
    reading_words,
    severity_words,
    silence_words,
    source_words,
    verdict_words,
)

POLICY = (
    "default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; "
    "base-uri 'none'; form-action 'none'"
)
"""What the page may load and run: its own style and script, known by their hashes, and nothing else."""

SHORT = 60
"""Claims that are printed with everything that belongs to them; of a longer report those that a reader has opened."""

MEANINGS = {
    "verifiable": "A reader can check the claim with what the document gives.",
    "verifiable_with_gaps": "It can be checked, though some of the evidence is missing.",
    "weak": "Part of it can be checked.",
    "not_verifiable": "Too little is there to check it.",
    "empty": "Nothing in it could be checked.",
    "contradicted": "The document itself gives another figure or says otherwise.",
}
"""What a verdict says to somebody who has not read how scores come about."""

_HERE = files("claimcheck.report.html")


def render(report: Report, style: Style) -> str:
    """The page; all claims are in it unless ``style.limit`` says how many."""
    pairs = in_order(report, style.sort)
    shown = pairs if style.limit is None else pairs[: style.limit or None]
    names = anchors(report)
    policy = POLICY.format(style=_digest(_text("page.css")), script=_digest(_text("page.js")))
    return _template().render(
        report=report,
        policy=policy,
        anchor=lambda claim: names[id(claim)],
        pairs=shown,
        cut=len(pairs) - len(shown),
        matrix=asked([claim for _, claim in shown]),
        facets=facets(shown),
        bands=BANDS,
        scores=scores_picture(report.summary.by_band, [claim.score for _, claim in pairs]),
        gaps=gaps_picture(report.summary.gaps, report.summary.claims),
        first_steps=first_steps(report),
        meanings=MEANINGS,
        long=len(shown) > SHORT,
        disagreeing=[(one, split(one)[0]) for one in report.documents if split(one)[0]],
        loose=[(one, split(one)[1]) for one in report.documents if split(one)[1]],
        findings=[one for document in report.documents for one in _all_findings(document)],
        problems=[("", one) for one in report.problems]
        + [(document.path, one) for document in report.documents for one in document.problems],
    )


def _all_findings(document: DocumentOut) -> Iterable[FindingOut]:
    for claim in document.claims:
        yield from claim.findings
    yield from document.findings


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")


@lru_cache(maxsize=4)
def _text(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = Environment(
        loader=FunctionLoader(_text),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        plain=plain,
        visible=visible,
        place=place_words,
        source=source_words,
        problem=problem_words,
        reading=reading_words,
        accepted=accepted_words,
        number=_number,
        approval=approval_words,
        approval_details=approval_details,
    )
    environment.globals.update(
        count=count,
        block_words=_block_words,
        citations=_citations,
        is_contradiction=is_contradiction,
        sides=sides,
        further=further_words,
        severe=_severe,
        severity_words=severity_words,
        silence=silence_words,
        verdict=verdict_words,
        assurance=assurance_lines,
        tone=shade,
        asked_marks=Asked.marks,
    )
    return environment.get_template("page.html.j2")


def anchors(report: Report) -> dict[int, str]:
    """What a link to each claim ends in, by the identity of its record.

    That is the claim's id, which survives moves and edits elsewhere, and which of its kind it is in its document; where
    several documents make the same claim, those after the first have a number as well.
    """
    told: dict[str, int] = {}
    names: dict[int, str] = {}
    for document in report.documents:
        for claim in document.claims:
            name = f"{claim.id}-{claim.occurrence}"
            told[name] = told.get(name, 0) + 1
            names[id(claim)] = name if told[name] == 1 else f"{name}-{told[name]}"
    return names


def _number(value: float) -> str:
    return f"{value:.3g}" if value < 1 else f"{value:g}"


def _block_words(place: PlaceOut) -> str:
    return BLOCKS.get(place.block, "")


def _citations(citations: list[CitationOut], as_of: str) -> list[tuple[str, str | None]]:
    """The lines of the law with an address to read it where one is known for a single passage."""
    lines = citation_words(citations, as_of)
    urls = {one.url for one in citations if one.url and one.url.startswith(("https://", "http://"))}
    return [(line, next(iter(urls)) if len(lines) == 1 and len(urls) == 1 else None) for line in lines]


def _severe(claim: ClaimOut) -> str:
    """The most severe of a claim's findings that count, or nothing."""
    found = {one.severity for one in claim.findings if one.state == "new"}
    return next((name for name in SEVERITIES if name in found), "")
