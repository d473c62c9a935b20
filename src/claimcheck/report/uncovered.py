"""What a lexicon that is still growing has no words for."""

from __future__ import annotations

from collections.abc import Collection
from functools import reduce
from operator import or_

from claimcheck.model.document import Problem
from claimcheck.model.passage import ALL_KINDS
from claimcheck.rulepack.pack import Lexicon, Pack

_MORE = "more words under rules/lexicons mend this; claimcheck rules lint counts them"


def gaps(pack: Pack, lexicon: Lexicon, rules: Collection[str]) -> tuple[Problem, ...]:
    """What a lexicon that is still growing cannot find; ``rules`` are those that could apply to its texts."""
    kinds = pack.claim_types.values()
    missing = [kind.id for kind in kinds if not kind.core.may_hold_in(known_in(pack, lexicon))]
    if missing:
        types = f"{len(missing)} of {len(pack.claim_types)} claim types ({', '.join(missing)})"
        told = f"the lexicon of {lexicon.language} has no words for {types}: such claims were not looked for"
        return (Problem("language_partly_covered", told, "partial", hint=_MORE),)
    asked = reduce(or_, (kind.core.positive for kind in kinds), 0)
    spoken = (asked & lexicon.signals).bit_count()
    if spoken == asked.bit_count() and len(rules) == len(pack.checks):
        return ()
    told = (
        f"the lexicon of {lexicon.language} has words for {spoken} of the {asked.bit_count()} signals of claims "
        f"and for {len(rules)} of {len(pack.checks)} rules: some claims and findings may be missing"
    )
    return (Problem("language_partly_covered", told, "note", hint=_MORE),)


def known_in(pack: Pack, lexicon: Lexicon) -> int:
    """Signals that have words, and every kind of figure: these are read in every language."""
    return lexicon.signals | ALL_KINDS << pack.fact_shift
