"""The words of a language by which forms of tied evidence are told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise, takewhile

from claimcheck.model.claim import Core
from claimcheck.model.passage import Fact, Sentence, signals_in
from claimcheck.rulepack.pack import Lexicon
from claimcheck.text.passages import Passages
from claimcheck.text.tokens import WORD

Span = tuple[int, int]
LEAST_WORD = 4
"""Letters from which on what the language lists is a whole participle, and no ending."""
LEAST_PARTICIPLE = 6
"""Letters: shorter words that end alike are nouns as often ("speed")."""
ALIKE = 6
"""Letters by which a noun and its verb are compared."""
DATED = ("year", "period")
CELL_GAP = re.compile(r" \| ")
_STARTS = re.compile(r"[,;:(]\s+|\(")
_ENDS = re.compile(r"[;:]\s|[.;:)]?$")
_OPENS, _CLOSES = (", ", "; ", "("), ("", ",", ";", ")", ".")
_NAME = re.compile(r"[^\W\d_a-z]\w*(?:[.&'-]\w+)*(?: (?:& )?[^\W\d_a-z]\w*(?:[.&'-]\w+)*)*")


class FormWords:
    """The classes of words by which forms are told, and how they are looked for; made once for a language.

    What is dated later than the year ``reported`` is still to come.
    """

    def __init__(self, lexicon: Lexicon, reported: int) -> None:
        self._reported = reported
        frames, terms = lexicon.frames, lexicon.terms
        self._participles = tuple(one for one in lexicon.participles if len(one) < LEAST_WORD)
        self._irregular = frozenset(lexicon.participles).difference(self._participles)
        self._prepositions = frames.opening("preposition")
        self._agents = frames.opening("agent")
        self._located = lexicon.metrics.located
        self._states = frames.opening("state_participle")
        self._genitives = frames.opening("genitive")
        self._by = terms.divided
        # Papers that bear a number: "certificate".
        self._numbered = frozenset(
            word for word, role in lexicon.facts.reference_words.items() if role == "registry" and word.isalpha()
        )
        self._accounts = frames.opening("account")
        first = frozenset(lexicon.role_words.get("first_person", ()))
        self._definite = terms.openers - first
        self._determiners = terms.openers | frames.opening("determiner")
        self._small = lexicon.phrase_ends | self._determiners | self._prepositions
        self._capitals = not lexicon.noun_capitals
        self._negators = signals_in(lexicon.mask("negation", "negation_phrase"))
        self._same_span = signals_in(lexicon.mask("same_span"))
        self._trades = signals_in(lexicon.mask("checker_trade"))
        self._pronouns = frozenset(lexicon.role_words.get("object_pronoun", ()))

    def _is_participle(self, word: str) -> bool:
        regular = len(word) >= LEAST_PARTICIPLE and word.endswith(self._participles)
        return (regular or word in self._irregular) and word not in self._states

    def _is_done(self, word: re.Match[str]) -> bool:
        return word.group().endswith(self._participles) or word.group() in self._irregular

    def _name(self, passages: Passages, at: int, least: int) -> Span | None:
        """The name of somebody else that begins at an offset, with so many words with capitals."""
        found = _NAME.match(passages.norm.text, at) if self._capitals else None
        if found is None:
            return None
        words = WORD.findall(found.group())
        own = {word.lower() for word in words} <= passages.names.own
        return None if own or len(words) < least else found.span()

    @staticmethod
    def _claimed(core: Core, passages: Passages) -> set[str]:
        """The letters by which the words that make a claim are compared."""
        return {word[:ALIKE] for word in WORD.findall(passages.norm.lower, core.start, core.end)}

    def _apposed(self, core: Core, words: Sequence[re.Match[str]], passages: Passages) -> Span | None:
        """The name in an apposition that opens with what was claimed and its kind: ", certification body Nord Cert"."""
        claimed, text = self._claimed(core, passages), passages.norm.text
        for one, two in pairwise(words):
            opens = text.endswith(_OPENS, 0, one.start()) and not self._is_done(one)
            told = one.group()[:ALIKE] in claimed and two.start() == one.end() + 1
            if opens and told and text[one.start() : two.end()].islower():
                named = self._name(passages, two.end() + 1, 2)
                if named is not None and text[named[1] : named[1] + 1] in _CLOSES:
                    return named
        return None

    def _is_counted(self, behind: Sequence[re.Match[str]], sentence: Sentence, passages: Passages) -> bool:
        """Whether a date, an amount of money or a number of things stands behind a preposition, or an article there."""
        objects = [behind[0], *takewhile(lambda word: word.group() in self._determiners, behind[1:])]
        at = objects[-1].end()
        return any(
            0 < fact.start - at < 2 and (fact.kind in (*DATED, "money") or fact.unit_class == "count")
            for fact in passages.facts(sentence.number)
        )

    def _openings(self, sentence: Sentence, passages: Passages) -> Iterator[tuple[Sequence[re.Match[str]], int]]:
        """The words of the sentence, and from each mark in it, up to the end of that part."""
        text, low = passages.norm.text, passages.norm.lower
        starts = [sentence.start, *(one.end() for one in _STARTS.finditer(text, sentence.start, sentence.end))]
        for start in starts:
            stop = _ENDS.search(text, start, sentence.end)
            end = stop.start() if stop else sentence.end
            words = list(WORD.finditer(low, start, end))
            if words and words[0].start() == start:
                yield words, end

    @staticmethod
    def _words(sentence: Sentence, passages: Passages, most: int) -> list[re.Match[str]]:
        return list(islice(WORD.finditer(passages.norm.lower, sentence.start, sentence.end), most))


def dates_of(sentence: Sentence, passages: Passages) -> list[Fact]:
    """The years and periods of a sentence."""
    return [fact for fact in passages.facts(sentence.number) if fact.kind in DATED]
