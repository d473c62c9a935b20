"""What is worked out once around all claims of a document, and which sentences of it stand near one of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from claimcheck.evidence.assurance.claim_assurance import ELEMENTS
from claimcheck.evidence.candidate_filter import EvidenceMatch
from claimcheck.evidence.certificates import Certificates
from claimcheck.evidence.cohesion import TIES, Cohesion, Tie
from claimcheck.evidence.continuations import Continuing
from claimcheck.evidence.core_view import Companions, CoreView
from claimcheck.evidence.document_search import Elsewhere
from claimcheck.evidence.explanations import Explanations
from claimcheck.evidence.figures.links import LinkOf
from claimcheck.evidence.figures.row_matching import RowMatcher
from claimcheck.evidence.search_scopes import BESIDE, LIST, NEIGHBOUR, PARAGRAPH, Resolver
from claimcheck.model.claim import Core
from claimcheck.model.passage import Clause, Fact, Sentence

_RESULTS = ("share", "money", "year", "period")


class Surroundings(NamedTuple):
    """What is worked out once for all claims of a document."""

    elsewhere: Elsewhere
    cohesion: Cohesion
    continuing: Continuing
    companions: Companions
    rows: RowMatcher
    linked: LinkOf
    explanations: Explanations
    certificates: Certificates

    def checks_else(self, core: Core, other: Sentence, element: str, at: int) -> bool:
        """Whether what a sentence beside a claim holds of an element tells of a check of other figures."""
        claims = self.companions.claims_in(other.number)
        return element in ELEMENTS and self.cohesion.checks_else(core, other, at, claims=claims)

    def own_checks(
        self, core: Core, other: Sentence, found: Iterable[tuple[str, EvidenceMatch]]
    ) -> dict[str, EvidenceMatch]:
        """What is found in a sentence beside a claim, without checks of other figures."""
        return {name: one for name, one in found if not self.checks_else(core, other, name, one.start)}


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
        return dict.fromkeys([*found, *going, *document.continuing.named(core)])
    return [one for one in found if one not in going and elsewhere.identities.share_metric(core, one)]


def joined(index: int, place: str, own: CoreView, document: Surroundings) -> tuple[Tie, bool]:
    """What joins a sentence near a claim with it, and whether it goes on with the claim."""
    if place != NEIGHBOUR:
        return TIES[-1], False
    if index in document.continuing.of(own.core):
        return "pointer", True
    return document.cohesion.tie(own.core, own.passages.sentence(index)), False


def _notes_again(own: CoreView, document: Surroundings) -> Iterable[int]:
    """The sentences of notes on other sentences that tell the figure of a claim: a highlight is told in full there."""
    if own.passages.block(own.core.sentence.number).kind != LIST:
        return []
    candidates = document.linked(own.core)
    told = set() if candidates is None else {own.passages.at(start) for start in candidates.in_prose()}
    return [note for one in sorted(told - {own.core.sentence.number}) for note in own.passages.notes(one)]


def rows_of(linked: Iterable[int], own: CoreView, document: Surroundings) -> list[int]:
    """The rows of tables that hold the claim's figures, or those ``linked``, by their offsets."""
    passages = own.passages
    if not passages.document.tables:
        return []
    rows = {passages.at(start) for start in (*linked, *document.elsewhere.assurance.cells_of(own.core))}
    candidates = document.linked(own.core)
    if candidates is not None:
        rows |= {passages.at(start) for start in candidates.in_tables()}
    return sorted(rows)


def noted(linked: Iterable[int], own: CoreView, document: Surroundings) -> Iterable[int]:
    """The sentences of notes on the rows of a claim.

    What explains a term of the claim, or stands in such a row or heads it, is a note on it as well.
    """
    passages = own.passages
    rows = rows_of(linked, own, document)
    notes = [note for row in rows for note in passages.notes(row)] if passages.has_noted_tables else []
    explained = document.explanations.notes(own.core, rows)
    certified = document.certificates.of(own.core)
    return dict.fromkeys([*notes, *_notes_again(own, document), *explained, *certified])


def is_plain(facts: Iterable[Fact]) -> bool:
    """Whether a note with these facts tells no result: no share, no amount of money and no year."""
    return not any(one.kind in _RESULTS for one in facts)
