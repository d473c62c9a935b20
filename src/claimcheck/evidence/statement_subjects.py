"""The subject of a statement: what stands before its verb, and whether that is the report, its figures or its year."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple

from claimcheck.model.passage import Fact, Hit, Sentence
from claimcheck.rulepack.pack import Lexicon
from claimcheck.text.passages import Passages
from claimcheck.text.tokens import WORD

LONGEST_SUBJECT = 120
"""Characters before the verb of a statement."""
MOST_BEFORE = 3
"""Words before the name of a year that is the subject: "our financial year 2023/24"."""
_COLON = ":"
_QUOTES = "\"'“”„‘’«»"
_ENDING = "s"


class Subject(NamedTuple):
    """The words of a sentence before its first verb, with the signals that stand there.

    ``year``: the words are the name of a year or period ("FY25 means the twelve months to March").
    """

    start: int
    end: int
    mask: int
    year: bool = False


class SubjectWords(NamedTuple):
    """The words of a language by which subjects are told; ``heads`` are signals of the report and its figures.

    ``verbs`` are those of verbs of statements, ``report`` those of the report alone; ``capitals`` make names.
    """

    heads: int
    report: int
    verbs: int
    openers: frozenset[str]
    we: frozenset[str]
    capitals: bool
    ends: frozenset[str]
    participles: tuple[str, ...]
    titles: frozenset[str]

    @classmethod
    def of(cls, lexicon: Lexicon, heads: int, report: int) -> SubjectWords:
        """Those of a lexicon."""
        roles = lexicon.role_words
        return cls(
            heads=heads,
            report=report,
            verbs=lexicon.mask("statement_verb"),
            openers=lexicon.metrics.limits.union(single_words(lexicon, "clause_opener")),
            we=frozenset(roles.get("first_person", ())).difference(roles.get("possessive", ())),
            capitals=not lexicon.noun_capitals,
            ends=lexicon.phrase_ends,
            participles=lexicon.participles,
            titles=frozenset(lexicon.facts.year_titles),
        )


def single_words(lexicon: Lexicon, role: str) -> frozenset[str]:
    """The words of a role without its phrases."""
    return frozenset(word for word in lexicon.role_words.get(role, ()) if " " not in word)


class Subjects:
    """Finds the subjects of the sentences of one document."""

    def __init__(self, words: SubjectWords, passages: Passages) -> None:
        self._words, self._passages = words, passages

    def of(self, sentence: Sentence, hits: Sequence[Hit], named_by: int = 0) -> Subject | None:
        """The words before the first verb, behind an opening clause; None for a sentence without a verb.

        A colon is as good as a verb ("Base year: 2019"), and of several verbs the first with a word for the report or
        for the element before it counts: "use" may be none in "energy use". Verbs are an open class: what agrees with
        a word for the report right before it is one as well.
        """
        text, start = self._passages.norm.lower, sentence.start
        reach = min(start + LONGEST_SUBJECT, sentence.end)
        verbs = [hit.start for hit in hits if self._words.verbs >> hit.signal & 1 and start < hit.start < reach]
        colon = text.find(_COLON, start, reach)
        first = WORD.search(text, start, sentence.end)
        opened = first is not None and first.group() in self._words.openers
        found: Subject | None = None
        for verb in sorted([*verbs, colon] if colon > 0 else verbs):
            begins = max(text.rfind(", ", start, verb) + 2, start) if opened else start
            # "Entities: the report covers …": behind the head of an entry its sentence begins.
            begins = max(begins, colon + 1 if 0 < colon < verb else start)
            mask = reduce(or_, (1 << hit.signal for hit in hits if begins <= hit.start < verb), 0)
            found = found or Subject(begins, verb, mask)
            if mask & (self._words.heads | named_by):
                return Subject(begins, verb, mask)
        return self._before_other_verb(sentence, hits, reach) or self._named_year(sentence) or found

    def _before_other_verb(self, sentence: Sentence, hits: Sequence[Hit], reach: int) -> Subject | None:
        """The words up to the first one for the report or its figures, where a verb in the present stands behind it.

        "We report" has its verb in that word. Several years at once are those of a plan or series, and no period.
        """
        lower, start = self._passages.norm.lower, sentence.start
        head = next((hit for hit in hits if self._words.heads >> hit.signal & 1 and hit.start < reach), None)
        if head is None or any(map(_of_several_years, self._passages.facts(sentence.number))):
            return None
        mask = reduce(or_, (1 << hit.signal for hit in hits if start <= hit.start < head.end), 0)
        before = [word.group() for word in WORD.finditer(lower, start, head.start)]
        if len(before) == 1 and before[0] in self._words.we and self._words.report >> head.signal & 1:
            return Subject(start, head.end, mask)
        word = WORD.match(lower, head.end + 1)
        if word is None or word.group() in self._words.ends or word.group().endswith(self._words.participles):
            return None
        # "Data centres" are another thing than data, and the "Targets" of an initiative are its name.
        named = head.start > start and self._words.capitals and self._passages.norm.text[head.start].isupper()
        if named or any(hit.start == head.start and hit.end > head.end for hit in hits):
            return None
        one, other = lower[head.start : head.end], word.group()
        return Subject(start, head.end, mask) if one.endswith(_ENDING) != other.endswith(_ENDING) else None

    def _named_year(self, sentence: Sentence) -> Subject | None:
        """The name of a year that opens a sentence, where the sentence tells when that year ends.

        "Our financial year" may stand before it.
        """
        dates = [one for one in self._passages.facts(sentence.number) if one.kind in ("year", "period")]
        if len(dates) < 2:
            return None
        before = self._passages.norm.lower[sentence.start : dates[0].start].strip(_QUOTES).split()
        if before and (len(before) > MOST_BEFORE or " ".join(before[-2:]) not in self._words.titles):
            return None
        year = dates[0].end_year or dates[0].year
        told = dates[0].kind == "period" and year in [one.end_year or one.year for one in dates[1:]]
        return Subject(sentence.start, dates[0].end, 0, year=True) if told else None


def _of_several_years(fact: Fact) -> bool:
    return fact.year is not None and fact.end_year is not None and fact.end_year - fact.year > 1
