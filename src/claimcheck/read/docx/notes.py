"""Footnotes and endnotes: which there are, in the order of their first marks, and under which labels."""

from __future__ import annotations

from collections.abc import Iterable

from claimcheck.read.docx.markup import W
from claimcheck.read.office.drafts import Draft
from claimcheck.read.office.lines import NoteKey
from claimcheck.read.office.markup import Element

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_SEPARATORS = frozenset(("separator", "continuationSeparator", "continuationNotice"))


class Notes:
    """The notes of a file by their keys, as elements. They are read in the order in which marks name them."""

    def __init__(self) -> None:
        self._elements: dict[NoteKey, Element] = {}
        self.labels: dict[NoteKey, str] = {}
        self._counts = {"footnote": 0, "endnote": 0}

    def add(self, kind: str, root: Element) -> None:
        """Take the notes of a part; ``kind`` is footnote or endnote."""
        for element in root.iterchildren(W + kind):
            if element.get(W + "type") not in _SEPARATORS:
                self._elements.setdefault((kind, element.get(W + "id", "")), element)

    def name(self, drafts: Iterable[Draft]) -> list[tuple[NoteKey, Element]]:
        """Label the notes that are named for the first time in these drafts, and return them.

        Footnotes are counted 1, 2, 3 and endnotes i, ii, iii, as Word does where nothing else is said: so no two
        notes have one label.
        """
        named = []
        for draft in drafts:
            for reference in draft.text.references:
                key = reference.key
                if key is None or key in self.labels or key not in self._elements:
                    continue
                self._counts[key[0]] += 1
                count = self._counts[key[0]]
                self.labels[key] = str(count) if key[0] == "footnote" else _roman(count)
                named.append((key, self._elements[key]))
        return named


def _roman(number: int) -> str:
    parts = []
    for value, letters in _ROMAN:
        parts.append(letters * (number // value))
        number %= value
    return "".join(parts)
