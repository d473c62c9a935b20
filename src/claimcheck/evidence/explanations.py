"""What a document says of its terms where it tells how it reports: which entries explain what a claim is about."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import compress, islice, pairwise, takewhile
from typing import Final, NamedTuple

from claimcheck.evidence.figures.links import DOCUMENT
from claimcheck.evidence.figures.row_matching import RowMatcher
from claimcheck.evidence.search_scopes import NOTED
from claimcheck.model.claim import Core
from claimcheck.rulepack.condition_terms import Compiled, View
from claimcheck.rulepack.pack import ElementType
from claimcheck.text.tokens import WORD

MOST = 600
"""Entries of one document that are looked at."""
MOST_TOLD = 4
"""Sentences that one entry gives."""
_LEAD = re.compile(r"[\"'“‘*]?([^\W_][^.:|]{1,58}?)[\"'”’*]?(?:[.:] (?=\S)| \| | [–-] )")
_LONGEST_LEAD, _LONGEST_SUBJECT = 6, 8
"""Words."""
_LEAST_TOLD = 3
"""Words of four letters and more that an explanation has."""
_LIST, _TABLE = "list", "table"
_VERB, _NEGATION, _OWN = "statement_verb", "negation", "first_person"
_DEFINING = "defining_verb"
_COORDINATOR: Final = "coordinator"
_AGENT: Final = "agent"
_GENITIVE: Final = "genitive"
_BEHIND_VERB, _NAME_BEHIND = 8, 3
"""Words behind a verb in which a participle stands, or the name of what figures are had by."""


class Explained(NamedTuple):
    """What an explanation is worth for an element at each place, and what it has to say."""

    credit: Mapping[str, float]
    told: Compiled

    @classmethod
    def of(cls, element: ElementType, credit: Mapping[str, float]) -> Explained | None:
        """That of an element; None where no explanation holds it."""
        if element.explained is None:
            return None
        match, told = element.explained
        return cls({place: match * credit.get(place, 0.0) for place in (DOCUMENT, NOTED)}, told)

    def worth(self, place: str, view: View) -> float:
        """What a sentence at a place is worth."""
        return self.credit[place] if self.credit[place] and self.told.test(view) else 0.0


class _Entry(NamedTuple):
    """Terms with the sentences that explain them.

    ``listed``: they stand in an entry among others of its kind; ``told``: they stand where reporting is told of;
    ``known``: they are several, or a name, so that they are not met by chance. ``named`` has the signals of a topic in
    them, each with the terms that it covers.
    """

    terms: frozenset[str]
    sentences: tuple[int, ...]
    listed: bool
    told: bool
    known: bool
    named: tuple[tuple[int, frozenset[str]], ...]

    def is_of(self, own: frozenset[str], kind: int) -> bool:
        """Whether a claim with the terms ``own`` is of this kind by signals of its type, and has all other terms."""
        covered = [terms for signal, terms in self.named if kind >> signal & 1]
        return bool(covered) and self.terms.difference(*covered) <= own


class Explanations:
    """The explanations of one document; looked for when the first claim asks.

    ``kinds`` are the kinds of sections in which a document tells how it reports, ``cores`` the signals that make the
    claims of each type.
    """

    def __init__(self, rows: RowMatcher, kinds: Collection[str], cores: Mapping[str, int]) -> None:
        self._lexicon, self._passages = rows.lexicon, rows.passages
        self._rows, self._kinds, self._cores = rows, kinds, cores

    @cached_property
    def _words_of(self) -> Mapping[str, frozenset[str]]:
        told, opening = self._lexicon.role_words, self._lexicon.frames.opening
        return {
            **{role: frozenset(told.get(role, ())) for role in (_VERB, _NEGATION, _OWN, _DEFINING)},
            **{role: opening(role) for role in (_AGENT, _GENITIVE)},
        }

    @cached_property
    def _divided(self) -> re.Pattern[str]:
        joining = self._lexicon.frames.opening(_COORDINATOR)
        joined = "".join(rf"|\b{re.escape(word)}\b" for word in sorted(joining))
        return re.compile(rf",|;|&| / {joined}")

    @cached_property
    def _topics(self) -> int:
        return self._lexicon.topic_mask

    def of(self, core: Core, rows: Sequence[int]) -> Iterator[tuple[int, str]]:
        """The sentences that explain what a claim, or the row of a table that it names, is about; with their place."""
        fitting = [one for one in self._fitting(core, rows) if core.sentence.number not in one.sentences]
        most = max((len(one.terms) for one in fitting), default=0)
        for one in fitting:
            if len(one.terms) == most:
                yield from ((number, DOCUMENT) for number in one.sentences)
        yield from ((number, NOTED) for number in self.notes(core, rows))

    def notes(self, core: Core, rows: Sequence[int]) -> list[int]:
        """The sentences of entries that explain names or several words in a claim, and abbreviations in its rows.

        They are as good as notes on it.
        """
        entries = [one for one in self._entries if one.listed and one.known]
        stems = self._stems(core) if entries else frozenset[str]()
        found = [number for one in entries if one.terms <= stems for number in one.sentences]
        definitions = self._rows.vocabulary.definitions
        return [*found, *definitions.of_rows(rows)] if definitions.known else found

    def _fitting(self, core: Core, rows: Sequence[int]) -> Iterator[_Entry]:
        if self._entries:
            reader, labels, spans = self._rows.vocabulary.reader, self._labels, self._passages.spans
            named = [reader.terms(label) for row in rows for label in labels.get(spans[row].block, ())]
            # The signals in a claim that make it one of its type.
            own, kind = self._stems(core), core.clause.mask_any & self._cores.get(core.type, 0)
            stems = (self._measured(core) or own).union(*named)
            yield from (
                one
                for one in self._entries
                if one.told and (one.terms <= stems or (one.known and one.is_of(own, kind)))
            )

    def _measured(self, core: Core) -> frozenset[str]:
        """The terms of what the figures of a claim measure."""
        clauses, told = self._rows.clauses, frozenset[str]()
        clause = clauses.of(core.sentence.number, core.clause.start, core.clause.end)
        for figure in self._rows.facts.numbers(core.sentence.number):
            if core.clause.start <= figure.start < core.clause.end:
                told |= clauses.matter(clauses.of_figure(clause, figure))
        return told

    def _stems(self, core: Core) -> frozenset[str]:
        return self._rows.clauses.of(core.sentence.number, core.clause.start, core.clause.end).stems

    @cached_property
    def _labels(self) -> dict[int, tuple[str, ...]]:
        found: dict[int, tuple[str, ...]] = {}
        for point in self._passages.structure.data_points:
            found.setdefault(point.block, point.row_path)
        return found

    @cached_property
    def _entries(self) -> Sequence[_Entry]:
        # A text of one block has no place where it explains itself.
        return [*islice(self._found(), MOST)] if len(self._passages.document.blocks) > 1 else ()

    def _found(self) -> Iterator[_Entry]:
        """What opens with its term: a block of its own among others, and sentences where reporting is told."""
        document = self._passages.document
        blocks = document.blocks
        # Neither a row of figures nor what heads one tells what a term means.
        heads = {cell.block for table in document.tables for cell in table.cells if cell.row < table.header_rows} | {
            point.block for point in self._passages.structure.data_points
        }
        leads = [
            None if block.muted or block.running or number in heads else self._lead(block.text)
            for number, block in enumerate(blocks)
        ]
        for number, block in enumerate(blocks):
            sentences = self._passages.of_block(number)
            if not sentences or block.running or block.muted or block.kind in ("heading", "title", "caption"):
                continue
            told = self._passages.structure.section_kind(number) in self._kinds
            lead = leads[number]
            listed = any(leads[max(number - 1, 0) : number] + leads[number + 1 : number + 2])
            # Nobody says there what the company does.
            plain = self._words_of[_OWN].isdisjoint(block.text.lower().split())
            prose = listed and block.kind != _TABLE and plain
            if lead is not None and (told or prose):
                yield from self._of_lead(lead, sentences, listed=listed, told=told)
            if told and self._is_term(number) and not self._is_term(number + 1):
                behind = tuple(self._passages.of_block(number + 1))
                yield from self._of_terms(
                    block.text, behind[:MOST_TOLD], sentences[0], listed=self._is_term(number + 2), told=True
                )
            if told and block.kind != _TABLE:
                for one in sentences:
                    # What tells a share is a result, and what is denied was not done.
                    told_so = not any(fact.kind == "share" for fact in self._passages.facts(one))
                    if told_so and self._words_of[_NEGATION].isdisjoint(self._words(one)):
                        yield from self._of_terms(self._subject(one), (one,), one, listed=False, told=True)

    def _of_lead(self, lead: re.Match[str], sentences: Sequence[int], *, listed: bool, told: bool) -> Iterator[_Entry]:
        """The entries of a block that opens with a term; it has to say how that is had if none tells of reporting."""
        end = self._passages.spans[sentences[0]].start + lead.end()
        own = [one for one in sentences if self._passages.spans[one].end > end]
        # The entries of a text file may stand in one paragraph.
        own[1:] = takewhile(lambda one: self._lead(self._text(one)) is None, own[1:])
        if told or self._defines(own[0], end):
            yield from self._of_terms(lead[1], tuple(own[:MOST_TOLD]), sentences[0], listed=listed, told=told)

    def _is_term(self, number: int) -> bool:
        """Whether a block of a list is a few words without a stop, which the block behind it may explain."""
        blocks = self._passages.document.blocks
        if number >= len(blocks) or blocks[number].kind != _LIST:
            return False
        words = blocks[number].text.lower().split()
        return 0 < len(words) <= _LONGEST_LEAD and words[-1][-1:].isalnum() and self._words_of[_VERB].isdisjoint(words)

    def _lead(self, text: str) -> re.Match[str] | None:
        """The words that open a text and end before a stop, without a verb, where enough is told behind them."""
        lead = _LEAD.match(text)
        if lead is None:
            return None
        words = lead[1].lower().split()
        if len(words) > _LONGEST_LEAD or not self._words_of[_VERB].isdisjoint(words):
            return None
        told = WORD.findall(text[lead.end() :])
        return lead if sum(one.isalpha() and len(one) > _LEAST_TOLD for one in told) >= _LEAST_TOLD else None

    def _text(self, sentence: int) -> str:
        span = self._passages.spans[sentence]
        return self._passages.norm.text[span.start : span.end]

    def _words(self, sentence: int) -> list[str]:
        span = self._passages.spans[sentence]
        return WORD.findall(self._passages.norm.lower, span.start, span.end)

    def _subject(self, sentence: int) -> str:
        """The words in front of the first verb of a sentence that says how they are had, else nothing.

        Behind the verb stands a participle with by or from whom or what ("is read from the meters"), a name, or what
        is counted ("is the number of injuries per million hours"); one that defines needs nothing ("means power that").
        """
        text = self._text(sentence)
        words = [*WORD.finditer(text)]
        defining, stating = self._words_of[_DEFINING], self._words_of[_VERB]
        verbs = (place for place, word in enumerate(words) if word.group().lower() in stating | defining)
        verb = next(verbs, len(words))
        if verb > _LONGEST_SUBJECT:
            return ""
        had = self._is_had([word.group() for word in words[verb + 1 : verb + 1 + _BEHIND_VERB]], apart=1)
        defines = verb < len(words) and words[verb].group().lower() in defining - stating
        return text[: words[verb].start()] if had or defines else ""

    def _defines(self, sentence: int, start: int) -> bool:
        """Whether a sentence defines from ``start`` on, or says how something is had and not what another thing is."""
        span, stating = self._passages.spans[sentence], self._words_of[_VERB]
        start = max(start, span.start)
        if self._passages.norm.lower.startswith(tuple(self._words_of[_DEFINING]), start):
            return True
        words = WORD.findall(self._passages.norm.text, start, span.end)
        # "Staff are barred from it": what has a verb of its own is no part of the term.
        ends = self._lexicon.participles
        said = [not (word.endswith(ends) and one.lower() in stating) for one, word in pairwise(words)]
        return self._is_had([*words[:1], *compress(words[1:], said)], apart=0)

    def _is_had(self, behind: Sequence[str], *, apart: int) -> bool:
        """Whether words tell by or from what something is had, up to ``apart`` words on, or what is counted."""
        done = any(
            word.endswith(self._lexicon.participles)
            and not self._words_of[_AGENT].isdisjoint(behind[at + 1 : at + 2 + apart])
            for at, word in enumerate(behind)
        )
        named = any(sum(map(str.isupper, word)) > 1 for word in behind[:_NAME_BEHIND])
        counted = any(
            one in self._lexicon.terms.forms and other in self._words_of[_GENITIVE]
            for one, other in pairwise(word.lower() for word in behind[:_NAME_BEHIND])
        )
        return done or named or counted

    def _of_terms(
        self, text: str, sentences: tuple[int, ...], at: int, *, listed: bool, told: bool
    ) -> Iterator[_Entry]:
        """An entry for all terms of a text in the sentence ``at`` a number, and one for each of its parts."""
        vocabulary = self._rows.vocabulary
        for part in dict.fromkeys((text, *self._divided.split(text))):
            terms = vocabulary.reader.terms(part) - vocabulary.loose
            if any(not term.isdigit() for term in terms):
                known = len(terms) > 1 or self._passages.names.is_name(part.strip())
                yield _Entry(terms, sentences, listed, told, known, tuple(self._named(part, at)))

    def _named(self, part: str, at: int) -> Iterator[tuple[int, frozenset[str]]]:
        """The signals in some words of a sentence that tell a topic, or stand where one is told."""
        norm, reader = self._passages.norm, self._rows.vocabulary.reader
        sentence = self._passages.sentence(at)
        topics = sentence.hits_of(self._topics)
        for hit in sentence.hits_any if topics else ():
            text = norm.text[hit.start : hit.end]
            told = any(one.start < hit.end and hit.start < one.end for one in topics)
            if told and text in part and hit.signal not in self._lexicon.topics:
                yield hit.signal, reader.terms(text)
