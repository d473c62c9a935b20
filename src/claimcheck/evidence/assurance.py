"""Assurance statements of a document: found by sections and by words, and read into records.

The words of each part stand in the lexicons under grammar roles. A statement is read once for all claims.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, get_args

from claimcheck.model.assurance import Assurance, Level, Outcome, Quoted, Subject
from claimcheck.model.passage import Fact, Hit, Sentence
from claimcheck.rulepack.pack import Lexicon
from claimcheck.text.metric_words import MetricGrammar
from claimcheck.text.parties import CAPITALS
from claimcheck.text.passages import Passages

SECTION = "assurance"
"""The kind of section that an assurance statement stands in."""
MOST_APART = 14
"""Blocks between two passages of one statement: signatures and letterheads stand between."""
MOST_ON_PAGES = 60
"""The same on one page or two that follow each other."""
LEAST_VOICED = 2
"""Sentences in the practitioner's voice that make a statement outside a section of that kind."""
AGENT = "agent"
LONGEST_AGENT = 12
"""Characters of a word that says by whom."""
MOST_BETWEEN = 4
"""Words between those of a check and the name of who made it ("verified by a third party, …")."""
NO_STATEMENTS = ("glossary", "contents")
"""Kinds of sections that tell what an assurance is, or where it stands, and make none."""
MOST_LISTED = 60
"""Blocks of a list of what is covered."""
LONGEST_MARK = 24
"""Characters of a mark in quotation marks."""

_DENIED = ("negated", "question", "instruction")
_LEVELS: Mapping[str, Level] = {f"assured_{level}": level for level in get_args(Level)}
_ROLES = (
    *_LEVELS, "practitioner", "other_voice", "assured_by_standard", "assured_checked", "assured_told",
    "assured_subject",
    "assured_list",
    "assured_part", "assured_mark", "assured_whole", "assured_excluded", "assured_clean", "assured_qualified",
    "assured_other",
)  # fmt: skip
_NAME_GOES_ON = re.compile(rf"(?: (?:& )?(?:[{CAPITALS}](?:\.[\w]{{1,2}})+\.?|[{CAPITALS}][\w&-]*)){{0,5}}")
_NUMBER_OF_STANDARD = re.compile(
    r"(?: ?\([\w ]{2,20}\))? ?-? ?[0-9]{1,5}(?:[-:][0-9]{1,4})*(?: ?\([\w ]{2,12}\)| v[0-9](?:\.[0-9])?)?"
)
_HAS_NUMBER = re.compile(r"[0-9]")
_QUOTED_MARK = re.compile(rf"[\"']([^\"']{{1,{LONGEST_MARK}}})[\"']")
_SIGN_MARK = re.compile(r"[^\w\s.,;:\"'()&/%+=<>-]")


class Words(NamedTuple):
    """The masks of the roles by which statements are read, and the metrics of the language."""

    roles: Mapping[str, int]
    metrics: MetricGrammar
    agents: frozenset[str]
    anchors: int


def assurance_words(lexicon: Lexicon) -> Words:
    """What a language has for statements; ``anchors`` are the signals that every sentence is searched for."""
    roles = {name: lexicon.roles.get(name, 0) for name in _ROLES}
    wanted = ("assured_by_standard", "assured_checked", "other_voice", *_LEVELS)
    anchors = 0
    for name in wanted:
        anchors |= roles[name]
    agents = frozenset(
        word for word, phrases in lexicon.frames.phrases.items() for _, told in phrases if AGENT in told
    )
    return Words(roles, lexicon.metrics, agents, anchors)


def find_assurance(passages: Passages, words: Words) -> tuple[Assurance, ...]:
    """The assurance statements of a document, in reading order."""
    reader = _Reader(passages, words)
    found = [one for run in reader.runs() if (one := reader.read(run)) is not None]
    return tuple(_named_elsewhere(found))


def _named_elsewhere(found: Sequence[Assurance]) -> Iterator[Assurance]:
    """Statements with the practitioner as the company names it.

    A letterhead may be a picture, and the small print names the whole network of a firm.
    """
    told = [one.practitioner for one in found if one.practitioner is not None and one.teller == "company"]
    only = told[0] if len({name.text for name in told}) == 1 else None
    for one in found:
        own = one.practitioner
        if only is None or one.teller == "company" or (own is not None and _first(own) != _first(only)):
            yield one
        else:
            yield one._replace(practitioner=only)


def _first(name: Quoted) -> str:
    return name.text.split()[0].lower()


def _said(sentence: Sentence) -> int:
    """The signals of a sentence, none of those that are denied or asked: "subject to" is no condition here."""
    denied = any(one.reason in _DENIED for one in sentence.guards)
    return sentence.mask if denied else sentence.mask_any


class _Reader:
    """Reads the statements of one document."""

    def __init__(self, passages: Passages, words: Words) -> None:
        self._passages = passages
        self._roles = words.roles
        self._metrics = words.metrics
        self._levels = 0
        for name in _LEVELS:
            self._levels |= words.roles[name]
        self._agents = words.agents
        self._checked = self._levels | words.roles["assured_by_standard"]

    # -- where statements stand

    def runs(self) -> Iterator[range]:
        """Sentences of each statement: of a section or annex, or of a paragraph that tells of one."""
        run: range | None = None
        for index in self._speaking():
            if run is not None and self._goes_on(run, index):
                run = range(run.start, index + 1)
                continue
            if run is not None:
                yield run
            run = range(index, index + 1)
        if run is not None:
            yield run

    def _speaking(self) -> Iterator[int]:
        """Sentences of assurance sections, and those elsewhere that have the words of a check."""
        passages = self._passages
        words = self._checked | self._roles["assured_checked"]
        for index, mask in enumerate(passages.anchors):
            if self._is_inside(index) or (mask & words and self._is_of_check(index)):
                yield index

    def _is_inside(self, index: int) -> bool:
        return self._is_inside_block(self._passages.spans[index].block)

    def _is_of_check(self, index: int) -> bool:
        """Whether a sentence outside an assurance section is about a check of the report."""
        sentence, roles = self._passages.sentence(index), self._roles
        mask = _said(sentence)
        if (
            self._passages.structure.section_kind(sentence.block) in NO_STATEMENTS
            or mask & roles["assured_other"]
        ):
            return False
        if mask & self._checked:
            return bool(mask & (roles["other_voice"] | roles["assured_told"] | roles["assured_checked"]))
        return bool(mask & roles["assured_checked"]) and (
            bool(mask & roles["practitioner"])
            or self._party(sentence) is not None
            or any(self._subjects_of(sentence))
        )

    def _goes_on(self, run: range, index: int) -> bool:
        """Whether a sentence belongs to the statement that a run of sentences makes."""
        spans, last = self._passages.spans, run.stop - 1
        one, other = spans[last].block, spans[index].block
        if self._is_theirs(last) and self._is_theirs(index):
            pages = [self._passages.document.blocks[block].page for block in (one, other)]
            apart = MOST_APART if None in pages else MOST_ON_PAGES
            return other - one <= apart and (pages[1] or 0) - (pages[0] or 0) <= 1
        # Whoever is named anew has made another check.
        named = [
            self._practitioner([self._passages.sentence(at) for at in part])
            for part in (run, range(index, index + 1))
        ]
        return other - one <= 1 and None in named

    def _is_theirs(self, index: int) -> bool:
        voiced = self._passages.sentence(index).mask_any & self._roles["other_voice"]
        return bool(voiced) or self._is_inside(index)

    # -- what a statement says

    def read(self, run: range) -> Assurance | None:
        """The record of a run of sentences, None where they tell of no check."""
        sentences = [self._passages.sentence(index) for index in run]
        roles = self._roles
        voices = sum([bool(one.mask_any & roles["other_voice"]) for one in sentences])
        voiced = voices >= LEAST_VOICED or (voices > 0 and self._is_inside(run.start))
        telling = roles["assured_subject"]
        if not voiced:
            telling |= roles["assured_told"] | roles["assured_checked"] | self._checked
        subject = [
            one
            for one in sentences
            if one.mask_any & telling
            and (voiced or _said(one) & telling)
            and not one.mask_any & roles["assured_excluded"]
            and not (one.mask_any & roles["assured_other"] and not voiced)
        ]
        levels = tuple(self._levels_of(subject))
        standards = tuple(self._standards_of(sentences))
        if not subject or not (levels or standards or not voiced):
            return None
        practitioner = self._practitioner(sentences, voiced=voiced)
        listed = self._listed(subject, voiced=voiced)
        covered = tuple(
            part for one in (*subject, *listed) for part in self._subjects_of(one, by_clause=one in subject)
        )
        partly = any(one.mask_any & (roles["assured_part"] | roles["assured_mark"]) for one in subject)
        return Assurance(
            teller="practitioner" if voiced else "company",
            practitioner=practitioner,
            standards=standards,
            levels=levels,
            years=self._years(subject),
            whole=not covered
            and not partly
            and any(one.mask_any & roles["assured_whole"] for one in subject),
            mark=next((mark for one in sentences if (mark := self._mark(one)) is not None), None),
            covered=covered,
            excluded=tuple(self._excluded(sentences)),
            outcome=self._outcome(sentences),
            start=sentences[0].start,
            end=sentences[-1].end,
        )

    def _hits(self, sentence: Sentence, mask: int) -> Iterator[Hit]:
        if sentence.mask_any & mask:
            for clause in sentence.clauses:
                for hit in clause.hits_any:
                    if mask >> hit.signal & 1:
                        yield hit

    def _quoted(self, start: int, end: int) -> Quoted:
        return Quoted(start, end, self._passages.norm.text[start:end])

    def _levels_of(self, subject: Sequence[Sentence]) -> Iterator[tuple[Level, Quoted]]:
        """Each level once, where it is first named; a further one only beside the figures that it is for."""
        told: dict[Level, Quoted] = {}
        for one in subject:
            own = {part.level for part in self._subjects_of(one)}
            hits = sorted(
                (hit.start, hit.end, level)
                for name, level in _LEVELS.items()
                for hit in self._hits(one, self._roles[name])
            )
            for start, end, level in hits:
                if not told or level in own:
                    told.setdefault(level, self._quoted(start, end))
        yield from sorted(told.items(), key=lambda item: item[1].start)

    def _standards_of(self, sentences: Sequence[Sentence]) -> Iterator[Quoted]:
        """The standards of the check with number and edition, each once."""
        seen: set[str] = set()
        text = self._passages.norm.text
        for one in sentences:
            until = -1
            for hit in self._hits(one, self._roles["assured_by_standard"]):
                if hit.start < until:
                    continue
                goes_on = _NUMBER_OF_STANDARD.match(text, hit.end)
                end = goes_on.end() if goes_on else hit.end
                longest = max(
                    (other.end for other in self._hits(one, self._roles["assured_by_standard"])
                     if other.start == hit.start), default=hit.end
                )  # fmt: skip
                if longest > hit.end:
                    goes_on = _NUMBER_OF_STANDARD.match(text, longest)
                    end = goes_on.end() if goes_on else longest
                until = end
                told = text[hit.start : end]
                if _HAS_NUMBER.search(told) and told not in seen:
                    seen.add(told)
                    yield Quoted(hit.start, end, told)

    def _practitioner(self, sentences: Sequence[Sentence], *, voiced: bool = False) -> Quoted | None:
        """Who checked: the known name that stands most often, else the organisation that the company names."""
        text = self._passages.norm.text
        known: Counter[str] = Counter()
        first: dict[str, Quoted] = {}
        for one in sentences:
            for hit in self._hits(one, self._roles["practitioner"]):
                goes_on = _NAME_GOES_ON.match(text, hit.end, one.end)
                name = self._quoted(hit.start, goes_on.end() if goes_on else hit.end)
                known[name.text.lower()] += 1
                first.setdefault(name.text.lower(), name)
        if known:
            # "KPMG" alone is short for the firm whose name stands beside it.
            full = {name: count for name, count in known.items() if " " in name} or known
            return first[max(full, key=lambda name: (known[name], -first[name].start))]
        if voiced:
            return None
        return next((found for one in sentences if (found := self._party(one)) is not None), None)

    def _party(self, sentence: Sentence) -> Quoted | None:
        """The organisation that a sentence names right behind the words of a check, or opens with."""
        told = self._roles["assured_checked"] | self._roles["assured_told"]
        hits = list(self._hits(sentence, told))
        for fact in self._passages.facts(sentence.number):
            if fact.kind != "party" or any(
                hit.start < fact.end and fact.start < hit.end
                for hit in self._hits(sentence, self._roles["assured_by_standard"])
            ):
                continue
            opens = fact.start == sentence.start and any(hit.start >= fact.end for hit in hits)
            if (
                opens
                or self._is_agent(fact, hits)
                or any(
                    hit.end <= fact.start
                    and self._passages.tokens_between(hit.end, fact.start) <= MOST_BETWEEN
                    for hit in self._hits(sentence, self._roles["assured_checked"])
                )
            ):
                return self._quoted(fact.start, fact.end)
        return None

    def _is_agent(self, party: Fact, hits: Sequence[Hit]) -> bool:
        """Whether a name stands behind a word like "by", and the words of a check before that."""
        lower = self._passages.norm.lower
        before = lower[max(party.start - 2 * LONGEST_AGENT, 0) : party.start].split()
        return bool(before) and before[-1] in self._agents and any(hit.end <= party.start for hit in hits)

    def _years(self, subject: Sequence[Sentence]) -> frozenset[int]:
        """The years of the figures: those that the words make a period, else those that stand by themselves."""
        facts = [
            fact
            for one in subject
            for fact in self._passages.facts(one.number)
            if fact.kind in ("year", "period") and fact.year is not None
        ]
        periods = {fact.end_year or fact.year for fact in facts if fact.role == "period"}
        bare = {fact.year for fact in facts if fact.role is None and fact.text.isdigit()}
        return frozenset(year for year in periods or bare if year is not None)

    def _listed(self, subject: Sequence[Sentence], *, voiced: bool) -> list[Sentence]:
        """The sentences of the lists behind sentences that announce one.

        A practitioner's list ends with the next heading; that of a section in which the company tells of a check has
        headings of its own.
        """
        passages, found = self._passages, dict[int, Sentence]()
        blocks = passages.document.blocks
        stops = self._roles["other_voice"] | self._roles["assured_excluded"]
        for one in subject:
            if not one.mask_any & self._roles["assured_list"] or blocks[one.block].kind == "heading":
                continue
            for block in range(one.block + 1, min(one.block + MOST_LISTED, len(blocks))):
                ended = blocks[block].kind == "heading" if voiced else not self._is_inside_block(block)
                sentences = [passages.sentence(index) for index in passages.of_block(block)]
                if ended or any(sentence.mask_any & stops for sentence in sentences):
                    break
                found |= {sentence.number: sentence for sentence in sentences}
        return list(found.values())

    def _is_inside_block(self, block: int) -> bool:
        return self._passages.structure.section_kind(block) == SECTION

    def _subjects_of(self, sentence: Sentence, *, by_clause: bool = True) -> Iterator[Subject]:
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
            if metrics:
                digits = frozenset(
                    digit
                    for fact in scopes
                    if start <= fact.start < end
                    for digit in fact.text
                    if digit.isdigit()
                )
                yield Subject(metrics, digits, level, start, end)

    def _parts(self, sentence: Sentence) -> list[tuple[Level | None, int, int]]:
        """The parts of a sentence that are about one level each."""
        hits = sorted(
            (hit.start, level)
            for name, level in _LEVELS.items()
            for hit in self._hits(sentence, self._roles[name])
        )
        if not hits:
            return [(None, sentence.start, sentence.end)]
        if len({level for _, level in hits}) == 1:
            return [(hits[0][1], sentence.start, sentence.end)]
        starts = [sentence.start, *(start for start, _ in hits[1:]), sentence.end]
        return [(hits[place][1], starts[place], starts[place + 1]) for place in range(len(hits))]

    def _excluded(self, sentences: Sequence[Sentence]) -> Iterator[Subject]:
        for one in sentences:
            for hit in list(self._hits(one, self._roles["assured_excluded"]))[:1]:
                for part in self._subjects_of(one, by_clause=False):
                    yield part._replace(start=hit.start)

    def _outcome(self, sentences: Sequence[Sentence]) -> Outcome | None:
        if any(one.mask_any & self._roles["assured_qualified"] for one in sentences):
            return "qualified"
        return "unmodified" if any(one.mask_any & self._roles["assured_clean"] for one in sentences) else None

    def _mark(self, sentence: Sentence) -> str | None:
        """What marks the figures that were checked: words in quotation marks, or a sign."""
        for hit in self._hits(sentence, self._roles["assured_mark"]):
            behind = self._passages.norm.text[hit.end : min(sentence.end, hit.end + 2 * LONGEST_MARK)]
            quoted = _QUOTED_MARK.search(behind) or _SIGN_MARK.search(behind)
            if quoted:
                return (quoted.group(1) if quoted.re is _QUOTED_MARK else quoted.group()).strip(" ,.") or None
        return None
