"""Assurance statements of a document: found by sections and by words, and read into records.

The words of each part stand in the lexicons under grammar roles. A statement is read once for all claims.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimcheck.evidence.assurance_parts import Parts, Words, said
from claimcheck.model.assurance import Assurance, Quoted
from claimcheck.model.passage import Sentence
from claimcheck.text.passages import Passages

SECTION = "assurance"
"""The kind of section that an assurance statement stands in."""
MOST_APART = 14
"""Blocks between two passages of one statement: signatures and letterheads stand between."""
MOST_ON_PAGES = 60
"""The same on one page or two that follow each other."""
LEAST_VOICED = 2
"""Sentences in the practitioner's voice that make a statement outside a section of that kind."""
MOST_LISTED = 60
"""Blocks of a list of what is covered."""


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
        theirs = own is not None and (own.text == only.text or _first(own) != _first(only)) if only else True
        if only is None or one.teller == "company" or theirs:
            yield one
        else:
            yield one._replace(practitioner=only)


def _first(name: Quoted) -> str:
    return name.text.split()[0].lower()


class _Reader:
    """Reads the statements of one document."""

    def __init__(self, passages: Passages, words: Words) -> None:
        self._passages = passages
        self._roles = words.roles
        self._definitions = words.definitions
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
                yield run
            run = range(index, index + 1)
        if run is not None:
            yield run

    def _speaking(self) -> Iterator[int]:
        """Sentences of assurance sections, and those elsewhere that have the words of a check."""
        passages = self._passages
        words = self._parts.checked | self._roles["assured_checked"]
        # What the first pass did not look for may be there.
        unknown = words & ~passages.searched
        inside = {block for block in range(len(passages.document.blocks)) if self._is_inside_block(block)}
        of_check = passages.with_anchors(lambda mask: bool((mask | unknown) & words))
        own = [index for block in inside for index in passages.of_block(block)] if inside else []
        for index in sorted({*of_check, *own}) if own else of_check:
            if passages.spans[index].block in inside or self._is_of_check(index):
                yield index

    def _is_inside(self, index: int) -> bool:
        return self._is_inside_block(self._passages.spans[index].block)

    def _is_of_check(self, index: int) -> bool:
        """Whether a sentence outside an assurance section is about a check of the report."""
        sentence, roles = self._passages.sentence(index), self._roles
        mask = said(sentence)
        # A definition tells what an assurance is, and makes none.
        kind = self._passages.structure.section_kind(sentence.block)
        if (
            kind in self._definitions
            or mask & roles["assured_other"]
            or any(hit.start == sentence.start for hit in self._parts.hits(sentence, roles["assured_theirs"]))
        ):
            return False
        if mask & self._parts.checked:
            told = roles["other_voice"] | roles["assured_told"] | roles["assured_checked"]
            return bool(mask & told) or self._parts.opening_name(sentence) is not None
        return bool(mask & roles["assured_checked"]) and (
            bool(mask & roles["practitioner"])
            or self._parts.party(sentence) is not None
            or any(self._parts.subjects(sentence))
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
            self._parts.practitioner([self._passages.sentence(at) for at in part])
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
        blocks = self._passages.document.blocks
        spoken = [one for one in sentences if blocks[one.block].kind != "heading"]
        voices = sum([bool(one.mask_any & roles["other_voice"]) for one in spoken])
        voiced = voices >= LEAST_VOICED or (voices > 0 and self._is_inside(run.start))
        subject = [one for one in sentences if self._is_telling(one, voiced=voiced)]
        levels = tuple(self._parts.levels(subject))
        standards = tuple(self._parts.standards(sentences))
        if not subject or not (levels or standards or not voiced):
            return None
        practitioner = self._parts.practitioner(sentences, voiced=voiced)
        listed = self._listed(subject, voiced=voiced)
        covered = tuple(
            part
            for one in (*subject, *listed)
            for part in self._parts.subjects(one, by_clause=one in subject)
        )
        partly = any(one.mask_any & (roles["assured_part"] | roles["assured_mark"]) for one in subject)
        return Assurance(
            teller="practitioner" if voiced else "company",
            practitioner=practitioner,
            standards=standards,
            levels=levels,
            years=self._parts.years(subject),
            whole=not covered
            and not partly
            and any(one.mask_any & roles["assured_whole"] for one in subject),
            mark=next((mark for one in sentences if (mark := self._parts.mark(one)) is not None), None),
            covered=covered,
            excluded=tuple(self._parts.excluded(sentences)),
            outcome=self._parts.outcome(sentences),
            start=sentences[0].start,
            end=sentences[-1].end,
        )

    def _is_telling(self, sentence: Sentence, *, voiced: bool) -> bool:
        """Whether a sentence says what was checked: in a practitioner's statement its engagement and conclusion."""
        roles, mask = self._roles, sentence.mask_any
        if mask & roles["assured_excluded"]:
            return False
        told = roles["assured_told"] | roles["assured_checked"] | roles["assured_gave"]
        if voiced:
            engaged = mask & self._parts.checked and mask & roles["assured_list"] and mask & told
            return bool(mask & roles["assured_subject"] or engaged)
        telling = told | roles["assured_subject"] | self._parts.checked
        return bool(said(sentence) & telling) and not mask & roles["assured_other"]

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
