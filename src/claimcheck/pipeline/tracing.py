"""Asks of an examined document why its claims are as they are, and what rules did on its sentences."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.evidence import Collector
from claimcheck.evidence.trace import Tracer
from claimcheck.judge import Judge
from claimcheck.judge.trace import traced_on_sentence, traced_rule
from claimcheck.model.context import Context
from claimcheck.model.trace import ClaimTrace, SentenceTrace
from claimcheck.pipeline.examined import Asked, Examined, Seen, Traced
from claimcheck.report.places import Places
from claimcheck.rulepack.pack import Check, Pack
from claimcheck.rulepack.views import PassageView


def traced(made: Examined, asked: Asked, pack: Pack, context: Context, judge: Judge, collector: Collector) -> Traced:
    """The claims where somebody asks, with what rules did on them and on sentences without a claim there."""
    record, seen = made
    if seen is None:
        return Traced(record, None, (), ())
    operands, views = asked.operands, seen.views.views
    tracer = Tracer(collector, operands, seen.passages, seen.evidence)
    checks = [pack.checks[rule] for rule in asked.rules]
    found: list[ClaimTrace] = []
    for number, claim in enumerate(record.claims):
        if not asked.is_at(claim.place):
            continue
        view, collected = views[number], seen.evidence.elements[number]
        fired = {one.rule for one in claim.findings}
        core = view.judged.core
        told = tuple(traced_rule(one, view, fired, judge, operands) for one in checks)
        elements, unasked = tracer.elements(core, collected), tracer.not_asked(core, collected)
        found.append(ClaimTrace(number, elements, unasked, told))
    over_sentences = [one for one in checks if one.loose is not None]
    sentences = tuple(_sentences(seen, asked, over_sentences, context, judge)) if over_sentences else ()
    return Traced(record, seen.passages, tuple(found), sentences)


def _sentences(
    seen: Seen, asked: Asked, checks: list[Check], context: Context, judge: Judge
) -> Iterator[SentenceTrace]:
    passages = seen.passages
    places = Places(passages.document, passages.norm)
    fired: dict[int, set[str]] = {}
    for one in seen.remarks:
        fired.setdefault(one.sentence.number, set()).add(one.finding.rule)
    for number, span in enumerate(passages.spans):
        if number in seen.taken or not asked.is_at(places.cited(span.start, span.end)[0]):
            continue
        view = PassageView(passages, passages.sentence(number), None, context)
        found = fired.get(number, ())
        told = tuple(traced_on_sentence(one, view, found, judge, asked.operands) for one in checks)
        yield SentenceTrace(span.start, span.end, told)
