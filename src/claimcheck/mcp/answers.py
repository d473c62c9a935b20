"""What tools answer: a report, a rule or law, cut to what an assistant can read, with a word on what was cut."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from pydantic import BaseModel, Field

from claimcheck.errors import UsageError
from claimcheck.model.claim import SEVERITIES
from claimcheck.model.claim_out import ClaimOut
from claimcheck.model.report import DocumentOut, Report
from claimcheck.reference.law import law_values, passage, passage_values
from claimcheck.reference.rules import rule_values
from claimcheck.report.contradictions import against_lines
from claimcheck.report.finding_text import Item, items
from claimcheck.report.law_words import law_by_law
from claimcheck.report.layout import shorten, visible
from claimcheck.report.terms import band_name, element_name, type_name
from claimcheck.report.words import asked_of, citation_words, place_words, points_words, problem_words
from claimcheck.rulepack.pack import Pack
from claimcheck.rulepack.select import find_rule

MEANING = (
    "A score says how well a reader could check a claim, from 0 to 100, and never whether it is true. No finding says "
    "that a law is broken, and no silence that it is kept."
)
SHORT, LONG = 300, 600  # characters
FEW = 5  # lines of law, questions, steps
MOST_OF_RULE, MOST_OF_PASSAGE, MOST_PASSAGES = 5, 12, 60
"""How many entries a list has in an answer on a rule, on a passage, and on the law of a jurisdiction."""


class Finding(BaseModel):
    """A rule that applies to a passage."""

    rule: str
    name: str
    severity: str
    message: str
    quote: str
    place: str
    why: str
    law: list[str] = Field(description="what laws make of it, then the passages that it rests on")
    questions: list[str] = Field(description="facts that decide and that the text does not tell")
    remedy: str
    rewrite: str = Field(description="another wording; brackets stand for what the text does not say")
    against: list[str] = Field(description="the passages that it contradicts")


class Step(BaseModel):
    """What to add, and the points that it brings."""

    gain: int
    advice: str


class Claim(BaseModel):
    """A claim with its score and what it lacks."""

    text: str
    type: str
    place: str
    score: int
    band: str
    sum: str = Field(description="how the score comes about")
    missing: list[str]
    next_steps: list[Step]


class Audit(BaseModel):
    """A text or file as it was judged; ``findings`` has the most severe ones, ``claims`` what to deal with first."""

    meaning: str = MEANING
    path: str
    status: str = Field(description="complete, partial or unreadable: what was not read was not judged")
    problems: list[str]
    claims_found: int
    median_score: float | None
    findings_found: dict[str, int] = Field(description="findings that count, by severity")
    accepted: int = Field(description="findings that the text itself or a baseline accepts")
    findings: list[Finding]
    claims: list[Claim]
    cut: str | None = Field(description="what is left out of this answer; null where nothing is")


class Suggestion(BaseModel):
    """What could stand in the place of a claim, or what to add to it."""

    claim: str
    score: int
    wordings: list[str] = Field(description="other wordings, without doubles")
    remedies: list[str]
    next_steps: list[Step]
    questions: list[str]


class Suggestions(BaseModel):
    """Suggestions for every claim of a passage."""

    meaning: str = MEANING
    brackets: str = (
        "Brackets stand for facts that the passage does not tell. Ask for them, and fill in nothing that nobody has "
        "evidence for; a wording with brackets is not ready for print."
    )
    suggestions: list[Suggestion]
    cut: str | None


def audit(report: Report, path: str, limit: int) -> Audit:
    """The answer on the only document of a report, with at most ``limit`` findings and claims."""
    (document,) = report.documents
    told = [one for one in items(report, None) if one.finding is not None]
    open_ones = [one for one in told if one.finding and one.finding.state == "new"]
    open_ones.sort(key=lambda one: (SEVERITIES.index(one.severity), one.claim.rank if one.claim else 0))
    claims = sorted(document.claims, key=lambda one: one.rank)
    counted = Counter(one.severity for one in open_ones)
    problems = [one for one in (*document.problems, *report.problems) if one.effect != "note"]
    return Audit(
        path=visible(path),
        status=document.status,
        problems=_few((shorten(problem_words(one), SHORT) for one in problems), len(problems)),
        claims_found=len(claims),
        median_score=document.summary.median_score,
        findings_found={name: counted[name] for name in SEVERITIES},
        accepted=len(told) - len(open_ones),
        findings=[_finding(one, report.context.as_of) for one in open_ones[:limit]],
        claims=[_claim(one) for one in claims[:limit]],
        cut=_cut({"findings": len(open_ones), "claims": len(claims)}, limit),
    )


def suggestions(document: DocumentOut, limit: int) -> Suggestions:
    """What to write instead, claim by claim as they stand."""
    made = [_suggestion(one) for one in document.claims[:limit]]
    return Suggestions(suggestions=made, cut=_cut({"claims": len(document.claims)}, limit))


def _finding(item: Item, as_of: str) -> Finding:
    finding = item.finding
    assert finding is not None
    law = [*law_by_law(finding), *citation_words(finding.citations, as_of)]
    return Finding(
        rule=finding.rule,
        name=finding.name,
        severity=finding.severity,
        message=_told(finding.message),
        quote=_told(finding.quote),
        place=place_words(finding.place),
        why=_told(finding.why, LONG),
        law=[shorten(words, SHORT) for words in law[: 2 * FEW]],
        questions=_few(map(visible, finding.questions)),
        remedy=_told(finding.remedy, LONG),
        rewrite=_told(finding.rewrite, LONG),
        against=_few(shorten(words, SHORT) for words in against_lines(finding)),
    )


def _claim(claim: ClaimOut) -> Claim:
    return Claim(
        text=_told(claim.text),
        type=type_name(claim.type),
        place=place_words(claim.place),
        score=claim.score,
        band=band_name(claim.band),
        sum=points_words(claim),
        missing=[element_name(name) for name in asked_of(claim)],
        next_steps=_steps(claim),
    )


def _suggestion(claim: ClaimOut) -> Suggestion:
    open_ones = [one for one in claim.findings if one.state == "new"]
    return Suggestion(
        claim=_told(claim.text),
        score=claim.score,
        wordings=_few(_told(one.rewrite, LONG) for one in open_ones if one.rewrite),
        remedies=_few(_told(one.remedy, LONG) for one in open_ones),
        next_steps=_steps(claim),
        questions=_few(visible(question) for one in open_ones for question in one.questions),
    )


def _steps(claim: ClaimOut) -> list[Step]:
    return [Step(gain=one.gain, advice=visible(one.advice)) for one in claim.next_steps[:FEW]]


def _told(words: str, most: int = SHORT) -> str:
    return shorten(visible(words), most)


def _few(words: Iterable[str], most: int = FEW) -> list[str]:
    """The first of them, each once."""
    return list(dict.fromkeys(words))[:most]


def _cut(found: dict[str, int], limit: int) -> str | None:
    """What a limit leaves out, in words; None where it leaves out nothing."""
    parts = [f"{limit:,} of {number:,} {name}" for name, number in found.items() if number > limit]
    return f"Shown are {' and '.join(parts)}; a higher limit shows more." if parts else None


def rule(pack: Pack, name: str) -> dict[str, Any]:
    """A rule as ``claimcheck rule --format json`` tells it. Raises ``UsageError`` where there is none."""
    return _short(rule_values(pack.checks[find_rule(pack, name)], pack), MOST_OF_RULE)


def law(pack: Pack, key: str | None, jurisdiction: str | None, day: date) -> dict[str, Any]:
    """A passage, the passages of a jurisdiction, or all jurisdictions with the number of theirs.

    Raises ``UsageError`` for one that is not known.
    """
    if key is not None:
        return _short(passage_values(passage(key, pack), pack, day), MOST_OF_PASSAGE)
    if jurisdiction is None:
        return {"as_of": day.isoformat(), "jurisdictions": law_values(pack, day, ())}
    name = jurisdiction.lower()
    known = sorted({one.jurisdiction for one in pack.citations.values()})
    if name not in known:
        message = f"there is no law of {jurisdiction!r}"
        raise UsageError(message, code="unknown-value", hint=f"one of {', '.join(known)}")
    (found,) = law_values(pack, day, (name,))
    told = ("key", "instrument", "locator", "says", "grade", "valid_from", "valid_to")
    passages = [{field: one[field] for field in told} for one in found["law"]]
    return _short({"as_of": day.isoformat(), **found, "law": passages}, MOST_PASSAGES)


def _short(values: Mapping[str, Any], most: int) -> dict[str, Any]:
    """The values with no list longer than ``most``, and what was cut by the name of the list."""
    left_out: dict[str, str] = {}

    def shortened(value: Any, name: str) -> Any:
        if isinstance(value, Mapping):
            return {key: shortened(inner, f"{name}.{key}" if name else key) for key, inner in value.items()}
        if isinstance(value, Sequence) and not isinstance(value, str):
            if len(value) > most:
                left_out[name] = f"{most} of {len(value)} are told"
            return [shortened(inner, name) for inner in value[:most]]
        return value

    told = {key: shortened(value, key) for key, value in values.items()}
    return {**told, "cut": left_out}
