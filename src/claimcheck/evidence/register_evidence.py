"""What a register holds for claims: the entries that agree with one, and what they prove of its elements."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from claimcheck.model.claim import Core, Element
from claimcheck.model.context import Context
from claimcheck.model.evidence import Checked, Entry, Proof, Source, Support
from claimcheck.model.passage import Fact, FactKind, scopes_of, years_of
from claimcheck.rulepack.pack import Lexicon, Pack
from claimcheck.text.derived_values import precision
from claimcheck.text.fact_base import FactBase
from claimcheck.text.facts import find_facts
from claimcheck.text.grouping import grouped
from claimcheck.text.metric_words import Mention
from claimcheck.text.normalise import canon
from claimcheck.text.passages import Passages
from claimcheck.text.remembered import remembered_by
from claimcheck.text.tokens import WORD


class Identity(NamedTuple):
    """What is known of it; nothing is 0 or empty.

    ``metrics`` are what is measured, by id, where the rules know it; ``topics`` has a bit for each signal that names
    something of the kind. ``years`` are those of the period, ``scopes`` the digits of greenhouse gas scopes, and
    ``limits`` the words for sites, units, countries or other companies that it is limited to.
    """

    metrics: frozenset[str] = frozenset()
    topics: int = 0
    years: frozenset[int] = frozenset()
    scopes: frozenset[str] = frozenset()
    limits: frozenset[str] = frozenset()


class Claimed:
    """Reads the identity of claims and of words that stand alone."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._topics = lexicon.topic_mask
        self._grammar = lexicon.metrics

    def identity(self, core: Core, passages: Passages, figures: FactBase) -> Identity:
        """The identity of a claim; a plan without a period of its own is about the year in which it is due."""
        sentence = core.sentence
        mentions = figures.told(sentence.number).mentions
        own = [one for one in mentions if core.clause.start <= one.start < core.clause.end]
        metrics, scopes, limits = self._measured(own or mentions)
        facts = passages.facts(sentence.number)
        years = years_of(facts)
        if not years and core.target_year is not None:
            years = frozenset({core.target_year})
        return Identity(metrics, sentence.mask_any & self._topics, years, scopes or scopes_of(facts), limits)

    def of_metric(self, metric: str, passages: Passages, figures: FactBase) -> Identity:
        """What is measured, of words such as "Scope 1 emissions" or of the id of a metric, and of which scopes."""
        known = self._grammar.metrics.get(metric)
        if known is not None:
            return Identity(metrics=frozenset({known.of or known.id}), scopes=known.scopes)
        mentions = [one for at in range(len(passages.spans)) for one in figures.told(at).mentions]
        metrics, scopes, limits = self._measured(mentions)
        topics = 0
        for at in range(len(passages.spans)):
            scopes |= scopes_of(passages.facts(at))
            topics |= passages.sentence(at).mask_any & self._topics
        return Identity(metrics, topics, scopes=scopes, limits=limits)

    def of_boundary(self, passages: Passages) -> Identity:
        """The scopes and the names in words such as "Lund mill" or "Scope 1 and 2"."""
        scopes: frozenset[str] = frozenset()
        for at in range(len(passages.spans)):
            scopes |= scopes_of(passages.facts(at))
        whole = self._grammar.whole
        words = frozenset(
            word for word in WORD.findall(passages.norm.lower) if word not in whole and not word.isdigit()
        )
        return Identity(scopes=scopes, limits=frozenset() if scopes else words)

    def _measured(self, mentions: Iterable[Mention]) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        """Metrics, scopes and limits of mentions; a metric of certain scopes is the general one with these scopes."""
        metrics: set[str] = set()
        scopes: set[str] = set()
        limits: set[str] = set()
        for one in mentions:
            limits |= one.boundary
            scopes |= one.scopes
            for name in one.metrics:
                metric = self._grammar.metrics[name]
                metrics.add(metric.of or name)
                if len(one.metrics) == 1:
                    scopes |= metric.scopes
        return frozenset(metrics), frozenset(scopes), frozenset(limits)


_TIMES: tuple[FactKind, ...] = ("year", "period")
_AMOUNTS: tuple[FactKind, ...] = ("quantity", "share", "money")


class Proofs:
    """Turns proofs into figures; built once for a pack and a language."""

    def __init__(self, pack: Pack, lexicon: Lexicon) -> None:
        self._grammar = lexicon.facts
        self._brings = {one.id: tuple(one.shape.brings) for one in pack.elements.values()}
        # Elements that are shown by a year: a bare number says the year.
        self._times = frozenset(
            one.id for one in pack.elements.values() if any(shown.fact in _TIMES for shown in one.shape.shown_by)
        )
        self._units = lexicon.metrics

    def of(self, entry: Entry) -> Iterator[Proof]:
        """What an entry proves, with what comes along: a value with its unit proves the unit as well."""
        named = {proof.element for proof in entry.proves}
        for proof in entry.proves:
            yield proof
            if proof.unit is not None:
                for name in self._brings[proof.element]:
                    if name not in named:
                        yield Proof(name, proof.unit)

    @remembered_by(lambda proof: proof)
    def fact(self, proof: Proof) -> Fact | None:
        """The figure of a proof; None where it has none, or has a unit that nobody knows."""
        if proof.value is None:
            return None
        if proof.unit is None and proof.element in self._times:
            return Fact("year", 0, 0, proof.words, year=int(proof.value))
        if proof.unit is None:
            return Fact("quantity", 0, 0, proof.words, proof.value)
        one = f"1 {proof.unit}"
        found = [fact for fact in find_facts(one, 0, len(one), self._grammar) if fact.kind in _AMOUNTS]
        if len(found) != 1 or found[0].value is None:
            return None
        return found[0]._replace(start=0, end=0, text=proof.words, value=proof.value * found[0].value)

    def differ(self, entry: Entry, core: Core, passages: Passages) -> bool:
        """Whether a figure of the entry differs from what the claim itself says in the same unit or role."""
        figures = [fact for proof in entry.proves if (fact := self.fact(proof)) is not None]
        if not figures:
            return False
        own = [
            fact for fact in passages.facts(core.sentence.number) if core.clause.start <= fact.start < core.clause.end
        ]
        return any(self._is_denied(figure, own) for figure in figures if figure.kind in _AMOUNTS)

    def _is_denied(self, figure: Fact, own: list[Fact]) -> bool:
        comparable = [
            fact
            for fact in own
            if fact.kind == figure.kind
            and fact.unit_class == figure.unit_class
            and fact.value is not None
            and (fact.unit == figure.unit or {fact.unit, figure.unit} <= self._units.units.keys())
        ]
        return bool(comparable) and not any(self._is_same(figure, fact) for fact in comparable)

    def _is_same(self, figure: Fact, fact: Fact) -> bool:
        mine, theirs = self._base(figure), self._base(fact)
        slack = self._precision(figure) + self._precision(fact, prose=True)
        high = theirs if fact.high is None else fact.high * self._units.factor(fact.unit)
        return theirs - slack < mine < high + slack

    def _base(self, fact: Fact) -> float:
        return (fact.value or 0.0) * self._units.factor(fact.unit)

    def _precision(self, fact: Fact, *, prose: bool = False) -> float:
        """Half a unit of the last digit that was written, in the base unit; what is in words is about so."""
        value = abs(fact.value or 0.0)
        decimal = self._grammar.decimal if prose else "."
        exact = precision(fact.text, value, decimal, prose=prose)
        return self._units.factor(fact.unit) * (self._units.spelled * value if exact is None else exact)


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
        self, entries: Sequence[Checked], pack: Pack, lexicon: Lexicon, context: Context, said: Callable[[str], Told]
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
        self, core: Core, elements: tuple[Element, ...], claim: str | None, passages: Passages, figures: FactBase
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

    def _offers(self, core: Core, claim: str | None, passages: Passages, figures: FactBase) -> dict[str, Offer]:
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
            years=support.years, scopes=metric.scopes | boundary.scopes, limits=metric.limits | boundary.limits
        )
        subject = None if support.subject is None else canon(support.subject)
        place = None if support.boundary is None else canon(support.boundary)
        return _Prepared(checked, support, identity, subject, place)

    def _agreed(self, one: _Prepared, core: Core, identity: Identity, passages: Passages) -> Mapping[str, Same]:
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
            "boundary": _both(_within(identity.scopes, one.identity.scopes), _same_limits(one, limited, sentence)),
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
