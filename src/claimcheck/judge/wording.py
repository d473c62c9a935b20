"""Fills the slots of messages and rewrites with the writer's own words, or with a bracketed placeholder."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, reduce
from operator import or_
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.judge.phrases import ENDING, Phrases
from claimcheck.judge.slot_values import SAID, fitting, has_several, is_told, keeps
from claimcheck.judge.views import ClaimView
from claimcheck.model.approval import Approved
from claimcheck.model.claim import Element
from claimcheck.model.passage import Fact
from claimcheck.rulepack.pack import Lexicon, Pack
from claimcheck.rulepack.slots import LAST, SLOT
from claimcheck.rulepack.views import PassageView

if TYPE_CHECKING:
    from claimcheck.rulepack.element_shapes import SlotShape

# Words behind those of the claim and its figures, beyond which what is added hangs on something else.
MOST_TRAILING = 5
_APPROVED = "approved"
# Words of a sentence beside those that a rewrite replaces; more say something else as well.
MOST_BESIDE = 6
# Roles of words and forms of verbs that make a statement of a line.
_FINITE = ("be", "present", "past", "perfect", "firm_plan")
_FORMS = ("past", "s")
_TITLES = ("caption", "heading", "title")


class Slots:
    """What has words for slots, by name: here those of two passages that disagree, which are about no claim."""

    __slots__ = ("_words",)

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words

    def of(self, slot: str) -> str | None:
        """The words for a slot, None where there are none."""
        return self._words.get(slot)

    def rewritten(self, slot: str, fits: frozenset[str]) -> str | None:
        """The words for a slot of a rewrite that ``fits`` as ``SLOT`` says, None where there are none."""
        return self.of(slot)

    def says(self, slot: str) -> bool:
        """Whether the words for the slot ``text`` say it already; nothing is known of words without a claim."""
        return False

    def kept(self, said: str, replaced: bool) -> bool:
        """Whether a rewrite has all figures of the sentence; one that replaces it has no room for much else."""
        return True


class PassageWords(Slots):
    """The words of a sentence without a claim: ``match`` and ``core`` are what a finding quotes, ``text`` all of it.

    ``repeated`` is what a rewrite has for ``text``, ``facts`` are the figures of the sentence.
    """

    __slots__ = ("_beside", "_facts", "_repeated")

    def __init__(self, text: str, match: str, repeated: str | None, facts: Sequence[Fact]) -> None:
        super().__init__({"text": text, "match": match, "core": match})
        self._beside = text.count(" ") - match.count(" ")
        self._repeated = repeated
        self._facts = facts

    def rewritten(self, slot: str, fits: frozenset[str]) -> str | None:
        """The same words, and the sentence only if it stands by itself."""
        return self._repeated if slot == "text" else self.of(slot)

    def kept(self, said: str, replaced: bool) -> bool:
        """Whether a rewrite has all figures of the sentence; one that replaces it has no room for much else."""
        return keeps(said, self._facts) and not (replaced and self._beside > MOST_BESIDE)


class Quoted(NamedTuple):
    """Ranges of the normalised text: ``core`` made the claim, ``match`` is what a finding quotes.

    ``hits_end`` is where the words end that a rule looks for, before they are made whole phrases.
    """

    core: tuple[int, int]
    match: tuple[int, int]
    hits_end: int


class Wording(NamedTuple):
    """What words are made with: what types of claims are called, the small words of the language, what fills slots.

    ``reporting`` are the signals of words that hand on what somebody says, ``verbs`` of finite verbs, a bit each.
    """

    titles: Mapping[str, str]
    phrases: Phrases
    fillers: Mapping[str, SlotShape]
    bounds: tuple[str, ...]
    reporting: int
    verbs: int

    @classmethod
    def of(cls, pack: Pack, lexicon: Lexicon) -> Wording:
        """What a pack and a language have."""
        return cls(
            {kind.id: kind.shape.title for kind in pack.claim_types.values()},
            Phrases(lexicon),
            {one.id: one.shape.slot for one in pack.elements.values() if one.shape.slot is not None},
            tuple(word for words in lexicon.tables.bounds.values() for word in words),
            lexicon.roles.get("reporting", 0),
            reduce(or_, (lexicon.roles.get(role, 0) for role in _FINITE)),
        )

    def whole(self, view: PassageView, start: int, end: int) -> tuple[int, int]:
        """A range of a sentence, lengthened to whole phrases."""
        clause, sentence = view.clause, view.sentence
        inside = clause is not None and clause.start <= start < end <= clause.end
        bounds = sentence.start, clause.end if clause is not None and inside else sentence.end
        return self.phrases.around(view.passages.norm.text, start, end, bounds)

    def passage(self, view: PassageView, start: int, end: int) -> PassageWords:
        """The words of a sentence without a claim, of which a range is quoted."""
        text, sentence = view.passages.norm.text, (view.sentence.start, view.sentence.end)
        repeated = (
            None if view.passages.is_row(view.sentence.number) else self.phrases.repeated(text, sentence, sentence)
        )
        facts = view.facts("sentence")
        written = view.passages.written
        return PassageWords(written(*sentence).rstrip(" .;"), written(start, end), repeated, facts)


class Words(Slots):
    """The words of one claim by slot name: ``text``, ``core``, ``match``, ``topic``, ``type``, each held element.

    ``quoted`` has the ranges of ``core`` and ``match``.
    """

    __slots__ = ("_core", "_quoted", "_text", "_view", "_wording")

    def __init__(self, wording: Wording, view: ClaimView, quoted: Quoted) -> None:
        self._wording = wording
        self._view = view
        self._core = view.judged.core
        self._text = view.passages.norm.text
        self._quoted = quoted

    def of(self, slot: str) -> str | None:
        """The words for a slot, None where the claim has none."""
        work_out = _OF_CLAIM.get(slot)
        if work_out is not None:
            return work_out(self)
        registered = _OF_APPROVAL.get(slot)
        if registered is not None:
            approved = self._view.judged.approved
            return None if approved is None else registered(approved)
        element = self._held(slot)
        if element is None or element.start is None:
            return None
        fact = element.fact
        if fact is not None and fact.kind == "period" and element.id == "base_year":
            # Of a period that names a base year only that year.
            return str(fact.year)
        return self._view.passages.written(element.start, element.end or element.start)

    def rewritten(self, slot: str, fits: frozenset[str]) -> str | None:
        """The words for a slot of a rewrite: none that do not fit, that two figures may stand for, or that disagree."""
        if slot == "text":
            return self._repeated(LAST in fits)
        filler, element = self._wording.fillers.get(slot), self._held(slot)
        if slot in _OF_CLAIM or slot in _OF_APPROVAL:
            return self.of(slot)
        if filler is None or element is None or element.state == "contradicted":
            return None
        return fitting(filler, fits, element, self._view, self._wording.bounds)

    def says(self, slot: str) -> bool:
        """Whether the clause of the claim says it."""
        element, filler, clause = self._held(slot), self._wording.fillers.get(slot), self._core.clause
        if element is not None and element.start is not None and clause.start <= element.start < clause.end:
            return True
        return filler is not None and is_told(filler, self._view.facts("sentence"))

    def kept(self, said: str, replaced: bool) -> bool:
        """Whether a rewrite has all figures of the sentence; one that replaces it has no room for much else."""
        sentence, between = self._core.sentence, self._view.passages.tokens_between
        (made, made_end), (match, match_end) = self._quoted.core, self._quoted.match
        beside = between(sentence.start, min(made, match)) + between(max(made_end, match_end), sentence.end)
        if replaced and (beside > MOST_BESIDE or not self._states()):
            return False
        return keeps(said, self._view.facts("sentence"))

    def _held(self, slot: str) -> Element | None:
        element = self._view.states.get(slot)
        return None if element is None or element.start is None or element.state == "missing" else element

    def _clause(self) -> str:
        return self._view.passages.written(self._core.clause.start, self._core.clause.end).rstrip(" .,;:")

    def _repeated(self, last: bool) -> str | None:
        """The clause as it stands where something may be added to it; ``last``: right behind the words that are quoted.

        What is added hangs on the words at the end: they have to be those of the claim, and of one goal.
        """
        core, view = self._core, self._view
        if core.block in _TITLES or view.passages.is_row(core.sentence.number) or not self._states():
            return None
        # What others say is theirs to complete.
        if core.claimant == "third_party" or core.sentence.mask_any & self._wording.reporting:
            return None
        if has_several(view.facts("clause")):
            return None
        clause, sentence = (core.clause.start, core.clause.end), (core.sentence.start, core.sentence.end)
        end = clause[0] + len(self._text[slice(*clause)].rstrip(ENDING))
        told = self._quoted.hits_end
        if not last:
            figures = [one.end for one in view.facts("clause") if one.kind in SAID]
            told = max(told, self._quoted.core[1], self._quoted.match[1], *figures)
        behind = view.passages.tokens_between(told, end) if told < end else 0
        if behind > (0 if last else MOST_TRAILING):
            return None
        return self._wording.phrases.repeated(self._text, clause, sentence)

    def _states(self) -> bool:
        """Whether the clause has a finite verb that we know: in a report a title or an item of a list has none."""
        clause = self._core.clause
        if "report" not in self._view.context_field("medium"):
            return True
        if clause.mask_any & self._wording.verbs:
            return True
        return any(hit.form in _FORMS for hit in clause.hits_any)

    def _made(self) -> str:
        return self._view.passages.written(*self._quoted.core)

    def _matched(self) -> str:
        return self._view.passages.written(*self._quoted.match)

    def _topic(self) -> str:
        return self._core.topic

    def _type(self) -> str:
        return self._wording.titles[self._core.type]


_OF_CLAIM = {
    "text": Words._clause,
    "core": Words._made,
    "match": Words._matched,
    "topic": Words._topic,
    "type": Words._type,
}


def _owner(approved: Approved) -> str | None:
    return approved.entry and approved.entry.owner


def _until(approved: Approved) -> str | None:
    end = approved.entry and approved.entry.valid_until
    return end.isoformat() if end else None


def _changes(approved: Approved) -> str:
    """What is approved and what stands there, run by run; nothing between the quotes is nothing in the text."""
    return "; ".join(f"“{one.approved}” → “{one.found}”" for one in approved.changes)


_OF_APPROVAL: Mapping[str, Callable[[Approved], str | None]] = {
    _APPROVED: lambda approved: approved.wording,
    "changes": _changes,
    "owner": _owner,
    "until": _until,
    "entry": lambda approved: approved.entry and approved.entry.id,
    "lapsed": lambda approved: ", ".join(one.entry for one in approved.lapsed),
}


class Gap(NamedTuple):
    """A slot: its name, what fits, and what stands there without words, in which they replace what is in brackets."""

    slot: str
    fits: frozenset[str]
    lead: str
    bracket: str
    tail: str

    def filled(self, words: str | None) -> str:
        """What stands there, ``words`` for the bracket where there are any."""
        return f"{self.lead}{words or self.bracket}{self.tail}"


class Template:
    """A message or a rewrite, parsed once: plain text, and slots with what stands there where no words are known."""

    __slots__ = ("_parts", "_repeats")

    def __init__(self, text: str) -> None:
        self._parts: list[str | Gap] = []
        at = 0
        for slot in SLOT.finditer(text):
            lead, bracket, tail = _around_bracket(slot[3] or f"[{slot[1]}]")
            fits = frozenset(slot[2].split(",") if slot[2] else ())
            self._parts += [text[at : slot.start()], Gap(slot[1], fits, lead, bracket, tail)]
            at = slot.end()
        self._parts.append(text[at:])
        self._repeats = any(part.slot == "text" for part in self._parts if isinstance(part, Gap))

    def fill(self, words: Slots) -> str:
        """The text with its slots filled; a figure that is not in the text is never invented."""
        return "".join([part if isinstance(part, str) else part.filled(words.of(part.slot)) for part in self._parts])

    def rewrite(self, words: Slots) -> str:
        """The text with those of its slots filled that words fit; nothing where the sentence cannot be repeated."""
        said: list[str] = []
        for part in self._parts:
            if isinstance(part, str):
                said.append(part)
                continue
            found = words.rewritten(part.slot, part.fits)
            if part.slot == "text" and found is None:
                return ""
            if (part.lead or part.tail) and self._repeats and words.says(part.slot):
                continue
            said.append(part.filled(found))
        rewrite = "".join(said)
        # "(plan: …)" right behind "(in FY23)" reads like a slip, and the sentence alone is no other wording.
        if ") (" in rewrite or (self._repeats and rewrite == words.rewritten("text", frozenset())):
            return ""
        # An approved wording has the figures that were approved, whatever the sentence says.
        approved = any(part.slot == _APPROVED for part in self._parts if isinstance(part, Gap))
        return rewrite if approved or words.kept(rewrite, not self._repeats) else ""


def _around_bracket(text: str) -> tuple[str, str, str]:
    """What stands before, in and behind the brackets of a text; one without brackets is replaced as a whole."""
    opens, closes = text.find("["), text.rfind("]")
    if opens < 0 or closes < opens:
        return "", text, ""
    return text[:opens], text[opens : closes + 1], text[closes + 1 :]


@lru_cache(maxsize=4096)
def template(text: str) -> Template:
    """The template of a text, parsed when it is first needed."""
    return Template(text)
