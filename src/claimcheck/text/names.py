"""Which words of a document are names, as far as capital letters and their use elsewhere tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from functools import cached_property, lru_cache
from heapq import nlargest
from itertools import islice, takewhile

from msgspec import Struct

from claimcheck.text.name_runs import CAPITALS
from claimcheck.text.tokens import WORD

NAME = re.compile(rf"[{CAPITALS}][\w&'-]*")
_INSIDE = re.compile(rf"[{CAPITALS}](?<=[a-z0-9,] .)[\w&'-]*")
_RUN_OF_NAMES = rf"(?<!\w)([{CAPITALS}][\w&-]*(?: (?:& )?[{CAPITALS}][\w&-]*){{0,3}})"
_LEAST_ACTING = 3
_OPENING = 6
"""Words of a clause among which the name of what it is about stands, the first of them none."""
_PART, _OF = 2, 3
_SHORT = 5
_DIGIT = re.compile(r"\d")
_LEAST_SEEN = 4
"""A name as rare as this in a document is not yet known for that of the company."""
_LEAST_TITLED, _SHARE = 2, 3
"""How often the name that opens the title stands at least, and which part of the most frequent name's places."""
_MOST_TRIED = 12
"""Names that stand most often, of which one may be that of the company."""
_LONGEST_TITLE = 200
"""Characters of a title in which the company is looked for."""
CELL_GAP = " | "
_PIECE = 1 << 16
"""Characters at least that are split into words at once."""
_NUMBERED = re.compile(rf"(?<![\w.])([{CAPITALS}][\w&'-]*) ([1-9]\d{{0,3}})(?![\w%°€$£]|[.,:/-]\d| %)")
"""A word with a capital and digits without a unit behind it."""
_LEAST_NUMBERED = 2
_RATE = re.compile(r"\d .+/")
"""A number, a word with a capital and a slash: "61.4 Ml/d" has a unit and no name."""


class Names(Struct, dict=True, eq=False):
    """Which words of a document are names, and which of them that of the company which speaks.

    ``endings`` make an owner of a word, ``given`` are names of the company that the caller gave; ``common`` words, in
    lower case, name no company by themselves ("Group"), ``helpers`` are auxiliaries, before which a subject stands,
    ``others``, in lower case, those that are no company, such as places; ``forms`` are legal forms of companies;
    ``nouns`` says that every noun has a capital.
    """

    text: str
    endings: tuple[str, ...]
    given: Iterable[str] = ()
    common: Container[str] = ()
    helpers: Iterable[str] = ()
    others: Container[str] = ()
    forms: Iterable[str] = ()
    nouns: bool = False

    @cached_property
    def _runs(self) -> Counter[str]:
        """How often each run without blanks stands in the document: no word and no name has a blank in it."""
        counts: Counter[str] = Counter()
        at, length = 0, len(self.text)
        # Piece by piece, so that the words of one make room for those of the next: that takes a quarter less time.
        while at < length:
            end = self.text.find("\n", at + _PIECE)
            end = end if end >= 0 else length
            counts.update(self.text[at:end].split())
            at = end
        return counts

    @cached_property
    def _plain(self) -> frozenset[str]:
        """Words that the document writes in lower case somewhere."""
        return frozenset([word for word in WORD.findall(" ".join(self._runs)) if word.islower()])

    @cached_property
    def own(self) -> frozenset[str]:
        """Words that name the company: those that were given, else the name that acts or owns most often.

        Where none does so often it is that which stands most often. That with which the title opens is preferred to
        this, unless the other one has the form of a company: in a short report a site or a product may stand as often.
        """
        given = frozenset(word.lower() for name in self.given for word in WORD.findall(name))
        if given:
            return given
        counts: Counter[str] = Counter()
        for run, times in self._runs.items():
            for word in NAME.findall(run):
                counts[bare(word, self.endings)] += times
        names = {
            name: count
            for name, count in counts.items()
            if name not in self._plain and name not in self.common and len(name) > 1 and not _DIGIT.search(name)
        }
        most = max(self._actors.values(), default=0)
        for name, count in self._actors.most_common() if most >= _LEAST_SEEN else ():
            words = names.keys() & name.lower().split()
            if words and count >= _LEAST_SEEN and count * _OF > most * _PART:
                return frozenset(words)
        ranked = nlargest(_MOST_TRIED, ((count, name) for name, count in names.items()))
        most, often = next((one for one in ranked if not self._is_compounded(one[1])), (0, ""))
        least = max(_LEAST_TITLED, most // _SHARE)
        # A row of a table is no title.
        title = self.text.lstrip()[:_LONGEST_TITLE].partition("\n")[0].partition(CELL_GAP)
        titled = () if title[1] else (bare(word, self.endings) for word in WORD.findall(title[0]))
        opening = frozenset(
            takewhile(lambda name: names.get(name, 0) >= least and not self._is_compounded(name), titled)
        )
        if opening and often not in opening and self._is_formed(often):
            opening = frozenset()
        return opening or (frozenset({often}) if most >= _LEAST_SEEN else frozenset())

    def _is_compounded(self, name: str) -> bool:
        """Whether a word is part of longer ones where all nouns have a capital: "Kredite", "Firmenkredite"."""
        part = re.escape(name)
        return self.nouns and re.search(rf"[^\W\d_]{{3}}{part}|(?<!\w){part}[^\W\d_]{{3}}", self._lower) is not None

    @cached_property
    def _lower(self) -> str:
        return " ".join(self._runs).lower()

    def _is_formed(self, name: str) -> bool:
        """Whether a legal form stands behind a name, with two words between at most ("Nord Oak Foods plc")."""
        forms = "|".join(map(re.escape, self.forms))
        formed = rf"(?<!\w)(?i:{re.escape(name)})(?: [\w&-]+){{0,2}} (?:{forms})(?!\w)"
        return bool(forms) and re.search(formed, self.text) is not None

    @cached_property
    def acting(self) -> tuple[str, ...]:
        """The names of the company that speaks, the longest first: those that most often act or own something.

        Where none does so often, it is the name that stands most often at all, or was given, if it ever acts.
        """
        counts = self._actors
        most = max(counts.values(), default=0)
        found = [name for name, count in counts.items() if count >= _LEAST_ACTING and count * _OF > most * _PART] or [
            name for name in counts if not self.own.isdisjoint(name.lower().split())
        ]
        return tuple(sorted(found, key=lambda name: (-len(name), name)))

    @cached_property
    def _actors(self) -> Counter[str]:
        """How often each name acts or owns something."""
        return Counter(self._acting_names())

    def _acting_names(self) -> Iterator[str]:
        """Names before an auxiliary or an ending that makes an owner, without what opens the sentence."""
        if not self.helpers:
            return
        for found in _acts(self.endings, tuple(self.helpers)).findall(self.text):
            first, _, rest = found.partition(" ")
            name = rest if rest and len(first) <= _SHORT and first.lower() in self._plain else found
            words = name.lower().split()
            known = self._plain.issuperset(words) or name.lower() in self.others or found.lower() in self.others
            # What has its capital only where a sentence begins is any word.
            if not known and len(name) > 1 and not _DIGIT.search(name) and not self._inside.isdisjoint(words):
                yield name

    @cached_property
    def _inside(self) -> frozenset[str]:
        """Words that have a capital inside a sentence, where only names have one."""
        return frozenset(bare(word, self.endings) for word in set(_INSIDE.findall(self.text)))

    @cached_property
    def numbered(self) -> frozenset[str]:
        """Names that have digits in them ("Chelvex 40"): they stand with the same ones more than once.

        No word is one that the document writes in lower case somewhere, nor is a place.
        """
        counts = Counter(_NUMBERED.findall(self.text))
        return frozenset(
            word
            for (word, _), times in counts.items()
            if times >= _LEAST_NUMBERED and word.lower() not in self._plain and word.lower() not in self.others
        )

    def stands_inside(self, word: str) -> bool:
        """Whether a word has its capital inside a sentence as well, and nowhere stands without it."""
        return word in self._cased and word.lower() not in self._plain

    @cached_property
    def _cased(self) -> frozenset[str]:
        """Words that have a capital inside a sentence, as they are written."""
        found = set(_INSIDE.findall(self.text))
        return frozenset(word[: len(bare(word, self.endings))] for word in found)

    def opening(self, start: int, end: int) -> tuple[int, int] | None:
        """The first name among the words that open a clause ("A night at Torvane"), by its offsets; no place."""
        words = [*islice(WORD.finditer(self.text, start, end), _OPENING)]
        for place, word in enumerate(words):
            if not place or not word[0].istitle() or word[0].lower() in self.others:
                continue
            if _RATE.match(self.text, max(word.start() - 2, 0), word.end() + 1):
                continue
            if self.stands_inside(word[0]):
                first = last = place
                while first > 1 and self._goes_on(words[first - 1], words[first]):
                    first -= 1
                while last + 1 < len(words) and self._goes_on(words[last], words[last + 1]):
                    last += 1
                return words[first].start(), words[last].end()
        return None

    def _goes_on(self, one: re.Match[str], other: re.Match[str]) -> bool:
        """Whether two words have a capital each and nothing but a blank between them."""
        return one[0].istitle() and other[0].istitle() and self.text[one.end() : other.start()] == " "

    def is_name(self, word: str) -> bool:
        """Whether a word with a capital is a name of something else than the company."""
        low = bare(word, self.endings)
        return self._is_new(low) and low in self._inside

    def is_new(self, word: str) -> bool:
        """Whether a word is nowhere written in lower case, and does not name the company."""
        return self._is_new(bare(word, self.endings))

    def is_plain(self, word: str) -> bool:
        """Whether a word is written in lower case somewhere."""
        return word.lower() in self._plain

    def _is_new(self, low: str) -> bool:
        return low not in self._plain and low not in self.own


@lru_cache(maxsize=16)
def _acts(endings: tuple[str, ...], helpers: tuple[str, ...]) -> re.Pattern[str]:
    """Names before an auxiliary or an ending that makes an owner."""
    owning, acting = ("|".join(map(re.escape, words)) for words in (endings, helpers))
    return re.compile(rf"{_RUN_OF_NAMES}(?:{owning}| (?:{acting}))(?!\w)")


def bare(word: str, endings: tuple[str, ...]) -> str:
    """A word in lower case without the ending that makes it an owner."""
    low = word.lower()
    if not low.endswith(endings):
        return low
    return low[: -len(next(filter(low.endswith, endings)))]
