"""Names of several words, told by their form: of standards, bodies, papers, programmes, posts.

Capital letters alone make no name: "Net Zero" may be set so wherever it stands. A run of them is one where it has a
word of names such as "Council" or "Standard", many words, its initials in brackets behind it, or stands in quotation
marks.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from claimcheck.text.parties import CAPITALS

_WORD = rf"[{CAPITALS}][\w&'/-]*"
# From so many words with a capital on nothing but a name is written so.
_LONG = 4
# Characters of the longest name; it bounds what is looked at.
_LONGEST = 160
_TOKEN = re.compile(r"[^\W\d_][\w&'/-]*")
_QUOTES = "\"'"
# A word that is too long for a link between names.
_WEIGHTY = re.compile(r"[^\W\d_][\w&'/-]{4,}")


class NameRuns:
    """Finds such names in one language.

    ``heads`` are words of names, ``links`` small words inside of them, ``common`` words that open a sentence and no
    name, all in lower case; ``trailing`` are words that make a name of the capitals before them ("programme"), and
    ``bodies`` those heads that name a body outside of the company.
    """

    def __init__(
        self,
        heads: Collection[str],
        links: Collection[str],
        common: Collection[str],
        trailing: Collection[str],
        bodies: Collection[str] = (),
    ) -> None:
        self._heads = frozenset(word for head in heads for word in head.lower().split())
        self._links = frozenset(links)
        self._common = frozenset(common)
        self._trailing = frozenset(trailing)
        self._bodies = frozenset(body.lower() for body in bodies)
        joint = "|".join(sorted(map(re.escape, self._links), key=len, reverse=True)) or "(?!)"
        self._pattern = re.compile(rf"(?<![\w-]){_WORD}(?: (?:(?:{joint}|&) ){{0,2}}{_WORD})+")

    def find(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Half-open offsets of the names between two offsets, in order. Linear in the run."""
        runs = [*self._pattern.finditer(text, start, end)]
        # In a title every word has its capital.
        if not runs or all(word[0].isupper() for word in _WEIGHTY.findall(text, start, end)):
            return
        for run in runs:
            first, last = run.span()
            words = run.group().split(" ")
            while words and words[0].lower() in self._common:
                first += len(words[0]) + 1
                words = words[1:]
                while words and words[0].lower() in self._links:
                    first += len(words[0]) + 1
                    words = words[1:]
            if len(words) > 1 and last - first <= _LONGEST and self._is_name(text, first, last, words):
                yield first, last

    def bodies(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Those that end in a word of bodies outside of the company ("Coalition"), in order."""
        for first, last in self.find(text, start, end):
            if text[first:last].rpartition(" ")[2].lower() in self._bodies:
                yield first, last

    def is_instrument(self, name: str) -> bool:
        """Whether a name has a word of ``trailing``, as policies and programmes of companies have."""
        return not self._trailing.isdisjoint(name.lower().split())

    def _is_name(self, text: str, first: int, last: int, words: list[str]) -> bool:
        capitals = [word for word in words if word[0].isupper()]
        if len(capitals) < 2:
            return False
        if len(capitals) >= _LONG or not self._heads.isdisjoint(word.lower() for word in words):
            return True
        if text[first - 1 : first] in _QUOTES and text[last : last + 1] in _QUOTES and first:
            return True
        initials = "".join(word[0] for word in capitals)
        if text.startswith(f" ({initials}", last):
            return True
        following = _TOKEN.match(text, last + 1)
        return text[last : last + 1] == " " and following is not None and following.group() in self._trailing
