"""What a document tells under a heading, or behind opening words, that name what a claim aims at.

"Roadmap for own operations", "How the intensity target will be met: …", "Roadmap for T1: …", where T1 is the number of
the goal in its table. An entry that opens or ends with that number is on this goal as well ("T1: …", "… (T1).").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from claimcheck.evidence.figures.links import DOCUMENT
from claimcheck.evidence.figures.row_matching import RowMatcher
from claimcheck.evidence.goals.goal_reader import Goal
from claimcheck.model.claim import Core
from claimcheck.rulepack.condition_terms import Compiled, View
from claimcheck.rulepack.pack import ElementType
from claimcheck.text.terms import stems

MOST = 400
"""Headings and opening words of one document that are looked at."""
MOST_TOLD = 8
"""Sentences that one of them gives."""
_LEAD = re.compile(r"([^\W_][^.:|]{3,78}?)(?:[.:] )(?=\S)")
_BEHIND = 12
"""Characters at the end of an entry in which such a number stands."""
_LABEL = re.compile(r"([^\W_][^.:|]{3,78}?) \| (?=\S)")
_LONGEST = 12
"""Words of a heading, or that open a text."""
_NUMBER = re.compile(r"(?<![\w-])[A-Z]{1,3}[ -]?[0-9]{1,2}(?![\w-])")
_CODED = re.compile(rf"({_NUMBER.pattern})(?:[:.)]| [–-]) ")
_CODE_BEHIND = re.compile(rf"[(\[]({_NUMBER.pattern})[)\]][.;]?\s*\Z")
_HEADINGS = ("heading", "title")


class Headed(NamedTuple):
    """What such a sentence is worth for an element, what its heading, the sentence and the claim have to say.

    Of entries under a heading that names nothing it is the heading that says so.
    """

    credit: float
    signals: int
    entries: int
    when: Compiled
    claim: Compiled | None

    @classmethod
    def of(
        cls, element: ElementType, credit: Mapping[str, float], numbers: Mapping[str, int]
    ) -> Headed | None:
        """That of an element; None where no heading leads to it."""
        shape, compiled = element.shape.headed, element.headed
        if shape is None or compiled is None:
            return None
        worth = shape.match * credit.get(DOCUMENT, 0.0)
        signals, entries = (
            sum(1 << numbers[name] for name in some) for some in (shape.signals, shape.entries)
        )
        return cls(worth, signals, entries, *compiled) if worth else None

    def holds(self, own: View, view: View) -> bool:
        """Whether a sentence holds the element for a claim."""
        return (self.claim is None or self.claim.test(own)) and self.when.test(view)


class _Heading(NamedTuple):
    """A heading in the sentence ``at`` a number.

    ``terms`` are its words but for those of its ``signals``, ``numbers`` those of goals in it, and ``sentences`` those
    below.
    """

    at: int
    terms: frozenset[str]
    numbers: frozenset[str]
    signals: int
    sentences: Sequence[int]


class HeadedPassages:
    """Those of one document; looked for when the first claim asks.

    ``signals`` are all that any element asks for in headings, ``entries`` in those that name nothing.
    """

    def __init__(self, rows: RowMatcher, signals: int, entries: int) -> None:
        self._rows, self._passages = rows, rows.passages
        self._signals, self._entries = signals, entries
        lexicon = rows.lexicon
        asking = lexicon.role_words.get("asking_opener", ())
        self._ends = stems(lexicon.terms, lexicon.phrase_ends.union(asking))

    def of(self, core: Core, goal: Goal | None, signals: int) -> Iterator[int]:
        """The sentences under headings with one of some signals that name the goal of a claim."""
        number_of_claim = core.sentence.number
        number = self._number_of(goal)
        if number is not None:
            yield from (index for index in self._coded.get(number, ()) if index != number_of_claim)
        asked = [one for one in self._headings if one.signals & signals and one.at != number_of_claim]
        if not asked:
            return
        clause = self._rows.clauses.of(number_of_claim, core.clause.start, core.clause.end)
        stems = clause.stems | (goal.terms.all if goal is not None else frozenset())
        for one in asked:
            if number in one.numbers if one.numbers else one.terms and one.terms <= stems:
                yield from (index for index in one.sentences if index != number_of_claim)

    def _number_of(self, goal: Goal | None) -> str | None:
        """What the first cell in the row of a goal numbers it with."""
        if goal is None or goal.row is None:
            return None
        span = self._passages.spans[self._passages.of_block(goal.row.block).start]
        first = self._passages.norm.text[span.start : span.end].partition("|")[0].strip()
        return first if _NUMBER.fullmatch(first) else None

    @cached_property
    def _coded(self) -> Mapping[str, Sequence[int]]:
        """The sentences of entries by the number with which they open, or that stands in brackets at their end."""
        found: dict[str, list[int]] = {}
        passages, text = self._passages, self._passages.norm.text
        for number, block in enumerate(passages.document.blocks):
            sentences = passages.of_block(number)
            if block.running or block.muted or block.kind in ("table", *_HEADINGS) or not sentences:
                continue
            end = passages.spans[sentences[-1]].end
            opening = _CODED.match(text, passages.spans[sentences[0]].start, end)
            if opening is not None:
                found.setdefault(opening[1], []).extend(sentences[:MOST_TOLD])
            elif behind := _CODE_BEHIND.search(
                text, max(passages.spans[sentences[-1]].start, end - _BEHIND), end
            ):
                found.setdefault(behind[1], []).append(sentences[-1])
        return found

    @cached_property
    def _headings(self) -> Sequence[_Heading]:
        return [*islice(self._found(), MOST)]

    def _found(self) -> Iterator[_Heading]:
        passages = self._passages
        above = 0
        for number, block in enumerate(passages.document.blocks):
            sentences = passages.of_block(number)
            if block.running or block.muted or not sentences:
                continue
            start = passages.spans[sentences.start].start
            if block.kind in _HEADINGS:
                below = range(sentences.stop, min(sentences.stop + MOST_TOLD, self._end(number)))
                found = self._heading(start, start + len(block.text), below, 0)
                named = (
                    found is None or found.signals & ~self._entries or not all(map(str.isdigit, found.terms))
                )
                above = 0 if found is None or named else found.signals
            else:
                table = block.kind == "table"
                opening = _LABEL if table else _LEAD
                lead = opening.match(passages.norm.text, start, passages.spans[sentences[-1]].end)
                if lead is None or (table and not above):
                    continue
                inside = [one for one in sentences if passages.spans[one].end > lead.end()][:MOST_TOLD]
                found = self._heading(start, lead.end(1), inside, above)
            if found is not None:
                yield found

    def _end(self, number: int) -> int:
        """The first sentence behind what stands right under a heading."""
        blocks = self._passages.document.blocks
        for at in range(number + 1, len(blocks)):
            if blocks[at].kind in _HEADINGS:
                return self._passages.of_block(at).start
        return len(self._passages.spans)

    def _heading(self, start: int, end: int, sentences: Sequence[int], above: int) -> _Heading | None:
        """A heading from ``start`` to ``end``, or what opens an entry under one with the signals ``above``."""
        passages, vocabulary = self._passages, self._rows.vocabulary
        text = passages.norm.text[start:end]
        if len(text.split()) > _LONGEST:
            return None
        signals, left = above, text
        at = passages.at(start)
        for hit in passages.sentence(at).hits_of(self._signals):
            if start <= hit.start and hit.end <= end:
                signals |= 1 << hit.signal
                left = left[: hit.start - start] + " " * (hit.end - hit.start) + left[hit.end - start :]
        if not signals:
            return None
        terms = vocabulary.reader.terms(left) - vocabulary.loose - self._ends
        return _Heading(at, terms, frozenset(_NUMBER.findall(text)), signals, sentences)
