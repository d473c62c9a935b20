"""The words of assurance statements: who, by which standard, how deep, on what, of which years."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple, get_args

from claimcheck.model.assurance import Level, Outcome, Quoted, Subject
from claimcheck.model.passage import Fact, Hit, Sentence
from claimcheck.rulepack.pack import Lexicon
from claimcheck.rulepack.shapes import SectionKindShape
from claimcheck.text.metric_words import MetricGrammar
from claimcheck.text.parties import CAPITALS
from claimcheck.text.passages import Passages

LONGEST_MARK = 24
"""Characters of a mark in quotation marks."""
AGENT: Final = "agent"
DEFINITION = "definition"
LONGEST_AGENT = 12
"""Characters of a word that says by whom."""
LEAST_NAME = 4
"""Characters of a name that is told by its place alone."""
MOST_BETWEEN = 4
"""Words between those of a check and the name of who made it ("verified by a third party, …")."""

_DENIED = ("negated", "question", "instruction")
LEVELS: Mapping[str, Level] = {f"assured_{level}": level for level in get_args(Level)}
_ROLES = (
    *LEVELS, "practitioner", "other_voice", "assured_by_standard", "assured_checked", "assured_told",
    "assured_gave", "assured_theirs", "assured_subject", "assured_list", "assured_part", "assured_mark",
    "assured_whole", "assured_excluded", "assured_clean", "assured_qualified", "assured_other",
)  # fmt: skip
_NAME_GOES_ON = re.compile(rf"(?: (?:& )?(?:[{CAPITALS}](?:\.[\w]{{1,2}})+\.?|[{CAPITALS}][\w&-]*)){{0,5}}")
# Short words at the beginning ("The", "Our", "We") are none of a name.
_NAME = re.compile(rf"(?:[{CAPITALS}][\w-]{{3,}}|[{CAPITALS}]{{2,}})(?: (?:& )?[{CAPITALS}][\w.-]*){{1,4}}")
_NUMBER_OF_STANDARD = re.compile(r"(?: ?\([\w ]{2,20}\))? ?-? ?[0-9]{1,5}(?:[-:][0-9]{1,4})*")
_EDITION = re.compile(rf"(?::[0-9]{{4}})?(?: ?\([{CAPITALS}][\w ]{{2,14}}\)| v[0-9](?:\.[0-9])?)?")
_HAS_NUMBER = re.compile(r"[0-9]")
_QUOTED_MARK = re.compile(rf"[\"']([^\"']{{1,{LONGEST_MARK}}})[\"']")
_SIGN_MARK = re.compile(r"[^\w\s.,;:\"'()&/%+=<>-]")


class Words(NamedTuple):
    """The masks of the roles by which statements are read, and the metrics of the language.

    ``definitions`` are the kinds of sections that define words.
    """

    roles: Mapping[str, int]
    metrics: MetricGrammar
    agents: frozenset[str]
    definitions: frozenset[str]
    anchors: int


def assurance_words(lexicon: Lexicon, sections: Mapping[str, SectionKindShape]) -> Words:
    """What a language has for statements; ``anchors`` are the signals that every sentence is searched for."""
    roles = {name: lexicon.roles.get(name, 0) for name in _ROLES}
    wanted = ("assured_by_standard", "assured_checked", "other_voice", *LEVELS)
    anchors = 0
    for name in wanted:
        anchors |= roles[name]
    agents = lexicon.frames.opening(AGENT)
    definitions = frozenset(kind.id for kind in sections.values() if kind.set_aside == DEFINITION)
    return Words(roles, lexicon.metrics, agents, definitions, anchors)


def said(sentence: Sentence) -> int:
    """The signals of a sentence, none of those that are denied or asked: "subject to" is no condition here."""
    denied = any(one.reason in _DENIED for one in sentence.guards)
    return sentence.mask if denied else sentence.mask_any


class Parts:
    """Reads the parts of statements in the sentences of one document."""

    __slots__ = ("_agents", "_metrics", "_passages", "_roles", "_scoped", "checked")

    def __init__(self, passages: Passages, words: Words) -> None:
        self._passages = passages
        self._roles = words.roles
        self._metrics = words.metrics
        self._agents = words.agents
        metrics = words.metrics.metrics.values()
        self._scoped = frozenset(name for one in metrics if one.of for name in (one.id, one.of))
        # The words for levels and standards, by which a check is known.
        self.checked = words.roles["assured_by_standard"]
        for name in LEVELS:
            self.checked |= words.roles[name]

    def hits(self, sentence: Sentence, mask: int) -> Iterator[Hit]:
        """The hits of some signals in a sentence, those under a guard too."""
        if sentence.mask_any & mask:
            for clause in sentence.clauses:
                for hit in clause.hits_any:
                    if mask >> hit.signal & 1:
                        yield hit

    def quoted(self, start: int, end: int) -> Quoted:
        """A run of the text with its words."""
        return Quoted(start, end, self._passages.norm.text[start:end])

    def levels(self, subject: Sequence[Sentence]) -> Iterator[tuple[Level, Quoted]]:
        """Each level once, where it is first named; a further one only beside the figures that it is for."""
        told: dict[Level, Quoted] = {}
        for one in subject:
            own = {part.level for part in self.subjects(one)}
            hits = sorted(
                (hit.start, hit.end, level)
                for name, level in LEVELS.items()
                for hit in self.hits(one, self._roles[name])
            )
            for start, end, level in hits:
                if not told or level in own:
                    told.setdefault(level, self.quoted(start, end))
        yield from sorted(told.items(), key=lambda item: item[1].start)

    def standards(self, sentences: Sequence[Sentence]) -> Iterator[Quoted]:
        """The standards of the check with number and edition, each once; a name without a number is none."""
        seen: set[str] = set()
        for one in sentences:
            until = -1
            for hit in sorted(
                self.hits(one, self._roles["assured_by_standard"]), key=lambda hit: (hit.start, -hit.end)
            ):
                if hit.start < until:
                    continue
                until = self._end_of_standard(hit)
                told = self.quoted(hit.start, until)
                if _HAS_NUMBER.search(told.text) and told.text not in seen:
                    seen.add(told.text)
                    yield told

    def _end_of_standard(self, hit: Hit) -> int:
        text, end = self._passages.norm.text, hit.end
        if not _HAS_NUMBER.search(text, hit.start, end):
            number = _NUMBER_OF_STANDARD.match(text, end)
            end = number.end() if number else end
        edition = _EDITION.match(text, end)
        return edition.end() if edition else end

    def practitioner(self, sentences: Sequence[Sentence], *, voiced: bool = False) -> Quoted | None:
        """Who checked: the known name that stands most often, else the organisation that the company names."""
        text = self._passages.norm.text
        known: Counter[str] = Counter()
        first: dict[str, Quoted] = {}
        for one in sentences:
            for hit in self.hits(one, self._roles["practitioner"]):
                goes_on = _NAME_GOES_ON.match(text, hit.end, one.end)
                name = self.quoted(hit.start, goes_on.end() if goes_on else hit.end)
                known[name.text.lower()] += 1
                first.setdefault(name.text.lower(), name)
        if known:
            # "KPMG" alone is short for the firm whose name stands beside it.
            full = {name: count for name, count in known.items() if " " in name} or known
            return first[max(full, key=lambda name: (known[name], -first[name].start))]
        if voiced:
            # Its own text names its client as well: whoever opens a sentence on the check is the practitioner.
            checks = [one for one in sentences if one.mask_any & self.checked]
            return next((found for one in checks if (found := self.opening_name(one)) is not None), None)
        return next((found for one in sentences if (found := self.party(one)) is not None), None)

    def party(self, sentence: Sentence) -> Quoted | None:
        """The organisation that a sentence names right behind the words of a check, or opens with."""
        told = self._roles["assured_checked"] | self._roles["assured_told"]
        hits = list(self.hits(sentence, told))
        for fact in self._passages.facts(sentence.number):
            if fact.kind != "party" or any(
                hit.start < fact.end and fact.start < hit.end
                for hit in self.hits(sentence, self._roles["assured_by_standard"])
            ):
                continue
            opens = fact.start == sentence.start and any(hit.start >= fact.end for hit in hits)
            if (
                opens
                or self._is_agent(fact, hits)
                or any(
                    hit.end <= fact.start
                    and self._passages.tokens_between(hit.end, fact.start) <= MOST_BETWEEN
                    for hit in self.hits(sentence, self._roles["assured_checked"])
                )
            ):
                return self.quoted(fact.start, fact.end)
        return self.opening_name(sentence)

    def opening_name(self, sentence: Sentence) -> Quoted | None:
        """The capitalised words that a clause opens with, right before a word for making a check."""
        text = self._passages.norm.text
        starts = [clause.start for clause in sentence.clauses]
        for hit in self.hits(sentence, self._roles["assured_gave"]):
            for start in starts:
                name = _NAME.match(text, start, hit.start)
                if name is not None and name.end() + 1 == hit.start and len(name.group()) > LEAST_NAME:
                    return self.quoted(start, name.end())
        return None

    def _is_agent(self, party: Fact, hits: Sequence[Hit]) -> bool:
        """Whether a name stands behind a word like "by", and the words of a check before that."""
        lower = self._passages.norm.lower
        before = lower[max(party.start - 2 * LONGEST_AGENT, 0) : party.start].split()
        return bool(before) and before[-1] in self._agents and any(hit.end <= party.start for hit in hits)

    def years(self, subject: Sequence[Sentence]) -> frozenset[int]:
        """The years of the figures: of the first words that tell a period, else a year that stands by itself."""
        bare: int | None = None
        for one in subject:
            facts = [fact for fact in self._passages.facts(one.number) if fact.year is not None]
            periods = [fact for fact in facts if fact.role == "period"]
            if periods:
                return frozenset(year for fact in periods if (year := fact.end_year or fact.year) is not None)
            single = [fact.year for fact in facts if fact.role is None and fact.text.isdigit()]
            bare = bare or next(iter(single), None)
        return frozenset() if bare is None else frozenset({bare})

    def subjects(self, sentence: Sentence, *, by_clause: bool = True) -> Iterator[Subject]:
        """The metrics of a sentence; where it names several levels, those around each."""
        base = sentence.start
        named = self._metrics.find(self._passages.norm.lower[base : sentence.end]).named
        if not named:
            return
        scopes = [fact for fact in self._passages.facts(sentence.number) if fact.kind == "scope"]
        for level, start, end in self._parts(sentence) if by_clause else [(None, base, sentence.end)]:
            metrics = frozenset(
                metric for one in named if start <= base + one.start < end for metric in one.metrics
            )
            digits = frozenset(
                digit
                for fact in scopes
                if start <= fact.start < end
                for digit in fact.text
                if digit.isdigit()
            )
            # Greenhouse gases alone have scopes, whatever else stands in the same list.
            scoped = metrics & self._scoped
            if scoped:
                yield Subject(scoped, digits, level, start, end)
            if metrics - scoped:
                yield Subject(metrics - scoped, frozenset(), level, start, end)

    def _parts(self, sentence: Sentence) -> list[tuple[Level | None, int, int]]:
        """The parts of a sentence that are about one level each."""
        hits = sorted(
            (hit.start, level)
            for name, level in LEVELS.items()
            for hit in self.hits(sentence, self._roles[name])
        )
        if not hits:
            return [(None, sentence.start, sentence.end)]
        if len({level for _, level in hits}) == 1:
            return [(hits[0][1], sentence.start, sentence.end)]
        starts = [sentence.start, *(start for start, _ in hits[1:]), sentence.end]
        return [(hits[place][1], starts[place], starts[place + 1]) for place in range(len(hits))]

    def excluded(self, sentences: Sequence[Sentence]) -> Iterator[Subject]:
        """The metrics of sentences that say what is not covered."""
        for one in sentences:
            for hit in list(self.hits(one, self._roles["assured_excluded"]))[:1]:
                for part in self.subjects(one, by_clause=False):
                    yield part._replace(start=hit.start)

    def outcome(self, sentences: Sequence[Sentence]) -> Outcome | None:
        """Whether the conclusion is qualified; None where no words of a conclusion stand."""
        if any(one.mask_any & self._roles["assured_qualified"] for one in sentences):
            return "qualified"
        return "unmodified" if any(one.mask_any & self._roles["assured_clean"] for one in sentences) else None

    def mark(self, sentence: Sentence) -> str | None:
        """What marks the figures that were checked: words in quotation marks, or a sign."""
        for hit in self.hits(sentence, self._roles["assured_mark"]):
            behind = self._passages.norm.text[hit.end : min(sentence.end, hit.end + 2 * LONGEST_MARK)]
            quoted = _QUOTED_MARK.search(behind) or _SIGN_MARK.search(behind)
            if quoted:
                return (quoted.group(1) if quoted.re is _QUOTED_MARK else quoted.group()).strip(" ,.") or None
        return None
