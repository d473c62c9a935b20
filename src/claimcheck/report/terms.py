"""What people read for the ids of a report; an id of somebody's own rules is shown as words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from claimcheck.report.layout import listed, visible
from claimcheck.report.pack_terms import (
    ASKED,
    BANDS,
    BANDS_ABOUT,
    DIMENSIONS,
    ELEMENTS,
    LIMITS,
    QUESTIONS,
    TYPES,
    TYPES_ABOUT,
)

_BANDS = {**BANDS, "contradicted": "Contradicted"}
_BANDS_ABOUT = {
    **BANDS_ABOUT,
    "contradicted": "The document itself gives another figure or says otherwise.",
}
_TIERS = {
    "ban": "wording that a law bans",
    "conditional": "wording that needs more beside it",
    "gap": "gap in the evidence",
    "presentation": "way of presenting",
    "style": "style",
}
_CONFIDENCE = {"high": "sure", "medium": "fairly sure", "low": "not sure"}
_NEEDS = {"required": "needed", "conditional": "needed here", "optional": "helpful"}
_STATES = {
    "present": "in the sentence",
    "linked": "elsewhere in the document",
    "registered": "in the register",
    "missing": "missing",
    "contradicted": "contradicted",
}
_ASIDE = {
    "mention": ("mention", "mentions"),
    "heading": ("heading", "headings"),
    "negated": ("denial", "denials"),
    "conditional": ("condition", "conditions"),
    "question": ("question", "questions"),
    "definition": ("definition", "definitions"),
    "instruction": ("instruction to the reader", "instructions to the reader"),
    "reported_other": ("statement of somebody else", "statements of somebody else"),
    "quoted_other": ("quotation of somebody else", "quotations of somebody else"),
    "proper_name": ("name", "names"),
    "off_topic": ("passage about something else", "passages about something else"),
    "language": ("passage in another language", "passages in another language"),
}


def plain(identifier: str) -> str:
    """An identifier as words: ``target_met`` is "target met"."""
    return visible(identifier.replace("_", " "))


def element_name(element: str) -> str:
    """A piece of evidence: ``locator`` is "where to look it up"."""
    return _inner(ELEMENTS, element)


def element_question(element: str) -> str:
    """What a reader asks where it is missing: "Who outside the company has checked it?"."""
    return QUESTIONS.get(element) or f"{plain(element).capitalize()}?"


def type_name(kind: str) -> str:
    """A type of claim: ``future_target`` is "future target"."""
    return _inner(TYPES, kind)


def band_name(band: str) -> str:
    """How well a claim can be checked: ``empty`` is "nothing to check"."""
    return _inner(_BANDS, band)


def band_meaning(band: str) -> str:
    """The same as a sentence; nothing for a band of somebody's own."""
    return _BANDS_ABOUT.get(band, "")


def dimension_name(dimension: str) -> str:
    """A part of the score: ``access`` is "where to look it up"."""
    return _inner(DIMENSIONS, dimension)


def limit_name(reason: str) -> str:
    """Why a score is limited."""
    return _inner(LIMITS, reason)


def tier_name(tier: str) -> str:
    """What a rule is about."""
    return _TIERS.get(tier) or plain(tier)


def confidence_name(confidence: str) -> str:
    """How sure a finding is."""
    return _CONFIDENCE.get(confidence) or plain(confidence)


def need_name(need: str) -> str:
    """Whether a piece of evidence is needed."""
    return _NEEDS.get(need) or plain(need)


def state_name(state: str) -> str:
    """Where a piece of evidence stands."""
    return _STATES.get(state) or plain(state)


def aside_name(reason: str, number: int = 1) -> str:
    """What a passage is that was set aside, in the singular or the plural."""
    one, many = _ASIDE.get(reason) or (plain(reason), plain(reason))
    return one if number == 1 else many


def aside_words(reasons: Mapping[str, int]) -> str:
    """What was set aside, in numbers: "1,087 passages about these topics that are not claims of the company: …"."""
    total = sum(reasons.values())
    parts = sorted(reasons.items(), key=lambda item: (-item[1], item[0]))
    listing = listed(f"{number:,} {aside_name(reason, number)}" for reason, number in parts)
    noun = (
        "passage about these topics that is not a claim"
        if total == 1
        else "passages about these topics that are not claims"
    )
    return f"{total:,} {noun} of the company: {listing}"


def _inner(names: Mapping[str, str], identifier: str) -> str:
    """A name inside a sentence."""
    name = names.get(identifier)
    return plain(identifier) if name is None else name[:1].lower() + name[1:]


class Term(NamedTuple):
    """An entry of the glossary."""

    name: str
    meaning: str


def glossary(
    bands: Iterable[str], elements: Iterable[str], types: Iterable[str]
) -> list[tuple[str, list[Term]]]:
    """What the words mean, by kind: verdicts, evidence, kinds of claims; ids of somebody's own rules are left out."""
    return [
        ("Verdicts", [Term(_BANDS[one], _BANDS_ABOUT[one]) for one in bands if one in _BANDS]),
        ("Evidence", [Term(ELEMENTS[one], f"{ASKED[one]}.") for one in elements if one in ELEMENTS]),
        ("Kinds of claims", [Term(TYPES[one], TYPES_ABOUT[one]) for one in types if one in TYPES]),
    ]
