"""Assurance statements of a document: found by sections and by words, and read into records.

The words of each part stand in the lexicons under grammar roles. A statement is read once for all claims.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import or_

from claimcheck.evidence.assurance.entries import first_word, marked_elsewhere, named_elsewhere
from claimcheck.evidence.assurance.parts import Parts
from claimcheck.evidence.assurance.subjects import Subjects
from claimcheck.evidence.assurance.words import FOLLOWING, SECTION, Words, said
from claimcheck.model.assurance import Assurance, Level, Quoted, Subject
from claimcheck.model.passage import Sentence
from claimcheck.text.passages import Passages

MOST_APART = 14
"""Blocks between two passages of one statement: signatures and letterheads stand between."""
MOST_ON_PAGES = 60
"""The same on one page or two that follow each other."""
_OF_OTHERS = ("reported_other", "quoted_other")
LEAST_VOICED = 2
"""Sentences in the practitioner's voice that make a statement outside a section of that kind."""
MOST_FOLLOWING = 3
"""Sentences of a paragraph behind the one that tells of a check, which may say more of it."""
MOST_OF_RUN = 200
"""Sentences of a statement that a further one is compared with; nobody writes longer ones."""
MOST_LISTED = 60
"""Blocks of a list of what is covered."""
MOST_NAMED = 40
"""Further sentences that tell of a known practitioner."""
MOST_APART_FROM_ALL = 3
"""Words between a word for the report and one that says that it is all of it."""


def find_assurance(passages: Passages, words: Words, subjects: Subjects) -> tuple[Assurance, ...]:
    """The assurance statements of a document, in reading order."""
    reader = _Reader(passages, words, subjects)
    found = [one for run in reader.runs() if (one := reader.read(run)) is not None]
    found += [one for run in reader.naming(found) if (one := reader.read(run)) is not None]
    found.sort(key=lambda one: one.start)
    return tuple(marked_elsewhere(list(named_elsewhere(found))))


class _Reader:
    """Reads the statements of one document."""

    def __init__(self, passages: Passages, words: Words, subjects: Subjects) -> None:
        self._passages, self._subjects = passages, subjects
        self._roles, self._checked = words.roles, words.checked
        self._follows = reduce(or_, (words.roles[name] for name in FOLLOWING))
        self._parts = Parts(passages, words)

    # -- where statements stand

    def runs(self) -> Iterator[range]:
        """Sentences of each statement: of a section or annex, or of a paragraph that tells of one."""
        run: range | None = None
        for index in self._speaking():
            if run is not None and self._goes_on(run, index):
                run = range(run.start, index + 1)
                continue
            if run is not None:
                yield self._with_what_follows(run, index)
            run = range(index, index + 1)
        if run is not None:
            yield self._with_what_follows(run, len(self._passages.spans))

    def naming(self, found: Sequence[Assurance]) -> Iterator[range]:
        """Further sentences that name the practitioner of a statement beside a word for a check."""
        passages, roles = self._passages, self._roles
        checks = roles["assured_gave"] | roles["assured_checked"]
        names = {self._parts.short(one.practitioner) for one in found if one.practitioner is not None}
        known = [range(passages.at(one.start), passages.at(max(one.end - 1, one.start)) + 1) for one in found]
        seen = set[int]()
        for name in sorted(names):
            at = passages.norm.text.find(name)
            while at >= 0 and len(seen) < MOST_NAMED:
                index = passages.at(at)
                at = passages.norm.text.find(name, passages.spans[index].end)
                inside = any(index in run for run in known) or self._is_inside(index)
                sentence = passages.sentence(index)
                if index in seen or inside or not sentence.mask_any & checks:
                    continue
                seen.add(index)
                if not self._is_set_aside(sentence):
                    yield range(index, index + 1)

    def _with_what_follows(self, run: range, stop: int) -> range:
        """A run with the sentences behind it in its paragraph that say what was checked and what was not."""
        spans, end = self._passages.spans, run.stop
        for index in range(run.stop, min(run.stop + MOST_FOLLOWING, stop)):
            if spans[index].block != spans[run.stop - 1].block:
                break
            sentence = self._passages.sentence(index)
            told = sentence.mask_any & self._follows and self._subjects.covered(sentence)
            if told or self._subjects.excluded(sentence):
                end = index + 1
        return range(run.start, end)

    def _speaking(self) -> Iterator[int]:
        """Sentences of assurance sections, and those elsewhere that have the words of a check."""
        passages = self._passages
        words = self._checked | self._roles["assured_checked"]
        # What is no anchor may be there.
        unknown = words & ~passages.searched
        inside = {
            place
            for place, block in enumerate(passages.document.blocks)
            if block.kind != "footnote" and self._holds(place)
        }
        of_check = passages.with_anchors(lambda mask: bool((mask | unknown) & words))
        own = [index for block in inside for index in passages.of_block(block)] if inside else []
        for index in sorted({*of_check, *own}) if own else of_check:
            if passages.block(index).muted:
                continue
            if passages.spans[index].block in inside or self._is_of_check(index):
                yield index

    def _is_inside(self, index: int) -> bool:
        return self._holds(self._passages.spans[index].block)

    def _holds(self, block: int) -> bool:
        """Whether a block, by its place in the document, stands in a section of assurance statements."""
        return self._passages.structure.section_kind(block) == SECTION

    def _is_of_check(self, index: int) -> bool:
        """Whether a sentence outside an assurance section is about a check of the report."""
        sentence, roles = self._passages.sentence(index), self._roles
        mask = said(sentence)
        if self._is_set_aside(sentence):
            return False
        covered = self._subjects.covered(sentence)
        if mask & self._checked:
            told = roles["other_voice"] | roles["assured_told"] | roles["assured_checked"]
            if mask & (told | roles["practitioner"]) or self._parts.opening_name(sentence) is not None:
                return True
            gave = bool(mask & roles["assured_gave"]) or any(part.metrics for part in covered)
            return gave and not self._parts.is_of_others(sentence)
        return bool(mask & roles["assured_checked"]) and bool(mask & roles["practitioner"] or covered)

    def _is_set_aside(self, sentence: Sentence) -> bool:
        """Whether a check is of something else than the report's figures, is told by others, or is still to be made."""
        roles = self._roles
        check = self._checked | roles["assured_checked"] | roles["assured_told"]
        planned = min((hit.start for hit in sentence.hits_of(roles["plan"])), default=sentence.end)
        return (
            bool(said(sentence) & roles["assured_other"])
            or planned < min((hit.start for hit in sentence.hits_of(check)), default=sentence.start)
            or any(hit.start == sentence.start for hit in sentence.hits_of(roles["assured_theirs"]))
            or any(one.reason in _OF_OTHERS for one in sentence.guards)
        )

    def _goes_on(self, run: range, index: int) -> bool:
        """Whether a sentence belongs to the statement that a run of sentences makes."""
        spans, last = self._passages.spans, run.stop - 1
        one, other = spans[last].block, spans[index].block
        before = [self._passages.sentence(at) for at in run[:MOST_OF_RUN]]
        sentence = self._passages.sentence(index)
        voiced = any(each.mask_any & self._roles["other_voice"] for each in (*before, sentence))
        if not voiced and self._names_another(before, sentence):
            return False
        if self._is_theirs(last) and self._is_theirs(index):
            pages = [self._passages.document.blocks[block].page for block in (one, other)]
            apart = MOST_APART if None in pages else MOST_ON_PAGES
            return other - one <= apart and (pages[1] or 0) - (pages[0] or 0) <= 1
        return one == other and self._is_inside(last) == self._is_inside(index)

    def _names_another(self, before: Sequence[Sentence], sentence: Sentence) -> bool:
        """Whether a sentence names another practitioner than those before it: then it tells of another check."""
        own = self._parts.practitioner([sentence])
        theirs = None if own is None else self._parts.practitioner(before)
        return own is not None and theirs is not None and first_word(own) != first_word(theirs)

    def _is_theirs(self, index: int) -> bool:
        voiced = self._passages.sentence(index).mask_any & self._roles["other_voice"]
        return bool(voiced) or self._is_inside(index)

    # -- what a statement says

    def read(self, run: range) -> Assurance | None:
        """The record of a run of sentences, None where they tell of no check."""
        sentences = [self._passages.sentence(index) for index in run]
        blocks = self._passages.document.blocks
        spoken = [one for one in sentences if blocks[one.block].kind != "heading"]
        voices = sum([bool(one.mask_any & self._roles["other_voice"]) for one in spoken])
        inside = self._is_inside(run.start)
        voiced = voices >= LEAST_VOICED or (voices > 0 and inside)
        telling = [one for one in sentences if self._is_telling(one, voiced=voiced)]
        listed = self._listed(telling, voiced=voiced)
        covered = self._covered(telling, listed, voiced=voiced)
        excluded = tuple(part for one in sentences for part in self._subjects.excluded(one))
        levels = self._levels(sentences, telling, covered)
        standards = tuple(self._parts.standards(sentences))
        if not (telling or excluded) or not (levels or standards or excluded or not voiced):
            return None
        # In a sentence of a practitioner's that stands by itself "this report" is its own.
        torn = voices > 0 and not voiced
        whole = not torn and self._is_whole(telling, covered, voiced=voiced)
        if whole:
            # Some of it may be checked more closely than the rest.
            covered = tuple(part for part in covered if part.level and len(levels) > 1)
        mark = next((mark for one in telling if (mark := self._parts.mark(one)) is not None), None)
        # Beside a sentence that tells of a check others may name whoever did something else.
        parties = [sentences] if voiced else [telling, sentences] if telling else []
        found = (self._parts.practitioner(part, voiced=voiced) for part in parties)
        practitioner = next((one for one in found if one is not None), None)
        if practitioner is None and (voices or inside):
            practitioner = self._parts.signature(self._at_the_end(run))
        measured = any(map(self._subjects.is_known, covered))
        # Plants are audited for much that no report tells figures of, and controls give assurance of a kind.
        named = practitioner is not None and bool(levels)
        if not (standards or measured or excluded or whole or mark or named):
            return None
        first = blocks[sentences[0].block]
        return Assurance(
            teller="practitioner" if voiced else "company",
            practitioner=practitioner,
            standards=standards,
            levels=levels,
            years=self._parts.years(telling),
            whole=whole and mark is None,
            mark=mark,
            covered=covered,
            excluded=excluded,
            outcome=self._parts.outcome(sentences),
            start=sentences[0].start,
            end=sentences[-1].end,
            closed=bool(covered or mark) and (voiced or inside or bool(excluded)),
            notes=frozenset({sentences[0].block} if first.kind == "footnote" else ()),
        )

    def _levels(
        self, sentences: Sequence[Sentence], telling: Sequence[Sentence], covered: Sequence[Subject]
    ) -> tuple[tuple[Level, Quoted], ...]:
        """The levels of a statement with their words."""
        return tuple(self._parts.levels(telling, covered)) or self._parts.only_level(sentences)

    def _at_the_end(self, run: range) -> Iterator[Sentence]:
        """The sentences of a statement and those right behind it, last first: a signature is one of them."""
        spans = self._passages.spans
        stop = min(run.stop + MOST_FOLLOWING, len(spans))
        for index in range(stop - 1, run.start - 1, -1):
            if spans[index].block - spans[run.stop - 1].block <= 1:
                yield self._passages.sentence(index)

    def _covered(self, telling: Sequence[Sentence], listed: Sequence[Sentence], *, voiced: bool) -> tuple[Subject, ...]:
        """What is named as covered; a practitioner's conclusion names much that is no figure."""
        found = list[Subject]()
        for one in telling:
            engaged = one.mask_any & self._checked and not one.mask_any & self._roles["assured_clean"]
            parts = self._subjects.covered(one)
            found += [part for part in parts if engaged or not voiced or part.metrics or part.section]
        found += [part for one in listed for part in self._subjects.listed(one)]
        return tuple(found)

    def _listed(self, telling: Sequence[Sentence], *, voiced: bool) -> list[Sentence]:
        """The sentences of the list that one of those that tell what was checked leads to.

        Those who checked list what they did as well: what was checked stands behind the words for the engagement.
        """
        opening = [one for one in telling if self._leads_on(one)]
        checked = [one for one in opening if one.mask_any & self._checked]
        blocks_of = {each.block: None for each in checked or opening[:1]}
        found = (entry for block in blocks_of for entry in self._behind(block, voiced=voiced))
        return list({one.number: one for one in found}.values())

    def _leads_on(self, one: Sentence) -> bool:
        """Whether a sentence leads to the list behind it, in words or by a colon."""
        blocks = self._passages.document.blocks
        if blocks[one.block].kind == "heading":
            return False
        colon = self._passages.norm.text[one.start : one.end].rstrip().endswith(":")
        led = colon and one.block + 1 < len(blocks) and blocks[one.block + 1].kind in ("list", "table")
        return led or bool(one.mask_any & self._roles["assured_list"])

    def _behind(self, first: int, *, voiced: bool) -> Iterator[Sentence]:
        """The sentences behind a block that belong to the list that it leads to.

        A practitioner's list ends with the next heading; that of a section in which the company tells of a check has
        headings of its own.
        """
        passages, stops = self._passages, self._roles["other_voice"] | self._roles["assured_excluded"]
        blocks = passages.document.blocks
        for block in range(first + 1, min(first + MOST_LISTED, len(blocks))):
            ended = blocks[block].kind == "heading" if voiced else not self._holds(block)
            sentences = [passages.sentence(index) for index in passages.of_block(block)]
            named = any(fact.kind == "party" for one in sentences for fact in passages.facts(one.number))
            if named and blocks[block].kind == "paragraph" and self._parts.signature(sentences) is not None:
                # Who signs is none of what was checked, nor is the town.
                continue
            if ended or any(one.mask_any & stops for one in sentences):
                return
            yield from sentences

    def _is_whole(self, telling: Sequence[Sentence], covered: Sequence[Subject], *, voiced: bool) -> bool:
        """Whether it is said of the report, or of all figures in it, that they were checked.

        Not where the sentence names a part of the report, nor where others list what was checked.
        """
        said_so = [
            one
            for one in telling
            if one.mask_any & self._roles["assured_whole"]
            and not one.mask_any & self._roles["assured_part"]
            and not any(fact.role in ("table", "section") for fact in self._passages.facts(one.number))
            and not any(one.start <= part.start < one.end for part in covered)
        ]
        known = voiced and not any(map(self._subjects.is_known, covered))
        if voiced and any(one.mask_any & self._roles["assured_part"] for one in telling):
            said_so = []
        return (bool(said_so) and (known or not covered)) or any(map(self._is_entire, telling))

    def _is_entire(self, sentence: Sentence) -> bool:
        """Whether a sentence says of the report that all of it was checked ("this statement as a whole")."""
        if sentence.mask_any & self._roles["assured_part"]:
            return False
        roles = self._roles
        checks = list(sentence.hits_of(roles["assured_noun"]))
        everything = list(sentence.hits_of(roles["assured_entire"]))
        between = self._passages.tokens_between
        for hit in sentence.hits_of(roles["assured_whole"] | roles["report_noun"]) if everything else ():
            # The statement itself is no report that was checked.
            own = any(one.start < hit.end and hit.start < one.end for one in checks)
            if not own and any(
                between(min(one.end, hit.end), max(one.start, hit.start)) < MOST_APART_FROM_ALL for one in everything
            ):
                return True
        return False

    def _is_telling(self, sentence: Sentence, *, voiced: bool) -> bool:
        """Whether a sentence says what was checked: in a practitioner's statement its engagement and conclusion."""
        roles = self._roles
        told = roles["assured_told"] | roles["assured_checked"] | roles["assured_gave"]
        checked = self._checked
        if voiced:
            mask = sentence.mask_any
            engaged = mask & checked and mask & roles["assured_list"] and mask & told
            # "With limited assurance we examined …": one level, and what it is of; or the company tells it there.
            own = mask & roles["company"] and len(self._subjects.levels(sentence))
            named = mask & checked and self._parts.opening_name(sentence) is not None
            wanted = checked if engaged or own == 1 or named else roles["assured_subject"]
            if mask & roles["assured_whole"]:
                wanted |= roles["assured_named"]
            return self._subjects.is_telling(sentence, wanted)
        telling = told | roles["assured_subject"] | roles["assured_named"] | checked
        return (
            not sentence.mask_any & roles["assured_other"]
            and bool(said(sentence) & telling)
            and self._subjects.is_telling(sentence, telling)
        )
