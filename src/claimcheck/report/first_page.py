"""The first page of a report, as values: what it claims first, what decides it, and where it lies beside others.

Every format that people read draws it from here, so that all say the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from statistics import median

from msgspec import Struct

from claimcheck.model.claim_out import ClaimOut, FindingOut
from claimcheck.model.report import DocumentOut, Report
from claimcheck.report.approvals import approvals_words
from claimcheck.report.assurance import assurance_lines
from claimcheck.report.beside import beside_lines, unusual_words
from claimcheck.report.filters import LOW
from claimcheck.report.layout import excerpt, listed, visible
from claimcheck.report.rows import HEADLINES, Row, numbered, question_of, rows, said_words
from claimcheck.report.style import Sort
from claimcheck.report.targets import Admitted, Target, admitted, targets
from claimcheck.report.terms import LANGUAGE, aside_words, band_name, element_question, plain, type_name
from claimcheck.report.words import band_words, count, document_findings, severity_words, silence_words

_MOST = 0.5
"""Of a document of which more than this share was not read nothing is judged by what was."""

QUOTE = 160


class Headline(Struct, frozen=True):
    """One of the first claims: ``number`` from 1 as shown, its words and places, its score, and the one question.

    ``said`` is "page 3", or "said 9 times: pages 3, 7, 69; best evidence page 69", behind the file where there are
    several. ``question`` is "" where nothing is
    left to ask, ``lacks`` the element that answers it, "" where none does.
    """

    number: int
    document: DocumentOut
    claim: ClaimOut
    topic: str
    kind: str
    words: str
    said: str
    score: int
    verdict: str
    question: str
    lacks: str


class FirstPage(Struct, frozen=True):
    """Everything of the first page, ready to be drawn: plain words, escaped for a terminal and not for markup.

    ``lead`` is the sentence to read first, ``facts`` those behind it. ``unread`` says what was not read, "" where all
    was. ``topics`` has the headline claims by topic, in the order of the first of each. ``contradictions`` holds
    nothing but what is proven. ``admissions`` and ``targets`` are the first ones, ``admissions_in_all`` and
    ``targets_in_all`` count all. ``groups`` counts what is claimed, however often it is said, and ``median`` is the
    middle of its scores; ``numbers`` are sentences on all of it, and on what was set aside.
    """

    lead: str
    facts: tuple[str, ...]
    unread: str
    topics: tuple[tuple[str, tuple[Headline, ...]], ...]
    groups: int
    median: float | None
    admissions: tuple[Admitted, ...]
    admissions_in_all: int
    assured: tuple[str, ...]
    contradictions: tuple[tuple[DocumentOut, FindingOut], ...]
    targets: tuple[Target, ...]
    targets_in_all: int
    beside: tuple[str, ...]
    numbers: tuple[str, ...]

    @property
    def short(self) -> bool:
        """Whether the claims are so few that a list of the first ones would only say them twice."""
        return self.groups < HEADLINES

    @property
    def headlines(self) -> tuple[Headline, ...]:
        """The headline claims as they are shown and numbered."""
        return tuple(one for _, own in self.topics for one in own)


def first_page(report: Report, sort: Sort = "rank") -> FirstPage:
    """The first page of a report over one or more documents."""
    listing = rows(report.documents, sort)
    first = numbered(listing)[:HEADLINES]
    many = len(report.documents) > 1
    headlines = [_headline(row, number, many=many) for number, row in enumerate(first, 1)]
    unread = _unread_words(report)
    proven = tuple(_proven(report))
    admissions = list(admitted(report))
    found = targets(((one.document, one.claim) for one in listing), many=many)
    # That there are no claims is told where what was not read does not say it already.
    told = [] if unread else [silence_words(report)]
    if headlines:
        told = list(_claimed(report, first, headlines, len(proven)))
    lead, *facts = [*([f"{unread}."] if unread else []), *told]
    return FirstPage(
        lead=lead,
        facts=tuple(facts),
        unread=unread,
        topics=tuple((topic, tuple(own)) for topic, own in groupby(headlines, attrgetter("topic"))),
        groups=len(listing),
        median=float(median(_scores(listing))) if listing else None,
        admissions=tuple(admissions[:HEADLINES]),
        admissions_in_all=len(admissions),
        assured=tuple(_assured(report, len(headlines))),
        contradictions=proven,
        targets=tuple(found[:HEADLINES]),
        targets_in_all=len(found),
        beside=tuple(beside_lines(report)),
        numbers=tuple(_numbers(report, listing)),
    )


def _assured(report: Report, headlines: int) -> Iterator[str]:
    """Who assured how much of it, or that nothing speaks of it where a report of some size was read in full."""
    lines = list(assurance_lines(report))
    yield from lines
    if lines or headlines < HEADLINES or report.context.medium != "report":
        return
    named = any(one.assurance_named is not None for one in report.documents)
    if not named and all(one.status == "complete" for one in report.documents):
        yield "No assurance statement was found."


def _numbers(report: Report, listing: Sequence[Row]) -> Iterator[str]:
    """All of it in numbers: what is claimed and how it fares, the register of claims, findings, what was set aside."""
    summary = report.summary
    if len(listing) >= HEADLINES:
        bands = band_words(Counter(one.claim.band for one in listing))
        several = f"different claims, found {summary.claims:,} times" if len(listing) < summary.claims else "claims"
        yield f"In all {len(listing):,} {several}: {bands}."
    if len(listing) > 1:
        scores = _scores(listing)
        yield f"Median score {median(scores):g} of 100; {sum(one < LOW for one in scores):,} below {LOW}."
    words = approvals_words(summary)
    if words:
        yield words
    findings = list(document_findings(*report.documents))
    # What was hardly read has no findings because nobody looked.
    if findings or any(one.coverage.sentences and _is_judged(one) for one in report.documents):
        yield severity_words(findings)
    aside: Counter[str] = Counter(one.reason for document in report.documents for one in document.set_aside)
    # How much was not judged is told among the problems.
    if aside.keys() - {LANGUAGE}:
        del aside[LANGUAGE]
        yield f"{aside_words(aside)}."


def _scores(listing: Sequence[Row]) -> list[int]:
    return [one.claim.score for one in listing]


def _headline(row: Row, number: int, *, many: bool) -> Headline:
    claim = row.claim
    path = f"{visible(row.document.path)}, " if many else ""
    lacks, question = question_of(row)
    return Headline(
        number=number,
        document=row.document,
        claim=claim,
        topic=plain(claim.topic),
        kind=type_name(claim.type),
        words=excerpt(claim.text, QUOTE),
        said=path + said_words(claim),
        score=claim.score,
        verdict=band_name(claim.band),
        question=question,
        lacks=lacks,
    )


def _proven(report: Report) -> Iterator[tuple[DocumentOut, FindingOut]]:
    """Contradictions that are more than a hint, and that nobody has accepted."""
    for document in report.documents:
        for finding in document_findings(document):
            disagrees = finding.family == "CON" and finding.against
            if disagrees and finding.severity != "info" and finding.state == "new":
                yield document, finding


def _claimed(report: Report, first: Sequence[Row], headlines: Sequence[Headline], contradictions: int) -> Iterator[str]:
    """What tells this report from others: what it claims, and what of that is open."""
    if len(first) == 1:
        yield f"One claim, {headlines[0].score} of 100: {headlines[0].verdict}."
    else:
        if len(first) == HEADLINES:
            one = headlines[0]
            yield f"The claim to look at first ({one.topic}; {one.said}): “{one.words}”"
        which = "headline claims" if len(first) == HEADLINES else "claims"
        yield f"Of the {len(first)} {which}: {band_words(Counter(one.claim.band for one in first))}."
    if contradictions:
        yield f"{count(contradictions, 'passage')} contradict{'s' if contradictions == 1 else ''} another one."
    yield unusual_words(report) or _asked_most(headlines)


def _asked_most(headlines: Sequence[Headline]) -> str:
    """The question that most of the headline claims leave open, and what these are about."""
    first = next((one.question for one in headlines if one.question), "")
    if not first:
        return "Nothing is left to ask."
    lacks, number = next(iter(Counter(one.lacks for one in headlines if one.lacks).most_common(1)), ("", 0))
    if number < 2:
        return f"To be answered first: {first}"
    topics = listed(dict.fromkeys(one.topic for one in headlines if one.lacks == lacks))
    return f"Open most often ({number} of {len(headlines)}: {topics}): {element_question(lacks)}"


def _unread_words(report: Report) -> str:
    """What was not read, "" where all was: "Not judged: 40 of 41 pages unread"."""
    open_ones = [one for one in report.documents if one.status == "partial"]
    if all(max(_unread(one)) == 0 for one in open_ones):
        return ""
    if len(report.documents) == 1:
        return _of_document(open_ones[0])
    names = listed(visible(one.path) for one in open_ones[:3]) + (", …" if len(open_ones) > 3 else "")
    return f"Read in part: {len(open_ones):,} of {len(report.documents):,} documents ({names})"


def _unread(document: DocumentOut) -> tuple[float, float]:
    """The share of the pages of a document that were not read, and of its characters that were not checked."""
    coverage = document.coverage
    pages, read = coverage.pages, coverage.pages_read
    return (
        1 - read / pages if pages and read is not None else 0.0,
        coverage.characters_unchecked / coverage.characters if coverage.characters else 0.0,
    )


def _of_document(document: DocumentOut) -> str:
    pages, read = document.coverage.pages, document.coverage.pages_read
    unread, unchecked = _unread(document)
    if pages and read is not None and unread >= unchecked:
        what = f"{pages - read:,} of {pages:,} {'page' if pages == 1 else 'pages'} unread"
    else:
        what = f"{round(100 * unchecked)} % of the words are in a language without rules"
    return f"{'Judged in part only' if _is_judged(document) else 'Not judged'}: {what}"


def _is_judged(document: DocumentOut) -> bool:
    """Whether most of a document was read and checked."""
    return document.status == "complete" or max(_unread(document)) <= _MOST
