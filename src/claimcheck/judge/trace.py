"""Whether a rule fired on a claim or a sentence, and what the operands of its condition came to."""

from __future__ import annotations

from collections.abc import Collection

from claimcheck.judge.judge import Judge
from claimcheck.judge.views import ClaimView
from claimcheck.model.trace import RuleTrace
from claimcheck.rulepack.operands import Operands
from claimcheck.rulepack.pack import Check
from claimcheck.rulepack.views import PassageView

_OF_CLAIMS = ("claim", "either")


def traced_rule(check: Check, view: ClaimView, found: Collection[str], judge: Judge, operands: Operands) -> RuleTrace:
    """What a rule did on a claim of which the rules ``found`` have findings."""
    rule, on = check.id, check.shape.on
    if rule in found:
        return RuleTrace(rule, "fired", "", ())
    if on not in _OF_CLAIMS:
        return RuleTrace(rule, "elsewhere", on, ())
    false = operands.of_rule(rule, view)
    if false:
        return RuleTrace(rule, "silent", "", false)
    if rule not in judge.rules:
        return RuleTrace(rule, "off", "", ())
    covering = next((name for name in sorted(found) if rule in judge.covers(name)), None)
    if covering is not None:
        return RuleTrace(rule, "covered", covering, ())
    return RuleTrace(rule, "off" if judge.is_off(rule, view) else "said_once", "", ())


def traced_on_sentence(
    check: Check, view: PassageView, found: Collection[str], judge: Judge, operands: Operands
) -> RuleTrace:
    """What a rule over sentences did on one without a claim, of which the rules ``found`` have findings."""
    rule, when = check.id, check.loose
    told = operands.of_passage(rule, view)
    if rule in found:
        return RuleTrace(rule, "fired", "", told)
    if when is None or not when.test(view):
        return RuleTrace(rule, "silent", "", told)
    ruling = next((one for one in judge.loose if one.check.id == rule), None)
    is_off = ruling is None or judge.besides(ruling, view) is None
    return RuleTrace(rule, "off" if is_off else "passed_over", "", told)
