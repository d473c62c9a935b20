"""A whole document as rules see it, and which of its words a finding about it shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from claimcheck.judge.views import Claims, ClaimView
from claimcheck.judge.wording import Quoted, Slots, Wording, Words
from claimcheck.model.context import Context
from claimcheck.model.passage import Sentence, signals_in
from claimcheck.rulepack.condition_terms import Compiled, may_hold
from claimcheck.rulepack.document_conditions import FIGURE_SLOTS, PER_WORDS, Whole, counted
from claimcheck.rulepack.views import PassageView
from claimcheck.text.passages import Passages

# Blocks of running text; headings, tables and captions are read in another way.
_RUNNING_TEXT = ("paragraph", "list", "footnote")


class Document:
    """What rules over documents ask of one document; each question is answered once for all rules.

    ``lists`` are the kinds of sections whose text is no running text, such as a list of contents.
    """

    def __init__(self, passages: Passages, claims: Claims, context: Context, facts: int, lists: frozenset[str]) -> None:
        self.passages = passages
        self.views = claims.views
        self._claims = claims
        self._context = context
        self._answers: dict[int, Sequence[int]] = {}
        self._facts = facts
        self._lists = lists
        self._words: int | None = None

    def claims(self, that: Compiled | None) -> Sequence[int]:
        """The places of the claims that fit; of all claims for None."""
        return range(len(self.views)) if that is None else self._claims.fitting(that)

    def sentences(self, that: Compiled) -> Sequence[int]:
        """The numbers of the sentences that fit; only those whose words leave a chance are looked at."""
        found = self._answers.get(id(that))
        if found is None:
            found = self._answers[id(that)] = list(self._fitting(that))
        return found

    def _fitting(self, that: Compiled) -> Iterator[int]:
        positive = that.positive
        # Figures are read only where words leave a chance, so the gate takes every kind of figure for granted.
        unknown = positive & ~self.passages.searched | self._facts
        known: dict[int, bool] = {}

        def may_fit(mask: int) -> bool:
            key = mask & positive
            chance = known.get(key)
            if chance is None:
                chance = known[key] = may_hold(that.around, key | unknown)
            return chance

        return (index for index in self.passages.with_anchors(may_fit) if that.test(self.view(index)))

    def view(self, index: int) -> PassageView:
        """A sentence as a condition sees it."""
        return PassageView(self.passages, self.passages.sentence(index), None, self._context)

    def words(self) -> int:
        """Words of running text: what pages repeat, headings, tables and lists of contents are left out."""
        if self._words is None:
            self._words = sum(self._counts())
        return self._words

    def has_words(self, least: int) -> bool:
        """Whether there are at least so many; no more are counted than that takes."""
        return any(words >= least for words in accumulate(self._counts()))

    def _counts(self) -> Iterator[int]:
        """The words of each sentence of running text."""
        # Blanks of normalised text are single.
        count = self.passages.norm.text.count
        block, running = -1, False
        for span in self.passages.spans:
            if span.block != block:
                block, running = span.block, self._is_running(span.block)
            if running:
                yield count(" ", span.start, span.end) + 1

    def _is_running(self, number: int) -> bool:
        block = self.passages.document.blocks[number]
        if block.kind not in _RUNNING_TEXT or block.running:
            return False
        return self.passages.structure.section_kind(number) not in self._lists

    def context_field(self, name: str) -> tuple[str, ...]:
        """Values of a context field."""
        if name == "jurisdiction":
            return self._context.jurisdictions
        value = getattr(self._context, name)
        return () if value is None else (value,)


class Shown(NamedTuple):
    """What a finding about a document quotes: a range of a sentence, and the words for its slots."""

    sentence: Sentence
    start: int
    end: int
    words: Slots


class DocumentWords(Slots):
    """The words for slots: figures of the document first, then those of the claim or the sentence that is quoted."""

    __slots__ = ("_quoted",)

    def __init__(self, figures: Mapping[str, str], quoted: Slots) -> None:
        super().__init__(figures)
        self._quoted = quoted

    def of(self, slot: str) -> str | None:
        """The words for a slot, None where there are none."""
        found = super().of(slot)
        return self._quoted.of(slot) if found is None else found

    def rewritten(self, slot: str, fits: frozenset[str]) -> str | None:
        """The words for a slot of a rewrite, in the same order."""
        found = super().of(slot)
        return self._quoted.rewritten(slot, fits) if found is None else found

    def kept(self, said: str, replaced: bool) -> bool:
        """Whether a rewrite has all that what is quoted says besides."""
        return self._quoted.kept(said, replaced)


def shown_by(whole: Whole, document: Document, marks: int, wording: Wording) -> Shown | None:
    """The first claim or sentence that the condition counts, with its figures; None where it counts none."""
    for measure in whole.shown:
        found, total = counted(document, measure)
        if found:
            figures = _figures(len(found), total, document.words())
            if measure.operator == "sentences":
                return _of_sentence(document.view(found[0]), marks, figures, wording)
            return _of_claim(document.views[found[0]], marks, figures, wording)
    return None


def _figures(count: int, total: int, words: int) -> dict[str, str]:
    # Not all of them are never the whole.
    share = f"{100 * count // total if total else 0} %"
    rate = f"{PER_WORDS * count / words if words else 0:.1f}"
    return dict(zip(FIGURE_SLOTS, (str(count), str(total), share, f"{words:,}", rate), strict=True))


def _of_claim(view: ClaimView, marks: int, figures: Mapping[str, str], wording: Wording) -> Shown:
    core = view.judged.core
    made = wording.whole(view, core.start, core.end)
    found = _marked(view, "clause", marks) or (core.start, core.end)
    start, end = wording.whole(view, *found)
    words = Words(wording, view, Quoted(made, (start, end), found[1]))
    return Shown(core.sentence, start, end, DocumentWords(figures, words))


def _of_sentence(view: PassageView, marks: int, figures: Mapping[str, str], wording: Wording) -> Shown:
    sentence = view.sentence
    marked = _marked(view, "sentence", marks)
    start, end = wording.whole(view, *marked) if marked else (sentence.start, sentence.end)
    return Shown(sentence, start, end, DocumentWords(figures, wording.passage(view, start, end)))


def _marked(view: PassageView, window: str, marks: int) -> tuple[int, int] | None:
    signals = signals_in(marks)
    marked = [hit for hit in view.hits(window, True) if hit.signal in signals] if signals else []
    return (min([hit.start for hit in marked]), max([hit.end for hit in marked])) if marked else None
