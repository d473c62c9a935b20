"""What of a sentence may be evidence for a claim: what is possible, about the claimed thing, and not denied."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from claimcheck.evidence.core_view import CoreView, Refused
from claimcheck.model.claim import Core
from claimcheck.model.context import Context
from claimcheck.model.passage import AHEAD, FIGURES, Fact, Sentence, signals_in
from claimcheck.rulepack.pack import Lexicon, Pack
from claimcheck.rulepack.words import Words
from claimcheck.text.grouping import grouped
from claimcheck.text.passages import Passages
from claimcheck.text.tokens import WORD

NOTHING = Refused((), frozenset())
PLANNED = "planned"
MEASURED = "absolute_and_intensity"
"""Types that ask for it claim something about an amount: an amount of anything else is none of theirs."""
CHECKING = ("verifier",)
ISSUING = ("verifier", "scheme")
"""Elements whose words name who checks, and who gives numbers to certificates."""
POINTING = frozenset({"standard", "party", "place", "scope", "reference"})
"""Kinds of fact that a negation before them takes away: "without ISO 14064-1", "not in Norway"."""
AMOUNTS = frozenset({"mass", "volume", "area", "length", "energy", "power"})
LABELS = frozenset({"standard", "year", "period", "scope", "reference", "party"})
MOST_UNJOINED, MOST_LISTED = 3, 4
"""Kinds of ``LABELS`` from which on a run says nothing: with nothing between them, and with nothing but commas."""
OFF_BY = 0.1
"""Share of a change by which two amounts may miss it, and in points where that is more."""
BESIDE = 2
"""Words between a checker and the year of the check, and between a figure and its year."""
PHRASE = 5
"""Words of the noun phrase that tells of what an amount is."""
STEM = 5
REACH = 80
"""Characters before or behind an amount in which it may be said of what it is."""
MOST_READ = 2_000
"""Characters of a sentence; in longer ones, which nobody writes, nothing is looked for."""

_KEPT = "plausible"
_MARKS = re.compile(r"[,;:()]| - ")
_MARKS_BUT_COMMAS = re.compile(r"[;:()]| - ")
_WORD = re.compile(r"[^\W\d_][\w-]*")
_NOUN_BEFORE = re.compile(r"(?:^|[\s(])([^\W\d_]{2,})(\.)? $")
_PART = re.compile(r"(?<![0-9])([0-9]{4,6})-([0-9]{1,2})(?![0-9])")
_LETTER = re.compile(r"[A-Z]")


class _OfAll(NamedTuple):
    """What of a sentence is evidence for no claim: runs and single facts; ``checks`` are none for results.

    ``topics`` has the offsets at which the words of each topic stand, ``shares`` says whether a share is told.
    """

    runs: tuple[tuple[int, int], ...]
    checks: tuple[tuple[int, int], ...]
    facts: frozenset[Fact]
    topics: Mapping[str, Sequence[int]]
    shares: bool


class Plausibility:
    """Refuses what cannot be evidence; built once for a pack, a language and a context."""

    def __init__(self, pack: Pack, lexicon: Lexicon, context: Context) -> None:
        self._today = context.as_of.year
        self._frames = lexicon.frames
        self._lexicon = lexicon
        self._coordinators = lexicon.frames.opening("coordinator")
        self._genitives = lexicon.frames.opening("genitive")
        self._negators = signals_in(lexicon.mask("negation"))
        self._topics = lexicon.topics
        self._checking = _shown(pack, CHECKING)
        self._issuing = _shown(pack, ISSUING)
        # The classes of units in which the metrics of a topic are measured.
        self._units: dict[str, set[str]] = {}
        for metric in lexicon.metrics.metrics.values():
            self._units.setdefault(metric.topic, set()).update(metric.units)
        self._measured = frozenset(name for name, kind in pack.claim_types.items() if MEASURED in kind.asked)

    def view(self, whole: CoreView) -> CoreView:
        """A sentence as evidence for a claim, without what is refused."""
        refused = self._refused(whole.core, whole.sentence, whole.passages)
        if refused is NOTHING:
            return whole
        return CoreView(whole.passages, whole.sentence, None, whole.context, whole.core, refused)

    def _refused(self, core: Core, sentence: Sentence, passages: Passages) -> Refused:
        """What a claim may not take from a sentence; of what no claim may take most is worked out once."""
        if sentence.end - sentence.start > MOST_READ:
            return NOTHING
        facts = passages.facts(sentence.number)
        if not facts and not sentence.guards:
            return NOTHING
        key = (_KEPT, sentence.number)
        known = passages.answers.get(key)
        if not isinstance(known, _OfAll):
            known = passages.answers[key] = self._of_all(sentence, facts, passages)
        runs = [*known.runs, *self._denied(core, sentence, passages)]
        # What is so for as long as a thing is made has no year of its own but that of the check.
        runs += known.checks if core.tense == "achieved" else ()
        gone = {*known.facts, *_out_of_order(core, facts, self._today)}
        gone.update(_before_their_time(core, facts, passages))
        gone.update(fact for fact in facts if self._is_no_measure(core, sentence, fact, known, passages))
        gone.update(fact for fact in facts if any(start <= fact.start < end for start, end in runs))
        return Refused(tuple(runs), frozenset(gone)) if runs or gone else NOTHING

    def _of_all(self, sentence: Sentence, facts: Sequence[Fact], passages: Passages) -> _OfAll:
        """What of a sentence is evidence for no claim, and where it names which topic."""
        gone = {
            fact
            for run in sentence.guards
            if run.reason == "negated"
            for fact in facts
            if run.start <= fact.start < run.end and (fact.kind in POINTING or fact.role == "base")
        }
        gone.update(_beside_the_change(facts, passages))
        # A number may lead nowhere: a standard without such a part, a certificate that nobody gave.
        gone.update(fact for fact in facts if fact.kind == "standard" and self._is_no_part(fact))
        certificates = [fact for fact in facts if fact.kind == "reference"]
        gone.update(fact for fact in certificates if self._is_nobodys(sentence, fact, passages))
        gone.update(fact for fact in facts if fact.kind == "party" and _is_own(fact, passages))
        told = (hit for hit in sentence.hits_any if hit.signal in self._topics)
        topics = grouped((self._topics[hit.signal], hit.start) for hit in told)
        return _OfAll(
            tuple(self._unjoined(sentence, facts, passages)),
            tuple(self._checked(sentence, facts, passages)),
            frozenset(gone),
            topics,
            any(fact.kind == "share" for fact in facts),
        )

    def _denied(self, core: Core, sentence: Sentence, passages: Passages) -> Iterator[tuple[int, int]]:
        """Clauses beside that of the claim which deny what they open with: "… but the method was not disclosed".

        In "the hall, not the yard" nothing is denied of the hall.
        """
        text = passages.norm.lower
        starts = {run.start for run in sentence.guards if run.reason == "negated"}
        for clause in sentence.clauses:
            own = clause.start <= core.start < clause.end
            for hit in clause.hits_any:
                if hit.signal in self._negators and hit.end in starts:
                    comma = text.rfind(", ", clause.start, hit.start) if own else -1
                    start = comma + 2 if comma >= 0 else clause.start
                    before = text[start : hit.start].split()
                    if start <= core.start < hit.start:
                        continue
                    if before and before[-1][-1] != "," and before[-1] not in self._coordinators:
                        yield start, hit.end

    def _checked(self, sentence: Sentence, facts: Sequence[Fact], passages: Passages) -> Iterator[tuple[int, int]]:
        """The years of checks, which are not that of a result, and the checks too that came before it."""
        years = [fact for fact in facts if fact.kind == "year" and fact.role == "period"]
        hits = [hit for clause in sentence.clauses for hit in clause.hits if hit.signal in self._checking]
        result = max((fact.year or 0 for fact in years), default=0)
        for fact in years:
            near = [
                hit.start
                for hit in hits
                if hit.end <= fact.start and passages.tokens_between(hit.end, fact.start) <= BESIDE
            ]
            if near:
                yield min(near) if (fact.year or 0) < result else fact.start, fact.end

    def _unjoined(self, sentence: Sentence, facts: Sequence[Fact], passages: Passages) -> Iterator[tuple[int, int]]:
        """Runs of names and numbers that no word and no mark joins to each other: they say nothing."""
        kinds = len({fact.kind for fact in facts} & LABELS)
        if kinds < MOST_UNJOINED or not self._frames.phrases:
            return
        norm = passages.norm
        small = [(word.start, word.end) for word in self._frames.find(norm.lower, sentence.start, sentence.end)]
        for marks, least in ((_MARKS, MOST_UNJOINED), (_MARKS_BUT_COMMAS, MOST_LISTED)):
            if kinds < least:
                return
            found = [mark.span() for mark in marks.finditer(norm.text, sentence.start, sentence.end)]
            stops = sorted(
                (start, end)
                for start, end in (*small, *found)
                if not any(one.start <= start < one.end for one in facts)
            )
            begin = sentence.start
            for start, end in [*stops, (sentence.end, sentence.end)]:
                inside = [fact for fact in facts if begin <= fact.start < start]
                if len({fact.kind for fact in inside} & LABELS) >= least:
                    yield inside[0].end if inside[0].kind in FIGURES else inside[0].start, start
                begin = end

    def _is_no_measure(self, core: Core, sentence: Sentence, fact: Fact, known: _OfAll, passages: Passages) -> bool:
        """Whether a number only names something, or measures something else than the claim."""
        if fact.kind != "quantity":
            return False
        inside = core.start <= fact.start < core.end
        if fact.unit_class is None:
            return not inside and _is_name(sentence, fact, passages)
        if fact.unit_class not in AMOUNTS or core.type not in self._measured:
            return False
        # What is spared where no topic is named may be counted in anything.
        units = self._units.get(core.topic) if core.topic in known.topics else None
        if not inside and units is not None and fact.unit_class not in units:
            return True
        phrase = self._measured_thing(sentence, fact, passages)
        if phrase is None:
            return False
        start, end = phrase
        if inside and (end < core.end or not known.shares):
            return False
        if any(start <= at < end for at in known.topics.get(core.topic, ())):
            return False
        text = passages.norm.text
        said = max(core.clause.start, start - REACH)
        return _stems(text, start, end).isdisjoint(_stems(text, said, max(said, start)))

    def _is_no_part(self, fact: Fact) -> bool:
        """Whether a standard whose parts we know, from the first on, has no such part."""
        part = _PART.search(fact.text)
        if part is None:
            return False
        parts = _families(self._lexicon.words).get(part[1], set())
        whole = len(parts) > 1 and parts == set(map(str, range(1, len(parts) + 1)))
        return whole and part[2] not in parts

    def _is_nobodys(self, sentence: Sentence, fact: Fact, passages: Passages) -> bool:
        """Whether a certificate has a bare number, and nobody is named who could have given it."""
        if fact.role != "registry" or _LETTER.search(fact.text):
            return False
        if any(hit.signal in self._issuing for clause in sentence.clauses for hit in clause.hits):
            return False
        return not any(one.kind == "party" for one in passages.facts(sentence.number))

    def _measured_thing(self, sentence: Sentence, fact: Fact, passages: Passages) -> tuple[int, int] | None:
        """The noun phrase that an amount is of: "5 t of steel"; None where none follows."""
        norm = passages.norm
        reach = min(fact.end + REACH, sentence.end)
        words = list(_WORD.finditer(norm.text, fact.end, reach))[:PHRASE]
        if not words or words[0].start() != fact.end + 1 or words[0].group() not in self._genitives:
            return None
        small = {word.start for word in self._frames.find(norm.lower, words[0].end(), reach)}
        start = end = words[0].end()
        for word in words[1:]:
            if word.start() != end + 1 or (word.start() in small and end > start):
                break
            end = word.end()
        return (start, end) if end > start else None


@lru_cache(maxsize=4)
def _families(words: Words) -> Mapping[str, Set[str]]:
    """Numbers of the parts of standards, by that of the standard; read when the first part is asked for."""
    found: dict[str, set[str]] = {}
    # Signs stand in the texts of few groups: to read those of all takes as long as a page.
    for group in words.groups:
        for text in group.signed or ():
            known = _PART.search(text)
            if known is not None:
                found.setdefault(known[1], set()).add(known[2])
    return found


def _shown(pack: Pack, elements: Iterable[str]) -> frozenset[int]:
    return frozenset(
        pack.signal_numbers[shown.signal]
        for name in elements
        if name in pack.elements
        for shown in pack.elements[name].shape.shown_by
        if shown.signal is not None
    )


def _stems(text: str, start: int, end: int) -> set[str]:
    return {word.lower()[:STEM] for word in _WORD.findall(text, start, end) if len(word) >= STEM - 1}


def _out_of_order(core: Core, facts: Sequence[Fact], today: int) -> Iterator[Fact]:
    """Years that cannot be what they are said to be: a base behind the result, a result that is still to come."""
    ahead = core.tense == PLANNED
    dates = [fact for fact in facts if fact.year is not None and fact.kind in ("year", "period")]
    roles = AHEAD if ahead else ("period",)
    told = [fact.end_year or fact.year or 0 for fact in dates if fact.role in roles]
    result = min(max(told, default=today + 1), today + 1)
    bases = [fact for fact in dates if fact.role == "base"]
    if any((fact.year or 0) >= result for fact in bases):
        yield from bases
    if core.tense == "achieved":
        yield from (fact for fact in dates if fact.role == "period" and (fact.year or 0) > today)


def _before_their_time(core: Core, facts: Sequence[Fact], passages: Passages) -> Iterator[Fact]:
    """Steps of a plan that are none: behind its end, or of nothing."""
    if core.tense != PLANNED:
        return
    ends = [fact for fact in facts if fact.kind == "year" and fact.role in AHEAD]
    if not ends:
        return
    end = min(ends, key=lambda fact: abs(fact.start - core.start))
    for fact, due in pairwise(facts):
        if due.kind != "year" or due.role == "base" or due is end or fact.kind not in FIGURES:
            continue
        if passages.tokens_between(fact.end, due.start) > BESIDE:
            continue
        late = (due.year or 0) > (end.year or 0) and fact.start > end.start
        if late or ((due.year or 0) < (end.year or 0) and not fact.value):
            yield fact
            yield due


def _beside_the_change(facts: Sequence[Fact], passages: Passages) -> Iterator[Fact]:
    """Two amounts "from … to …" whose change is another than the one share that is told with them."""
    shares = [fact for fact in facts if fact.kind == "share" and fact.unit == "%" and fact.value]
    if len(shares) != 1:
        return
    share = shares[0].value or 0.0
    for one, two in pairwise(facts):
        if one.kind != "quantity" or two.kind != "quantity" or one.unit != two.unit or not one.value:
            continue
        if two.value is None or passages.tokens_between(one.end, two.start) != 1:
            continue
        if not shares[0].end <= one.start or passages.tokens_between(shares[0].end, one.start) > BESIDE:
            continue
        if abs(abs(one.value - two.value) / one.value * 100 - share) > max(1.0, OFF_BY * share):
            yield one
            yield two


def _is_name(sentence: Sentence, fact: Fact, passages: Passages) -> bool:
    """Whether a number without a unit only names what stands before it: "rev. 4", "(batch 2231)"."""
    text = passages.norm.text
    word = _NOUN_BEFORE.search(text, max(sentence.start, fact.start - REACH), fact.start)
    if word is None:
        return False
    if word[2]:
        return True
    opens = text.rfind("(", sentence.start, fact.start)
    closed = text.find(")", opens, fact.start) if opens >= 0 else 0
    return closed < 0 and text[fact.end : fact.end + 1] in (")", ",", ";")


def _is_own(fact: Fact, passages: Passages) -> bool:
    """Whether a party is the company itself, which checks nothing of its own."""
    words = {word.lower() for word in WORD.findall(fact.text)}
    return bool(words) and words <= passages.names.own
