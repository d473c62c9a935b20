"""What is worked out once around all claims of a document, and which sentences of it stand near one of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from claimcheck.evidence.certificates import Certificates
from claimcheck.evidence.cohesion import TIES, Cohesion, Tie
from claimcheck.evidence.continuations import Continuing
from claimcheck.evidence.core_view import Companions, CoreView
from claimcheck.evidence.document_search import Elsewhere
from claimcheck.evidence.explanations import Explanations
from claimcheck.evidence.figures.links import LinkOf
from claimcheck.evidence.figures.row_matching import RowMatcher
from claimcheck.evidence.headed_passages import HeadedPassages
from claimcheck.evidence.search_scopes import BESIDE, LIST, NEIGHBOUR, PARAGRAPH, Resolver
from claimcheck.model.passage import Clause
from claimcheck.text.fact_base import FactBase


class Surroundings(NamedTuple):
    """What is worked out once for all claims of a document."""

    elsewhere: Elsewhere
    figures: FactBase
    cohesion: Cohesion
    continuing: Continuing
    companions: Companions
    rows: RowMatcher
    linked: LinkOf
    explanations: Explanations
    headed: HeadedPassages
    certificates: Certificates


def sentences_of(
    resolver: Resolver, own: CoreView, document: Surroundings, others: Sequence[Clause]
) -> Iterable[int]:
    """The sentences of a place; what goes on with the claim is beside it, however far the paragraph goes on."""
    core, elsewhere = own.core, document.elsewhere
    if resolver.place == PARAGRAPH and not elsewhere.identities.claimed(core):
        # Nothing there can be about the same.
        return []
    found = resolver.sentences(core, own.passages, others)
    if resolver.place not in BESIDE:
        return found
    going = document.continuing.of(core)
    if resolver.place == NEIGHBOUR:
        return dict.fromkeys([*found, *going])
    return [one for one in found if one not in going and elsewhere.share_metric(core, one)]


def joined(index: int, place: str, own: CoreView, document: Surroundings) -> tuple[Tie, bool]:
    """What joins a sentence near a claim with it, and whether it goes on with the claim."""
    if place != NEIGHBOUR:
        return TIES[-1], False
    if index in document.continuing.of(own.core):
        return "pointer", True
    return document.cohesion.tie(own.core, own.passages.sentence(index)), False


def notes_again(own: CoreView, document: Surroundings) -> Iterable[int]:
    """The sentences of notes on other sentences that tell the figure of a claim: a highlight is told in full there."""
    if own.passages.block(own.core.sentence.number).kind != LIST:
        return []
    candidates = document.linked(own.core)
    told = set() if candidates is None else {own.passages.at(start) for start in candidates.in_prose()}
    return [note for one in sorted(told - {own.core.sentence.number}) for note in own.passages.notes(one)]
