"""The first page of a report, as values: what it claims first, what decides it, and where it lies beside others.

Every format that people read draws it from here, so that all say the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimcheck.model.claim_out import ClaimOut, FindingOut, PlaceOut
from claimcheck.model.report import DocumentOut, Report
from claimcheck.report.assurance import assurance_lines
from claimcheck.report.comparison import beside_lines, unusual_words
from claimcheck.report.layout import listed, shorten, visible
from claimcheck.report.questions import deciding, missing_asked
from claimcheck.report.style import Sort
from claimcheck.report.targets import Target, targets
from claimcheck.report.terms import band_name, plain, type_name
from claimcheck.report.unread import unread_words
from claimcheck.report.words import count, document_findings, in_order, one_of_each, silence_words

HEADLINES = 10
QUOTE = 160
PLACES_SHOWN = 6
NEARLY = ("verifiable", "verifiable_with_gaps")


@dataclass(frozen=True, slots=True)
class Headline:
    """One of the first claims: ``number`` from 1, its words and places, what it scores, and the one question.

    ``said`` is "page 3", or "said 9 times: pages 3, 7, 69; best evidence page 69". ``question`` is "" where nothing is
    left to ask.
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


@dataclass(frozen=True, slots=True)
class FirstPage:
    """Everything of the first page, ready to be drawn: plain words, escaped for a terminal and not for markup.

    ``lead`` is the sentence to read first, ``facts`` those behind it. ``unread`` says what was not read, "" where all
    was. ``topics`` has the headline claims by topic, in the order of the first of each. ``contradictions`` holds
    nothing but what is proven. ``targets`` are the first ones, ``targets_in_all`` counts all.
    """

    lead: str
    facts: tuple[str, ...]
    unread: str
    topics: tuple[tuple[str, tuple[Headline, ...]], ...]
    groups: int
    assured: tuple[str, ...]
    contradictions: tuple[tuple[DocumentOut, FindingOut], ...]
    targets: tuple[Target, ...]
    targets_in_all: int
    beside: tuple[str, ...]

    @property
    def headlines(self) -> tuple[Headline, ...]:
        """The headline claims in their order."""
        return tuple(sorted((one for _, own in self.topics for one in own), key=lambda one: one.number))


def first_page(report: Report, sort: Sort = "rank") -> FirstPage:
    """The first page of a report over one or more documents."""
    groups = one_of_each(in_order(report, sort))
    headlines = [_headline(number, *pair) for number, pair in enumerate(groups[:HEADLINES], start=1)]
    unread = unread_words(report)
    proven = tuple(_proven(report))
    found = targets(groups)
    lead, *facts = _sentences(report, headlines, unread, len(proven))
    return FirstPage(
        lead=lead,
        facts=tuple(facts),
        unread=unread,
        topics=_by_topic(headlines),
        groups=len(groups),
        assured=tuple(assurance_lines(report)),
        contradictions=proven,
        targets=tuple(found[:HEADLINES]),
        targets_in_all=len(found),
        beside=tuple(beside_lines(report)),
    )


def said_words(claim: ClaimOut) -> str:
    """Where a claim stands, with all places of its group and the one with the best evidence."""
    group = claim.group
    if group is None or group.size == 1:
        return _spot(claim.place)
    spots = list(dict.fromkeys(_number(place) for place in group.places))
    noun = "page" if claim.place.page is not None else "line"
    shown = listed(f"{spot}" for spot in spots[:PLACES_SHOWN]) + (", …" if len(spots) > PLACES_SHOWN else "")
    words = f"said {group.size:,} times: {noun if len(spots) == 1 else noun + 's'} {shown}"
    if len(spots) > 1 and any(place.start != group.best.place.start for place in group.places):
        words += f"; best evidence {_spot(group.best.place)}"
    return words


def _spot(place: PlaceOut) -> str:
    return f"page {place.page}" if place.page is not None else f"line {place.line}"


def _number(place: PlaceOut) -> int:
    return place.page if place.page is not None else place.line


def _headline(number: int, document: DocumentOut, claim: ClaimOut) -> Headline:
    return Headline(
        number=number,
        document=document,
        claim=claim,
        topic=plain(claim.topic),
        kind=type_name(claim.type),
        words=shorten(visible(claim.text), QUOTE),
        said=said_words(claim),
        score=claim.score,
        verdict=band_name(claim.band),
        question=deciding(document, claim),
    )


def _by_topic(headlines: Sequence[Headline]) -> tuple[tuple[str, tuple[Headline, ...]], ...]:
    topics: dict[str, list[Headline]] = {}
    for one in headlines:
        topics.setdefault(one.topic, []).append(one)
    return tuple((topic, tuple(own)) for topic, own in topics.items())


def _proven(report: Report) -> Iterator[tuple[DocumentOut, FindingOut]]:
    """Contradictions that are more than a hint, and that nobody has accepted."""
    for document in report.documents:
        for finding in document_findings(document):
            disagrees = finding.family == "CON" and finding.against
            if disagrees and finding.severity != "info" and finding.state == "new":
                yield document, finding


def _sentences(
    report: Report, headlines: Sequence[Headline], unread: str, contradictions: int
) -> Iterator[str]:
    """What tells this report from others: first what was not read, then what it claims and what of that is open."""
    if unread:
        yield f"{unread}."
    if not headlines:
        if not unread:
            yield silence_words(report)
        return
    first = headlines[0]
    path = f"{visible(first.document.path)}, " if len(report.documents) > 1 else ""
    yield f"First of all it claims, {path}{first.said}: “{first.words}”"
    yield _checkable(headlines)
    if contradictions:
        yield f"{count(contradictions, 'passage')} contradict{'s' if contradictions == 1 else ''} another one."
    open_words = unusual_words(report)
    if open_words:
        yield open_words


def _checkable(headlines: Sequence[Headline]) -> str:
    """How many of the headline claims can be checked, or lack one answer at most."""
    total = len(headlines)
    near = [one for one in headlines if one.claim.band in NEARLY or len(missing_asked(one.claim)) <= 1]
    if total == 1:
        return f"It is {headlines[0].verdict}."
    some = f"{len(near)} of its {total} headline claims" if near else f"None of its {total} headline claims"
    return f"{some} can be checked, or nearly."
