"""Forms of what a mark or a continuation ties to a claim: evidence by how it is built, whatever words it takes.

A note tells how something was measured without naming it again: "Weighed at the gate by the carrier", "By volume". Only
what is tied is read so; the same words elsewhere may be about anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice, pairwise

from claimcheck.evidence.places import LIST
from claimcheck.model.claim import Core
from claimcheck.model.passage import FIGURES, Clause, Fact, Sentence, signals_in
from claimcheck.rulepack.pack import Lexicon
from claimcheck.rulepack.shape import TiedForm
from claimcheck.text.metric_words import WORD
from claimcheck.text.passages import Passages

Span = tuple[int, int]
Reader = Callable[[Core, Sentence, Passages], Span | None]

LEAST_PARTICIPLE = 6
"""Letters: shorter words that end alike are nouns as often ("speed")."""
MOST_BETWEEN = 40
"""Characters between two figures of a formula."""
OPENING, ALIKE = 4, 6
"""Words that a sentence opens with, and letters by which a noun and its verb are compared."""
MOST_READ = 80
"""Words of a sentence that are read for a name; nobody writes longer ones."""
LESS = 4
"""Words of a part of a note among which "without" stands: it limits what the note is about."""
DENIALS = ("any", "sites")
"""Forms of which a grade says itself what may be denied."""
DATED = ("year", "period")

_STARTS = re.compile(r"[,;:(]\s+|\(")
_ENDS = re.compile(r"[;:]\s|[.;:)]?$")
_SIGNS = re.compile(r"[×÷*·]")
_CODED = re.compile(
    r"[^\W\d_][\w-]*(?: [^\W\d_][\w-]*)? (?:[A-Z]{1,6}[ -]?[0-9]{2,}[\w./-]*|[0-9]{2,}-[0-9]{2,}[\w-]*)"
)
_NAME = re.compile(r"[^\W\d_a-z]\w*(?:[.&'-]\w+)*(?: (?:& )?[^\W\d_a-z]\w*(?:[.&'-]\w+)*)*")


class TiedForms:
    """Finds forms in sentences; built once for a language. One without words for a form finds none of it.

    What is dated later than the year ``reported`` is still to come.
    """

    __slots__ = (
        "_agents",
        "_ahead",
        "_by",
        "_capitals",
        "_definite",
        "_determiners",
        "_every",
        "_first_person",
        "_genitives",
        "_have",
        "_helpers",
        "_lacking",
        "_measures",
        "_negators",
        "_numbers",
        "_operators",
        "_papers",
        "_participles",
        "_past",
        "_prepositions",
        "_pronouns",
        "_readers",
        "_reported",
        "_same_span",
        "_small",
        "_states",
        "_telling",
    )

    def __init__(self, lexicon: Lexicon, reported: int) -> None:
        self._reported = reported
        frames, terms = lexicon.frames, lexicon.terms
        self._participles = lexicon.participles
        self._prepositions = frames.opening("preposition")
        self._agents = frames.opening("agent")
        self._states = frames.opening("state_participle")
        self._genitives = frames.opening("genitive")
        self._by = terms.divided
        self._measures = terms.forms
        self._every = terms.every
        self._numbers = frozenset(lexicon.facts.numbers)
        self._papers, self._telling = frames.opening("paper"), frames.opening("telling")
        self._lacking = (
            lexicon.phrase_ends.intersection(lexicon.role_words.get("negation_phrase", ())) - terms.none
        )
        first = frozenset(lexicon.role_words.get("first_person", ()))
        self._definite = terms.openers - first
        self._determiners = terms.openers | frames.opening("determiner")
        self._small = lexicon.phrase_ends | self._determiners | self._prepositions
        self._capitals = not lexicon.noun_capitals
        roles = lexicon.roles
        self._negators = signals_in(roles.get("negation", 0) | roles.get("negation_phrase", 0))
        self._ahead = signals_in(roles.get("plan", 0) | roles.get("present", 0))
        self._same_span = signals_in(roles.get("same_span", 0))
        self._past = signals_in(roles.get("past", 0))
        self._helpers = self._ahead | self._past | signals_in(roles.get("perfect", 0))
        self._first_person = signals_in(roles.get("first_person", 0))
        self._have = frozenset(lexicon.role_words.get("perfect", ()))
        self._pronouns = frozenset(lexicon.role_words.get("object_pronoun", ()))
        words = "|".join(map(re.escape, lexicon.operators))
        self._operators = re.compile(rf"\b(?:{words})\b") if words else _SIGNS
        self._readers: Mapping[TiedForm, Reader] = {
            "worked_out": self._worked_out,
            "counted_by": self._counted_by,
            "measured_as": self._measured_as,
            "formula": self._formula,
            "coded": self._coded,
            "issuer": self._issuer,
            "checker": self._checker,
            "sites": self._sites,
            "shown_in": self._shown_in,
            "until": self._until,
            "step": self._step,
            "instruction": self._instruction,
            "any": lambda _, sentence, __: (sentence.start, sentence.end),
        }

    def find(self, form: TiedForm, core: Core, sentence: Sentence, passages: Passages) -> Span | None:
        """Where a sentence tied to a claim has a form, None where it has not or denies it."""
        span = self._readers[form](core, sentence, passages)
        return None if span is None or (form not in DENIALS and self._denies(sentence, span, form)) else span

    def _denies(self, sentence: Sentence, span: Span, form: TiedForm) -> bool:
        """Whether a word of denial stands in a run, or a guard over all of it."""
        start, end = span
        if any(
            run.start <= start < run.end and run.reason not in ("proper_name", form)
            for run in sentence.guards
        ):
            return True
        return any(
            start <= hit.start < end and hit.signal in self._negators
            for clause in sentence.clauses
            for hit in clause.hits_any
        )

    # -- how something was measured

    def _worked_out(self, core: Core, sentence: Sentence, passages: Passages) -> Span | None:
        """A participle that nothing stands before, with whom or what it was done: "Weighed at the gate by …"."""
        for words, end in self._openings(sentence, passages):
            first = int(words[0].group() in self._prepositions)
            if len(words) < first + 2 or not self._is_participle(words[first].group()):
                continue
            behind = words[first + 1]
            agents = self._agents.intersection(word.group() for word in words[first + 1 :])
            if behind.group() not in self._prepositions or not agents:
                continue
            # "Delivered by May 2021": when it was is not how.
            if not any(0 < fact.start - behind.end() < 2 for fact in _dates(sentence, passages)):
                return words[0].start(), end
        return None

    def _is_participle(self, word: str) -> bool:
        return len(word) >= LEAST_PARTICIPLE and word.endswith(self._participles) and word not in self._states

    def _counted_by(self, core: Core, sentence: Sentence, passages: Passages) -> Span | None:
        """In what it was counted: "by volume", "by weight of the lid"."""
        text = passages.norm.text
        for words, end in self._openings(sentence, passages):
            if len(words) < 2 or words[0].group() not in self._by or words[1].group() in self._small:
                continue
            noun = words[1]
            if not text[noun.start()].islower():
                continue
            joined = len(words) > 2 and words[2].start() == noun.end() + 1
            if not joined or words[2].group() in self._prepositions:
                return words[0].start(), end
        return None

    def _measured_as(self, core: Core, sentence: Sentence, passages: Passages) -> Span | None:
        """What was counted, without a verb: "Number of posts at the end of the year"."""
        words = self._words(sentence, passages, 3)
        if len(words) < 3 or words[0].start() != sentence.start or words[2].group()[0].isdigit():
            return None
        if words[0].group() not in self._measures or words[1].group() not in self._genitives:
            return None
        return sentence.start, sentence.end

    def _formula(self, core: Core, sentence: Sentence, passages: Passages) -> Span | None:
        """Two figures and what is done with them: "12 GWh times 0.3 kg"."""
        low = passages.norm.lower
        figures = [fact for fact in passages.facts(sentence.number) if fact.kind in FIGURES]
        for one, other in pairwise(figures):
            if other.start - one.end > MOST_BETWEEN:
                continue
            if self._operators.search(low, one.end, other.start) or _SIGNS.search(low, one.end, other.start):
                return one.start, other.end
        return None

    def _coded(self, core: Core, sentence: Sentence, passages: Passages) -> Span | None:
        """A paper by its code at the head of a sentence: "Worksheet FW 21 of the guild"."""
        found = _CODED.match(passages.norm.text, sentence.start, sentence.end)
        if found is None:
            return None
        code = [fact for fact in passages.facts(sentence.number) if fact.start < found.end()]
        return None if any(fact.kind not in ("reference", "party") for fact in code) else found.span()

    def _sites(self, core: Core, sentence: Sentence, passages: Passages) -> Span | None:
        """At each of so many places: "at all four gates"; or one thing without another: "cup without lid"."""
        words = self._words(sentence, passages, MOST_READ)
        for before, word, behind in zip(words, words[1:], words[2:], strict=False):
            counted = behind.group() in self._numbers or behind.group().isdigit()
            if counted and before.group() in self._prepositions and word.group() in self._every:
                return before.start(), behind.end()
        return self._less(sentence, passages)

    def _less(self, sentence: Sentence, passages: Passages) -> Span | None:
        for words, end in self._openings(sentence, passages):
            at = next((at for at, word in enumerate(words[:LESS]) if word.group() in self._lacking), None)
            if at is None or at + 1 == len(words) or words[at + 1].group() in self._small - self._determiners:
                continue
            if not any(self._is_done(word) or word.group() in self._prepositions for word in words[:at]):
                return words[0].start(), end
        return None

    def _shown_in(self, core: Core, sentence: Sentence, passages: Passages) -> Span | None:
        """In which paper it stands ("listed in the annex"), or a paper and what it shows ("The index shows where")."""
        words = self._words(sentence, passages, MOST_READ)
        for one, two, three, four in zip(words, words[1:], words[2:], words[3:], strict=False):
            placed = two.group() in self._prepositions and three.group() in self._determiners
            if placed and self._is_done(one) and four.group() in self._papers:
                return one.start(), four.end()
        if len(words) > 2 and words[0].group() in self._determiners and words[1].group() in self._papers:
            shows = next((word for word in words[2:OPENING] if word.group() in self._telling), None)
            return None if shows is None else (words[0].start(), shows.end())
        return None

    # -- papers and who gave them

    def _issuer(self, core: Core, sentence: Sentence, passages: Passages) -> Span | None:
        """Who gave a paper: behind its number ("… 4471 of Nord Cert"), or before or behind what was done with it."""
        words = self._words(sentence, passages, MOST_READ)
        papers = [fact for fact in passages.facts(sentence.number) if fact.role == "registry"]
        ends = {paper.end for paper in papers}
        for before, word, behind in zip(words, words[1:], words[2:], strict=False):
            if before.end() in ends and word.group() in self._genitives:
                return self._name(passages, behind.start(), 1)
        if papers or self._repeats(core, words, passages):
            for one, agent, behind in zip(words, words[1:], words[2:], strict=False):
                if self._is_done(one) and agent.group() in self._agents & self._by:
                    return self._name(passages, behind.start(), 1)
        name = self._name(passages, sentence.start, 2)
        rest = [word for word in words if name and word.start() > name[1]]
        issued = len(rest) > 1 and self._is_done(rest[0]) and rest[1].group() in self._pronouns
        return name if issued else None

    def _checker(self, core: Core, sentence: Sentence, passages: Passages) -> Span | None:
        """Who did what the claim tells of: "Nord Audit visited 40 of the 52"."""
        name = self._name(passages, sentence.start, 2)
        behind = list(islice(WORD.finditer(passages.norm.lower, name[1], sentence.end), 1)) if name else []
        return name if behind and self._is_done(behind[0]) else None

    def _is_done(self, word: re.Match[str]) -> bool:
        return bool(self._participles) and word.group().endswith(self._participles)

    def _repeats(self, core: Core, words: Sequence[re.Match[str]], passages: Passages) -> bool:
        """Whether a sentence opens with a noun of the words that make the claim: "certified", "the certificates"."""
        subject = next((word.group() for word in words[:OPENING] if word.group() not in self._small), "")
        claimed = WORD.findall(passages.norm.lower, core.start, core.end)
        return len(subject) >= ALIKE and subject[:ALIKE] in {word[:ALIKE] for word in claimed}

    def _name(self, passages: Passages, at: int, least: int) -> Span | None:
        """The name of somebody else that begins at an offset, with so many words with capitals."""
        found = _NAME.match(passages.norm.text, at) if self._capitals else None
        if found is None:
            return None
        words = WORD.findall(found.group())
        own = {word.lower() for word in words} <= passages.names.own
        return None if own or len(words) < least else found.span()

    # -- what is done, and what is to be done

    def _until(self, core: Core, sentence: Sentence, passages: Passages) -> Span | None:
        """A date still to come, as a certificate has one."""
        date = next((one for one in _dates(sentence, passages) if self._is_ahead(one, None)), None)
        return None if date is None else (date.start, date.end)

    def before(self, core: Core, passages: Passages) -> Fact | None:
        """The base year that the sentence or entry before a claim names, where the claim is "over the same" years."""
        mine, number = core.sentence, core.sentence.number - 1
        if number < 0 or not any(
            hit.signal in self._same_span for one in mine.clauses for hit in one.hits_any
        ):
            return None
        kinds = {passages.block(one).kind for one in (number, mine.number)}
        other = passages.sentence(number)
        beside = other.block == mine.block or (mine.block - other.block == 1 and kinds == {LIST})
        dates = _dates(other, passages) if beside else []
        return next((date for date in dates if date.role == "base"), None)

    def _step(self, core: Core, sentence: Sentence, passages: Passages) -> Span | None:
        """What serves a plan: something dated that is no goal itself ("The kilns are rebuilt from 2027"), or a deed."""
        facts = passages.facts(sentence.number)
        if any(fact.kind == "share" for fact in facts):
            return None
        hits = [hit for clause in sentence.clauses for hit in clause.hits_any]
        dates, due = _dates(sentence, passages), core.target_year
        on_time = dates and all(self._is_ahead(date, due) for date in dates)
        if on_time and not any(self._is_over(clause, dates) for clause in sentence.clauses):
            return sentence.start, sentence.end
        speaks = any(hit.signal in self._first_person and hit.start == sentence.start for hit in hits)
        words = self._words(sentence, passages, OPENING)
        done = len(words) > 2 and words[1].group() in self._have and self._is_done(words[2])
        return (sentence.start, sentence.end) if speaks and done else None

    def _is_ahead(self, date: Fact, due: int | None) -> bool:
        return date.year is not None and self._reported < date.year and (due is None or date.year <= due)

    def _is_over(self, clause: Clause, dates: Sequence[Fact]) -> bool:
        """Whether a clause tells of what was done by a date: "was opened in 2021", "opened in 2021"."""
        if not any(clause.start <= date.start < clause.end for date in dates):
            return False
        helped = any(hit.signal in self._ahead for hit in clause.hits_any)
        past = any(hit.signal in self._past for hit in clause.hits_any)
        return past or (not helped and any(hit.form == "past" for hit in clause.hits_any))

    def _instruction(self, core: Core, sentence: Sentence, passages: Passages) -> Span | None:
        """What the reader is told to do: a word that nothing stands before, with its object: "Rinse the cup"."""
        words = self._words(sentence, passages, 2)
        if len(words) < 2 or words[0].group() in self._small or self._is_done(words[0]):
            return None
        if any(hit.signal in self._helpers for hit in sentence.clauses[0].hits_any):
            return None
        told = words[1].group() in self._definite | self._pronouns and words[1].start() == words[0].end() + 1
        return (sentence.start, sentence.end) if told else None

    # -- words

    def _openings(
        self, sentence: Sentence, passages: Passages
    ) -> Iterator[tuple[Sequence[re.Match[str]], int]]:
        """The words of the sentence, and from each mark in it, up to the end of that part."""
        text, low = passages.norm.text, passages.norm.lower
        starts = [
            sentence.start,
            *(one.end() for one in _STARTS.finditer(text, sentence.start, sentence.end)),
        ]
        for start in starts:
            stop = _ENDS.search(text, start, sentence.end)
            end = stop.start() if stop else sentence.end
            words = list(WORD.finditer(low, start, end))
            if words and words[0].start() == start:
                yield words, end

    @staticmethod
    def _words(sentence: Sentence, passages: Passages, most: int) -> list[re.Match[str]]:
        return list(islice(WORD.finditer(passages.norm.lower, sentence.start, sentence.end), most))


def _dates(sentence: Sentence, passages: Passages) -> list[Fact]:
    return [fact for fact in passages.facts(sentence.number) if fact.kind in DATED]
