"""Two sentences that cannot both hold, and two subjects of one certificate."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, product

from claimcheck.evidence.contradictions.quoted_words import Found, Quotes
from claimcheck.model.claim import Core
from claimcheck.model.context import Context
from claimcheck.model.contradiction import Side
from claimcheck.model.passage import Fact
from claimcheck.rulepack.condition_terms import Compiled, may_hold
from claimcheck.rulepack.contradictions import Comparison
from claimcheck.rulepack.pack import Lexicon
from claimcheck.rulepack.views import PassageView
from claimcheck.text.passages import Passages

MOST_OF_ONE = 3
"""Sentences that one is held against, and sentences of one subject that are looked at."""
MOST_KEYS = 24
"""What one sentence is about, as far as it is looked at."""
STEM = 4
"""Letters by which the name of a place is known, one of them or many."""
MOST_CLAIMS = 200
MOST_PLACES = 12
"""Claims with a certificate that are looked at, and places of one number."""
_REGISTRY = "registry"
_KINDS = ("topic", "place", "scope", "standard")
Key = tuple[tuple[str, str], ...]
_NAME = re.compile(r"[^\W\d_][\w'-]+")


class Statements:
    """Finds sentences that fit the conditions of a rule."""

    def __init__(self, passages: Passages, context: Context, lexicon: Lexicon) -> None:
        self._passages = passages
        self._context = context
        self._topics = lexicon.topics
        self._places = lexicon.roles.get("place", 0)

    def contradict(self, asked: Comparison, quotes: Quotes) -> Iterator[Found]:
        """Each sentence of the first kind, against the nearest of the second that is about the same."""
        if asked.of is None:
            return
        first, second = asked.of
        index: dict[Key, list[int]] = defaultdict(list)
        for number in self.fitting(second):
            for key in self._keys(number, asked.same, around=True):
                index[key].append(number)
        if not index:
            return
        for number in self.fitting(first):
            others = {
                other
                for key in self._keys(number, asked.same)
                for other in _nearest(index.get(key, ()), number)
                if other != number
            }
            if others:
                other = min(others, key=lambda one: (abs(one - number), one))
                both = self.side(number, first, quotes), self.side(other, second, quotes)
                told = [self._passages.norm.text[side.at : side.until] for side in both]
                yield Found(both, {"first": told[0], "second": told[1]})

    def fitting(self, that: Compiled) -> Iterator[int]:
        """Numbers of the sentences that fit; only those whose words leave a chance are looked at."""
        passages = self._passages
        unknown = ~passages.searched | ~that.positive
        known: dict[int, bool] = {}

        def may_fit(anchors: int) -> bool:
            key = anchors & that.positive
            if key not in known:
                known[key] = may_hold(that.around, key | unknown)
            return known[key]

        for number in passages.with_anchors(may_fit):
            if that.test(PassageView(passages, passages.sentence(number), None, self._context)):
                yield number

    def _keys(self, number: int, same: frozenset[str], *, around: bool = False) -> Iterator[Key]:
        """What a sentence is about: each combination of what both have to share, one of each kind.

        ``around``: what a note names no topic of is about that of its paragraph; who speaks of all names what of.
        """
        told = [{(kind, one) for one in self._told(number, kind, around)} for kind in _KINDS if kind in same]
        return islice(product(*told), MOST_KEYS)

    def _told(self, number: int, kind: str, around: bool) -> Iterable[str]:
        """What a sentence names of one kind."""
        passages, text = self._passages, self._passages.norm.text
        if kind == "topic":
            paragraph = passages.of_block(passages.spans[number].block)[:MOST_KEYS] if around else ()
            return self._topics_in(number) or {one for other in paragraph for one in self._topics_in(other)}
        if kind == "place":
            # The parts of the company, one or many of them: their first letters are the same.
            hits = passages.sentence(number).hits_of(self._places)
            return (text[hit.start : hit.start + STEM].lower() for hit in hits)
        return (" ".join(one.text.lower().split()) for one in passages.facts(number) if one.kind == kind)

    def _topics_in(self, number: int) -> set[str]:
        mask = self._passages.mask(number)
        return {topic for signal, topic in self._topics.items() if mask >> signal & 1}

    def side(self, number: int, that: Compiled, quotes: Quotes) -> Side:
        """The sentence, with the words of the condition as those that decide."""
        sentence = self._passages.sentence(number)
        hits = sentence.hits_of(that.positive)
        at = min((hit.start for hit in hits), default=sentence.start)
        until = max((hit.end for hit in hits), default=sentence.end)
        return quotes.around(number, at, until)


def _nearest(numbers: Sequence[int], number: int) -> Sequence[int]:
    """The few of some sorted numbers that are closest to a number."""
    place = bisect_left(numbers, number)
    return numbers[max(place - MOST_OF_ONE, 0) : place + MOST_OF_ONE]


class Certificates:
    """Certificates of a document by their number; ``own`` gives the words of the company's names: they tell nothing."""

    def __init__(self, passages: Passages, own: Callable[[], frozenset[str]]) -> None:
        self._passages = passages
        self._own = own

    def contradict(self, cores: Sequence[Core], quotes: Quotes) -> Iterator[Found]:
        """Claims that rest on a certificate whose number another passage gives for something else.

        The claim names its subject before the certificate; what it is told by is the words of that name which are not
        the company's own. The other passage has other names, and none of these.
        """
        text = self._passages.norm.text
        seen: set[int] = set()
        for core in cores:
            number = core.sentence.number
            if number in seen or len(seen) >= MOST_CLAIMS:
                continue
            seen.add(number)
            for fact in self._numbers(number):
                subject = self._subject(core, fact)
                brand, words = self._known_by(subject)
                other = self._elsewhere(fact, number, brand, words) if words else None
                if other is None:
                    continue
                both = quotes.around(number, fact.start, fact.end), quotes.around(*other)
                there = " ".join(text[both[1].start : both[1].end].split())
                yield Found(both, {"first": subject, "second": there, "terms": fact.text})
                break

    def _numbers(self, number: int) -> list[Fact]:
        facts = self._passages.facts(number)
        return [one for one in facts if one.kind == "reference" and one.role == _REGISTRY][:MOST_OF_ONE]

    def _subject(self, core: Core, fact: Fact) -> str:
        """The run of names that opens the claim, up to the first word in lower case."""
        words: list[str] = []
        for word in self._passages.norm.text[core.clause.start : fact.start].split():
            if not word[:1].isupper() and not word[:1].isdigit():
                break
            words.append(word.strip(",;:"))
        return " ".join(words)

    def _known_by(self, subject: str) -> tuple[frozenset[str], frozenset[str]]:
        """Words that the subject shares with other ones - the company's, and the first of several - and its own."""
        words = [word.lower() for word in _NAME.findall(subject)]
        brand = self._own().union(words[:1] if len(words) > 1 else ())
        return brand, frozenset(words) - brand

    def _elsewhere(
        self, fact: Fact, mine: int, brand: frozenset[str], words: frozenset[str]
    ) -> tuple[int, int, int] | None:
        """Another passage with the number that names something else: its sentence, and where the number stands."""
        low, code = self._passages.norm.lower, fact.text.split()[-1].lower()
        for at in self._passages.places(code, MOST_PLACES):
            number, end = self._passages.at(at), at + len(code)
            whole = not low[at - 1 : at].isalnum() and not low[end : end + 1].isalnum()
            if number != mine and whole and self._names_another(number, brand, words):
                return number, at, end
        return None

    def _names_another(self, number: int, brand: frozenset[str], words: frozenset[str]) -> bool:
        """Whether a passage names something that is neither a body nor a date, and nothing of what a claim is about."""
        passages = self._passages
        span, facts = passages.spans[number], passages.facts(number)
        opening = span.start if passages.block(number).kind != "table" else -1
        others = False
        for match in _NAME.finditer(passages.norm.text, span.start, span.end):
            word = match[0].lower()
            if word in words:
                return False
            named = match[0][0].isupper() and match.start() != opening and word not in brand
            others = others or (named and not any(one.start <= match.start() < one.end for one in facts))
        return others
