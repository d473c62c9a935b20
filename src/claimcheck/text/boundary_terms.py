"""To what the words around a metric limit it: sites, regions, other companies, kinds of the metric."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from claimcheck.text.fact_grammar import FactIndex
from claimcheck.text.metric_words import MetricGrammar, Named, Said
from claimcheck.text.names import NAME, Names, bare
from claimcheck.text.tokens import WORD

Run = tuple[int, int]

_INTRODUCED = re.compile(r"[^\s,]+, [^,]{3,60},")
_BRACKET = re.compile(r"[(\[][^()\[\]]*[)\]]")
_DIGIT = re.compile(r"[0-9]")
_STOP = re.compile(r"[,;:.!?()]")
_MOST_WORDS = 5
"""Words behind a metric that may belong to what it is limited to."""
_NEAR = 3
"""Words of a name that opens a sentence, and letters of the small words in it ("Cervejas do Sado")."""


class Limiter:
    """Finds limiting words of one language in the texts of one document; ``names`` are those of the document."""

    def __init__(self, grammar: MetricGrammar, index: FactIndex, names: Names) -> None:
        self._grammar = grammar
        self._index = index
        self.names = names
        self._endings = grammar.possessive
        self._neutral: dict[str, bool] = {}

    # -- labels of tables

    def of_label(self, text: str, taken: Sequence[Run]) -> frozenset[str]:
        """The words of a label, outside the runs that are ``taken``, which limit what it names."""
        free = _blanked(text, taken)
        free = _BRACKET.sub(lambda match: " " if self._is_unit(match.group()[1:-1]) else match.group(), free)
        return frozenset(
            low for word in WORD.findall(free) if not self.is_neutral(low := bare(word, self._endings), word)
        )

    def _is_unit(self, text: str) -> bool:
        """Whether what stands in brackets begins with the symbol of a unit ("tCO2e/FTE")."""
        words = text.split()
        if not words:
            return False
        first = words[0].strip(".,;")
        heads = self._index.symbol_heads
        return first in heads or first.split("/")[0] in heads or first[:1] in "%°#" or " ".join(words) in heads

    def is_neutral(self, low: str, word: str) -> bool:
        """Whether a word limits nothing: small words, units, years, codes, and the name of the company."""
        found = self._neutral.get(word)
        if found is None:
            index = self._index
            found = self._neutral[word] = (
                low in self._grammar.whole
                or len(low) < 2
                or bool(_DIGIT.search(low))
                or low in self.names.own
                or low in index.months
                or low in index.references
                or low in index.scopes
                or low in index.fiscal
                or low in index.numbers
                or word in index.symbol_heads
                or (word.split("-")[0] in index.symbol_heads and word.isupper())
                or all(part in self._grammar.whole for part in low.split("-"))
            )
        return found

    def of_heading(self, text: str) -> frozenset[str]:
        """The words of a short run of capitalised words that limit what stands under it; none for a sentence."""
        words = WORD.findall(text)
        if len(words) > _MOST_WORDS or not all(word[:1].isupper() or len(word) <= _NEAR for word in words):
            return frozenset()
        return self.of_label(text, ())

    def is_all_neutral(self, text: str) -> bool:
        """Whether a text has nothing but words that limit nothing."""
        return all(self.is_neutral(bare(word, self._endings), word) for word in WORD.findall(text))

    # -- sentences

    def of_mention(self, text: str, lower: str, one: Named, said: Sequence[Said], stop: int) -> frozenset[str]:
        """The words right before and behind the name of a metric that limit it; ``stop`` is the end of its clause."""
        found = set(self._before(text, lower, one.start, said))
        found.update(self._behind(text, lower, one.end, said, stop))
        return frozenset(found)

    def _before(self, text: str, lower: str, start: int, said: Sequence[Said]) -> Iterator[str]:
        """The word that touches the name from the left ("packaging waste", "Novabake's emissions")."""
        if start < 2 or lower[start - 1] not in " -":
            return
        at = max(lower.rfind(" ", 0, start - 1), lower.rfind("(", 0, start - 1)) + 1
        match = WORD.search(text, at, start - 1)
        if match is None or match.end() < start - 1 or any(one.start <= at < one.end for one in said):
            return
        low = bare(match.group(), self._endings)
        if not self.is_neutral(low, match.group()):
            yield low

    def _behind(self, text: str, lower: str, end: int, said: Sequence[Said], stop: int) -> Iterator[str]:
        """The words behind the name, once one has opened what it is limited to ("emissions from business travel")."""
        opened = False
        until = min((one.start for one in said if one.start >= end and one.kind in ("fall", "rise")), default=stop)
        at = end
        for _ in range(_MOST_WORDS):
            match = WORD.search(text, at, min(until, stop))
            if match is None or _STOP.search(text, at, match.start()):
                return
            word, at = match.group(), match.end()
            low = bare(word, self._endings)
            if low in self._grammar.limits:
                opened = True
                continue
            kind = next((one.kind for one in said if one.start <= match.start() < one.end), None)
            if kind == "intensity" or _DIGIT.search(low):
                return
            if kind == "places":
                continue
            if not self.is_neutral(low, word):
                if not opened:
                    return
                yield low

    def of_sentence(self, text: str, said: Sequence[Said], capitals: bool) -> frozenset[str]:
        """Names of places and of others that a sentence is about; ``capitals`` says that a capital makes a name."""
        if not capitals:
            return frozenset()
        found: set[str] = set()
        for match in NAME.finditer(text):
            word = match.group()
            low = bare(word, self._endings)
            if self.is_neutral(low, word) or not self._is_name(text, match):
                continue
            if self._is_place(text, match.start(), match.end(), said) or self._acts(text, match):
                found.add(low)
        return frozenset(found)

    def _is_name(self, text: str, match: re.Match[str]) -> bool:
        """Whether a word is a name: the document uses it as one, or the sentence introduces it ("Fennmart, our …,")."""
        if self.names.is_name(match.group()):
            return True
        return match.start() == 0 and bool(_INTRODUCED.match(text)) and self.names.is_new(match.group())

    def _is_place(self, text: str, start: int, end: int, said: Sequence[Said]) -> bool:
        """Whether a name says where: behind "in" or "at our", or right before a word such as plant."""
        if any(one.kind == "places" and one.start == end + 1 for one in said):
            return True
        words = text[max(0, start - 40) : start].lower().split()
        while words and words[-1] in self._grammar.whole and words[-1] not in self._grammar.located:
            words.pop()
        return bool(words) and words[-1].strip("(,") in self._grammar.located

    def _acts(self, text: str, match: re.Match[str]) -> bool:
        """Whether a name opens the sentence, or owns what it is about."""
        if match.group().endswith(self._endings):
            return True
        opening = text[: match.start()].split()
        return len(opening) <= _NEAR and all(word[:1].isupper() or len(word) <= _NEAR for word in opening)


def _blanked(text: str, taken: Sequence[Run]) -> str:
    if not taken:
        return text
    parts, at = [], 0
    for start, end in sorted(taken):
        parts.append(text[at:start])
        at = max(at, end)
    parts.append(text[at:])
    return " ".join(parts)
