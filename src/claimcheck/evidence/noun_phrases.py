"""Where noun phrases end ("our road and rail fleet" is one), and words that stand in names ("World Food Program")."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping

from claimcheck.evidence.core_view import CoreView
from claimcheck.model.passage import FIGURES, Hit
from claimcheck.rulepack.names import is_in_name, long_names
from claimcheck.rulepack.pack import ElementType, Lexicon
from claimcheck.rulepack.views import PassageView
from claimcheck.text.passages import Passages
from claimcheck.text.tokens import WORD

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
    """Whether a word of a run beside the hit names the company, or is nowhere written without its capital."""
    apart, names = run[: hit.start - start].split() + run[hit.end - start :].split(), passages.names
    return any(names.is_name(word) or word.lower() in names.own for word in apart)


Span = tuple[int, int]

MOST_OF_PHRASE = 10
"""Words of a noun phrase behind the one that opens it."""
VERBAL = ("past", "s", "base")
"""Forms of a word that say it is no noun behind one that joins."""
GERUND = "ing"
LEAST_WORDS = 3
"""Words of a phrase with a noun and, behind it, a verb."""
MOST_LED = 4
"""Commas behind words that lead on, up to the main part of a sentence."""

_FIRST = re.compile(r"[^\w£$€]*([\w£$€%&'/-]+(?:[.,:][0-9]+\w*)*)")
_NEXT = re.compile(r"[^\S\n]([\w£$€%&'/-]+(?:[.,:][0-9]+\w*)*)")
_AHEAD = re.compile(r",[^\S\n]")
_PLURAL = re.compile(r"[^s'’]s\Z")
LEAST_PARTICIPLE = 5
"""Letters: shorter words that end alike are nouns as often ("seed")."""


class NounPhrases:
    """Finds the ends of noun phrases; built once for a language."""

    def __init__(self, lexicon: Lexicon) -> None:
        opening = lexicon.frames.opening
        single = {word for word in lexicon.role_words.get("clause_opener", ()) if " " not in word}
        self._ends = lexicon.phrase_ends
        self._joints = opening("coordinator")
        self._forms = lexicon.terms.forms
        self._determiners = lexicon.terms.openers | (opening("determiner") & lexicon.phrase_ends)
        self._articles = self._determiners.difference(lexicon.role_words.get("demonstrative", ()))
        pronouns = opening("pronoun") | frozenset(lexicon.role_words.get("first_person", ()))
        self._subjects = self._determiners | pronouns
        # Words that open no noun phrase: "to", "in", "while", "and".
        self._subordinators = opening("subordinator")
        leading = (opening("preposition"), opening("infinitive"), self._subordinators, self._joints)
        self._leading = frozenset(single).union(*leading) - self._subjects
        self._hanging = opening("preposition") - opening("genitive")
        self._past = opening("strong_past")
        self._capitals = not lexicon.noun_capitals
        self._participles = tuple(one for one in lexicon.participles if len(one) < LEAST_PARTICIPLE - 1)

    def opening(self, view: PassageView, start: int, end: int, verbs: Container[int]) -> Span | None:
        """The noun phrase that a clause opens with, that its main part opens with behind a comma, or its verb's object.

        Where the clause has none, that of its sentence; None where it has none either.
        """
        text, sentence = view.passages.norm.text, view.sentence
        first = _FIRST.match(text, start, end)
        led = first is not None and self._leads(first, text, end)
        apart = led and first is not None and first[1].lower() in self._subordinators
        if led and first is not None:
            first = self._behind_comma(text, first.end(), sentence.end, MOST_LED)
        if first is None and start > sentence.start and not apart:
            return self.opening(view, sentence.start, sentence.end, verbs)
        if first is None:
            return view.passages.names.opening(start, end) or self._company(view, start, end)
        following = _NEXT.match(text, first.end(), sentence.end)
        if following is not None and self._governs(first, following, view):
            return following.start(1), self.end(view, following.start(1), following.end())
        if following is None:
            first = self._behind_comma(text, first.end(), sentence.end, 1) or first
        return first.start(1), self.end(view, first.start(1), first.end(), verbs)

    def _leads(self, first: re.Match[str], text: str, end: int) -> bool:
        """Whether the first word of a clause opens no noun phrase: "to", "once the …", but not "work at heights"."""
        low = first[1].lower()
        if low in self._leading or low not in self._ends:
            return low in self._leading
        following = _NEXT.match(text, first.end(), end)
        return following is not None and (following[1].lower() in self._determiners or following[1][0].isdigit())

    @staticmethod
    def _company(view: PassageView, start: int, end: int) -> Span | None:
        """The first word of a clause that names the company."""
        names, words = view.passages.names, WORD.finditer(view.passages.norm.text, start, end)
        found: Span | None = None
        for word in words:
            # "Virgin Atlantic" is one name, whichever of its words the document has more often.
            goes_on = found is not None and view.passages.norm.text[found[1] : word.start()] == " "
            capital = word[0][0].isupper()
            if capital:
                found = (found[0] if goes_on and found else word.start(), word.end())
            elif found is not None and not names.own.isdisjoint(_words(view, found)):
                return found
        return found if found is not None and not names.own.isdisjoint(_words(view, found)) else None

    def _behind_comma(self, text: str, start: int, end: int, most: int) -> re.Match[str] | None:
        """What opens a noun phrase behind one of the next commas: "Furthermore, the plan", "In 2024, 11 people"."""
        ahead = _AHEAD.search if most > 1 else _AHEAD.match
        for _ in range(most):
            comma = ahead(text, start, end)
            word = _FIRST.match(text, comma.end(), end) if comma else None
            if comma is None or word is None:
                return None
            capital = most > 1 and (word[1][0].isupper() or word[1][0].isdigit())
            low = word[1].lower()
            following = _AHEAD.search(text, word.end(), end)
            rest = text[word.start() : following.start() if following else end].split()
            plain = most > 1 and len(rest) > LEAST_WORDS and low not in self._forms | self._ends
            if low in self._subjects or ((capital or plain) and low not in self._leading):
                return word
            start = word.end()
        return None

    def _governs(self, first: re.Match[str], following: re.Match[str], view: PassageView) -> bool:
        """Whether the word that opens a clause is a verb, with an object behind it: "Achieving 40 %", "Lowering the …".

        Nothing else stands right before a determiner or a number, unless it has a number in its name.
        """
        low, object_ = first[1].lower(), following[1].lower()
        if low in self._determiners or low[0].isdigit() or not self._capitals:
            return False
        if object_ in self._leading | self._ends - self._determiners or object_ in self._past:
            return False
        if any(hit.start == first.start(1) and hit.form == GERUND for hit in view.hits("sentence", True)):
            return True
        if object_ in self._determiners:
            return True
        figure = ":" in object_ or any(
            fact.start <= following.start(1) < fact.end and fact.kind in FIGURES for fact in view.facts("sentence")
        )
        return figure and low not in self._past and not first[1].isupper()

    def end(self, view: PassageView, start: int, end: int, verbs: Container[int] = ()) -> int:
        """Where the noun phrase ends that begins at ``start`` with the words up to ``end``.

        Before the first word that can be in none, unless it is part of a longer term ("gender pay gap") or joins two
        of its words, or before one of ``verbs``. What stands before a determiner is a verb as well.
        """
        text, stop = view.passages.norm.text, view.sentence.end
        before = opened = end
        for _ in range(MOST_OF_PHRASE):
            word = _NEXT.match(text, end, stop)
            # Right behind a determiner a participle is an adjective: "an enhanced system".
            bare = text[start:end].lower() in self._determiners
            if word is None or (word.start(1) in verbs and not bare):
                break
            low = word[1].lower()
            if not any(map(str.isalnum, low)):
                other = _NEXT.match(text, word.end(), stop) if low == "&" else None
                if other is None or other[1][0].islower():
                    break
                before, end = end, other.end()
            elif low in self._joints:
                joined = self._joined(view, (start, end), word, verbs)
                if joined is None:
                    break
                before, end = end, joined
            elif low in self._ends:
                return self._of_term(view, start, word, self._without_verb(text, start, end, low))
            elif low in self._determiners and end > opened:
                # A name, and a noun that has no other before it, is one: "Outside the cities the aim …".
                noun = text[before:end].strip()
                is_noun = not noun.islower() or text[start:before].lower() in self._articles
                return end if is_noun else before
            elif not bare and self._is_verb(word, text, stop):
                break
            else:
                before, end = end, word.end()
        return end

    def _without_verb(self, text: str, start: int, end: int, behind: str) -> int:
        """Where a phrase ends before a verb that follows a plural: "these requirements apply | to …"."""
        words = text[start:end].rsplit(" ", 2)
        if behind not in self._hanging or len(words) < LEAST_WORDS:
            return end
        noun, last = words[-2:]
        verbal = last.islower() and not _PLURAL.search(last) and _PLURAL.search(noun) and self._capitals
        return end - len(last) - 1 if verbal else end

    @staticmethod
    def _of_term(view: PassageView, start: int, word: re.Match[str], end: int) -> int:
        """Where a longer term ends that a word for the end of phrases is part of, else ``end``."""
        at, behind = word.span(1)
        hits = view.hits("sentence", True)
        return max((hit.end for hit in hits if start <= hit.start < at and behind < hit.end), default=end)

    def _is_verb(self, word: re.Match[str], text: str, stop: int) -> bool:
        """Whether a participle ends the phrase: no noun stands behind it ("the jury stated that")."""
        low = word[1].lower()
        behind = _NEXT.match(text, word.end(), stop)
        if behind is None or not (low in self._past or low.endswith(self._participles or "\n")):
            return False
        if low in self._past:
            return behind[1].lower() in self._determiners or behind[1][0].isdigit()
        return len(low) >= LEAST_PARTICIPLE and behind[1].lower() in self._ends | self._determiners

    def _joined(self, view: PassageView, phrase: Span, joint: re.Match[str], verbs: Container[int]) -> int | None:
        """Where the word ends that is joined to those of a phrase; None where what follows is another one.

        Words of one kind are joined: both have a capital, or both may stand before a noun. Behind a plural only one
        more goes on ("our products and services").
        """
        text, stop = view.passages.norm.text, view.sentence.end
        behind = _NEXT.match(text, joint.end(), stop)
        if behind is None or behind.start(1) in verbs:
            return None
        low = behind[1].lower()
        if low in self._ends or low in self._determiners or low in self._past or low in self._leading:
            return None
        if any(clause.start in range(joint.start(), behind.end()) for clause in view.sentence.clauses):
            return None
        if any(hit.start == behind.start(1) and hit.form in VERBAL for hit in view.hits("sentence", True)):
            return None
        last = text[phrase[0] : phrase[1]].split()[-1]
        if last[0].isupper() != behind[1][0].isupper() and phrase[0] + len(last) < phrase[1]:
            return None
        plural, done = _PLURAL.search(last), last.lower().endswith(self._participles or "\n")
        if plural and last[0].islower() and not _PLURAL.search(behind[1]):
            return None
        return None if low.endswith(self._participles or "\n") and not (done or "-" in low) else behind.end()


def _words(view: PassageView, span: Span) -> list[str]:
    """The words of a run of text, in lower case."""
    return view.passages.norm.lower[span[0] : span[1]].split()
