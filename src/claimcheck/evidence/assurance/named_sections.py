"""The sections that assurance statements name as covered or left out: by their titles, or by their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from claimcheck.model.assurance import Subject
from claimcheck.model.passage import Sentence
from claimcheck.text.passages import Passages

SECTION = "assurance"
"""The kind of section that an assurance statement stands in."""
_NUMBERED = "section"
_COUNTED = re.compile(r"[0-9]+(?:\.[0-9]+)*")
_TITLED = re.compile(r"[\"']([^\"'\n]{6,120})[\"']")


class NamedSections:
    """Finds such sections in one document; ``apart`` are the signals of words that leave something out."""

    def __init__(self, passages: Passages, apart: int) -> None:
        self._passages, self._apart = passages, apart

    def covered(self, sentence: Sentence) -> Iterator[Subject]:
        """The sections whose titles a sentence has in quotation marks, or whose numbers it names."""
        for match in _TITLED.finditer(self._passages.norm.text, sentence.start, sentence.end):
            if match.group(1).casefold() in self._titles:
                yield _section(match.group(1).casefold(), match.start(1), match.end(1))
        yield from self.numbered(sentence, out=False)

    def numbered(self, sentence: Sentence, *, out: bool) -> Iterator[Subject]:
        """The sections that a sentence names by their numbers ("sections 1 to 5"), or those that it leaves ``out``.

        One inside of others that are named ("section 3.3") is left out, and so is one behind words that say so.
        """
        facts = [one for one in self._passages.facts(sentence.number) if one.role == _NUMBERED]
        ranges = [(one, _COUNTED.findall(one.text)) for one in facts]
        apart = sentence.hits_of(self._apart) if facts else ()
        behind = min((hit.start for hit in apart), default=sentence.end)
        for one, told in ranges:
            inside = any(told and _is_inside(told[0], other) for _, other in ranges)
            if told and (inside or one.start > behind) == out:
                for title in self._titles:
                    number = _COUNTED.match(title)
                    if number is not None and _is_within(number[0], told[0], told[-1]):
                        yield _section(title, one.start, one.end)

    @cached_property
    def _titles(self) -> frozenset[str]:
        """The titles of sections that could have been checked: not of those that tell of the check."""
        kind_of = self._passages.structure.section_kind
        return frozenset(
            block.text.casefold()
            for place, block in enumerate(self._passages.document.blocks)
            if block.kind == "heading" and kind_of(place) != SECTION
        )


def _section(title: str, start: int, end: int) -> Subject:
    nothing = frozenset[str]()
    return Subject(nothing, nothing, nothing, None, start, end, section=title)


def _is_within(number: str, first: str, last: str) -> bool:
    """Whether the number of a section is one of a range, counted in as many parts as that has."""
    parts, begins, ends = ([int(part) for part in one.split(".")] for one in (number, first, last))
    return len(parts) == len(begins) and begins <= parts <= ends


def _is_inside(number: str, others: Sequence[str]) -> bool:
    """Whether a section is a part of one of a range."""
    outer = number.rpartition(".")[0]
    return bool(outer and others) and _is_within(outer, others[0], others[-1])
