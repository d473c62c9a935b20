"""Headings that are the name of somebody or some place: what stands right under one is about that part alone."""

from __future__ import annotations

import re
from functools import cached_property

from claimcheck.evidence.contradictions.refuted import Refuted
from claimcheck.text.name_runs import CAPITALS
from claimcheck.text.passages import Passages
from claimcheck.text.tokens import WORD

# Shorter words may stand inside of a name: "Ulm an der Donau".
_LEAST_WORD = 4
_PROSE = "paragraph"
# "Table 1", "Scope 2", "Appendix B": a word with a number or letter is no name.
_NUMBERED = re.compile(r"(?<!\w)\w+ (?:\d[\d.]*|\w)(?!\w)")
_INSIDE = re.compile(rf"(?:(?<=[^\W\d_{CAPITALS}] )|(?<=, ))[{CAPITALS}]\w+")

_NAMES = re.compile(rf"[{CAPITALS}]\w*+(?:, [{CAPITALS}]\w*+){{1,12}} \w+ [{CAPITALS}]\w*+")
"""A list of three names or more."""


class NamedHeadings:
    """The headings of one document."""

    def __init__(self, passages: Passages, whole: frozenset[str]) -> None:
        self._passages = passages
        # "Reporting years": what all tables are headed with is nobody's name, though a standard is called by it.
        self._whole = whole

    def sets_apart(self, one: Refuted) -> bool:
        """Whether a name above the sentence or above the table of the row says that they are about different parts."""
        return self._is_under_name(one) or self._is_headed_by_name(one)

    def _is_headed_by_name(self, one: Refuted) -> bool:
        """Whether the caption or heading of a table has the name of a part that the sentence does not have."""
        passages, table = self._passages, one.series.table
        if table is None:
            return False
        document, span = passages.document, passages.spans[passages.at(one.start)]
        caption = document.tables[table].caption
        above = passages.block(one.row[0].sentence).section[-1:]
        told = [
            passages.norm.text[span.start : span.end],
            *passages.block(passages.at(one.start)).section,
            document.title or "",
        ]
        known = {word for text in told for word in WORD.findall(text)}
        cell = one.row[0].cell
        over = [
            *above,
            *([] if caption is None else [document.blocks[caption].text]),
            *(() if cell is None else passages.structure.data_points[cell].column_path[:-1]),
        ]
        return any(
            word.istitle() and word.lower() not in self._whole and word not in known and self._is_name(word)
            for text in over
            for word in WORD.findall(_NUMBERED.sub("", text))
            if not self._is_boundary(text)
        )

    def _is_boundary(self, text: str) -> bool:
        """Whether a caption has a list of names that sentences give as well: they are all that there are."""
        names = _NAMES.search(text)
        return names is not None and names[0] in self._lists

    def _is_under_name(self, one: Refuted) -> bool:
        """Whether a sentence stands right under the name of somebody or some place, and the row does not name it."""
        passages = self._passages
        section = passages.block(passages.at(one.start)).section
        row = one.row[0].sentence
        if not section or section[-1] in (passages.document.title, *passages.block(row).section):
            return False
        words = WORD.findall(section[-1])
        named = {word for word in words if word[0].isupper() or len(word) >= _LEAST_WORD}
        span = passages.spans[row]
        return (
            bool(named)
            and all(map(self._is_name, named))
            and named.isdisjoint(WORD.findall(passages.norm.text, span.start, span.end))
        )

    def _is_name(self, word: str) -> bool:
        return word in self._named and self._passages.names.is_name(word)

    @cached_property
    def _lists(self) -> frozenset[str]:
        """The lists of names in sentences."""
        text, passages = self._passages.norm.text, self._passages
        found = ((passages.at(one.start()), one[0]) for one in _NAMES.finditer(text))
        return frozenset(names for number, names in found if passages.block(number).kind == _PROSE)

    @cached_property
    def _named(self) -> frozenset[str]:
        """What has a capital inside sentences: "Highlights" may have it because it is a heading."""
        text, passages = self._passages.norm.text, self._passages
        return frozenset(
            word
            for number, span in enumerate(passages.spans)
            if passages.block(number).kind == _PROSE
            for word in _INSIDE.findall(text, span.start, span.end)
        )
