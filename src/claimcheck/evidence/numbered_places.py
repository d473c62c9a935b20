"""The tables, figures and the like that a document numbers in their captions: "Table 7"."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from claimcheck.rulepack.pack import Lexicon
from claimcheck.text.late_pattern import late_pattern
from claimcheck.text.passages import Passages

ROLES = ("page", "table", "section", "figure", "note")
NAME_REACH = 48
"""Characters between a pointer and the name of the document that it points into."""
_NUMBERED = late_pattern(r"([^\W\d_]+)\.? ([0-9]+(?:\.[0-9]+)*|[A-Z](?:\.[0-9]+)*)(?![\w])")
_CONTENTS = late_pattern(r"(?:[.…] ?){3,}[0-9]+$")
"""The end of a line of a table of contents."""
_TABLE, _ROW = "table", "table"
_FARTHEST = 3
"""Blocks between a caption and its table."""


class NumberedPlaces:
    """Those of one document."""

    def __init__(self, lexicon: Lexicon, passages: Passages) -> None:
        self._references = lexicon.facts.index.references
        self._passages = passages

    def role(self, word: str) -> str | None:
        """The role of a word for a numbered place, None for another word."""
        low = word.lower()
        for form in (low, f"{low}."):
            if form in self._references:
                for phrase, role in self._references[form]:
                    if phrase == form and role in ROLES:
                        return str(role)
        return None

    @cached_property
    def captions(self) -> Mapping[str, Mapping[str, int]]:
        """Blocks that open with a word and a number ("Table 7"), by their roles; the first of each counts."""
        found: dict[str, dict[str, int]] = {}
        for number, block in enumerate(self._passages.document.blocks):
            if block.kind in ("caption", "heading") or (
                block.kind == "paragraph" and len(block.text) < NAME_REACH * 3
            ):
                told = _NUMBERED.match(block.text)
                role = None if told is None else self.role(told.group(1))
                if told is not None and role is not None and not _CONTENTS.search(block.text):
                    found.setdefault(role, {}).setdefault(told.group(2).lower(), number)
        return found

    def table_of(self, index: int, until: int) -> tuple[int, int] | None:
        """The one table that a sentence names before an offset: the blocks of its caption and of its first row."""
        named = {
            one.text.lower().split()[-1]
            for one in self._passages.facts(index)
            if one.kind == "reference" and one.role == _TABLE and one.start < until
        }
        tables = self.captions.get(_TABLE, {})
        if len(named) != 1 or not named <= tables.keys():
            return None
        caption = tables[named.pop()]
        near = enumerate(self._passages.document.blocks[caption : caption + _FARTHEST + 1], start=caption)
        return next(((caption, at) for at, block in near if block.kind == _ROW), None)
