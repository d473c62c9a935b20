"""Runs the engine over a gold set and counts."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import get_args

from msgspec.structs import replace

from claimcheck.api import Auditor, load_rulepack
from claimcheck.gold.evaluation import (
    AsideOut,
    Balance,
    ClaimsOut,
    Confusion,
    Counts,
    ElementsOut,
    Estimate,
    Evaluation,
    EvidenceOut,
    GoldOut,
    OrdinaryOut,
    Share,
    TypesOut,
    f1,
    f1_interval,
    sums,
)
from claimcheck.gold.files import Gold, Reason, load_gold
from claimcheck.gold.outcomes import (
    Outcome,
    compared_fields,
    field_of,
    held,
    measured_fields,
    missing,
    mistakes_of,
    outcome_of,
)
from claimcheck.model.context import Context
from claimcheck.model.report import Report
from claimcheck.rulepack.pack import Pack
from claimcheck.rulepack.select import language_asked

# Labels say what a reader sees, and not what counts on a pack or in an advert, so every text is read in the one
# setting that looks furthest; and on one day, so that figures move with the rules and not with the calendar.
SETTING = Context(audience="investor", medium="report", as_of=date(2026, 1, 1))


def evaluate(
    path: str | os.PathLike[str],
    *,
    rules: Sequence[str | os.PathLike[str]] = (),
    lang: str | None = None,
    examples: int = 0,
) -> Evaluation:
    """Measure the built-in rules, with folders of ``rules`` on top, on a gold file or a folder of them.

    ``lang`` is the language of the texts; those labelled to be in another one are left out. None takes all, each in the
    language of its labels, or else in the one that it shows. ``examples`` is how many texts to name for
    each class of errors. Raises ``GoldFileError`` with every fault of the gold files, ``RuleFileError`` with every
    fault of the rules.
    """
    pack = load_rulepack([Path(folder) for folder in rules])
    lang = language_asked(lang, pack)
    gold = _in_language(load_gold(path, pack), lang)
    told = {lang or text.language for text in gold.texts}
    auditors = {name: Auditor(pack, SETTING, lang=name) for name in (lang, *told)}
    outcomes = [
        outcome_of(
            text, auditors[lang or text.language].audit_text(text.text, path=text.path, format=text.format).documents[0]
        )
        for text in gold.texts
    ]
    return measured(gold, outcomes, pack, auditors[lang].report([]), examples)


def _in_language(gold: Gold, lang: str | None) -> Gold:
    """The texts of one language; labels name it for sentences only."""
    texts = tuple(text for text in gold.texts if lang is None or text.language in (None, lang))
    return replace(gold, texts=texts, sentences=gold.sentences - len(gold.texts) + len(texts))


def measured(gold: Gold, outcomes: Sequence[Outcome], pack: Pack, run: Report, examples: int = 0) -> Evaluation:
    """All figures over the outcomes of a gold set; ``run`` says which program and context they come from."""
    return Evaluation(
        tool=run.tool,
        context=run.context,
        gold=_gold(gold, outcomes),
        claims=_claims(outcomes),
        ordinary=_ordinary(outcomes),
        aside=_aside(outcomes),
        types=_types(outcomes, pack),
        fields=_fields(outcomes),
        elements=_elements(outcomes, pack),
        mistakes=mistakes_of(outcomes, examples),
    )


def _gold(gold: Gold, outcomes: Sequence[Outcome]) -> GoldOut:
    return GoldOut(
        path=gold.path,
        files=gold.files,
        sentences=gold.sentences,
        documents=gold.documents,
        claims=sum(len(text.claims) for text in gold.texts),
        ordinary=sum(len(text.ordinary) for text in gold.texts),
        incomplete=sum(not one.complete for one in outcomes),
    )


def _claims(outcomes: Sequence[Outcome]) -> ClaimsOut:
    counts = [(len(one.matched), len(one.found), len(one.text.claims)) for one in outcomes]
    right, found, labelled = sums(counts)
    return ClaimsOut(
        precision=Share.counted(right, found),
        recall=Share.counted(right, labelled),
        f1=Estimate.between(f1(right, found, labelled), f1_interval(counts)),
    )


def _ordinary(outcomes: Sequence[Outcome]) -> OrdinaryOut:
    flagged = [(passage.reason, one.flagged(passage)) for one in outcomes for passage in one.text.ordinary]
    unrelated = [is_flagged for reason, is_flagged in flagged if reason is None]
    return OrdinaryOut(
        flagged=Share.counted(sum(is_flagged for _, is_flagged in flagged), len(flagged)),
        unrelated=Share.counted(sum(unrelated), len(unrelated)),
    )


def _aside(outcomes: Sequence[Outcome]) -> dict[str, AsideOut]:
    """For each reason, over labelled passages, claims that were set aside, and text whose labels are complete."""
    labelled: Counter[str] = Counter()
    flagged: Counter[str] = Counter()
    right: Counter[str] = Counter()
    given: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    for one in outcomes:
        for passage in one.text.ordinary:
            reasons = one.reasons(passage)
            given.update(reasons)
            if passage.reason is not None:
                labelled[passage.reason] += 1
                flagged[passage.reason] += one.flagged(passage)
                right[passage.reason] += passage.reason in reasons
        for claim in one.missed:
            lost.update(one.reasons(claim))
        given.update(one.unlabelled())
    return {
        reason: AsideOut(
            flagged=Share.counted(flagged[reason], labelled[reason]),
            recall=Share.counted(right[reason], labelled[reason]),
            precision=Share.counted(right[reason], given[reason] + lost[reason]),
            claims_lost=lost[reason],
        )
        for reason in get_args(Reason)
        if labelled[reason] or given[reason] or lost[reason]
    }


def _types(outcomes: Sequence[Outcome], pack: Pack) -> TypesOut:
    labelled = Counter(claim.labels.type for one in outcomes for claim in one.text.claims)
    found = Counter(type_ for one in outcomes for passage in one.found for type_ in passage.types)
    pairs = [
        (claim.labels.type, passage.claim(claim.labels.type).type) for one in outcomes for claim, passage in one.matched
    ]
    right = Counter(one for one, two in pairs if one == two)
    confusions = Counter(pair for pair in pairs if pair[0] != pair[1])
    return TypesOut(
        right=Share.counted(right.total(), len(pairs)),
        all=Balance.counted(right.total(), found.total(), labelled.total()),
        by_type={
            name: Balance.counted(right[name], found[name], labelled[name])
            for name in sorted(pack.claim_types)
            if labelled[name] or found[name]
        },
        confusions=[
            Confusion(labelled=one, found=two, count=count)
            for (one, two), count in sorted(confusions.items(), key=lambda item: (-item[1], item[0]))
        ],
    )


def _fields(outcomes: Sequence[Outcome]) -> dict[str, Share]:
    compared = compared_fields(
        (name, field_of(claim.labels, name), field_of(passage.claim(claim.labels.type), name))
        for one in outcomes
        for claim, passage in one.matched
        for name in measured_fields()
    )
    return {
        name: Share.counted(sum(one == two for one, two in pairs), len(pairs))
        for name in measured_fields()
        if (pairs := compared.get(name))
    }


def _elements(outcomes: Sequence[Outcome], pack: Pack) -> ElementsOut:
    wanted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    lacking: Counter[str] = Counter()
    named: Counter[str] = Counter()
    counts: list[Counts] = []
    for one in outcomes:
        own_counts = [0, 0, 0]
        for claim, passage in one.matched:
            own = passage.claim(claim.labels.type)
            present, holds = set(claim.labels.present), held(own)
            absent = set(claim.labels.missing)
            wanted.update(present)
            found.update(holds)
            right.update(present & holds)
            lacking.update(absent)
            named.update(absent & missing(own))
            for number, elements in enumerate((present & holds, holds, present)):
                own_counts[number] += len(elements)
        counts.append((own_counts[0], own_counts[1], own_counts[2]))
    total = (right.total(), found.total(), wanted.total())
    return ElementsOut(
        precision=Share.counted(total[0], total[1]),
        recall=Share.counted(total[0], total[2]),
        f1=Estimate.between(f1(*total), f1_interval(counts)),
        missing=Share.counted(named.total(), lacking.total()),
        by_element={
            name: EvidenceOut(
                present=Balance.counted(right[name], found[name], wanted[name]),
                missing=Share.counted(named[name], lacking[name]),
            )
            for name in sorted(pack.elements, key=lambda name: pack.elements[name].shape.number)
            if wanted[name] or found[name] or lacking[name]
        },
    )
