"""What a language knows about clauses: the small words by which verbs, actors and dates hang together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

FrameRole = Literal[
    "infinitive", "bare_be", "ability", "doubt", "benefit", "state", "state_participle", "relative", "adjunct",
    "coordinator", "agent", "determiner", "time", "adverb", "limit", "other_actor", "broad", "this_year",
    "next_year", "decade_end", "century_middle", "span_ahead", "due", "resource", "rhythm", "attitude", "paper",
    "telling", "preposition", "genitive", "opener", "several",
    "pronoun", "subordinator", "duty", "overall", "goal", "instrument", "hazard", "mind", "example", "doer",
]  # fmt: skip

_TOKEN = re.compile(r"[^\W_]+(?:['.-][^\W_]+)*")
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


def _end_of(lower: str, phrase: tuple[str, ...], begin: int) -> int:
    """The offset behind a phrase that begins at ``begin``."""
    for token in phrase:
        begin = lower.find(token, begin) + len(token)
    return begin


@dataclass(frozen=True, slots=True)
class FrameWords:
    """The frame words of one language by their first token, in lower case."""

    phrases: Mapping[str, Opened] = field(default_factory=dict)
    _openings: dict[FrameRole, frozenset[str]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @classmethod
    def of(cls, listed: Iterable[tuple[FrameRole, str]]) -> FrameWords:
        """Put words and phrases in order; one may have several roles."""
        roles: dict[tuple[str, ...], set[FrameRole]] = {}
        for role, phrase in listed:
            tokens = tuple(_TOKEN.findall(phrase.lower()))
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
        tokens = _TOKEN.findall(lower, start, end)
        found: list[FrameWord] = []
        # Past the constructor of named tuples it takes half the time.
        make = tuple.__new__
        phrases = self.phrases
        behind = start
        for place, token in enumerate(tokens):
            # Between tokens stands nothing that one is made of, so each is the next run of text that is like it.
            begin = lower.find(token, behind)
            behind = begin + len(token)
            opened = phrases.get(token)
            if opened is None:
                continue
            alone, longer = opened
            if longer and place + 1 < len(tokens):
                for phrase, roles in longer.get(tokens[place + 1], ()):
                    if tuple(tokens[place : place + len(phrase)]) == phrase:
                        found.append(make(FrameWord, (begin, _end_of(lower, phrase, begin), roles)))
            if alone:
                found.append(make(FrameWord, (begin, behind, alone)))
        return found
