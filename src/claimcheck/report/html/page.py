"""Fills the template: one file that needs no network, runs only its own script, and escapes whatever was read."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from importlib.resources import files
from itertools import chain
from typing import NamedTuple
from urllib.parse import quote

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template

from claimcheck.model.approval import STANDINGS
from claimcheck.model.claim import SEVERITIES, TIERS
from claimcheck.model.claim_out import CitationOut, ClaimOut, PlaceOut
from claimcheck.model.report import DocumentOut, Report
from claimcheck.report import terms, words
from claimcheck.report.approvals import approval_details, approval_words
from claimcheck.report.contradictions import further_words, sides, split
from claimcheck.report.decided import decision_words, row_decision_of
from claimcheck.report.first_page import first_page
from claimcheck.report.html.pictures import gaps_picture, scores_picture, shade
from claimcheck.report.law_words import law_by_law
from claimcheck.report.layout import visible
from claimcheck.report.matrix import MARKS, matrix
from claimcheck.report.rows import ORDERS, USUAL, Row, also_words, gaps_of, is_repeated, rows, said_words
from claimcheck.report.style import Style
from claimcheck.report.targets import ADMITS

SHORT = 60
"""Claims that are printed with everything that belongs to them; of a longer report those that a reader has opened."""

_HERE = files("claimcheck.report.html")
FIRST_STEPS = 4
_STATES = {mark: state for state, (mark, _) in MARKS.items()}


def render(report: Report, style: Style) -> str:
    """The page; all claims are in it unless ``style.limit`` says how many."""
    listing = rows(report.documents, style.sort)
    chosen = listing if style.limit is None else listing[: style.limit or None]
    names = anchors(report)
    return template("page.html.j2").render(
        report=report,
        policy=policy(text_of("page.css"), text_of("page.js")),
        page=first_page(report, style.sort),
        order=ORDERS[style.sort],
        anchor=lambda claim: names[id(claim)],
        chosen=chosen,
        cut=len(listing) - len(chosen),
        matrix=matrix([row.claim for row in chosen], Style(unicode=True)),
        facets=facets(chosen),
        scores=scores_picture([row.claim.band for row in listing], [row.claim.score for row in listing]),
        gaps=gaps_picture(gaps_of(listing), len(listing)),
        glossary=terms.glossary_of(report),
        first_steps=first_steps(listing),
        told_once=words.TOLD_ONCE,
        long=len(chosen) > SHORT,
        pictures=style.pictures,
        on_page=partial(_on_page, style=style),
        admits=ADMITS,
        disagreeing=[(one, split(one)[0]) for one in report.documents if split(one)[0]],
        loose=[(one, split(one)[1]) for one in report.documents if split(one)[1]],
        problems=words.all_problems(report),
    )


def policy(style: str, script: str = "", more: str = "") -> str:
    """What a page may load and run: its own style and script, known by their hashes, and pictures that are in it.

    A page without a script may load nothing but its style.
    """
    runs = f"script-src {_known(script)}; img-src data:; {more}" if script else ""
    return f"default-src 'none'; style-src {_known(style)}; {runs}base-uri 'none'; form-action 'none'"


def _known(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode('ascii')}'"


@lru_cache(maxsize=8)
def text_of(name: str) -> str:
    """A file of the page by its name."""
    return (_HERE / name).read_text(encoding="utf-8")


def template(name: str) -> Template:
    """A template with the words of the report."""
    return _environment().get_template(name)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    made = environment(text_of)
    made.filters.update(_FILTERS)
    made.globals.update(_FUNCTIONS)
    return made


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


def _citations(citations: list[CitationOut], as_of: str) -> list[tuple[str, str | None]]:
    """The lines of the law with an address to read it where one is known for a single passage."""
    lines = words.citation_words(citations, as_of)
    urls = {one.url for one in citations if one.url and one.url.startswith(("https://", "http://"))}
    return [(line, next(iter(urls)) if len(lines) == 1 and len(urls) == 1 else None) for line in lines]


def _on_page(document: DocumentOut, place: PlaceOut, style: Style) -> str | None:
    """A link to the page of the audited file, None where it has no pages or its path tells about this machine."""
    path, base = (style.marked or document.path).replace("\\", "/"), style.base
    if base is None or document.format != "pdf" or place.path is not None or place.page is None:
        return None
    if path.startswith(("/", "<")) or path[1:2] == ":":
        return None
    return f"{base}{quote(path, errors='replace')}#page={place.page}"


def _severe(claim: ClaimOut) -> str:
    """The most severe of a claim's findings that count, or nothing."""
    found = {one.severity for one in claim.findings if one.state == "new"}
    return next((name for name in SEVERITIES if name in found), "")


def environment(text: Callable[[str], str]) -> Environment:
    """An environment without filters of its own; ``text`` gives a template by its name."""
    return Environment(
        loader=FunctionLoader(text),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


class Facet(NamedTuple):
    """Something claims can be picked by: its name, what it is called, its values for a row, and what each is called.

    ``order`` has values that come first.
    """

    name: str
    title: str
    of: Callable[[Row], Iterable[str]]
    called: Callable[[str], str] = words.plain
    order: Sequence[str] = ()


_FACETS = (
    Facet("document", "Document", lambda row: [row.document.path], visible),
    Facet("band", "Verdict", lambda row: [row.claim.band], terms.band_name, words.BANDS),
    Facet("topic", "Topic", lambda row: [row.claim.topic]),
    Facet("type", "Type", lambda row: [row.claim.type], terms.type_name),
    Facet("approval", "Register", lambda row: [row.claim.approval.state if row.claim.approval else "no register"],
          order=STANDINGS),
    Facet("tier", "Finding", lambda row: {one.tier for one in row.findings}, terms.tier_name, TIERS),
    Facet("missing", "Missing", lambda row: row.missing, terms.element_name),
)  # fmt: skip


def facets(listing: Sequence[Row]) -> Iterator[tuple[Facet, list[tuple[str, int]]]]:
    """The facets that make a difference, those with more than one value, and how many claims have each."""
    for facet in _FACETS:
        place = {value: number for number, value in enumerate(facet.order)}
        counts = Counter(chain.from_iterable(map(facet.of, listing)))
        if len(counts) > 1:
            yield facet, sorted(counts.items(), key=lambda pair: (place.get(pair[0], len(place)), pair[0]))


def first_steps(listing: Sequence[Row]) -> list[tuple[str, int, str]]:
    """What is missing most often, in how many claims, and the advice on it; last what nearly all of them lack."""
    advice: dict[str, str] = {}
    for row in listing:
        for step in row.steps:
            advice.setdefault(step.element, step.advice)
    least = USUAL * len(listing)
    gaps = sorted(gaps_of(listing).items(), key=lambda pair: (pair[1] >= least, -pair[1], pair[0]))
    return [(element, number, advice[element]) for element, number in gaps if element in advice][:FIRST_STEPS]


_FILTERS = {
    "plain": words.plain, "visible": visible, "place": words.place_words, "exact": words.exact_place_words,
    "source": words.source_words, "problem": words.problem_words, "element": terms.element_name,
    "type": terms.type_name, "band": terms.band_name, "tier": terms.tier_name,
    "confidence": terms.confidence_name, "need": terms.need_name, "state": terms.state_name,
    "dimension": terms.dimension_name, "bounds": words.bound_words, "reading": words.reading_words,
    "accepted": words.accepted_words, "number": lambda value: f"{value:.3g}" if value < 1 else f"{value:g}",
    "approval": approval_words,
    "unasked_of": words.unasked_of, "is_shown": words.is_shown, "told_once": words.told_once_words,
    "approval_details": approval_details,
}  # fmt: skip
"""What the templates call behind a bar."""
_FUNCTIONS = {
    "count": words.count, "block_words": lambda place: words.BLOCKS.get(place.block, ""),
    "citations": _citations, "law_by_law": law_by_law,
    "sides": sides, "further": further_words, "severe": _severe, "also": also_words, "decision_of": row_decision_of,
    "decision_words": decision_words, "said": said_words, "is_repeated": is_repeated,
    "aside_name": terms.aside_name,
    "aside_words": lambda aside: terms.aside_words(Counter(one.reason for one in aside)), "tone": shade,
    "asked_marks": lambda marks: [(mark, _STATES.get(mark, "")) for mark in marks],
}  # fmt: skip
"""What they call as functions."""
