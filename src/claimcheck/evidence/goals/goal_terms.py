"""What a goal is about: the content words of a label or a clause, stemmed, and where it is to be reached."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from claimcheck.model.passage import Fact, scopes_of
from claimcheck.rulepack.pack import Lexicon
from claimcheck.text.metric_words import Said
from claimcheck.text.names import Names, bare
from claimcheck.text.remembered import remembered_by
from claimcheck.text.terms import TermReader
from claimcheck.text.tokens import WORD

MOST_TERMS = 40
"""Words of a label or clause that are looked at; a longer one is no goal."""
_FIGURES = ("quantity", "share", "money", "year", "period", "standard", "reference", "scope")
_MOVES = ("fall", "rise")
_IDLE = ("fall", "rise", "planned", "bound")
_DATES = ("year", "period")
_TIMES = ("this_year", "next_year", "decade_end", "century_middle")
_WHERE = ("places", "parts")
_VALUE_CHAIN, _OPERATIONS = "value_chain", "operational_scopes"
_OWNERS = ("first_person", "possessive")
# Words of so many metrics, and of so few matters, tell matters apart.
_LEAST_PHRASES, _MOST_TOPICS, _SHORTEST, _SMALL = 3, 2, 2, 3
_ENDS_PHRASE = re.compile(r"[,;:.!?()\[\]–—]| - ")
_LONGEST_DATED, _WORD_AND_OF = 40, 2
_LONGEST_LEAD = 20
"""Characters between "by" and a date ("by the end of 2030")."""
_SHORT = re.compile(r"[A-Z]{2,}s")
_LETTER = re.compile(r"[^\W\d_]")


class Terms(NamedTuple):
    """What words say of a goal.

    ``all`` are its content words, stemmed. Of these ``places`` stand behind a word such as "in", ``added`` behind
    a comma or in brackets of a label, and ``named`` in the name of a metric; ``plain`` have no capital and name no
    matter, part or kind of place, ``picking`` are names and words as "largest", and ``heads`` stand before "of".
    ``move`` is "fall" or "rise" where a verb or noun says so; ``metrics`` are those that the words name. ``aside`` are
    verbs and idle words, no part of ``all``.
    """

    all: frozenset[str]
    places: frozenset[str]
    added: frozenset[str]
    named: frozenset[str]
    plain: frozenset[str]
    picking: frozenset[str]
    heads: frozenset[str]
    scopes: frozenset[str]
    metrics: frozenset[str]
    move: str | None
    aside: frozenset[str]

    def is_same(self, other: Terms, *, in_places: bool) -> bool:
        """Whether nothing that either says sets them apart: but for the name of a metric, all words are the same.

        ``in_places`` says that of two that name the same places all else only tells who wrote it, and when.
        """
        apart = (self.all ^ other.all) - self.named - other.named
        if in_places and self.places and self.places == other.places:
            apart -= self.plain | other.plain
        if apart or self.scopes != other.scopes:
            return False
        if self.all != other.all and self.metrics and self.metrics.isdisjoint(other.metrics or self.metrics):
            return False
        return bool(self.all & other.all or self.scopes or self.metrics & other.metrics)

    def joined(self, other: Terms) -> Terms:
        """These terms with those of words that say what is to become of it."""
        return self._replace(
            all=self.all | other.all,
            named=self.named | other.named,
            plain=self.plain | other.plain,
            metrics=self.metrics | other.metrics,
            scopes=self.scopes | other.scopes,
            move=self.move or other.move,
            aside=self.aside | other.aside,
        )

    @property
    def head(self) -> frozenset[str]:
        """What it is called, without what is only added."""
        return (self.all - self.added) or self.all

    @property
    def matter(self) -> frozenset[str]:
        """What it is called, without where that is to be done."""
        return (self.head - (self.places - self.picking)) or self.head


class _Content(NamedTuple):
    """A content word: its term and where it stands; whether that is behind a word for a place, or behind a comma."""

    term: str
    at: int
    where: bool
    behind: bool
    is_aside: bool
    is_plain: bool
    is_picking: bool


class GoalTerms:
    """Reads the terms of labels and clauses; built once for a language."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._reader = TermReader(lexicon.terms, frozenset())
        words = lexicon.predicates
        self._verbs = frozenset(words.told) | frozenset(words.before_object) | words.sharing
        self._before_verb = lexicon.phrase_ends - lexicon.metrics.limits
        self._relatives = lexicon.frames.opening("relative")
        self._papers = frozenset(map(self.stem, lexicon.role_words.get("document_word", ())))
        # Before an amount ("by 40 %") as well as before whoever does it ("by the board").
        self._agents = frozenset(filter(str.isalpha, lexicon.metrics.change_before))
        # Behind a word, of what it is limited to.
        self._joining = lexicon.metrics.limits - lexicon.metrics.located

    @remembered_by(str)
    def stem(self, low: str) -> str:
        """The stem of a word in lower case, with no ending left: "neutral" and "neutrality" are one term."""
        found, last = self._reader.stem(low), low
        while found != last:
            found, last = self._reader.stem(found), found
        return found

    @cached_property
    def _idle(self) -> frozenset[str]:
        """Words, in lower case, that tell no two goals apart."""
        grammar = self._lexicon.metrics
        idle = grammar.whole | grammar.loose | self._lexicon.phrase_ends | self._lexicon.terms.every
        return idle - self._telling

    @cached_property
    def _choosing(self) -> frozenset[str]:
        return self._lexicon.metrics.loose - self._lexicon.metrics.whole - self._lexicon.phrase_ends

    @cached_property
    def _telling(self) -> frozenset[str]:
        """Words that tell goals apart though they limit no figure: matters, parts of a company, kinds of places."""
        grammar, tables = self._lexicon.metrics, self._lexicon.tables
        phrases: dict[str, int] = {}
        topics: dict[str, set[str]] = {}
        # A plan or a report that is due is none of what it is about.
        found = {
            word
            for role in ("place", "document_word")
            for words in self._lexicon.role_words.get(role, ())
            for word in WORD.findall(words)
        }
        for one in grammar.phrases():
            words = WORD.findall(one.text)
            if one.kind in _WHERE and len(words) == 1:
                found.update(words)
            for word in words if one.kind == "metric" and one.metrics else ():
                phrases[word] = phrases.get(word, 0) + 1
                topics.setdefault(word, set()).update(grammar.metrics[name].topic for name in one.metrics)
        found |= {
            word
            for word, times in phrases.items()
            if times >= _LEAST_PHRASES and len(topics[word]) <= _MOST_TOPICS and len(word) > _SMALL
        }
        idle = {word for phrase in (*tables.shares, *tables.counts) for word in WORD.findall(phrase)}
        idle.update(word for role in tables.roles.values() for word in role.words)
        # "Every site" is a kind of place, and says as little as "all".
        idle.update(self._lexicon.terms.every)
        for role in _OWNERS:
            idle.update(self._lexicon.role_words.get(role, ()))
        return frozenset(found - idle - self._lexicon.phrase_ends - grammar.limits)

    def of(
        self,
        text: str,
        facts: Iterable[Fact],
        at: int,
        names: Names,
        silent: Iterable[tuple[int, int]] = (),
        *,
        label: bool,
    ) -> Terms | None:
        """The terms of a text that stands ``at`` an offset, with its facts; None for too many words, or a paper.

        The words from one offset to another of ``silent`` say nothing of the goal.
        """
        lower = text.lower()
        grammar = self._lexicon.metrics
        known = [one for one in facts if one.kind in _FIGURES and at <= one.start < at + len(text)]
        found = grammar.find(lower, label=label)
        idle = [(one.start - at, one.end - at) for one in known]
        idle += [(start - at, end - at) for start, end in silent]
        idle += [(one.start, one.end) for one in found.said if one.kind in _IDLE]
        times = self._lexicon.frames.find(lower, 0, len(lower))
        idle += [(one.start, one.end) for one in times if not one.roles.isdisjoint(_TIMES)]
        words = list(WORD.finditer(text))
        if len(words) > MOST_TERMS:
            return None
        # Behind "will" and "committed to" stands a verb.
        led = {
            one.end
            for one in found.said
            if one.kind == "planned" and lower[one.start : one.end].split()[-1] in self._lexicon.phrase_ends
        }
        dates = {one.start - at for one in known if one.kind in _DATES}
        content = list(self._content(text, words, idle, dates, names, led, label=label))
        if not label and any(
            one.is_aside and one.term in self._papers and self._is_head(one, words, lower) for one in content
        ):
            # "A plan for net zero by 2026": it is the plan that is due.
            return None
        dated = [one.start - at for one in known if one.kind == "year" and one.role is None]
        listed = [one for one in content if not one.is_aside and not self._is_dated(one, lower, dated)]
        if label and all(one.behind for one in listed):
            # A label has to be called something.
            listed = [one for one in content if one in listed or not one.behind]
        named = [(one.start, one.end) for one in found.named]
        return Terms(
            frozenset(one.term for one in listed),
            frozenset(one.term for one in listed if one.where),
            frozenset(one.term for one in listed if one.behind),
            frozenset(one.term for one in listed if _is_in(one.at, named)),
            frozenset(one.term for one in listed if one.is_plain),
            frozenset(one.term for one in listed if one.is_picking),
            frozenset(one.term for one in listed if self._is_head(one, words, lower)),
            scopes_of(known),
            frozenset(name for one in found.named for name in one.metrics),
            _move(found.said),
            frozenset(one.term for one in content if one.is_aside),
        )

    def of_all_scopes(self, terms: Terms, lower: str) -> Terms:
        """The terms of a goal of net zero, where its words name all scopes: "across the whole value chain"."""
        return self._of_scopes(terms, lower, _VALUE_CHAIN, "123")

    def of_named_scopes(self, terms: Terms, lower: str) -> Terms:
        """The same, where they name all scopes or those of the company's own operations."""
        return self._of_scopes(self.of_all_scopes(terms, lower), lower, _OPERATIONS, "12")

    def _of_scopes(self, terms: Terms, lower: str, role: str, scopes: str) -> Terms:
        phrases = self._lexicon.role_words.get(role, ())
        if terms.scopes or not any(phrase in lower for phrase in phrases):
            return terms
        said = frozenset(self.stem(word) for phrase in phrases for word in WORD.findall(phrase))
        return terms._replace(
            all=terms.all - said, places=terms.places - said, plain=terms.plain - said, scopes=frozenset(scopes)
        )

    def _content(
        self,
        text: str,
        words: Sequence[re.Match[str]],
        idle: Sequence[tuple[int, int]],
        dates: Container[int],
        names: Names,
        led: Container[int],
        *,
        label: bool,
    ) -> Iterator[_Content]:
        """The content words, in order."""
        grammar = self._lexicon.metrics
        where = behind = agent = limited = False
        before, end = "", 0
        # Two words on, None where there is none: a "by" is told by what follows it.
        following: list[re.Match[str] | None] = [*words[1:], None, None]
        for place, word in enumerate(words):
            # "LEDs" are what an LED is.
            low = bare(word[0][:-1] if _SHORT.fullmatch(word[0]) else word[0], grammar.possessive)
            after, second = following[place], following[place + 1]
            if _ENDS_PHRASE.search(text, end, word.start()):
                where = agent = limited = False
                behind = label and end > 0
            leads = end in led
            end, last, before = word.end(), before, low
            if _is_in(word.start(), idle):
                agent = False
                if word.start() in dates:
                    # "By the end of 2026 every branch": what follows on a date is limited by nothing.
                    where = limited = False
            elif low in grammar.limits:
                where, agent, limited = low in grammar.located, False, True
            elif self._opens_agent(low, after, idle):
                where, agent = False, True
            elif agent and not label and self._is_word(low, names):
                # Whoever does it may be what the goal counts ("roles held by women").
                yield _Content(self.stem(low), word.start(), False, behind, True, False, False)
            elif low in self._lexicon.phrase_ends or agent:
                where = where and not agent and len(low) <= _SHORTEST
            else:
                passive = after is not None and self._opens_agent(after[0].lower(), second, idle)
                is_verb = not label and (
                    passive
                    or leads
                    or (low in self._verbs and last in self._before_verb)
                    or (place > 1 and last in self._relatives)
                )
                for part in low.split("-"):
                    if self._is_word(part, names):
                        # What tells nothing apart is beside the matter, as verbs are.
                        is_aside = is_verb or not self._tells(part, limited=limited and part == low)
                        is_plain = word[0].islower() and part not in self._telling
                        is_name = place > 0 and not label and not word[0].islower()
                        is_picking = is_name or (limited and low in self._choosing)
                        yield _Content(self.stem(part), word.start(), where, behind, is_aside, is_plain, is_picking)

    def _is_dated(self, one: _Content, lower: str, years: Iterable[int]) -> bool:
        """Whether "of" and a year follow a word: what has a date is a paper or an event, and no matter of a goal."""
        for year in years:
            between = lower[one.at : year].split() if one.at < year <= one.at + _LONGEST_DATED else []
            if len(between) == _WORD_AND_OF and between[1] in self._joining:
                return True
        return False

    def _is_head(self, one: _Content, words: Sequence[re.Match[str]], lower: str) -> bool:
        """Whether "of" or its like follows a word: what is limited so is the matter, and not what stands behind."""
        behind = next((word for word in words if word.start() > one.at), None)
        return behind is not None and lower[behind.start() : behind.end()] in self._joining

    def _opens_agent(self, low: str, behind: re.Match[str] | None, idle: Sequence[tuple[int, int]]) -> bool:
        """Whether a word is the "by" before whoever does something, and none before an amount or a date."""
        if low not in self._agents or behind is None:
            return False
        at = behind.start()
        return not any(start <= at + _LONGEST_LEAD and at < end for start, end in idle)

    def _tells(self, low: str, *, limited: bool) -> bool:
        """Whether a word tells goals apart; behind "of" and "in" so do "largest" and "new", that pick some from all."""
        return low not in self._idle or (limited and low in self._choosing)

    def _is_word(self, low: str, names: Names) -> bool:
        index = self._lexicon.facts.index
        return (
            len(low) > _SHORTEST
            and _LETTER.search(low) is not None
            and low not in names.own
            and low not in index.months
            and low not in index.symbol_heads
        )


def _is_in(at: int, runs: Iterable[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in runs)


def _move(said: Iterable[Said]) -> str | None:
    """The direction that the words give, None where they give none or both."""
    moves = {one.kind for one in said if one.kind in _MOVES}
    return moves.pop() if len(moves) == 1 else None
