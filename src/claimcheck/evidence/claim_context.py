"""What is worked out once around all claims of a document, and which sentences of it stand near one of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Final, NamedTuple

from claimcheck.evidence.assurance.claim_assurance import ELEMENTS
from claimcheck.evidence.candidate_filter import EvidenceMatch
from claimcheck.evidence.cohesion import TIES, Cohesion, Tie
from claimcheck.evidence.continuations import Continuing
from claimcheck.evidence.core_view import Companions, CoreView
from claimcheck.evidence.document_search import Elsewhere
from claimcheck.evidence.explanations import Explanations
from claimcheck.evidence.figures.links import LinkOf
from claimcheck.evidence.figures.row_matching import RowMatcher
from claimcheck.evidence.search_scopes import BESIDE, LIST, NEIGHBOUR, PARAGRAPH, Resolver
from claimcheck.evidence.tied_forms import TiedForms
from claimcheck.model.claim import Core
from claimcheck.model.passage import Clause, Fact, Sentence
from claimcheck.text.passages import Passages
from claimcheck.text.remembered import remembered_by

_RESULTS = ("share", "money", "year", "period")
MOST_NAMED = 24
"""Places of one standard that are looked at."""
_ISSUER: Final = "issuer"
_EDITION = re.compile(r":[0-9]{4}")


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


def sentences_of(resolver: Resolver, own: CoreView, document: Surroundings, others: Sequence[Clause]) -> Iterable[int]:
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


class Certificates:
    """The sentences on certificates of one document, each standard looked for when the first claim names it."""

    def __init__(self, forms: TiedForms, passages: Passages) -> None:
        self._forms, self._passages = forms, passages

    def of(self, core: Core) -> list[int]:
        """The sentences that tell who gave what a claim names by the code of a standard; they are notes on it."""
        number, passages = core.sentence.number, self._passages
        known = [fact for fact in passages.facts(number) if fact.kind == "standard"]
        found = {index: None for fact in known for index in self._naming(_EDITION.sub("", fact.text))}
        return [
            index
            for index in found
            if index != number and self._forms.find(_ISSUER, core, passages.sentence(index), passages) is not None
        ]

    @remembered_by(str)
    def _naming(self, code: str) -> Sequence[int]:
        """The sentences with a code, and those of the notes whose marks stand beside it."""
        places = re.finditer(rf"\b{re.escape(code)}(?![\w-])", self._passages.norm.text)
        named = dict.fromkeys(self._passages.at(one.start()) for one in islice(places, MOST_NAMED))
        return [*dict.fromkeys(one for index in named for one in (index, *self._passages.notes(index)))]
