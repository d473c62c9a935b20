"""Whom and what a sentence is about, as far as its words tell: what evidence far from a claim is compared by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from claimcheck.evidence.figures.row_matching import RowMatcher
from claimcheck.evidence.search_scopes import LIST
from claimcheck.model.claim import Core
from claimcheck.model.passage import Fact, Sentence, scopes_of, signals_in, years_of
from claimcheck.text.metric_words import Named
from claimcheck.text.name_runs import CAPITALS
from claimcheck.text.remembered import remembered_by
from claimcheck.text.structure_words import phrase_pattern
from claimcheck.text.tokens import WORD

# Words that a name may have before the part of a company that it names ("our Lund and Malmö plants").
_NAME = re.compile(rf"[{CAPITALS}][\w&'-]+")
_TITLE = re.compile(rf" [{CAPITALS}][\w-]+")
NOTHING: frozenset[str] = frozenset()
_NONE: frozenset[Any] = NOTHING
_Value = TypeVar("_Value")
# Characters in which what a sentence defines has begun.
_DEFINES_WITHIN = 32
_PER = "/"
_DIVIDED = 12
"""Characters behind a figure in which it is told what it is divided by ("per tonne of crude steel")."""
_LONGEST_TERM = 6
"""Words of an entry of a list that is the term which the entry behind it tells of."""
_REACH = 24
"""Characters on either side of a word for a part of the company in which its name stands."""


class Identity(NamedTuple):
    """What a sentence is about.

    ``metrics`` are what it names of those, each by the metric that it is a kind of; ``topics`` are those of its words,
    ``scopes`` the digits of greenhouse gas scopes, ``years`` those of its period.
    ``subject`` is product or company where only one of them is named. ``parts`` are the folded names of the sites,
    divisions and other companies that it is about; ``others`` says that somebody else is its subject.
    """

    metrics: frozenset[str]
    topics: frozenset[str]
    scopes: frozenset[str]
    years: frozenset[int]
    subject: str | None
    parts: frozenset[str]
    others: bool


class Headed(NamedTuple):
    """The very metrics that a heading or the label of a row names, and the scopes in it."""

    metrics: frozenset[str]
    scopes: frozenset[str]


NOT_HEADED = Headed(NOTHING, NOTHING)


class Identities:
    """Tells the identity of sentences of one document; each is worked out once."""

    def __init__(self, rows: RowMatcher) -> None:
        lexicon = rows.lexicon
        self._lexicon, self._passages, self._figures = lexicon, rows.passages, rows.facts
        self._topics = lexicon.topic_mask
        self._roles = {
            name: lexicon.roles.get(name, 0)
            for name in (
                "product_subject", "company_subject", "part_of_company", "third_party", "company", "first_person",
                "place",
            )
        }  # fmt: skip
        self._whole = lexicon.metrics.wholes
        self._scoped = lexicon.metrics.scoped
        self._part = phrase_pattern(lexicon.role_words.get("part_of_company", ()))

    @remembered_by(attrgetter("number"))
    def of(self, sentence: Sentence) -> Identity:
        """The identity of a sentence."""
        return self._told(sentence)

    def _told(self, sentence: Sentence) -> Identity:
        mask, roles = sentence.mask_any, self._roles
        facts = self._passages.facts(sentence.number)
        product, company = self._names_product(sentence), bool(mask & roles["company_subject"])
        return Identity(
            metrics=self._named_in(sentence.number),
            topics=self.topics(mask),
            scopes=scopes_of(self._outside_titles(sentence, facts)) or NOTHING,
            years=_set(years_of(facts)),
            subject=None if product == company else "product" if product else "company",
            parts=self._parts(sentence),
            others=bool(mask & roles["third_party"]) and not mask & roles["company"],
        )

    def are_others(self, sentence: Sentence, behind: int | None) -> bool:
        """Whether somebody else is the subject of a sentence, which ends at ``behind`` where that is known.

        "Emissions are calculated with the factors of the government" is no statement of the government.
        """
        named = (hit.start for hit in sentence.hits_of(self._roles["third_party"]))
        return self.of(sentence).others and (behind is None or min(named, default=0) < behind)

    def _outside_titles(self, sentence: Sentence, facts: Iterable[Fact]) -> Iterable[Fact]:
        """The facts without scopes that open a title: the "Scope 2 Guidance" is for more than the Scope 2 emissions.

        A capital behind the scope that no metric takes up ("Scope 2 Emissions") tells it.
        """
        named = self._figures.words(sentence.number).named if sentence.number in self._figures.naming else ()
        ends = {sentence.start + one.end for one in named}
        for fact in facts:
            title = fact.kind == "scope" and _TITLE.match(self._passages.norm.text, fact.end, sentence.end)
            if not title or title.end() in ends:
                yield fact

    def _names_product(self, sentence: Sentence) -> bool:
        """Whether a product is named, other than by the words of a metric ("greenhouse gas emissions")."""
        products, start = sentence.hits_of(self._roles["product_subject"]), sentence.start
        named = self._figures.words(sentence.number).named if products else ()
        return not all(
            any(one.start <= hit.start - start and hit.end - start <= one.end for one in named) for hit in products
        )

    def of_product(self, core: Core) -> bool:
        """Whether a claim is about a product, and no own site comes before it, nor does it only name a measure.

        "Emissions from our shops and lorries", "per litre of milk, our dairies drew less water", "delivery emissions"
        and "0.7 kWh per tonne of steel" are about the company.
        """
        if core.subject_kind != "product":
            return False
        sentence, clause, lower = core.sentence, core.clause, self._passages.norm.lower
        products = [hit.start for hit in clause.hits_of(self._roles["product_subject"])]
        if not products:
            return True
        begins = core.clause.start
        first = WORD.search(lower, begins, core.clause.end)
        if first is not None and first.group() in self._lexicon.phrase_ends:
            begins = max(lower.find(", ", begins, core.clause.end), begins)
        facts = self._passages.facts(sentence.number)
        beside = [(fact.end, fact.end + _DIVIDED) for fact in facts if _PER in (fact.unit or "")]
        metrics = self._figures.words(sentence.number).named
        beside += [(sentence.start + one.start, sentence.start + one.end) for one in metrics]
        named = [at for at in products if at >= begins and not any(left <= at < end for left, end in beside)]
        owners = {hit.end + 1 for hit in clause.hits_of(self._roles["first_person"])}
        places = [hit.start for hit in clause.hits_of(self._roles["place"]) if hit.start in owners]
        return bool(named) and min(named) < min(places, default=core.clause.end)

    def names_product(self, core: Core) -> bool:
        """Whether a word for a product stands in the clause of a claim."""
        return bool(core.clause.hits_of(self._roles["product_subject"]))

    def measures_product(self, core: Core) -> bool:
        """Whether a claim limits what it measures to a product: "the emissions of our soap", "energy in use"."""
        if core.subject_kind != "product":
            return False
        clause, lower = core.clause, self._passages.norm.lower
        owners = {hit.start for hit in clause.hits_of(self._roles["first_person"])}
        for hit in clause.hits_of(self._roles["product_subject"]):
            words = [*WORD.finditer(lower, clause.start, hit.start)][-2:]
            before = words[:-1] if words and words[-1].start() in owners else words
            if before and before[-1].group() in self._lexicon.metrics.limits:
                return True
        return False

    def topic_of(self, metric: str) -> str:
        """The topic of a metric."""
        return self._lexicon.metrics.metrics[metric].topic

    def _metrics(self, named: Sequence[Named]) -> frozenset[str]:
        """The metrics that are named: of scopes and intensities what they are made of."""
        return _set(self._whole.get(metric, metric) for one in named for metric in one.metrics)

    @remembered_by(int)
    def _named_in(self, sentence: int) -> frozenset[str]:
        """The metrics that the sentence of that number names; only its words are read for it."""
        return self._metrics(self._figures.words(sentence).named)

    def claimed(self, core: Core) -> frozenset[str]:
        """The metrics that the clause of a claim names: of scopes and intensities what they are made of."""
        sentence, clause = core.sentence, core.clause
        if sentence.number not in self._figures.naming:
            # "We have cut Scope 1 and 2 by half": of emissions.
            facts = self._passages.facts(sentence.number)
            return self._scoped if any(one.kind == "scope" for one in facts) else NOTHING
        if len(sentence.clauses) == 1:
            return self._named_in(sentence.number)
        return self._named_from((clause.start, clause.end))

    @remembered_by(tuple)
    def _named_from(self, run: tuple[int, int]) -> frozenset[str]:
        """The metrics that a run of the text names."""
        return self._metrics(self._lexicon.metrics.find(self._passages.norm.lower[slice(*run)]).named)

    def headed(self, index: int) -> Headed:
        """What the label of its row names for a sentence in a cell, else what the heading above names."""
        passages, span = self._passages, self._passages.spans[index]
        if span.in_cell:
            first = passages.spans[passages.of_block(span.block)[0]]
            return NOT_HEADED if first is span else self._of_label(passages.norm.text[first.start : first.end])
        section = passages.block(index).section
        return self.termed(index) or (self._of_label(section[-1]) if section else NOT_HEADED)

    def termed(self, index: int) -> Headed | None:
        """What the entry before names, where that is a term of a few words and the entry of a sentence tells of it."""
        blocks, block = self._passages.document.blocks, self._passages.spans[index].block
        here, above = blocks[block], blocks[max(block - 1, 0)]
        listed = here.kind == above.kind == LIST and here.section == above.section
        told = listed and here.text.endswith(".") and above.text[-1:].isalnum()
        if not told or len(above.text.split()) > _LONGEST_TERM:
            return None
        found = self._of_label(above.text)
        return found if found.metrics else None

    @remembered_by(str)
    def _of_label(self, text: str) -> Headed:
        read = self._figures.label(text)
        return NOT_HEADED if read is None else Headed(self._exact(read.named), read.scopes)

    def defined(self, index: int) -> frozenset[str]:
        """The very metrics that a sentence defines: those of its row or heading, else those that it opens with."""
        return self.headed(index).metrics or self.opening(index)

    def opening(self, index: int) -> frozenset[str]:
        """The very metrics that a sentence opens with."""
        first = min(self._figures.words(index).named, key=lambda one: one.start, default=None)
        return frozenset(first.metrics) if first and first.start < _DEFINES_WITHIN else NOTHING

    def exactly(self, core: Core) -> frozenset[str]:
        """The very metrics that a claim names, scopes and intensities as such."""
        start = core.sentence.start
        return self._exact(
            [
                one
                for one in self._figures.words(core.sentence.number).named
                if core.clause.start <= start + one.start < core.clause.end
            ]
        )

    def whole_of(self, metrics: Iterable[str]) -> Iterable[str]:
        """Of scopes and intensities what they are made of."""
        return (self._whole.get(metric, metric) for metric in metrics)

    @staticmethod
    def _exact(named: Sequence[Named]) -> frozenset[str]:
        return frozenset(metric for one in named for metric in one.metrics)

    @property
    def naming(self) -> frozenset[int]:
        """The sentences in which words stand that may name a metric."""
        return self._figures.naming

    def share_metric(self, core: Core, other: int) -> bool:
        """Whether the sentence of that number names a metric of the claim; nothing but its words is read for it."""
        mine = self.claimed(core)
        return bool(mine) and not mine.isdisjoint(self._named_in(other))

    def topic_words(self, sentence: Sentence, start: int, end: int) -> frozenset[str]:
        """The words of topics in a run of a sentence, in lower case."""
        lower, hits = self._passages.norm.lower, sentence.hits_of(self._topics)
        return frozenset(lower[hit.start : hit.end] for hit in hits if start <= hit.start < end)

    def topics(self, mask: int) -> frozenset[str]:
        """The topics of the signals of a mask."""
        told = self._lexicon.topics
        return _set(told[number] for number in signals_in(mask & self._topics))

    def _parts(self, sentence: Sentence) -> frozenset[str]:
        """Names beside a word for a part of the company, and those that the headings above name so."""
        headed = self._parts_above(self._passages.block(sentence.number).section)
        own: frozenset[str] = frozenset()
        if sentence.mask_any & self._roles["part_of_company"]:
            norm = self._passages.norm
            start, end = sentence.start, sentence.end
            lower = norm.lower[start:end]
            own = self._names(norm.text[start:end], lower)
            if own:
                # The body that publishes a standard is no part of the company.
                facts = self._passages.facts(sentence.number)
                standards = " ".join(fact.text.lower() for fact in facts if fact.kind == "standard")
                own = frozenset(name for name in own if name not in standards)
        return own | headed if own else headed

    @remembered_by(tuple)
    def _parts_above(self, section: tuple[str, ...]) -> frozenset[str]:
        """The headings that name a part of the company: they have capitals anywhere, so the whole is its name."""
        return _set(heading.lower() for heading in section if self._part.search(heading.lower()))

    def _names(self, text: str, lower: str) -> frozenset[str]:
        """Capitalised words close to a word for a part of the company; the first word of a sentence tells nothing."""
        found: set[str] = set()
        for part in self._part.finditer(lower):
            opens, closes = max(part.start() - _REACH, 0), part.end() + _REACH
            for name in _NAME.finditer(text, opens, closes):
                if name.end() == closes and text[closes : closes + 1].isalnum():
                    continue
                if name.start() and not text[name.start() - 1].isalnum() and name.start() != part.start():
                    found.add(name.group().lower())
        return frozenset(found)


def _set(values: Iterable[_Value]) -> frozenset[_Value]:
    """These values; there is one set for none."""
    return frozenset(values) or _NONE
