"""What people read for the ids of a report; an id of somebody's own rules is shown as words.

``terms.json`` has what the built-in rules call their ids: ``python -m pytest tests/docs --update-golden`` makes it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from claimcheck.model.report import Report
from claimcheck.report.layout import listed, visible

_TIERS = {
    "ban": ("wording ruled out as it stands",
        "A law, or the regulator's rules on advertising, rule out the wording as it stands."),
    "conditional": ("wording that needs more beside it",
        "Some law allows it only together with what is missing."),
    "gap": ("gap in the evidence", "What a reader would need to check the claim is missing."),
    "presentation": ("way of presenting", "How it is told may mislead, whatever the facts are."),
    "style": ("style", "It could be said more plainly."),
}  # fmt: skip
_NAMES = {
    "steps": {"H": "weighs much", "M": "weighs some", "L": "weighs little", "I": "a remark", "-": "switched off"},
    "confidences": {"high": "sure", "medium": "fairly sure", "low": "not sure"},
    "needs": {"required": "needed", "conditional": "needed here", "optional": "helpful"},
    "states": {
        "present": "in the sentence",
        "linked": "elsewhere in the document",
        "registered": "in the register",
        "missing": "missing",
        "contradicted": "contradicted",
    },
}
_ASIDE = {
    "mention": ("mention of the topic only", "mentions of the topic only",
        "The passage names the topic, and no claim was found in it."),
    "negated": ("statement that something is not so", "statements that something is not so",
        "The passage says that something is not so."),
    "conditional": ("statement of what would be", "statements of what would be",
        "The passage says what would be, if something else were so."),
    "question": ("question", "questions", "The passage asks and claims nothing."),
    "definition": ("definition of a word", "definitions of words", "The passage says what a word means."),
    "instruction": ("instruction to the reader", "instructions to the reader",
        "The passage tells readers what to do."),
    "reported_other": ("statement of somebody else", "statements of somebody else", "Somebody else says it."),
    "quoted_other": ("quotation of somebody else", "quotations of somebody else", "Somebody else is quoted."),
    "proper_name": ("word that is part of a name", "words that are part of names",
        "The word is part of a name, of a programme or a body."),
    "off_topic": ("passage about something else", "passages about something else",
        "The words mean something else here."),
    "language": ("passage in another language", "passages in another language",
        "There are no rules for its language."),
}  # fmt: skip
LANGUAGE = "language"  # why a passage was set aside that was not judged
NOT_JUDGED = "there are no rules for the language of this passage: it was not judged"
_CONTRADICTED = ["Contradicted", "The document itself gives another figure or says otherwise."]


@cache
def _terms() -> Mapping[str, Mapping[str, list[str]]]:
    told: dict[str, dict[str, list[str]]] = json.loads(
        Path(__file__).with_name("terms.json").read_text(encoding="utf-8")
    )
    told["bands"]["contradicted"] = _CONTRADICTED
    told["tiers"] = {tier: list(words) for tier, words in _TIERS.items()}
    for kind, names in _NAMES.items():
        told[kind] = {identifier: [name] for identifier, name in names.items()}
    return told


def plain(identifier: str) -> str:
    """An identifier as words: ``target_met`` is "target met"."""
    return visible(identifier.replace("_", " "))


def _name(kind: str, identifier: str) -> str:
    """A name inside a sentence."""
    known = _terms().get(kind, {}).get(identifier)
    return plain(identifier) if known is None else known[0][:1].lower() + known[0][1:]


element_name = partial(_name, "elements")  # a piece of evidence: ``locator`` is "where to look it up"
type_name = partial(_name, "types")  # a type of claim: ``future_target`` is "future target"
band_name = partial(_name, "bands")  # how well a claim can be checked: ``empty`` is "not checkable"
dimension_name = partial(_name, "dimensions")  # a part of the score: ``access`` is "where to look it up"
limit_name = partial(_name, "limits")  # why a score is limited
reason_name = partial(_name, "reasons")  # why a claim comes first
tier_name = partial(_name, "tiers")  # what a rule is about
step_name = partial(_name, "steps")  # how much a rule weighs among those of its kind
confidence_name = partial(_name, "confidences")  # how sure a finding is
need_name = partial(_name, "needs")  # whether a piece of evidence is needed
state_name = partial(_name, "states")  # where a piece of evidence stands


def element_question(element: str) -> str:
    """What a reader asks where it is missing: "Who outside the company has checked it?"."""
    known = _terms()["elements"].get(element)
    return known[2] if known else f"{plain(element).capitalize()}?"


def band_meaning(band: str) -> str:
    """How well a claim can be checked as a sentence; nothing for a band of somebody's own."""
    known = _terms()["bands"].get(band)
    return known[1] if known else ""


def aside_name(reason: str, number: int = 1) -> str:
    """What a passage is that was set aside, in the singular or the plural."""
    if reason not in _ASIDE:
        return plain(reason)
    one, many, _ = _ASIDE[reason]
    return one if number == 1 else many


def aside_words(reasons: Mapping[str, int]) -> str:
    """What was set aside, in numbers: "1,087 passages about these topics that were not read as claims of …".

    What is in another language may be about anything.
    """
    foreign = reasons.get(LANGUAGE, 0)
    apart = f"{foreign:,} {aside_name(LANGUAGE, foreign)}, not judged"
    parts = sorted(
        ((reason, number) for reason, number in reasons.items() if reason != LANGUAGE),
        key=lambda item: (-item[1], item[0]),
    )
    if not parts:
        return apart
    total = sum(number for _, number in parts)
    listing = listed(f"{number:,} {aside_name(reason, number)}" for reason, number in parts)
    noun = (
        "passage about these topics that was not read as a claim"
        if total == 1
        else "passages about these topics that were not read as claims"
    )
    return f"{total:,} {noun} of the company: {listing}" + (f"; {apart}" if foreign else "")


class Term(NamedTuple):
    """An entry of the glossary."""

    name: str
    meaning: str


def glossary(bands: Iterable[str], elements: Iterable[str], types: Iterable[str]) -> list[tuple[str, list[Term]]]:
    """What words mean, by kind: verdicts, evidence, kinds of claims; ids of somebody's own rules are left out."""
    wanted = (("Verdicts", "bands", bands), ("Evidence", "elements", elements), ("Kinds of claims", "types", types))
    found = []
    for title, kind, names in wanted:
        known = [_terms()[kind][name] for name in names if name in _terms()[kind]]
        found.append((title, [Term(name, meaning.removesuffix(".") + ".") for name, meaning, *_ in known]))
    return found


def all_terms() -> list[tuple[str, list[Term]]]:
    """The whole glossary."""
    known = _terms()
    return [
        *glossary(known["bands"], known["elements"], known["types"]),
        ("Findings", [Term(name[:1].upper() + name[1:], about) for name, about in _TIERS.values()]),
        (
            "Passages that were set aside",
            [Term(many[:1].upper() + many[1:], about) for _, many, about in _ASIDE.values()],
        ),
    ]


def glossary_of(report: Report) -> list[tuple[str, list[Term]]]:
    """The words that stand in this report, by kind; kinds without any are left out."""
    claims = [claim for document in report.documents for claim in document.claims]
    bands = sorted({claim.band for claim in claims}, key=list(report.summary.by_band).index)
    elements = dict.fromkeys(sorted({one.element for claim in claims for one in claim.elements}))
    found = glossary(bands, elements, report.summary.by_type)
    return [(kind, terms) for kind, terms in found if terms]
