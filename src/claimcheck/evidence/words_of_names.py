"""Words that stand in a name and are no evidence there: "food" in "World Food Program"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from claimcheck.evidence.core_view import CoreView
from claimcheck.model.passage import Hit
from claimcheck.rulepack.names import is_in_name, long_names
from claimcheck.rulepack.pack import ElementType, Lexicon
from claimcheck.text.passages import Passages

_RUN = re.compile(r"[^\W\d_a-z][\w'-]*(?: (?:& )?[^\W\d_a-z][\w'-]*)+")


class WordsOfNames:
    """Takes words of names out of sentences; built once for a pack and a language.

    Where every noun has a capital nothing tells a name.
    """

    def __init__(self, lexicon: Lexicon, elements: Iterable[ElementType], numbers: Mapping[str, int]) -> None:
        self._signals = {
            one.id: frozenset(numbers[name] for name in one.shape.outside_names)
            for one in elements
            if one.shape.outside_names and not lexicon.noun_capitals
        }
        self._long = long_names(lexicon)

    def without(self, view: CoreView, element: str) -> CoreView:
        """A sentence without the words of names that tell nothing of an element there."""
        signals = self._signals.get(element)
        if signals is None:
            return view
        text, sentence = view.passages.norm.text, view.sentence
        hits = [hit for hit in sentence.hits_any if hit.signal in signals and not text[hit.start].islower()]
        named = {hit for hit in hits if is_in_name(text, sentence, hit) and self._is_named(hit, view)}
        return view.keeping(lambda hit: hit not in named) if named else view

    def _is_named(self, hit: Hit, view: CoreView) -> bool:
        """Whether the words with a capital around one make a name: by their form, or by one that is written so only."""
        start, end = view.sentence.start, view.sentence.end
        return any(
            start <= hit.start < end for start, end in self._long.find(view.passages.norm.text, start, end)
        ) or any(
            run.start() <= hit.start < run.end() and _has_name(run.group(), hit, run.start(), view.passages)
            for run in _RUN.finditer(view.passages.norm.text, start, end)
        )


def _has_name(run: str, hit: Hit, start: int, passages: Passages) -> bool:
    """Whether a word of a run beside the hit is nowhere written without its capital."""
    apart = run[: hit.start - start].split() + run[hit.end - start :].split()
    return any(passages.names.is_name(word) for word in apart)
