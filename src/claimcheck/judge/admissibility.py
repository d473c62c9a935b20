"""A finding's right to stand: what it rests on has to be a claim, and is told once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from claimcheck.judge.severity import BARRED
from claimcheck.judge.views import ClaimView
from claimcheck.model.claim import SEVERITIES, Finding
from claimcheck.rulepack.pack import Check

_OTHERS, _HEDGED, _NOTE, _TABLE = "third_party", "hedged", "footnote", "table"
_ITEM = ";"
_LEADS_ON = (":", "-")
_Key = tuple[str, ...]


def may_be_found(view: ClaimView, *, report: bool) -> bool:
    """Whether rules are asked about a claim.

    Never where its words are those of no list. In a long ``report`` neither where they only accompany what is stated or
    lead to what follows, nor where others act or something only could be, nor in a note or a row of a table: that is no
    claim that the company could mend.
    """
    core = view.judged.core
    if core.plain:
        return False
    if not report:
        return True
    if core.aside or core.claimant == _OTHERS or core.certainty == _HEDGED or core.block == _NOTE:
        return False
    text, number = view.passages.norm.text, core.sentence.number
    if view.passages.is_entry(number):
        return False
    # An item of a list in one cell is completed by what leads to it.
    in_table = view.passages.block(number).kind == _TABLE
    if in_table and text[core.clause.start : core.clause.end + 1].rstrip().endswith(_ITEM):
        return False
    words = text[core.sentence.start : core.sentence.end].rstrip()
    # Words without beginning and end are torn from a sentence by the columns of a page.
    return not words.endswith(_LEADS_ON) and not (words[:1].islower() and words[-1:].isalpha())


def told_once(
    found: Sequence[tuple[Finding, ...]], views: Sequence[ClaimView], once: Collection[str], *, report: bool
) -> list[tuple[Finding, ...]]:
    """The findings of each claim without those that another claim has, of the same words in the same words.

    In a long ``report`` a sentence that stands there more than once has its findings once, and a rule in ``once``
    speaks of one claim: the first of those for which it weighs most.
    """
    best: dict[_Key, tuple[int, int]] = {}
    keys: list[list[list[_Key]]] = []
    for number, (findings, view) in enumerate(zip(found, views, strict=True)):
        keys.append([])
        for one in findings:
            here = _keys(one, view, once, report=report)
            keys[-1].append(here)
            weight = SEVERITIES.index(one.severity), number
            for key in here:
                best[key] = min(best.get(key, weight), weight)
    return [
        tuple(
            [
                one
                for one, here in zip(findings, keys[number], strict=True)
                if all(best[key][1] == number for key in here)
            ]
        )
        for number, findings in enumerate(found)
    ]


def _keys(one: Finding, view: ClaimView, once: Collection[str], *, report: bool) -> list[_Key]:
    """By what a finding is known again."""
    keys: list[_Key] = [(one.rule, str(one.start), str(one.end), one.message)]
    if report:
        sentence = view.sentence
        words = view.passages.norm.lower[sentence.start : sentence.end]
        keys.append((one.rule, words, one.message))
        if one.rule in once:
            keys.append((one.rule,))
    return keys


def said_beside(
    found: list[tuple[Finding, ...]], views: Sequence[ClaimView], checks: Mapping[str, Check], *, report: bool
) -> list[tuple[Finding, ...]]:
    """The findings; in a long ``report`` without those of which another claim of the sentence has the gap already."""
    if not report:
        return found
    beside: dict[int, list[Finding]] = {}
    for findings, view in zip(found, views, strict=True):
        beside.setdefault(view.sentence.number, []).extend(findings)
    return [
        tuple(
            [
                one
                for one in findings
                if not any(_says(other, one, checks) for other in beside[view.sentence.number])
            ]
        )
        for findings, view in zip(found, views, strict=True)
    ]


def _says(other: Finding, one: Finding, checks: Mapping[str, Check]) -> bool:
    """Whether one finding says what another does, no less severely; of two that say the same the first one does."""
    if one.rule not in checks[other.rule].covers or (one.tier in BARRED and other.tier not in BARRED):
        return False
    if other.rule in checks[one.rule].covers:
        return _weight(other) < _weight(one)
    return SEVERITIES.index(other.severity) <= SEVERITIES.index(one.severity)


def _weight(one: Finding) -> tuple[int, bool, str]:
    return SEVERITIES.index(one.severity), one.tier not in BARRED, one.rule
