"""A finding's right to stand: what it rests on has to be a claim, and is told once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from math import log

from claimcheck.judge.severity import BARRED
from claimcheck.judge.views import ClaimView
from claimcheck.model.claim import SEVERITIES, Core, Finding
from claimcheck.model.passage import FIGURES, Fact, Hit
from claimcheck.rulepack.pack import Check, Lexicon
from claimcheck.text.passages import Passages
from claimcheck.text.tokens import WORD

TELLING = frozenset(("share", "quantity", "money", "year", "period", "scope"))
"""The kinds of fact that may be what is missing."""
_STEPS = (-1, 1, -2, 2)
"""The sentences beside one, the nearest first; a figure there may be its own, a year or a scope stands anywhere."""
_OFTEN = 4
"""A word that stands in so large a part of all sentences tells none of them apart."""
_MOST_WORDS = 6
"""So many of the rarest words of a claim are its matter."""
_SAME = 0.45
"""The share of their weight that another sentence has to have to be on the same matter."""
_LEAST = 3


class LongReport:
    """The sentences of one long report by their words; worked out when the first finding asks."""

    def __init__(self, passages: Passages, lexicon: Lexicon) -> None:
        self._passages = passages
        self._stem = lexicon.terms.stem
        self._common = lexicon.metrics.common

    def silences(self, check: Check, view: ClaimView) -> bool:
        """Whether a rule that holds for a claim says nothing of it here."""
        shape = check.shape
        if shape.copy_only or not self._sections.isdisjoint(shape.told_in):
            return True
        if shape.missing_in == "sentence":
            return False
        return self.telling(view.judged.core, beside=shape.missing_in == "passage") is not None

    def telling(self, core: Core, *, beside: bool = False) -> int | None:
        """The sentence closest in matter to a claim that has a figure or a date which that of the claim lacks.

        A word weighs more the fewer sentences of the report have it. A figure ``beside`` a claim may be its own
        whatever its words are.
        """
        passages, own = self._passages, core.sentence.number
        known = set(map(_told, passages.facts(own)))

        def new(index: int) -> Iterator[Fact]:
            return (one for one in passages.facts(index) if _told(one) not in known)

        for index in self._beside(own) if beside else ():
            if any(one.kind in FIGURES for one in new(index)):
                return index
        for index in self._on_matter(core):
            if index != own and any(one.kind in TELLING for one in new(index)):
                return index
        return None

    def _beside(self, own: int) -> Iterator[int]:
        """The sentences next to one in the same section, the nearest first."""
        passages = self._passages
        section = passages.block(own).section
        for step in _STEPS:
            index = own + step
            if 0 <= index < len(passages.spans):
                block = passages.block(index)
                if not block.muted and block.section == section:
                    yield index

    @cached_property
    def _sections(self) -> frozenset[str]:
        """The kinds of sections that the report has."""
        kind_of = self._passages.structure.section_kind
        kinds = map(kind_of, range(len(self._passages.document.blocks)))
        return frozenset(filter(None, kinds))

    def _on_matter(self, core: Core) -> Iterator[int]:
        """The sentences on the matter of a claim, the closest first."""
        every = len(self._passages.spans)
        words = self._words(core.clause.start, core.clause.end)
        weights = {
            word: log(every / len(found))
            for word in words
            if (found := self._holding.get(word, ())) and len(found) * _OFTEN < every
        }
        least = _SAME * sum(sorted(weights.values(), reverse=True)[:_MOST_WORDS])
        shared: dict[int, float] = defaultdict(float)
        for word, weight in weights.items():
            for index in self._holding.get(word, ()):
                shared[index] += weight
        close = [
            index
            for index, weight in shared.items()
            if weight >= least or (2 * weight >= least and self._is_within(index, words))
        ]
        yield from sorted(close, key=lambda index: (-shared[index], index))

    def _is_within(self, index: int, words: Collection[str]) -> bool:
        """Whether a row of a table names nothing but what a claim names."""
        span = self._passages.spans[index]
        return index in self._rows and set(words).issuperset(
            word for word in self._words(span.start, span.end) if word.isalpha()
        )

    @cached_property
    def _rows(self) -> frozenset[int]:
        """The rows of tables."""
        return frozenset(filter(self._passages.is_row, range(len(self._passages.spans))))

    @cached_property
    def _holding(self) -> Mapping[str, Sequence[int]]:
        """The sentences that have each word, in order; running heads and hidden text are left out."""
        found: dict[str, list[int]] = defaultdict(list)
        for index, span in enumerate(self._passages.spans):
            if not self._passages.block(index).muted:
                for word in self._words(span.start, span.end):
                    found[word].append(index)
        return found

    def _words(self, start: int, end: int) -> list[str]:
        """The stems of the words between two offsets, each once."""
        words = WORD.findall(self._passages.norm.lower, start, end)
        told = [word for word in words if len(word) >= _LEAST and word not in self._common]
        return [*dict.fromkeys(map(self._stem, told))]


def _told(fact: Fact) -> tuple[str, float | None, int | None]:
    return fact.kind, fact.value, fact.year


_OTHERS, _HEDGED, _NOTE, _TABLE = "third_party", "hedged", "footnote", "table"
_ITEM = ";"
_LEADS_ON = (":", "-")
_Key = tuple[str, ...]
# The rules that speak once, with the signals by whose words they do so in copy; None for those of reports.
_Once = Mapping[str, frozenset[int] | None]


def may_be_found(view: ClaimView, *, report: bool) -> bool:
    """Whether rules are asked about a claim.

    Never where its words are those of no list. In a long ``report`` neither where they only accompany what is stated or
    lead to what follows, nor where others act or something only could be, nor in a note or a row of a table: that is no
    claim that the company could mend.
    """
    core = view.judged.core
    if core.plain:
        return False
    if not report:
        return True
    if core.aside or core.claimant == _OTHERS or core.certainty == _HEDGED or core.block == _NOTE:
        return False
    text, number = view.passages.norm.text, core.sentence.number
    if view.passages.is_entry(number):
        return False
    # An item of a list in one cell is completed by what leads to it.
    in_table = view.passages.block(number).kind == _TABLE
    if in_table and text[core.clause.start : core.clause.end + 1].rstrip().endswith(_ITEM):
        return False
    words = text[core.sentence.start : core.sentence.end].rstrip()
    # Words without beginning and end are torn from a sentence by the columns of a page.
    return not words.endswith(_LEADS_ON) and not (words[:1].islower() and words[-1:].isalpha())


def told_once(
    found: Sequence[tuple[Finding, ...]], views: Sequence[ClaimView], once: _Once, *, report: bool
) -> list[tuple[Finding, ...]]:
    """The findings of each claim without those that another claim has, of the same words in the same words.

    In a long ``report`` a sentence that stands there more than once has its findings once, and a rule in ``once``
    speaks of one claim: the first of those for which it weighs most. Elsewhere a rule with signals in ``once`` speaks
    once of each of their words, with the word behind it.
    """
    best: dict[_Key, tuple[int, int]] = {}
    keys: list[list[list[_Key]]] = []
    for number, (findings, view) in enumerate(zip(found, views, strict=True)):
        keys.append([])
        for one in findings:
            here = _keys(one, view, once, report=report)
            keys[-1].append(here)
            weight = SEVERITIES.index(one.severity), number
            for key in here:
                best[key] = min(best.get(key, weight), weight)
    return [
        tuple(
            [
                one
                for one, here in zip(findings, keys[number], strict=True)
                if all(best[key][1] == number for key in here)
            ]
        )
        for number, findings in enumerate(found)
    ]


def _keys(one: Finding, view: ClaimView, once: _Once, *, report: bool) -> list[_Key]:
    """By what a finding is known again."""
    keys: list[_Key] = [(one.rule, str(one.start), str(one.end), one.message)]
    if report:
        sentence = view.sentence
        words = view.passages.norm.lower[sentence.start : sentence.end]
        keys.append((one.rule, words, one.message))
        if one.rule in once:
            keys.append((one.rule,))
    elif (marks := once.get(one.rule)) is not None:
        # A page that speaks of its organic cotton in each line lacks one certificate.
        named = [hit for hit in view.hits("sentence", True) if hit.signal in marks and one.start <= hit.start < one.end]
        keys.append((one.rule, _with_next(view, named[0]) if named else one.message))
    return keys


def _with_next(view: ClaimView, hit: Hit) -> str:
    """A word and the one behind it, without marks: "organic cotton"."""
    words = WORD.findall(view.passages.norm.lower, hit.end, view.sentence.end)[:1]
    return " ".join([view.passages.norm.lower[hit.start : hit.end], *words])


def said_beside(
    found: list[tuple[Finding, ...]], views: Sequence[ClaimView], checks: Mapping[str, Check], *, report: bool
) -> list[tuple[Finding, ...]]:
    """The findings; in a long ``report`` without those of which another claim of the sentence has the gap already."""
    if not report:
        return found
    beside: dict[int, list[Finding]] = {}
    for findings, view in zip(found, views, strict=True):
        beside.setdefault(view.sentence.number, []).extend(findings)
    return [
        tuple([one for one in findings if not any(_says(other, one, checks) for other in beside[view.sentence.number])])
        for findings, view in zip(found, views, strict=True)
    ]


def _says(other: Finding, one: Finding, checks: Mapping[str, Check]) -> bool:
    """Whether one finding says what another does, no less severely; of two that say the same the first one does."""
    if one.rule not in checks[other.rule].covers or (one.tier in BARRED and other.tier not in BARRED):
        return False
    if other.rule in checks[one.rule].covers:
        return _weight(other) < _weight(one)
    return SEVERITIES.index(other.severity) <= SEVERITIES.index(one.severity)


def _weight(one: Finding) -> tuple[int, bool, str]:
    return SEVERITIES.index(one.severity), one.tier not in BARRED, one.rule
