"""What a language knows about clauses: where they begin and sentences end, and the small words that link them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from msgspec import Struct

from claimcheck.text.tokens import WORD, Tokens


class PredicateWords(Struct, frozen=True):
    """How a clause begins that says a further thing of the same subject, in lower case.

    ``told`` are a joining word and a verb ("and planted"). Those of ``before_object`` may be adjectives too ("and
    recycled"): they open a clause only before a figure or one of ``object_starts``. Verbs that are ``sharing`` go on to
    the object of the verb behind the joining word ("measured and cut our waste"): these open none.
    """

    told: tuple[str, ...] = ()
    before_object: tuple[str, ...] = ()
    object_starts: frozenset[str] = frozenset()
    sharing: frozenset[str] = frozenset()


class SentenceGrammar(Struct, frozen=True):
    """Words of one language, in lower case, a final stop written or left out.

    ``abbreviations`` never end a sentence, ``abbreviations_final`` may end one. A clause may open with one of
    ``clause_openers`` (one to four words each) or as ``predicates`` says. Right behind one of ``linking`` an opener
    completes it ("is so", "not yet") and opens none. Behind one of ``numbered`` a single letter is the number of a
    part.
    """

    abbreviations: frozenset[str] = frozenset()
    abbreviations_final: frozenset[str] = frozenset()
    clause_openers: tuple[str, ...] = ()
    predicates: PredicateWords = PredicateWords()
    numbered: frozenset[str] = frozenset()
    linking: frozenset[str] = frozenset()


FrameRole = Literal[
    "infinitive", "bare_be", "ability", "doubt", "benefit", "state", "state_participle", "relative", "adjunct",
    "coordinator", "agent", "determiner", "time", "adverb", "limit", "other_actor", "broad", "this_year",
    "next_year", "decade_end", "century_middle", "span_ahead", "due", "resource", "rhythm", "attitude", "paper",
    "telling", "preposition", "genitive", "opener", "several", "account",
    "pronoun", "subordinator", "duty", "overall", "goal", "instrument", "hazard", "mind", "example", "doer", "extent",
    "strong_past", "whole", "existential", "concern", "reckoning",
]  # fmt: skip

# Longer phrases are not looked for, so each token of a clause costs a bounded number of steps.
LONGEST = 8

_Phrases = tuple[tuple[tuple[str, ...], frozenset[FrameRole]], ...]


class Opened(NamedTuple):
    """What a token may open: its roles by itself, and longer phrases by their second token, longest first."""

    roles: frozenset[FrameRole]
    longer: Mapping[str, _Phrases]


class FrameWord(NamedTuple):
    """A word or phrase of a clause with its roles; offsets into the normalised text."""

    start: int
    end: int
    roles: frozenset[FrameRole]


@dataclass(frozen=True, slots=True)
class FrameWords:
    """The frame words of one language by their first token, in lower case."""

    phrases: Mapping[str, Opened] = field(default_factory=dict)
    _openings: dict[FrameRole, frozenset[str]] = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def of(cls, listed: Iterable[tuple[FrameRole, str]]) -> FrameWords:
        """Put words and phrases in order; one may have several roles."""
        roles: dict[tuple[str, ...], set[FrameRole]] = {}
        for role, phrase in listed:
            tokens = tuple(WORD.findall(phrase.lower()))
            if tokens:
                roles.setdefault(tokens[:LONGEST], set()).add(role)
        longer: dict[str, dict[str, _Phrases]] = {tokens[0]: {} for tokens in roles}
        for tokens, found in sorted(roles.items(), key=lambda item: (-len(item[0]), item[0])):
            if len(tokens) > 1:
                second = longer[tokens[0]]
                second[tokens[1]] = (*second.get(tokens[1], ()), (tokens, frozenset(found)))
        return cls({token: Opened(frozenset(roles.get((token,), ())), longer[token]) for token in longer})

    def opening(self, role: FrameRole) -> frozenset[str]:
        """The first tokens of the words with a role."""
        if not self._openings:
            found: dict[FrameRole, set[str]] = {}
            for token, opened in self.phrases.items():
                longer = (roles for phrases in opened.longer.values() for _, roles in phrases)
                for one in opened.roles.union(*longer):
                    found.setdefault(one, set()).add(token)
            # At once, as others may be asking.
            self._openings.update({one: frozenset(tokens) for one, tokens in found.items()})
        return self._openings.get(role, frozenset())

    def find(self, lower: str, start: int, end: int) -> list[FrameWord]:
        """Every frame word of ``lower[start:end]`` in order of start; words inside a longer one stand as well."""
        if not self.phrases:
            return []
        words, starts, ends = Tokens.of(lower[start:end], start)
        found: list[FrameWord] = []
        # Past the constructor of named tuples it takes half the time.
        make, phrases, last = tuple.__new__, self.phrases, len(words) - 1
        for place, word in enumerate(words):
            if word not in phrases:
                continue
            alone, longer = phrases[word]
            if longer and place < last and words[place + 1] in longer:
                for phrase, roles in longer[words[place + 1]]:
                    behind = place + len(phrase)
                    if tuple(words[place:behind]) == phrase:
                        found.append(make(FrameWord, (starts[place], ends[behind - 1], roles)))
            if alone:
                found.append(make(FrameWord, (starts[place], ends[place], alone)))
        return found
