"""A trace: on the wire, and for a terminal, each element with its candidates and the slot that refused each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

from claimcheck.model.claim_out import ClaimOut
from claimcheck.model.report import DocumentOut
from claimcheck.model.trace import Candidate, ClaimTrace, Operand, RuleTrace, SentenceTrace, Slot, Told, Unasked
from claimcheck.model.trace_out import (
    CandidateOut,
    NotAskedOut,
    OperandOut,
    RuleTraceOut,
    TracedClaimOut,
    TracedElementOut,
    TracedSentenceOut,
    TraceOut,
)
from claimcheck.report.layout import listed, visible
from claimcheck.report.places import Places
from claimcheck.report.style import Style, Tone
from claimcheck.report.words import address, place_words, plain
from claimcheck.text.passages import Passages

MOST_OPERANDS = 4  # operands of one condition that are shown; JSON has them all
_LONGEST = 100
_COLUMN, _INDENT = 20, 2
_TONES: dict[str, Tone] = {"missing": "poor", "contradicted": "bad"}
SLOTS: dict[Slot, str] = {
    "asserted": "it is denied, asked or supposed, or somebody else says it",
    "basis": "it is counted in another way",
    "beside": "such a claim takes nothing of it from beside it",
    "boundary": "it is limited to something else",
    "claim": "such a claim takes nothing from there",
    "column": "the row does not tell it",
    "coverage": "it covers something else",
    "elsewhere": "the pointer leads to something else",
    "excluded": "the statement expressly leaves it out",
    "figure": "its figures are not the ones asked for",
    "grade": "no grade holds",
    "identity": "it is about something else",
    "kind": "it is another kind of figure",
    "less": "another place is worth more",
    "match_0": "a grade of match 0 holds: it is no evidence for such a claim",
    "metric": "it is about another metric",
    "nearer": "another row has more of the claim's words",
    "no_figure": "the claim tells no figure that could be checked",
    "not_told": "the statement does not tell that it covers this",
    "nowhere": "the pointer leads nowhere",
    "open": "where the pointer leads cannot be told",
    "other_claim": "another claim has it for itself",
    "own": "the claim is a part of the statement",
    "part": "one side is limited to a part",
    "period": "it is of another time",
    "place": "it is not looked for there",
    "plausible": "it is impossible, denied or about something else",
    "range": "it is a range or a bound",
    "scope": "it is of other scopes",
    "sentence": "it stands in the claim's own sentence",
    "several": "several rows fit, and they differ",
    "silent": "the statement covers the claim and does not tell this",
    "status": "the row is provisional",
    "subject": "it is about a product and not the company, or the other way round",
    "target_year": "it has another target year",
    "base_year": "it has another base year",
    "tense": "it tells of results, or of plans, alone",
    "terms": "the words of the row are not those of the claim",
    "tie": "nothing ties the sentence to the claim",
    "unnumbered": "the document numbers no such places",
    "value": "it has another value",
    "word": "it has no word for it, or for what the claim is about",
}
"""What each slot means."""
TOLD: dict[Told, str] = {
    "row_terms": "only the row has",
    "claim_terms": "only the claim has",
    "years": "year",
    "sought": "asked for:",
    "metric": "metric",
    "role": "read as",
    "column": "goal:",
    "sum": "told by weights that come to",
    "least": "the least that counts is",
    "speaks_for": "for it speak",
    "speaks_against": "against it",
}
UNASKED: dict[Unasked, str] = {
    "type": "no claim of this type needs it",
    "trigger": "",
    "defined": "nothing in it has to be qualified",
}
_ON = {
    "document": "it looks at the document as a whole",
    "contradiction": "it compares passages of a document",
    "passage": "it looks at sentences in which no claim was found",
}


def trace_out(
    record: DocumentOut,
    passages: Passages | None,
    traces: Sequence[ClaimTrace],
    sentences: Sequence[SentenceTrace],
    names: Mapping[str, str],
    elements: Collection[str],
    version: str,
) -> TraceOut:
    """The traces of claims and sentences of one document; ``names`` are those of rules, by id.

    ``elements`` are those that are shown; where none is named, all but those that no claim of the type needs.
    """
    places = None if passages is None else Places(passages.document, passages.norm)
    return TraceOut(
        version=version,
        path=record.path,
        problems=record.problems,
        claims=[
            _claim_out(record.claims[one.number], one, places, names, elements) for one in traces if places is not None
        ],
        sentences=[
            TracedSentenceOut(text=text, place=place, rules=_rules_out(one.rules, names))
            for one in sentences
            if places is not None
            for place, text in [places.cited(one.start, one.end)]
        ],
    )


def _rules_out(rules: Iterable[RuleTrace], names: Mapping[str, str]) -> list[RuleTraceOut]:
    return [
        RuleTraceOut.like(one, name=names[one.rule], because=one.because or None, operands=_operands(one.operands))
        for one in rules
    ]


def _claim_out(
    claim: ClaimOut, trace: ClaimTrace, places: Places, names: Mapping[str, str], elements: Collection[str]
) -> TracedClaimOut:
    candidates = {one.element.id: one.candidates for one in trace.elements}
    return TracedClaimOut.like(
        claim,
        elements=[
            TracedElementOut(
                element=one, candidates=[_candidate_out(found, places) for found in candidates.get(one.element, ())]
            )
            for one in claim.elements
            if not elements or one.element in elements
        ],
        not_asked=[
            NotAskedOut.like(one, operands=_operands(one.operands))
            for one in trace.not_asked
            if (one.element in elements if elements else one.reason != "type")
        ],
        rules=_rules_out(trace.rules, names),
    )


def _candidate_out(one: Candidate, places: Places) -> CandidateOut:
    place, quote = None, None
    if one.start is not None and one.end is not None:
        place, quote = places.cited(one.start, one.end)
    return CandidateOut(
        where=cast(Any, one.place),
        outcome=one.outcome,
        slot=cast(Any, one.slot),
        details={told.name: list(told.values) for told in one.details},
        quote=quote,
        place=place,
        credit=round(one.credit, 4),
        operands=_operands(one.operands),
    )


def _operands(operands: Iterable[Operand]) -> list[OperandOut]:
    return list(map(OperandOut.like, operands))


def render(trace: TraceOut, style: Style) -> str:
    """The claims and sentences of a trace, ending with a newline."""
    parts = [
        *(_claim(trace.path, one, style) for one in trace.claims),
        *(_sentence(trace.path, one, style) for one in trace.sentences),
    ]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _claim(path: str, claim: TracedClaimOut, style: Style) -> list[str]:
    facts = [plain(claim.type), claim.tense, claim.subject or "no subject", f"score {claim.score}"]
    lines = _opening(path, claim, style.dot.join(facts), style)
    for one in claim.elements:
        lines += ["", *_element(one, style)]
    if claim.not_asked:
        lines += ["", style.paint("not asked of this claim", "head")]
        for none in claim.not_asked:
            lines += _row(plain(none.element), UNASKED[none.reason] or _operand_words(none.operands), style)
    if claim.rules:
        lines += ["", style.paint("rules", "head")]
        for rule in claim.rules:
            told = f"{visible(rule.name)}: {_verdict(rule) or _operand_words(rule.operands)}"
            lines += _row(rule.rule, told, style)
    return lines


def _opening(path: str, one: TracedClaimOut | TracedSentenceOut, facts: str, style: Style) -> list[str]:
    return [
        *style.lines(address(path, one.place), "head"),
        *style.lines(style.quoted(visible(one.text))),
        style.paint(facts, "dim"),
    ]


def _sentence(path: str, one: TracedSentenceOut, style: Style) -> list[str]:
    lines = [*_opening(path, one, "a sentence without a claim", style), "", style.paint("rules", "head")]
    for rule in one.rules:
        words = f"{visible(rule.name)}: {_verdict(rule) or 'silent'}"
        every = _operand_words(rule.operands, len(rule.operands))
        lines += _row(rule.rule, f"{words}: {every}" if every else words, style)
    return lines


def _element(traced: TracedElementOut, style: Style) -> Iterator[str]:
    one = traced.element
    facts: list[str] = [one.need, one.state]
    if one.place is not None:
        facts.append(place_words(one.place))
    if one.credit:
        facts.append(f"credit {one.credit:.2g}")
    label = style.paint(plain(one.element), "head")
    yield f"{label}{style.dot}{style.paint(style.dot.join(facts), _TONES.get(one.state, 'good'))}"
    # Where the claim's own sentence holds it, nobody asks why others do not.
    own = one.state == "present" and any(found.outcome == "held" for found in traced.candidates)
    shown = [found for found in traced.candidates if not own or found.outcome == "held"]
    for found in _gathered(shown):
        yield from _row(plain(found[0].where), _candidate(found, style), style)


def _gathered(candidates: Sequence[CandidateOut]) -> Iterator[list[CandidateOut]]:
    """Candidates of one place that the same slot refused and of which no more is known, together."""
    known: dict[tuple[str, str | None], list[CandidateOut]] = {}
    for one in candidates:
        key = (one.where, one.slot)
        if one.outcome == "refused" and not one.details and not one.operands and key in known:
            known[key].append(one)
        else:
            known[key if key not in known else (one.where, f"{len(known)}")] = [one]
    yield from known.values()


def _candidate(found: Sequence[CandidateOut], style: Style) -> str:
    one = found[0]
    words = "held" if one.outcome == "held" else SLOTS[cast(Slot, one.slot)]
    if one.outcome != "refused":
        words += f", credit {one.credit:.2g}"
    if one.details:
        told = (f"{TOLD[name]} {visible(listed(values) or 'none')}" for name, values in one.details.items())
        words += f" ({'; '.join(told)})"
    if one.operands:
        words += f": {_operand_words(one.operands)}"
    if one.where == "sentence" and one.outcome == "refused":
        return words
    if len(found) > 1:
        lines = ", ".join(place_words(other.place) for other in found if other.place is not None)
        return f"{words}: {lines}"
    if one.quote is None or one.place is None:
        return words
    quote = visible(one.quote)
    dots = " …" if style.unicode else " ..."
    short = quote if len(quote) <= _LONGEST else quote[:_LONGEST].rstrip() + dots
    return f"{style.quoted(short)}, {place_words(one.place)}: {words}"


def _verdict(one: RuleTraceOut) -> str:
    """What a rule did in words; none where it was silent."""
    words = {
        "fired": "fired",
        "silent": "",
        "passed_over": "holds, and the sentence is passed over: it makes no statement of its own in such a text",
        "covered": f"holds, and {visible(one.because or '')} says the same gap",
        "said_once": "holds, and is told of another claim that shares the words",
        "off": "does not run in this context",
        "elsewhere": _ON.get(one.because or "", ""),
    }
    return words[one.verdict]


def _operand_words(operands: Iterable[OperandOut], most: int = MOST_OPERANDS) -> str:
    asked = list(operands)
    told = [
        f"{visible(one.words)} is {'true' if one.came_to else 'false'} ({visible(one.file)}:{one.line})"
        for one in asked[:most]
    ]
    more = len(asked) - len(told)
    return "; ".join(told) + (f"; and {more} more" if more else "")


def _row(label: str, text: str, style: Style) -> list[str]:
    return style.row(label, text, "dim", _INDENT, _COLUMN)
