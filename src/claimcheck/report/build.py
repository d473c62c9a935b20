"""From what the stages found to the wire model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from claimcheck.model.admission import Admission
from claimcheck.model.aim import Aim
from claimcheck.model.approval import Approved
from claimcheck.model.asking import ToldOnce
from claimcheck.model.assurance import Assurance
from claimcheck.model.claim import Citation, Core, Element, Finding, Opposite, Remark, Score, SetAside
from claimcheck.model.claim_out import (
    AgainstOut,
    CitationOut,
    ClaimOut,
    ElementOut,
    FindingOut,
    LeadOut,
    ParsedOut,
    PlaceOut,
    ReasonOut,
)
from claimcheck.model.contradiction import Pair
from claimcheck.model.document import Document, Problem, status_of
from claimcheck.model.evidence import Outer
from claimcheck.model.passage import SentenceSpan
from claimcheck.model.ranking import Ranked, Reason
from claimcheck.model.report import (
    CoverageOut,
    DocumentOut,
    SetAsideOut,
    ToldOnceOut,
)
from claimcheck.model.tool import PackPartOut, RulepackOut, ToolOut
from claimcheck.report.admissions import admission_out
from claimcheck.report.approvals import approval_out
from claimcheck.report.assurance import assurance_out
from claimcheck.report.beside import beside_out, lacks_out
from claimcheck.report.claim_parts import ScoreOut, aim_out, registered_out, score_out, with_groups
from claimcheck.report.contradictions import pair_out
from claimcheck.report.identity import claim_id, fingerprint
from claimcheck.report.law_words import citation_out, law_out
from claimcheck.report.places import Places
from claimcheck.report.problems import problem_out
from claimcheck.report.summary import summary_out
from claimcheck.rulepack.pack import Pack
from claimcheck.text.passages import Passages

if TYPE_CHECKING:
    from claimcheck.rulepack.statistics_shapes import StatisticsShape

FIRST = Ranked(1, 0, ())
"""The place of a claim that stands alone."""


class ScoredClaim(NamedTuple):
    """A claim at the end of the line."""

    core: Core
    elements: tuple[Element, ...]
    findings: tuple[Finding, ...]
    score: Score
    approved: Approved | None = None
    ranked: Ranked = FIRST
    aim: Aim | None = None


def document_out(
    document: Document,
    passages: Passages | None,
    claims: Sequence[ScoredClaim],
    aside: Sequence[SetAside],
    remarks: Sequence[Remark],
    *,
    assurance: Sequence[Assurance] = (),
    assurance_named: SentenceSpan | None = None,
    pairs: Sequence[Pair] = (),
    told_once: Sequence[ToldOnce] = (),
    admissions: Sequence[Admission] = (),
    problems: Sequence[Problem],
    language: str | None,
    rules_run: int,
    outside: Sequence[Passages] = (),
    public: StatisticsShape | None = None,
) -> DocumentOut:
    """Build the record of one document; ``passages`` is None where nothing could be read.

    ``remarks`` are findings about no single claim: about passages that hold none, and about the document;
    ``assurance`` are its assurance statements, ``assurance_named`` the first sentence that speaks of assurance,
    ``pairs`` its passages to compare, ``admissions`` what it owns up to, ``told_once`` what its claims lack and none is
    asked for. ``outside`` are the documents that were handed in as evidence, ``public`` what it is compared with.
    """
    builder = _Builder(passages, outside) if passages is not None else None
    built = builder.claims(claims) if builder else []
    loose = [builder.remark(one) for one in remarks] if builder else []
    summary = summary_out(built, loose)
    all_problems = [*document.problems, *problems]
    return DocumentOut(
        path=document.path,
        format=document.format,
        sha256=document.sha256,
        language=language,
        title=document.title,
        status=status_of({problem.effect for problem in all_problems}),
        coverage=_coverage_out(
            document,
            characters_unchecked=0,
            sentences=len(passages.spans) if passages else 0,
            claims=len(built),
            set_aside=len(aside),
            rules_run=rules_run,
        ),
        problems=[problem_out(problem) for problem in all_problems],
        claims=built,
        set_aside=[builder.set_aside(one) for one in aside] if builder else [],
        findings=loose,
        assurance=[assurance_out(one, builder.places) for one in assurance if one.tells] if builder else [],
        assurance_named=builder.place(assurance_named) if builder and assurance_named else None,
        pairs=[pair_out(one, builder.places) for one in pairs] if builder else [],
        beside=beside_out(built, summary, public) if public else [],
        lacks=lacks_out(summary, public) if public else [],
        told_once=[ToldOnceOut(**one._asdict()) for one in told_once],
        admissions=[admission_out(one, builder.places) for one in admissions] if builder else [],
        summary=summary,
    )


def _coverage_out(document: Document, **counted: int) -> CoverageOut:
    pages = document.pages
    without_text = [page.number for page in pages if page.status != "read"]
    return CoverageOut(
        pages=len(pages) if pages else None,
        pages_read=len(pages) - len(without_text) if pages else None,
        pages_without_text=without_text,
        pages_by_ocr=sorted({block.page for block in document.blocks if block.recognised and block.page}),
        characters=sum(len(block.text) for block in document.blocks),
        **counted,
    )


def ids_of(cores: Iterable[Core], passages: Passages) -> list[str]:
    """The ids of claims, as the report has them."""
    places = Places(passages.document, passages.norm)
    return [claim_id(core.type, places.cited(core.clause.start, core.clause.end)[2]) for core in cores]


def tool_out(pack: Pack, version: str, rules: int) -> ToolOut:
    """The program and the knowledge behind a report; ``rules`` is how many of them run."""
    parts = [PackPartOut(name=part.name, version=part.version, sha256=part.sha256) for part in pack.parts]
    rulepack = RulepackOut(name=pack.name, version=pack.version, sha256=pack.sha256, rules=rules, packs=parts)
    return ToolOut(name="claimcheck", version=version, rulepack=rulepack)


class _Builder:
    """Builds the records of one document."""

    def __init__(self, passages: Passages, outside: Sequence[Passages]) -> None:
        self.passages = passages
        self.places = Places(passages.document, passages.norm)
        self.outside = outside
        self.outer: dict[int, Places] = {}
        self.citations: dict[int, list[CitationOut]] = {}
        self.scores: dict[int, ScoreOut] = {}
        self.missing: dict[tuple[str, str, bool], ElementOut] = {}
        self.why: dict[int, list[ReasonOut]] = {}

    def claims(self, claims: Sequence[ScoredClaim]) -> list[ClaimOut]:
        seen: Counter[str] = Counter()
        return with_groups(
            [self.claim(one, seen) for one in claims],
            [one.ranked.group for one in claims],
            [one.core.sentence.number for one in claims],
        )

    def claim(self, one: ScoredClaim, seen: Counter[str]) -> ClaimOut:
        core = one.core
        place, _, text = self.places.cited(core.clause.start, core.clause.end)
        identity = claim_id(core.type, text)
        seen[identity] += 1
        sentence = text
        if len(core.sentence.clauses) > 1 and one.findings:
            sentence = self.places.cited(core.sentence.start, core.sentence.end)[2]
        score = self.score(one.score)
        # Words that rule files fill in: the shapes of these files allow no others than the wire.
        filled: Any = core
        return ClaimOut(
            id=identity,
            occurrence=seen[identity],
            text=text,
            type=core.type,
            topic=core.topic,
            tense=filled.tense,
            certainty=filled.certainty,
            target_kind=filled.target_kind,
            target_year=core.target_year,
            aim=None if one.aim is None else aim_out(one.aim, self.places),
            stance=filled.stance,
            claimant=filled.claimant,
            subject=filled.subject_kind,
            place=place,
            elements=[self.element(element, core) for element in one.elements],
            dimensions=list(score.dimensions),
            raw=score.raw,
            limits=list(score.limits),
            score=score.score,
            band=cast(Any, score.band),
            findings=[self.finding(finding, sentence) for finding in one.findings],
            next_steps=list(score.next_steps),
            approval=None if one.approved is None else approval_out(one.approved),
            rank=one.ranked.rank,
            why_first=self.reasons(one.ranked.why),
            group=None,
        )

    def reasons(self, why: tuple[Reason, ...]) -> list[ReasonOut]:
        """The terms of a sum; all claims of a group share them."""
        known = self.why.get(id(why))
        if known is None:
            known = self.why[id(why)] = [ReasonOut(reason=one.reason, points=one.points) for one in why]
        return known

    def score(self, score: Score) -> ScoreOut:
        """The fields of a score; many claims share one, so its parts are made once."""
        known = self.scores.get(id(score))
        if known is None:
            known = self.scores[id(score)] = score_out(score)
        return known

    def element(self, element: Element, core: Core) -> ElementOut:
        if element.source is not None:
            return registered_out(element, element.source, _parsed(element))
        if element.outer is not None:
            return self.elsewhere(element, element.outer)
        if element.start is None or element.end is None:
            return self.absent(element)
        place, quote, value = self.places.cited(element.start, element.end)
        if element.link is not None:
            quote = element.link.words
        return ElementOut(
            element=element.id,
            need=element.need,
            state=element.state,
            value=value,
            parsed=_parsed(element, self.steps(core) if element.id == "target_year" else ()),
            quote=quote,
            place=place,
            credit=round(element.credit, 4),
            source=None,
            leads_to=self.lead(element.leads_to),
            asked=element.asked,
        )

    def steps(self, core: Core) -> list[int]:
        """The years of the interim steps that a claim names before the year by which all of it is due."""
        due, clause = core.target_year, core.clause
        facts = self.passages.facts(core.sentence.number) if due is not None else ()
        return sorted(
            {
                fact.year
                for fact in facts
                if fact.role in ("target", "interim") and clause.start <= fact.start < clause.end
                if fact.year is not None and due is not None and fact.year < due
            }
        )

    def elsewhere(self, element: Element, outer: Outer) -> ElementOut:
        """What stands in another document; its place names that document."""
        place, _, value = self.places_of(outer.document).cited(outer.start, outer.end)
        path = self.outside[outer.document].document.path
        return ElementOut(
            element=element.id,
            need=element.need,
            state=element.state,
            value=value,
            parsed=_parsed(element),
            quote=outer.words,
            place=place.model_copy(update={"path": path}),
            credit=round(element.credit, 4),
            source=None,
            leads_to=None,
            asked=element.asked,
        )

    def place(self, span: SentenceSpan) -> PlaceOut:
        return self.places.cited(span.start, span.end)[0]

    def lead(self, to: tuple[int, int] | None) -> LeadOut | None:
        """What stands where a locator points."""
        if to is None:
            return None
        place, quote, _ = self.places.cited(*to)
        return LeadOut(quote=quote, place=place)

    def absent(self, element: Element) -> ElementOut:
        """A needed element that is nowhere; the same for all claims that need it."""
        key = (element.id, element.need, element.asked)
        if key not in self.missing:
            self.missing[key] = ElementOut(
                element=element.id,
                need=element.need,
                state=element.state,
                value=None,
                parsed=None,
                quote=None,
                place=None,
                credit=0.0,
                source=None,
                leads_to=None,
                asked=element.asked,
            )
        return self.missing[key]

    def remark(self, one: Remark) -> FindingOut:
        if one.finding.against:
            own = self.places.cited(one.finding.start, one.finding.end)[2]
            return self.finding(one.finding, own, *map(self.quoted, one.finding.against))
        sentence = self.places.cited(one.sentence.start, one.sentence.end)[2]
        return self.finding(one.finding, sentence)

    def quoted(self, one: Opposite) -> str:
        """The words of a passage that a finding is held against, by which it is known again."""
        return self.places_of(one.document).cited(one.start, one.end)[2]

    def against(self, one: Opposite) -> AgainstOut:
        place, quote, _ = self.places_of(one.document).cited(one.start, one.end)
        if one.document is not None:
            place = place.model_copy(update={"path": self.outside[one.document].document.path})
        return AgainstOut(quote=quote, place=place)

    def places_of(self, document: int | None) -> Places:
        """The places of the document itself, or of one that was handed in as evidence."""
        if document is None:
            return self.places
        if document not in self.outer:
            self.outer[document] = Places(self.outside[document].document, self.outside[document].norm)
        return self.outer[document]

    def finding(self, finding: Finding, *sentences: str) -> FindingOut:
        """A finding; ``sentences`` are what it is known by: one, or all sides of a contradiction."""
        place, quote, _ = self.places.cited(finding.start, finding.end)
        return FindingOut(
            rule=finding.rule,
            name=finding.name,
            family=finding.family,
            tier=finding.tier,
            severity=finding.severity,
            confidence="medium" if place.ocr and finding.confidence == "high" else finding.confidence,
            message=finding.message,
            why=finding.why,
            quote=quote,
            place=place,
            jurisdictions=finding.jurisdictions,
            citations=self.cited(finding.citations),
            questions=finding.questions,
            remedy=finding.remedy,
            rewrite=finding.rewrite,
            laws=list(map(law_out, finding.laws)),
            against=[self.against(one) for one in finding.against],
            sum=finding.sum or None,
            further=finding.further,
            fingerprint=fingerprint(finding.rule, *sentences),
            state="new",
            suppression=None,
        )

    def cited(self, citations: tuple[Citation, ...]) -> list[CitationOut]:
        known = self.citations.get(id(citations))
        if known is None:
            known = self.citations[id(citations)] = [citation_out(one) for one in citations]
        return known

    def set_aside(self, one: SetAside) -> SetAsideOut:
        place, _, text = self.places.cited(one.start, one.end)
        return SetAsideOut(
            text=text, reason=cast(Any, one.reason), topic=one.topic, score=one.score, place=place
        )


def _parsed(element: Element, steps: Sequence[int] = ()) -> ParsedOut | None:
    fact = element.fact
    if fact is None or (fact.value is None and fact.year is None):
        return None
    return ParsedOut(
        number=None if fact.value is None else float(fact.value),
        unit=fact.unit,
        year=fact.year,
        interim=list(steps),
    )
