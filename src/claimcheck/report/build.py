"""From what the stages found to the wire model."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from claimcheck.model import claim_out as wire
from claimcheck.model.admission import Admission
from claimcheck.model.approval import Approved
from claimcheck.model.assurance import Assurance
from claimcheck.model.claim import (
    Aim,
    Core,
    Element,
    Finding,
    Opposite,
    Question,
    Ranked,
    Remark,
    Score,
    SetAside,
    ToldOnce,
)
from claimcheck.model.contradiction import Pair
from claimcheck.model.document import Document, Problem, status_of
from claimcheck.model.evidence import Outer, Source
from claimcheck.model.passage import AHEAD, SentenceSpan
from claimcheck.model.report import (
    CoverageOut,
    DocumentOut,
    PackPartOut,
    ProblemOut,
    RulepackOut,
    SetAsideOut,
    ToldOnceOut,
    ToolOut,
)
from claimcheck.model.wire import Wire
from claimcheck.report.approvals import approval_out
from claimcheck.report.assurance import assurance_out
from claimcheck.report.beside import beside_out, lacks_out
from claimcheck.report.contradictions import pair_out
from claimcheck.report.filters import summary_out
from claimcheck.report.places import Cited, Places
from claimcheck.report.targets import admission_out, aim_out
from claimcheck.rulepack.pack import Pack
from claimcheck.text.normalise import canon
from claimcheck.text.passages import Passages

if TYPE_CHECKING:
    from claimcheck.rulepack.file_shapes import StatisticsShape


# A claim and its findings share their words, and they are built one after the other.
_canon = lru_cache(maxsize=64)(canon)
MOST_PLACES = 50
"""How many places of a group are told. Each of its claims has all of them: unbounded, they would grow by the square."""


def claim_id(kind: str, clause: str) -> str:
    """``c`` and base32 of the first ten bytes of a hash over type and words; no path, page or place."""
    digest = hashlib.sha256(f"1\n{kind}\n{_canon(clause)}".encode()).digest()
    return "c" + base64.b32encode(digest[:10]).decode("ascii")


def fingerprint(rule: str, *sentences: str) -> str:
    """Hash over rule id and sentence; of a contradiction over all its sentences, whichever stands first."""
    words = "\n".join(sorted(_canon(one) for one in sentences))
    return hashlib.sha256(f"1\n{rule}\n{words}".encode()).hexdigest()


_HIDDEN = ("kind", "issuer", "file", "sha256", "page", "place", "valid_until")

FIRST = Ranked(1, 0, ())  # the place of a claim that stands alone


class ScoredClaim(NamedTuple):
    """A claim at the end of the line."""

    core: Core
    elements: tuple[Element, ...]
    findings: tuple[Finding, ...]
    score: Score
    approved: Approved | None = None
    ranked: Ranked = FIRST
    aim: Aim | None = None
    questions: tuple[Question, ...] = ()


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
        problems=list(map(ProblemOut.like, all_problems)),
        claims=built,
        set_aside=[builder.set_aside(one) for one in aside] if builder else [],
        findings=loose,
        assurance=[assurance_out(one, builder.places) for one in assurance if one.tells] if builder else [],
        assurance_named=builder.place(assurance_named) if builder and assurance_named else None,
        pairs=[pair_out(one, builder.places) for one in pairs] if builder else [],
        beside=beside_out(built, summary, public) if public else [],
        lacks=lacks_out(summary, public) if public else [],
        told_once=[ToldOnceOut.like(one) for one in told_once],
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
    return [claim_id(core.type, places.cited(core.clause.start, core.clause.end)[1]) for core in cores]


def tool_out(pack: Pack, version: str, rules: int) -> ToolOut:
    """The program and the knowledge behind a report; ``rules`` is how many of them run."""
    parts = list(map(PackPartOut.like, pack.parts))
    rulepack = RulepackOut.like(pack, rules=rules, packs=parts)
    return ToolOut(name="claimcheck", version=version, rulepack=rulepack)


class _Builder:
    """Builds the records of one document."""

    def __init__(self, passages: Passages, outside: Sequence[Passages]) -> None:
        self.passages = passages
        self.places = Places(passages.document, passages.norm)
        self.outside = outside
        self.outer: dict[int, Places] = {}
        self.made: dict[tuple[type[Wire], int], list[Any]] = {}
        self.missing: dict[tuple[str, str, bool], wire.ElementOut] = {}

    def claims(self, claims: Sequence[ScoredClaim]) -> list[wire.ClaimOut]:
        seen: Counter[str] = Counter()
        return with_groups(
            [self.claim(one, seen) for one in claims],
            [one.ranked.group for one in claims],
            [one.core.sentence.number for one in claims],
        )

    def claim(self, one: ScoredClaim, seen: Counter[str]) -> wire.ClaimOut:
        core, score = one.core, one.score
        place, text = self.places.cited(core.clause.start, core.clause.end)
        identity = claim_id(core.type, text)
        seen[identity] += 1
        sentence = text
        if len(core.sentence.clauses) > 1 and one.findings:
            sentence = self.places.cited(core.sentence.start, core.sentence.end)[1]
        return wire.ClaimOut.like(
            core,
            id=identity,
            occurrence=seen[identity],
            text=text,
            aim=None if one.aim is None else aim_out(one.aim, self.places),
            subject=core.subject_kind,
            place=place,
            elements=[self.element(element, core) for element in one.elements],
            findings=[self.finding(finding, sentence) for finding in one.findings],
            approval=None if one.approved is None else approval_out(one.approved),
            rank=one.ranked.rank,
            why_first=self.once(wire.ReasonOut, one.ranked.why),
            group=None,
            raw=score.raw,
            score=score.score,
            band=score.band,
            dimensions=self.once(wire.DimensionOut, score.dimensions),
            limits=self.once(wire.LimitOut, score.limits),
            next_steps=self.once(wire.StepOut, score.steps),
            questions=self.once(wire.QuestionOut, one.questions),
        )

    def once(self, kind: type[Wire], parts: tuple[object, ...]) -> list[Any]:
        """The records of parts that many claims share, made once."""
        key = kind, id(parts)
        if key not in self.made:
            self.made[key] = list(map(kind.like, parts))
        return self.made[key]

    def element(self, element: Element, core: Core) -> wire.ElementOut:
        if element.source is not None:
            return self.registered(element, element.source)
        if element.outer is not None:
            return self.elsewhere(element, element.outer)
        if element.start is None or element.end is None:
            return self.absent(element)
        place, words = self.places.cited(element.start, element.end)
        return _element_out(
            element,
            value=words,
            parsed=_parsed(element, self.steps(core) if element.id == "target_year" else ()),
            quote=words if element.link is None else element.link.words,
            place=place,
            leads_to=self.lead(element.leads_to),
        )

    def steps(self, core: Core) -> list[int]:
        """The years of the interim steps that a claim names before the year by which all of it is due."""
        due, clause = core.target_year, core.clause
        if due is None:
            return []
        own = (one for one in self.passages.facts(core.sentence.number) if clause.start <= one.start < clause.end)
        named = (one.year for one in own if one.role in AHEAD)
        return sorted({year for year in named if year is not None and year < due})

    def registered(self, element: Element, source: Source) -> wire.ElementOut:
        """What a register holds; what a confidential entry says stays there, and it is named by nothing but its id."""
        entry, state = source.checked.entry, source.checked.state
        hidden = dict.fromkeys(_HIDDEN) if entry.confidential else {}
        told = element.state != "missing" and not entry.confidential
        return _element_out(
            element,
            value=source.proof.words if told else None,
            parsed=_parsed(element) if told else None,
            source=wire.SourceOut.like(entry, entry=entry.id, state=state, **hidden),
        )

    def elsewhere(self, element: Element, outer: Outer) -> wire.ElementOut:
        place, value = self.cited(outer)
        return _element_out(element, value=value, parsed=_parsed(element), quote=outer.words, place=place)

    def place(self, span: SentenceSpan) -> wire.PlaceOut:
        return self.places.cited(span.start, span.end)[0]

    def lead(self, to: tuple[int, int] | None) -> wire.LeadOut | None:
        """What stands where a locator points."""
        if to is None:
            return None
        place, quote = self.places.cited(*to)
        return wire.LeadOut(quote=quote, place=place)

    def absent(self, element: Element) -> wire.ElementOut:
        """A needed element that is nowhere; the same for all claims that need it."""
        key = (element.id, element.need, element.asked)
        if key not in self.missing:
            self.missing[key] = _element_out(element)
        return self.missing[key]

    def remark(self, one: Remark) -> wire.FindingOut:
        """A finding about no claim, known by its sentence, or by the words of all that it holds against each other."""
        own = one.finding if one.finding.against else one.sentence
        words = self.places.cited(own.start, own.end)[1]
        return self.finding(one.finding, words, *(self.cited(other)[1] for other in one.finding.against))

    def cited(self, one: Opposite | Outer) -> Cited:
        """Place and words of what stands in the document itself, or in one handed in as evidence, which it names."""
        if one.document is None:
            return self.places.cited(one.start, one.end)
        passages = self.outside[one.document]
        if one.document not in self.outer:
            self.outer[one.document] = Places(passages.document, passages.norm)
        place, words = self.outer[one.document].cited(one.start, one.end)
        return place.model_copy(update={"path": passages.document.path}), words

    def finding(self, finding: Finding, *sentences: str) -> wire.FindingOut:
        """A finding; ``sentences`` are what it is known by: one, or all sides of a contradiction."""
        place, quote = self.places.cited(finding.start, finding.end)
        return wire.FindingOut.like(
            finding,
            confidence="medium" if place.ocr and finding.confidence == "high" else finding.confidence,
            quote=quote,
            place=place,
            citations=self.once(wire.CitationOut, finding.citations),
            laws=[wire.LawOut.like(one, applies_from=one.starts and one.starts.isoformat()) for one in finding.laws],
            against=[wire.AgainstOut(quote=words, place=place) for place, words in map(self.cited, finding.against)],
            sum=finding.sum or None,
            fingerprint=fingerprint(finding.rule, *sentences),
            state="new",
            suppression=None,
        )

    def set_aside(self, one: SetAside) -> SetAsideOut:
        place, text = self.places.cited(one.start, one.end)
        return SetAsideOut.like(one, text=text, place=place)


def _element_out(element: Element, **found: Any) -> wire.ElementOut:
    """The record of an element with what was ``found`` of it."""
    nothing = dict.fromkeys(("value", "parsed", "quote", "place", "source", "leads_to"))
    credit = round(element.credit, 4) if found else 0.0
    return wire.ElementOut.like(element, element=element.id, credit=credit, **(nothing | found))


def _parsed(element: Element, steps: Sequence[int] = ()) -> wire.ParsedOut | None:
    fact = element.fact
    if fact is None or (fact.value is None and fact.year is None):
        return None
    return wire.ParsedOut(
        number=None if fact.value is None else float(fact.value), unit=fact.unit, year=fact.year, interim=list(steps)
    )


def with_groups(
    claims: Sequence[wire.ClaimOut], numbers: Sequence[int], sentences: Sequence[int]
) -> list[wire.ClaimOut]:
    """The claims with their groups; ``numbers`` has for each the place of the claim that stands for its group.

    ``sentences`` are the numbers of their sentences: claims of one sentence have one place.
    """
    members: dict[int, list[tuple[int, wire.ClaimOut]]] = {}
    for sentence, claim, number in zip(sentences, claims, numbers, strict=True):
        members.setdefault(number, []).append((sentence, claim))
    groups = {number: _group(claims[number], own) for number, own in members.items()}
    pairs = zip(claims, numbers, strict=True)
    return [claim.model_copy(update={"group": groups[number]}) for claim, number in pairs]


def _group(head: wire.ClaimOut, members: Sequence[tuple[int, wire.ClaimOut]]) -> wire.GroupOut:
    best = max((claim for _, claim in members), key=lambda claim: claim.score)
    places: dict[int, wire.PlaceOut] = {}
    for sentence, claim in members:
        places.setdefault(sentence, claim.place)
    return wire.GroupOut(
        id=f"{head.id}:{head.occurrence}",
        size=len(places),
        places=list(places.values())[:MOST_PLACES],
        best=wire.BestOut.like(best),
    )
