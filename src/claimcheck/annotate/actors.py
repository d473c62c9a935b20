"""Whom a sentence names as the one who acts: a run of capitalised words before a verb.

A run that is no common word, and names no office, law or person, is the name of a company: it stands for the words of
the role ``company``. That of a state stands for those of ``third_party``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from claimcheck.annotate.scan import RawHit, Scanner
from claimcheck.model.context import Context
from claimcheck.model.passage import SentenceSpan
from claimcheck.rulepack.pack import Lexicon
from claimcheck.text.frame_words import FrameRole
from claimcheck.text.matcher import Matcher
from claimcheck.text.name_runs import CAPITALS
from claimcheck.text.names import Names
from claimcheck.text.normalise import NormText, normalise_text


class Name(NamedTuple):
    """One occurrence of a name, in offsets of the normalised text."""

    start: int
    end: int
    is_company: bool


class Given(Struct, frozen=True):
    """The names in a text that the caller gave, in order of start."""

    found: Sequence[Name] = ()

    def within(self, start: int, end: int) -> Sequence[Name]:
        """Those that begin in a run of the text."""
        if not self.found:
            return ()
        return self.found[bisect_left(self.found, (start,)) : bisect_left(self.found, (end,))]


class Named:
    """Finds the names of a context, in any case and as whole words: "GreenLine 300" in "the GREENLINE 300's lid"."""

    def __init__(self, context: Context) -> None:
        kinds = {text: False for term in context.terms if (text := _as_in_text(term))}
        kinds |= {text: True for name in context.company if (text := _as_in_text(name))}
        self._is_company = tuple(kinds.values())
        self._matcher = Matcher(tuple(kinds))

    def find(self, lower: str) -> Given:
        """The names in a text in lower case."""
        return Given(
            sorted(
                Name(start, end, self._is_company[number])
                for number, start, end in self._matcher.find(lower)
                if not (lower[start].isalnum() and lower[start - 1 : start].isalnum())
                and not (lower[end - 1].isalnum() and lower[end : end + 1].isalnum())
            )
        )


def _as_in_text(name: str) -> str:
    return normalise_text(name).lower.strip()


STANDS_FOR = ("company", "third_party")
"""The roles whose words a name stands for."""
# Roles of words that are verbs, whether or not a lexicon has their forms.
_VERBS = ("plan", "firm_plan", "perfect", "past", "present", "progressive", "be", "reporting")
_FORMS = frozenset(("s", "past"))
# Right behind these no subject begins: "the plants of Tarnholm have", "suppliers whom Tarnholm has".
_LEADING: tuple[FrameRole, ...] = ("agent", "determiner", "infinitive", "relative", "other_actor")
# Whole, and from its first letter on: a word of a thousand capitals is looked at once and not from each of them. The
# letter stands before what looks behind it, since patterns that begin with a set of letters are found twice as fast.
_REST = r"[\w&'./-]*+"
_WORD = rf"[{CAPITALS}]{_REST}"
_FIRST = rf"[{CAPITALS}](?<![\w&./-].)(?<![\w&'./-]'.){_REST}"
_BLANK = " "
_BEFORE = " (\"'"
# Characters before a name, and behind it, in which the word beside it is looked for.
_REACH = 40
_YEAR = 4


class _Subject(NamedTuple):
    """A run of capitalised words before a verb, what is said of it between commas, and the word right before it."""

    start: int
    end: int
    verb: int
    verb_end: int
    said: str
    leading: str


class Actors:
    """The words by which names are told in one language; holds nothing of a text."""

    def __init__(self, lexicon: Lexicon, scanner: Scanner) -> None:
        roles, frames, metrics = lexicon.roles, lexicon.frames, lexicon.metrics
        self.company, self.third_party = scanner.named
        self.forms = scanner.kinds(roles.get("company_form", 0))
        self.others = scanner.kinds(roles.get("other_name", 0))
        self.places = scanner.kinds(roles.get("place_name", 0))
        self.public = scanner.kinds(roles.get("public_name", 0))
        self.owners = scanner.kinds(roles.get("possessive", 0))
        verbs = 0
        for role in _VERBS:
            verbs |= roles.get(role, 0)
        # Where every noun has a capital, or nothing tells names apart, no subject is looked for.
        told = bool(self.others) and not lexicon.noun_capitals
        self.finite = scanner.kinds(verbs, _FORMS) if told else frozenset()
        self.common = metrics.common | frames.opening("opener")
        self.adverbs = frames.opening("adverb") | frames.opening("time")
        self.coordinators = frames.opening("coordinator") | {"&"}
        self.several = frames.opening("several")
        self.strangers = frames.opening("other_actor")
        self.ruling = frozenset(lexicon.role_words.get("public_name", ()))
        self.owning = frozenset(lexicon.role_words.get("possessive", ()))
        self.articles = frames.opening("determiner")
        self.placing = frames.opening("preposition")
        self.told = lexicon.terms.every.union(lexicon.role_words.get("first_person", ()))
        self.endings = tuple(metrics.possessive)
        joint = rf"(?:&|{lexicon.facts.index.particle_pattern})"
        small = "|".join(sorted(form for form in lexicon.facts.party_suffixes if form.islower())) or "(?!)"
        self.run = re.compile(
            rf"({_FIRST}(?: (?:{joint} )?{_WORD}){{0,7}}(?: (?:{small}))?)"
            r"(?:, ([^,.;:]{3,60}),)? (?=[^\W\d_A-Z])"
        )
        cues = {cue.rsplit(_BLANK, 1)[-1] for cue in lexicon.facts.party_cues}
        self.leading = metrics.limits.union(metrics.located, cues, *(frames.opening(role) for role in _LEADING))


class Acting(Struct, frozen=True):
    """Finds those who act in the sentences of one text; ``given`` are the names in it that the caller gave."""

    actors: Actors
    norm: NormText
    names: Names
    given: Given

    def find(self, span: SentenceSpan, raw: Sequence[RawHit]) -> list[RawHit]:
        """The names of those who act in a sentence, from the raw hits of its words."""
        actors = self.actors
        if not actors.finite:
            return []
        found: list[RawHit] = []
        verbs: dict[int, int] | None = None
        text = self.norm.text
        first, common = span.start, actors.common
        for run in actors.run.finditer(text, first, span.end):
            at = run.start()
            # "We have", "The plant was": most sentences begin so.
            if run[1].lower() in common if at == first else text[at - 1] not in _BEFORE:
                continue
            if verbs is None:
                verbs = {start: end for kind, start, end in raw if kind in actors.finite}
            subject = self._subject(span, run, verbs)
            if subject is not None:
                kind = self._stands_for(span, subject, raw)
                if kind is not None:
                    # What is said of others stands with their name right before the verb.
                    end = subject.end if kind == actors.company else run.end() - 1
                    found.append((kind, subject.start, end))
        return found

    def _subject(self, span: SentenceSpan, run: re.Match[str], verbs: Mapping[int, int]) -> _Subject | None:
        """The subject that a run is, if a verb follows, or an adverb and a verb."""
        text, actors = self.norm.text, self.actors
        verb = run.end()
        if verb not in verbs:
            adverb = text[verb : min(verb + _REACH, span.end)].partition(_BLANK)[0]
            verb += len(adverb) + 1
            if adverb not in actors.adverbs or verb not in verbs:
                return None
        start, end = run.span(1)
        leading = ""
        if start > span.start and text[start - 1] == _BLANK:
            leading = text[max(span.start, start - _REACH) : start - 1].rsplit(_BLANK, 1)[-1].lower()
        # A name begins behind common words that have a capital.
        for word in run[1].split(_BLANK):
            low = word.lower()
            if low not in actors.common:
                break
            leading = low
            start += len(word) + 1
        said = run[2] or ""
        return _Subject(start, end, verb, verbs[verb], said, leading) if start < end else None

    def _stands_for(self, span: SentenceSpan, subject: _Subject, raw: Sequence[RawHit]) -> int | None:
        """The kind of hit that a subject is, None if it is neither a company nor a state."""
        actors, start, end = self.actors, subject.start, subject.end
        given = self.given.within(start, end)
        if given:
            return actors.company if all(name.is_company for name in given) else None
        inside = [hit for hit in raw if hit[1] < end and start < hit[2]]
        kinds = {kind for kind, _, _ in inside}
        if not kinds.isdisjoint(actors.others) or self.norm.text.endswith(actors.endings, start, end):
            return None
        led = subject.leading in actors.leading
        behind_article = subject.leading in actors.articles
        formed = not kinds.isdisjoint(actors.forms) and _BLANK in self.norm.text[start:end]
        if (not formed and not kinds.isdisjoint(actors.public)) or any(
            kind in actors.places and first <= start and end <= last for kind, first, last in inside
        ):
            placed = behind_article and self._is_place_of_ours(span, subject)
            return actors.third_party if not placed and (behind_article or not led) else None
        if led and not (formed and behind_article):
            return None
        if not formed and (self._is_of_several(subject) or not self._is_name(span, subject, raw)):
            return None
        said = frozenset(subject.said.split(_BLANK))
        ours = not said.isdisjoint(actors.strangers) and not said.isdisjoint(actors.owning)
        return actors.third_party if ours or not said.isdisjoint(actors.ruling) else actors.company

    def _is_place_of_ours(self, span: SentenceSpan, subject: _Subject) -> bool:
        """Whether it is where those stand who do what the verb says: "every branch in the United Kingdom"."""
        before = self.norm.lower[span.start : subject.start].split()
        return len(before) > 1 and before[-2] in self.actors.placing and not self.actors.told.isdisjoint(before[:-2])

    def _is_of_several(self, subject: _Subject) -> bool:
        """Whether there are many of what a run tells, so that it is no name: "Villagers have", "all 21 PLAs had"."""
        text, actors = self.norm.text, self.actors
        if subject.leading.isdecimal() and len(subject.leading) != _YEAR:
            return True
        words = text[subject.start : subject.end].split(_BLANK)
        verb = text[subject.verb : subject.verb_end].split(_BLANK)[0]
        return verb in actors.several and actors.coordinators.isdisjoint(words)

    def _is_name(self, span: SentenceSpan, subject: _Subject, raw: Sequence[RawHit]) -> bool:
        """Whether a run is a name by its words, by what refers back to it, or by its use elsewhere in the text.

        A word with a capital that opens a sentence may be a common one, and two new words may be a person.
        """
        new = list(self._new_words(subject, raw))
        words = self.norm.text[subject.start : subject.end].split(_BLANK)
        if not new or len(new) < len(words) or any(word[1:2].isupper() for word in new):
            return bool(new)
        owners = self.actors.owners
        if any(kind in owners and start > subject.verb for kind, start, _ in raw):
            return True
        before = self.norm.text[span.start : subject.start].rstrip()[-1:]
        return len(new) == 1 and (before.isalnum() or before == "," or self.names.stands_inside(new[0]))

    def _new_words(self, subject: _Subject, raw: Sequence[RawHit]) -> Iterator[str]:
        """The words of a run that the lexicon does not know."""
        at = subject.start
        for word in self.norm.text[subject.start : subject.end].split(_BLANK):
            start, end = at, at + len(word)
            at = end + 1
            low = word.lower()
            known = word == low or low in self.actors.common
            if not known and not any(first <= start and end <= last for _, first, last in raw):
                yield word
