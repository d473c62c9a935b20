"""What a register holds for claims: the entries that agree with one, and what they prove of its elements."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from claimcheck.evidence.external_query import Claimed, Identity
from claimcheck.evidence.register_values import Proofs
from claimcheck.model.claim import Core, Element
from claimcheck.model.context import Context
from claimcheck.model.evidence import Checked, Source, Support
from claimcheck.rulepack.pack import Lexicon, Pack
from claimcheck.text.fact_base import FactBase
from claimcheck.text.grouping import grouped
from claimcheck.text.normalise import canon
from claimcheck.text.passages import Passages

PLACE = "register"
COMPANY, PRODUCT = "company", "product"

Same = bool | None
Told = tuple[Passages, FactBase]


class Offer(NamedTuple):
    """What an entry says of an element of a claim, and how well it matches."""

    match: float
    source: Source


class _Prepared(NamedTuple):
    """Something that an entry supports, with the identity that its words have in the language of the claims."""

    checked: Checked
    support: Support
    identity: Identity
    subject: str | None
    boundary: str | None


class Registered:
    """The entries of registers, ready for claims of one language.

    ``said`` gives the passages and figures of words that stand alone.
    """

    def __init__(
        self,
        entries: Sequence[Checked],
        pack: Pack,
        lexicon: Lexicon,
        context: Context,
        said: Callable[[str], Told],
    ) -> None:
        elements = pack.elements.values()
        credit = pack.scoring.place_credit[str(context.medium)].get(PLACE, 0.0)
        self._credit = {one.id: credit for one in elements if PLACE in one.shape.look}
        self._agree = {one.id: frozenset(one.shape.agree) for one in elements}
        self._numbers = {one.id: one.shape.number for one in elements}
        self._unknown = pack.scoring.unknown_match
        self._company = frozenset(canon(name) for name in context.company)
        self._claimed = Claimed(lexicon)
        self._proofs = Proofs(pack, lexicon)
        # Many entries speak of the same metric and the same site.
        once = cache(said)
        told = [self._prepared(one, support, once) for one in entries for support in one.entry.supports]
        self._by_claim = grouped((one.support.claim, one) for one in told if one.support.claim is not None)
        # None is for what names no topic.
        self._by_topic = grouped((one.support.topic, one) for one in told if one.support.claim is None)
        self.names_claims = bool(self._by_claim)
        """Whether an entry names a claim by its id."""

    def __bool__(self) -> bool:
        return bool(self._by_claim or self._by_topic)

    def add(
        self,
        core: Core,
        elements: tuple[Element, ...],
        claim: str | None,
        passages: Passages,
        figures: FactBase,
    ) -> tuple[Element, ...]:
        """The elements of a claim with what the registers hold; ``claim`` is its id, where entries name claims.

        An element is replaced only by one that counts more. What is missing and was in an entry that has lapsed says
        which entry that is.
        """
        offers = self._offers(core, claim, passages, figures)
        if not offers:
            return elements
        found = [self._with(element, offers.pop(element.id, None)) for element in elements]
        more = [
            self._element(Element(name, "optional", "missing", 0.0), offer)
            for name, offer in offers.items()
            if offer.source.checked.counts and self._credit.get(name)
        ]
        if more:
            found = sorted([*found, *more], key=lambda element: self._numbers[element.id])
        return tuple(found)

    def _with(self, element: Element, offer: Offer | None) -> Element:
        if offer is None or element.state == "contradicted":
            return element
        if not offer.source.checked.counts:
            return element._replace(source=offer.source) if element.state == "missing" else element
        if self._credit.get(element.id, 0.0) * offer.match <= element.credit:
            return element
        return self._element(element, offer)

    def _element(self, element: Element, offer: Offer) -> Element:
        credit = self._credit[element.id] * offer.match
        fact = self._proofs.fact(offer.source.proof)
        return Element(element.id, element.need, "registered", credit, PLACE, fact=fact, source=offer.source)

    def _offers(
        self, core: Core, claim: str | None, passages: Passages, figures: FactBase
    ) -> dict[str, Offer]:
        """The best offer for each element, of entries that agree with the claim."""
        best: dict[str, Offer] = {}
        identity: Identity | None = None
        for one in self._candidates(core, claim):
            if identity is None:
                identity = self._claimed.identity(core, passages, figures)
            agreed = self._agreed(one, core, identity, passages)
            if False in agreed.values() or self._proofs.differ(one.checked.entry, core, passages):
                continue
            for proof in self._proofs.of(one.checked.entry):
                # Whoever names the claim has said what it is about.
                silent = one.support.claim is None and any(
                    agreed.get(name, True) is None for name in self._agree[proof.element]
                )
                offer = Offer(self._unknown if silent else 1.0, Source(one.checked, proof))
                if _better(offer, best.get(proof.element)):
                    best[proof.element] = offer
        return best

    def _candidates(self, core: Core, claim: str | None) -> Iterator[_Prepared]:
        if claim is not None:
            yield from self._by_claim.get(claim, ())
        yield from self._by_topic.get(core.topic, ())
        yield from self._by_topic.get(None, ())

    def _prepared(self, checked: Checked, support: Support, said: Callable[[str], Told]) -> _Prepared:
        metric = boundary = Identity()
        if support.metric is not None:
            metric = self._claimed.of_metric(support.metric, *said(support.metric))
        if support.boundary is not None:
            boundary = self._claimed.of_boundary(said(support.boundary)[0])
        identity = metric._replace(
            years=support.years,
            scopes=metric.scopes | boundary.scopes,
            limits=metric.limits | boundary.limits,
        )
        subject = None if support.subject is None else canon(support.subject)
        place = None if support.boundary is None else canon(support.boundary)
        return _Prepared(checked, support, identity, subject, place)

    def _agreed(
        self, one: _Prepared, core: Core, identity: Identity, passages: Passages
    ) -> Mapping[str, Same]:
        """For each field whether both sides say the same, None where one of them is silent."""
        sentence = passages.norm.lower[core.sentence.start : core.sentence.end]
        # Who speaks of a company by its name is limited to it by nothing more than that.
        named = frozenset((one.subject or "").split())
        limited = identity._replace(limits=identity.limits - named)
        return {
            "topic": one.support.topic in (None, core.topic),
            "metric": _same_metric(one.identity, identity),
            "period": _within(identity.years, one.identity.years),
            "subject": self._same_subject(one.subject, core, identity, sentence),
            "boundary": _both(
                _within(identity.scopes, one.identity.scopes), _same_limits(one, limited, sentence)
            ),
        }

    def _same_subject(self, subject: str | None, core: Core, claimed: Identity, sentence: str) -> Same:
        if subject is None:
            # A register is that of the company that speaks: what names nobody else is about it.
            return None if core.subject_kind == PRODUCT else True
        if subject in (COMPANY, PRODUCT):
            return None if core.subject_kind is None else core.subject_kind == subject
        if subject in sentence:
            return True
        if subject in self._company:
            return None if core.subject_kind is None else core.subject_kind == COMPANY
        # Somebody or something with a name is meant, and the claim names others.
        return False if claimed.limits else None


def _better(offer: Offer, before: Offer | None) -> bool:
    """Evidence that counts before evidence that has lapsed, then the better match; the first of equals stays."""
    if before is None:
        return True
    return (offer.source.checked.counts, offer.match) > (before.source.checked.counts, before.match)


def _same_metric(proven: Identity, claimed: Identity) -> Same:
    """By metrics where both sides name one, else by the words for topics."""
    if proven.metrics and claimed.metrics:
        return not proven.metrics.isdisjoint(claimed.metrics)
    if proven.topics and claimed.topics:
        return bool(proven.topics & claimed.topics)
    return None


def _within(claimed: frozenset[Any], proven: frozenset[Any]) -> Same:
    """Whether the evidence covers all that the claim is about."""
    if not claimed and not proven:
        return True
    return claimed <= proven if claimed and proven else None


def _same_limits(one: _Prepared, claimed: Identity, sentence: str) -> Same:
    if one.boundary is not None and one.boundary in sentence:
        return True
    proven = one.identity.limits
    if proven and claimed.limits:
        return not proven.isdisjoint(claimed.limits)
    return True if not proven and not claimed.limits else None


def _both(first: Same, second: Same) -> Same:
    if first is False or second is False:
        return False
    return None if first is None or second is None else True
