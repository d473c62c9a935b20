"""The working paper: a workbook that opens on what to do; the tables are behind it, ids and hashes last."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import chain
from pathlib import PurePath
from typing import Any

from openpyxl import Workbook

from claimcheck.model.claim_out import PlaceOut
from claimcheck.model.report import DocumentOut, Report
from claimcheck.report import terms
from claimcheck.report.approvals import approval_words
from claimcheck.report.contradictions import further_words, is_on, sides
from claimcheck.report.decided import finding_decision_of, row_decision_of
from claimcheck.report.files import decisions
from claimcheck.report.files.legend import settled
from claimcheck.report.files.sheets import Column, add
from claimcheck.report.first_page import first_page
from claimcheck.report.law_words import law_by_law
from claimcheck.report.layout import listed, shorten, visible
from claimcheck.report.rows import Row, all_rows, rows, where_words
from claimcheck.report.targets import KINDS, targets
from claimcheck.report.words import (
    BANDS,
    MEANING,
    accepted_words,
    all_problems,
    citation_words,
    count,
    coverage_words,
    document_findings,
    place_words,
)

Lines = Iterator[Sequence[Any]]
_SHADES = ("CFE8D5", "E3F0D3", "FFF2CC", "FCE4D6", "F8CFC7", "F4B6B0")
_ELEMENTS, _WORDS, _LINE = 5, 600, 60
_NOTHING = "–"
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def write(report: Report) -> bytes:
    """The workbook; nothing in it is a formula, and the same report gives the same bytes."""
    day = date.fromisoformat(report.context.as_of)
    book = Workbook(write_only=True)
    book.properties.creator = f"{report.tool.name} {report.tool.version}"
    book.properties.created = book.properties.modified = datetime(day.year, day.month, day.day)
    paper = _Paper(report)
    title = listed(PurePath(document.path).name for document in report.documents)
    fill_in = decisions.columns(day)
    for name, columns, lines in (
        (decisions.TO_DO, (*_TO_DO, *fill_in), paper.to_do()),
        ("Targets", _TARGETS, paper.targets()),
        ("Assurance", _ASSURANCE, paper.assurance()),
        ("Contradictions", _CONTRADICTIONS, paper.contradictions()),
        ("Admissions", _ADMISSIONS, paper.admissions()),
        ("All claims", _CLAIMS, paper.claims()),
        ("Evidence", _EVIDENCE, paper.evidence()),
        (decisions.FINDINGS, (*_FINDINGS, *fill_in), paper.findings()),
        ("About this run", _ABOUT, paper.about()),
        ("Claim ids", _CLAIM_IDS, paper.claim_ids()),
        (decisions.FINDING_IDS, _FINDING_IDS, paper.finding_ids()),
    ):
        add(book, name, columns, lines, title)
    buffer = io.BytesIO()
    book.save(buffer)
    return settled(buffer.getvalue(), lambda name, content: _dated(name, content, day))


def _verdict(band: str) -> str:
    return _sentence(terms.band_name(band))


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


_VERDICT = Column("Verdict", 14, colours={_verdict(band): shade for band, shade in zip(BANDS, _SHADES, strict=True)})
_NUMBER = Column(decisions.NUMBER, 6)
_MATTER = Column(decisions.MATTER, 8)
_TO_DO = (
    _NUMBER, Column("What is claimed", 42), Column("Where", 14), Column("Times said", 7), Column("Topic", 11),
    _VERDICT, Column("What to ask", 34), Column("Suggestion", 30),
)  # fmt: skip
_TARGETS = (
    Column("Target", 60), Column("Where", 20), Column("What is to be reached", 22), Column("By when", 10),
    Column("Measured from", 16), Column("Progress so far", 26), Column("Progress told at", 20), _VERDICT,
)  # fmt: skip
_ASSURANCE = (
    Column("Who checked", 26), Column("Told by", 14), Column("Depth", 14), Column("Standards", 22), Column("Years", 12),
    Column("Covers", 44), Column("Leaves out", 30), Column("Conclusion", 14), Column("Figures covered", 10),
    Column("Figures told", 10), Column("Where", 20), Column("Remark", 24),
)  # fmt: skip
_CONTRADICTIONS = (
    Column("Passage", 50), Column("Where", 20), Column("Against it", 50), Column("Where it stands", 20),
    Column("Sum", 30), Column("What is found", 44), Column("Rule", 12),
)  # fmt: skip
_ADMISSIONS = (
    Column("What is admitted", 60), Column("Kind", 18), Column("Where", 20), Column("Goal", 20),
    Column("Said before", 50), Column("Where before", 20),
)  # fmt: skip
_CLAIMS = (
    Column("What is claimed", 70), Column("Where", 20), Column("Kind", 22), Column("Topic", 14), _VERDICT,
    Column("Score of 100", 9), Column("Said as", 16), Column("Findings", 9), Column("Register of claims", 26),
    Column("Claim no.", 8), _MATTER,
)  # fmt: skip
_EVIDENCE = (
    Column("What is claimed", 60), Column("Evidence", 28), Column("State", 18),
    Column("Value", 24), Column("Words", 50), Column("Where", 20), Column("Counts", 8), Column("Claim no.", 8),
)  # fmt: skip
_FINDINGS = (
    Column("Words", 44), Column("Where", 16), Column("What is found", 40), Column("Rule", 20), Column("Severity", 10),
    Column("About", 16), Column("How sure", 11), Column("Why", 50), Column("Law", 50),
    Column("How to close the gap", 40), Column("Wording", 40), Column("Accepted", 18), _NUMBER, _MATTER,
)  # fmt: skip
_ABOUT = (Column("What", 24), Column("Value", 110))
_CLAIM_IDS = (
    Column("Claim no.", 8), Column("File", 60), Column("Claim", 24), Column("Occurrence", 11), Column("Group", 26),
    Column("Type", 22), Column("Start", 10), Column("End", 10),
)  # fmt: skip
_FINDING_IDS = (
    _NUMBER, _MATTER, Column("Rule", 10), Column("File", 60), Column("Fingerprint", 68), Column("Quote", 60),
    Column("Start", 10), Column("State", 12),
)  # fmt: skip


class _Paper:
    """The rows of all sheets; matters, claims and findings have the same numbers on each."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._page = first_page(report)
        self._many = len(report.documents) > 1
        self._matters = [one for one in all_rows(report.documents) if one.is_open or row_decision_of(one) is not None]
        numbers = {id(claim): no for no, one in enumerate(self._matters, 1) for claim in one.claims}
        of_finding = {
            id(found): number
            for number, one in enumerate(self._matters, 1)
            for found in chain(one.findings, *(claim.findings for claim in one.claims))
        }
        claims = [(document, one) for document in report.documents for one in document.claims]
        found = [(document, one) for document in report.documents for one in document_findings(document)]
        self._claims = [(no, numbers.get(id(one)), document, one) for no, (document, one) in enumerate(claims, 1)]
        self._findings = [(no, of_finding.get(id(one)), document, one) for no, (document, one) in enumerate(found, 1)]

    def _at(self, document: DocumentOut, words: str) -> str:
        return f"{visible(document.path)}, {words}" if self._many else words

    def _place(self, document: DocumentOut, place: PlaceOut | None) -> str:
        return "" if place is None else self._at(document, place_words(place))

    def to_do(self) -> Lines:
        """What was not read first, then the matters in their order, then what is told once for a document."""
        blank = decisions.filled(None)
        for path, problem in all_problems(self._report):
            if problem.effect == "note":
                continue
            where = problem.place or (path if self._many else "")
            yield None, f"Not read: {problem.message}", where, None, "", "", "", problem.hint or "", *blank
        for number, one in enumerate(self._matters, 1):
            first = one.claims[0] if one.claims else None
            yield (
                number, shorten(one.words, _WORDS), self._at(one.document, where_words(one)), one.times,
                _topic(one),
                _verdict(first.band) if first else "", _asked(one), one.suggestion,
                *decisions.filled(row_decision_of(one)),
            )  # fmt: skip
        for document in self._report.documents:
            for gap in document.told_once:
                name = _sentence(terms.element_name(gap.element))
                words = f"{name}: missing in {count(gap.claims, 'claim')}"
                where = visible(document.path) if self._many else ""
                yield None, words, where, None, "Whole document", "", "", gap.advice, *blank

    def targets(self) -> Lines:
        for one in targets((one.document, one.claim) for one in rows(self._report.documents)):
            yield (
                one.words, self._place(one.document, one.claim.place), one.value or _NOTHING, one.year or _NOTHING,
                one.base_year or _NOTHING, one.progress or _NOTHING, one.progress_at, _verdict(one.claim.band),
            )  # fmt: skip

    def assurance(self) -> Lines:
        for document in self._report.documents:
            for one in document.assurance:
                whole = ["the whole report"] if one.whole else []
                mark = f"Figures marked {one.mark}. " if one.mark else ""
                unread = f"Not read: {terms.plain(one.unread_because)}" if one.unread_because else ""
                yield (
                    one.practitioner or "nobody named", terms.plain(one.teller), listed(map(terms.plain, one.levels)),
                    listed(one.standards), listed(map(str, one.years)),
                    "; ".join([*whole, *(part.words for part in one.covered)]),
                    "; ".join(part.words for part in one.excluded), terms.plain(one.conclusion or ""),
                    one.figures_covered, one.figures, self._place(document, one.place), mark + unread,
                )  # fmt: skip

    def contradictions(self) -> Lines:
        """A row for each passage that another one is proven to contradict."""
        for document, finding in self._page.contradictions:
            (place, quote), *others = sides(finding)
            further = f" ({further_words(finding)})" if finding.further else ""
            for other, against in others:
                yield (
                    quote, self._place(document, place), against, self._place(document, other), finding.sum or "",
                    finding.message + further, finding.rule,
                )  # fmt: skip

    def admissions(self) -> Lines:
        """A row for each passage in which the company owns up to something."""
        for document in self._report.documents:
            for one in document.admissions:
                aim, before = one.target, one.before
                goal = [aim.value or "", f"by {aim.year}" if aim.year else ""] if aim else []
                yield (
                    one.text, KINDS[one.kind], self._place(document, one.place), " ".join(filter(None, goal)),
                    before.quote if before else "", self._place(document, before.place if before else None),
                )  # fmt: skip

    def claims(self) -> Lines:
        """A row for each place of each claim, in reading order."""
        for number, matter, document, claim in self._claims:
            yield (
                claim.text, self._place(document, claim.place), _sentence(terms.type_name(claim.type)),
                terms.plain(claim.topic), _verdict(claim.band), claim.score,
                listed((terms.plain(claim.tense), terms.plain(claim.certainty))),
                len(claim.findings), approval_words(claim), number, matter,
            )  # fmt: skip

    def evidence(self) -> Lines:
        """A row for each piece of evidence that a claim holds, or lacks and is asked for."""
        for number, _, document, claim in self._claims:
            for one in claim.elements:
                if one.state != "missing" or one.asked:
                    yield (
                        shorten(visible(claim.text), _LINE), _sentence(terms.element_name(one.element)),
                        terms.state_name(one.state), one.value or "", one.quote or "", self._place(document, one.place),
                        one.credit, number,
                    )  # fmt: skip

    def findings(self) -> Lines:
        for number, matter, document, one in self._findings:
            law = (*law_by_law(one), *citation_words(one.citations, self._report.context.as_of))
            yield (
                one.quote, self._place(document, one.place), one.message, f"{one.rule} {one.name}", one.severity,
                terms.tier_name(one.tier), terms.confidence_name(one.confidence), one.why, law, one.remedy, one.rewrite,
                accepted_words(one), number, matter, *decisions.filled(finding_decision_of(document, one)),
            )  # fmt: skip

    def about(self) -> Lines:
        """The verdict, what was read, and the setting of the run."""
        report, context = self._report, self._report.context
        yield from (("Verdict", line) for line in (self._page.lead, *self._page.facts))
        yield "Meaning", MEANING
        for document in report.documents:
            yield visible(document.path), f"{document.status}: {coverage_words(document.coverage)}"
            yield from ((visible(document.path), problem.message) for problem in document.problems)
        yield from (("Problem", problem.message) for problem in report.problems)
        yield "Readers", f"{terms.plain(context.audience)}, {terms.plain(context.medium)}"
        yield "Law", f"{' '.join(context.jurisdictions)}, as of {context.as_of}"
        pack = report.tool.rulepack
        yield "Rules", f"{pack.name} {pack.version}"
        yield "Made by", f"{report.tool.name} {report.tool.version}"
        yield "Hash of the rules", pack.sha256
        yield from ((f"Hash of {visible(document.path)}", document.sha256) for document in report.documents)

    def claim_ids(self) -> Lines:
        for number, _, document, claim in self._claims:
            group = claim.group.id if claim.group is not None else ""
            yield (
                number, document.path, claim.id, claim.occurrence, group, claim.type,
                claim.place.start, claim.place.end,
            )  # fmt: skip

    def finding_ids(self) -> Lines:
        for number, matter, document, one in self._findings:
            yield (
                number, matter, one.rule, document.path, one.fingerprint, one.quote, one.place.start, one.state,
            )  # fmt: skip


def _topic(matter: Row) -> str:
    """What a matter is about: a contradiction as its claims are."""
    about = matter.claims or [
        one for one in matter.document.claims if any(is_on(finding, one) for finding in matter.findings)
    ]
    return _sentence(terms.plain(about[0].topic)) if about else "Whole document"


def _asked(matter: Row) -> tuple[str, ...]:
    """The most important of what is found, and what is missing, a line each."""
    lines = [one.message for one in matter.open[:1]]
    lines += [f"Register of claims: {matter.astray}"] if matter.astray else []
    asked = list(map(terms.element_name, matter.missing))
    if asked:
        more = f" and {len(asked) - _ELEMENTS} more" if len(asked) > _ELEMENTS else ""
        lines.append(f"Missing: {listed(asked[:_ELEMENTS])}{more}")
    if matter.is_contradicted and not lines:
        lines.append(terms.band_meaning(matter.claim.band))
    return tuple(lines)


def _dated(name: str, content: bytes, day: date) -> bytes:
    """The properties with the day of the run as the time of the last change, which the library sets when it saves."""
    if name != "docProps/core.xml":
        return content
    return _MODIFIED.sub(rf"\g<1>{day.isoformat()}T00:00:00Z".encode(), content, count=1)
