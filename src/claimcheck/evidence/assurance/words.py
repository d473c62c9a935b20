"""The words of a language by which assurance statements are read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from operator import or_
from typing import Final, get_args

from claimcheck.model.assurance import Level
from claimcheck.model.passage import Hit, Sentence
from claimcheck.rulepack.pack import Lexicon
from claimcheck.text.terms import LEAST_STEM, TermReader

SECTION = "assurance"
"""The kind of section that an assurance statement stands in."""
LONGEST_ENDING = 4
"""Letters of a form beyond the stem of its word."""
AGENT: Final = "agent"
INFINITIVE: Final = "infinitive"
COORDINATOR: Final = "coordinator"
LEVELS: Mapping[str, Level] = {f"assured_{level}": level for level in get_args(Level)}
CHECKED = ("assured_by_standard", *LEVELS)
"""The roles of levels and standards, by which a check is known."""
OF_COMPANY = ("company", "plan", "internal_checker")
"""The roles of words for the company and what it intends."""
_ROLES = (
    *CHECKED, "practitioner", "other_voice", "assured_checked", "assured_told", "assured_gave", "assured_theirs",
    "assured_subject", "assured_list", "assured_part", "assured_mark", "assured_whole", "assured_excluded",
    "assured_clean", "assured_qualified", "assured_other", "assured_noun", "assured_named", "assured_entire",
    "report_noun", *OF_COMPANY,
)  # fmt: skip
FOLLOWING = ("assured_named", "assured_subject", "assured_list", "assured_excluded", "assured_mark")
"""The roles of sentences that go on telling of a check."""
_DENIED = ("negated", "question", "instruction")


class Words:
    """The masks of the roles by which statements are read, and what else a language has for them.

    ``neutral`` are the stems of words for the whole of a company, which limit nothing, ``totals`` are words for a
    sum. ``stops`` parts the entries of a list in a sentence. ``forms`` are those of companies, ``anchors`` the
    signals that every sentence is searched for, ``checked`` those of levels and standards, and ``named`` all that
    speak of assurance. ``scoped`` are the metrics that have scopes, or are ones. The words of the check itself
    (``apart``) stand between entries and belong to none.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.language = lexicon.language
        frames, self.metrics, self.facts = lexicon.frames, lexicon.metrics, lexicon.facts.index
        self.roles = {name: lexicon.roles.get(name, 0) for name in _ROLES}
        self.checked = reduce(or_, (self.roles[name] for name in CHECKED))
        self.named = self.checked | self.roles["assured_checked"] | self.roles["assured_noun"]
        self.anchors = self.named | self.roles["other_voice"]
        known = (mask for name, mask in self.roles.items() if name not in (*OF_COMPANY, "assured_entire"))
        self.apart, self.topic_mask = reduce(or_, known, 0), lexicon.topic_mask
        self.stem = TermReader(lexicon.terms, frozenset()).stem
        self.totals = frozenset(lexicon.tables.totals)
        self.neutral = frozenset(map(self.stem, lexicon.metrics.whole))
        self.agents, self.addressing = frames.opening(AGENT), frames.opening(INFINITIVE)
        self.before = self.agents | self.addressing | lexicon.metrics.located
        self.forms = frozenset(lexicon.role_words.get("company_form", ()))
        self.stops = _stops(token for token, one in frames.phrases.items() if COORDINATOR in one.roles)
        self.scoped = frozenset(name for one in lexicon.metrics.metrics.values() if one.of for name in (one.id, one.of))

    def levels_in(self, sentence: Sentence) -> Iterator[tuple[Level, Hit]]:
        """The levels that a sentence names, with their words."""
        for name, level in LEVELS.items():
            yield from ((level, hit) for hit in sentence.hits_of(self.roles[name]))

    def is_neutral(self, word: str) -> bool:
        """Whether a word is a form of one for the whole of a company ("operated" as "operations")."""
        return self.stem(word) in self.neutral or any(
            word[:length] in self.neutral for length in range(max(len(word) - LONGEST_ENDING, LEAST_STEM), len(word))
        )


def _stops(coordinators: Iterable[str]) -> re.Pattern[str]:
    """What parts the entries of a sentence: stops, and the words that link what is alike."""
    words = "|".join(re.escape(word) for word in sorted(coordinators, key=len, reverse=True))
    return re.compile(rf"[,;:()\[\]]|(?<= )(?:{words})(?= )" if words else r"[,;:()\[\]]")


def said(sentence: Sentence) -> int:
    """The signals of a sentence, none of those that are denied or asked: "subject to" is no condition here."""
    denied = any(one.reason in _DENIED for one in sentence.guards)
    return sentence.mask if denied else sentence.mask_any
