"""Sentences of a report that state something of its figures: how they are counted, what they cover, what is planned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, reduce
from itertools import islice
from operator import or_
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.evidence.coverage import Coverage, Coverages, CoverageWords, Group, stems
from claimcheck.evidence.entity_key import Identities, Identity
from claimcheck.model.context import Context
from claimcheck.model.passage import ALL_KINDS, Fact, Sentence, scopes_of
from claimcheck.rulepack.condition_terms import View, may_hold, narrowest
from claimcheck.rulepack.pack import ElementType, FarGradeOf, Lexicon, Pack
from claimcheck.rulepack.views import PassageView
from claimcheck.text.grouping import grouped
from claimcheck.text.passages import Passages
from claimcheck.text.remembered import remembered_by

if TYPE_CHECKING:
    from claimcheck.rulepack.element_shapes import ElsewhereShape

SECTION, DOCUMENT = "section", "document"
MOST_FAR = 24
"""Statements on no metric in particular that one claim is compared with."""
MOST_NAMED = 8
"""Statements that are kept for a metric that they name, the first ones."""
_DATES = ("year", "period")
_LONGEST_ASIDE = 14
"""Characters behind a scope that commas set apart ("Scope 3 included")."""


class Statement(NamedTuple):
    """A sentence that is evidence for an element, with the grades that it holds, what it is about and covers.

    ``match`` is the best of its grades. ``far`` says that it counts outside its own section. ``defined`` are the very
    metrics that it defines where it does no more than that, else None.
    """

    sentence: Sentence
    match: float
    grades: tuple[FarGradeOf, ...]
    identity: Identity
    coverage: Coverage
    far: bool
    defined: frozenset[str] | None

    def match_for(self, own: View) -> float:
        """The match of the first grade that the claim of a view may take."""
        return next((one.match for one in self.grades if one.claim is None or one.claim.test(own)), 0.0)


class StatementKinds:
    """The elements that statements far away are evidence for; built once for a pack, a language and a context."""

    def __init__(
        self, pack: Pack, lexicon: Lexicon, context: Context, credit: Mapping[str, Mapping[str, float]]
    ) -> None:
        self.words = CoverageWords(pack, lexicon)
        self.context = context
        self.shift = pack.fact_shift
        # What others say, and what defines or limits, is no statement of the company about its figures.
        self.asides = frozenset(
            kind.id for kind in pack.sections.values() if kind.set_aside is not None and kind.only != "fragments"
        )
        self.credit = credit
        self.most = {name: max(places.get(SECTION, 0.0), places.get(DOCUMENT, 0.0)) for name, places in credit.items()}
        self.unknown = pack.scoring.unknown_match


class OfElement:
    """The statements of one document for one element: of a section those that its first claim asks for.

    ``chances`` are the sentences whose words may make one, by index.
    """

    def __init__(
        self,
        kinds: StatementKinds,
        element: ElementType,
        passages: Passages,
        identities: Identities,
        coverages: Coverages,
    ) -> None:
        self._kinds, self._element, self._passages = kinds, element, passages
        self._identities, self._coverages = identities, coverages
        gates = [(one.measures, narrowest(one.when.around, kinds.shift)) for one in element.elsewhere]
        self._gate = reduce(or_, (gate for _, gate in gates), 0)
        self._measuring = reduce(or_, (gate for metric, gate in gates if metric), 0)
        self.chances = self._chances()

    def _chances(self) -> Sequence[int]:
        """Indices of the sentences whose words leave a chance, in order; no others are looked at."""
        conditions = [one.when for one in self._element.elsewhere]
        asked = self._gate & self._passages.searched
        unasked = self._gate & ~self._passages.searched
        # Figures are read only where words leave a chance, so the gate takes every kind of figure for granted.
        shift = self._kinds.shift
        unknown = ~self._passages.searched & (1 << shift) - 1 | ALL_KINDS << shift
        found = self._passages.with_anchors(
            lambda mask: (
                bool(mask & asked or unasked) and any(may_hold(one.around, mask | unknown) for one in conditions)
            )
        )
        return [index for index in found if not self._passages.block(index).muted]

    @remembered_by(tuple)
    def of_section(self, section: tuple[str, ...]) -> Sequence[Statement]:
        """All statements under the same headings, in reading order."""
        return self._told(self._by_section.get(section, ()))

    @cached_property
    def anywhere(self) -> Sequence[Statement]:
        """The first ``MOST_FAR`` that count outside their section and name no metric, in reading order."""
        return [*islice((one for one in self._far if not _metrics(one)), MOST_FAR)]

    @cached_property
    def by_metric(self) -> Mapping[str, Sequence[Statement]]:
        """Those that count outside their section for the metrics that they name, ``MOST_NAMED`` of each."""
        return grouped(((metric, one) for one in self._far for metric in _metrics(one)), MOST_NAMED)

    @cached_property
    def _far(self) -> Sequence[Statement]:
        may_say, element, passages = self._coverages.may_say, self._element, self._passages
        asked = (
            one
            for one in self.chances
            if passages.mask(one) & self._measuring or self._is_about(one) or may_say(element, one)
        )
        return [one for one in self._told(asked) if one.far]

    def _is_about(self, index: int) -> bool:
        """Whether a sentence stands where such statements count for all of the document.

        That is a section of a kind that is named, one whose heading names the element ("Method and review"), or one
        that says what the report covers.
        """
        where, block = self._element.shape.elsewhere, self._passages.block(index)
        kind = self._passages.structure.section_kind(self._passages.spans[index].block)
        if where is None or not where.sections or kind in where.sections:
            return True
        return self._is_headed(block.section)

    @remembered_by(tuple)
    def _is_headed(self, section: tuple[str, ...]) -> bool:
        """Whether a heading names the element, or what stands below says what the report covers."""
        title = stems(self._element.shape.title.lower())
        named = any(title <= stems(one.lower()) for one in section)
        return named or section in self._coverages.of_report

    @cached_property
    def _by_section(self) -> Mapping[tuple[str, ...], Sequence[int]]:
        return grouped((self._passages.block(index).section, index) for index in self.chances)

    def _told(self, indices: Iterable[int]) -> list[Statement]:
        """What sentences state."""
        return [found for found in map(self._read, indices) if found is not None]

    @remembered_by(int)
    def _read(self, index: int) -> Statement | None:
        return self.told_in(index)

    def told_in(self, index: int) -> Statement | None:
        """What the sentence of that number states for the element, if anything."""
        passages, element = self._passages, self._element
        where = element.shape.elsewhere
        kind = passages.structure.section_kind(passages.spans[index].block)
        if where is None or kind in self._kinds.asides or passages.is_row(index) or not self._may_tell(index):
            return None
        view = PassageView(passages, passages.sentence(index), None, self._kinds.context)
        grades = tuple(one for one in element.elsewhere if one.when.test(view))
        if not grades:
            return None
        about = self._is_about(index)
        coverage = self._covered(view.sentence, where, about=about and bool(where.sections))
        if where.whole and not self._is_told(view, coverage, undated=where.undated):
            return None
        identity = self._identities.of(view.sentence)
        in_row = False
        # What is told behind a term has no subject of its own, whatever it names ("… and its Removals Guidance").
        termed = coverage.behind is None and self._identities.termed(index) is not None
        bare = not coverage.group.metrics and (passages.spans[index].in_cell or not coverage.group.topics)
        if not coverage.said and (termed or bare):
            # What stands under a heading or behind the label of a row is about what that names.
            headed, scopes = self._identities.headed(index)
            in_row = bool(headed) and passages.spans[index].in_cell
            metrics = frozenset(self._identities.whole_of(headed))
            coverage = coverage._replace(group=coverage.group._replace(metrics=metrics))
            identity = identity._replace(scopes=identity.scopes or (scopes if headed else identity.scopes))
        standard = self._standard(view.sentence, grades)
        if not in_row and self._identities.are_others(view.sentence, standard or coverage.behind):
            return None
        if standard is not None and not coverage.is_firm:
            coverage = Coverage(Group(self._measured(grades)))
            scopes = scopes_of(one for one in passages.facts(index) if one.start < standard)
            identity = identity._replace(scopes=scopes, years=frozenset(), others=False)
        if where.sections and not coverage.said and not coverage.group.metrics and not coverage.rows:
            # A topic that is only mentioned is too little.
            return None
        if where.undated or (where.whole and coverage.said):
            # What is covered is told of the report, whose year need not be that of a comparison.
            identity = identity._replace(years=frozenset())
        if identity.years and coverage.behind is not None:
            identity = identity._replace(years=self._years(index, coverage.behind))
        if identity.scopes and coverage.behind is not None and coverage.group.metrics and not in_row:
            identity = identity._replace(scopes=self._scopes(view.sentence, coverage.behind))
        if coverage.said:
            # What lists all sites limits nothing to them, and the report that it speaks of is no product.
            identity = identity._replace(parts=frozenset(), subject=None)
        defined = self._identities.defined(index) if all(one.defines for one in grades) else None
        told = coverage.said or standard is not None or defined is not None
        far = about or told or self._coverages.is_ours(index)
        match = max(one.match for one in grades)
        return Statement(view.sentence, match, grades, identity, coverage, far, defined)

    def _covered(self, sentence: Sentence, where: ElsewhereShape, *, about: bool) -> Coverage:
        """What a statement covers.

        In a chapter on method one that names nothing ("The reporting applies the standard of the guild") is about what
        its paragraph measures.
        """
        coverage = self._coverages.of(self._element, sentence, about=about, whole=where.whole)
        if not about or where.whole or not coverage.said or coverage.group or coverage.rows:
            return coverage
        beside = (self._passages.sentence(one) for one in self._passages.of_block(sentence.block))
        metrics = frozenset[str]().union(*(self._identities.of(one).metrics for one in beside))
        return coverage._replace(group=Group(metrics))

    def _years(self, index: int, behind: int) -> frozenset[int]:
        """The years of a statement: a bare one behind its verb ("with the factors of 2024") is that of a source."""
        return frozenset(
            fact.end_year or fact.year
            for fact in self._passages.facts(index)
            if fact.year is not None
            and fact.kind in _DATES
            and (fact.role == "period" or (fact.role is None and (fact.kind == "period" or fact.start < behind)))
        )

    def _standard(self, sentence: Sentence, grades: Sequence[FarGradeOf]) -> int | None:
        """Where the standard stands that is for one thing alone: it tells what the sentence is about, and no year.

        None in a note, which is about what its mark stands at.
        """
        if not self._measured(grades) or self._passages.block(sentence.number).kind == "footnote":
            return None
        return min(hit.start for hit in sentence.hits_any if self._measuring >> hit.signal & 1)

    def _measured(self, grades: Iterable[FarGradeOf]) -> frozenset[str]:
        """What standards for one thing alone are for."""
        named = (one.measures for one in grades if one.measures is not None)
        return frozenset(self._identities.whole_of(named))

    def _scopes(self, sentence: Sentence, behind: int) -> frozenset[str]:
        """The scopes of a statement: one that is the subject of a further run has its own told there.

        In "Emissions follow the protocol, Scope 2 the market; Scope 3 rests on estimates" the first has none.
        """
        text, found = self._passages.norm.text, frozenset[str]()
        last = text.find(";", behind, sentence.end)
        for fact in self._passages.facts(sentence.number):
            if fact.kind != "scope" or 0 <= last < fact.start or self._is_aside(fact, behind):
                continue
            opens = fact.start > behind and text[behind : fact.start].rstrip().endswith(",")
            if found or not opens:
                found |= scopes_of((fact,))
        return found

    def _is_aside(self, fact: Fact, behind: int) -> bool:
        """Whether commas set a figure apart in the subject: "all gases, Scope 3 included, follow …" limits nothing."""
        text = self._passages.norm.text
        closing = text.find(",", fact.end, behind)
        return text.endswith(", ", 0, fact.start) and 0 <= closing - fact.end < _LONGEST_ASIDE

    def _is_told(self, view: PassageView, coverage: Coverage, *, undated: bool) -> bool:
        """Whether the subject of a sentence and what is said of it make the statement, and not its subject alone."""
        if not coverage.said and not coverage.group.metrics:
            return False
        behind = coverage.behind
        if behind is None:
            return True
        hits = (hit for hit in view.sentence.hits_any if hit.start >= behind)
        mask = reduce(or_, (1 << hit.signal for hit in hits), 0)
        if mask & self._coverages.named_by(self._element):
            return True
        if undated:
            facts = view.facts("sentence")
            dates = [fact for fact in facts if fact.kind in _DATES and fact.start >= behind]
            # "In 2021 and into 2022": neither is the period of all figures; "the 52 weeks to 1 February 2025" is one.
            bare = all(fact.kind == "year" and fact.text.isdigit() for fact in dates) and not any(
                one.unit_class == "time" for one in facts
            )
            return bool(dates) and not (bare and len({fact.year for fact in dates}) > 1)
        return bool(mask & self._gate or view.sentence.mask_any & self._coverages.named_by(self._element))

    def _may_tell(self, index: int) -> bool:
        """Whether all signals of a sentence leave a chance, and then its figures too."""
        mask = self._passages.mask(index)
        known = mask | ALL_KINDS << self._kinds.shift
        conditions = [one.when for one in self._element.elsewhere if may_hold(one.when.around, known)]
        if not conditions:
            return False
        present = mask | self._passages.kinds(index)
        return any(may_hold(one.around, present) for one in conditions)


def _metrics(one: Statement) -> frozenset[str]:
    return one.defined if one.defined is not None else one.coverage.group.metrics
