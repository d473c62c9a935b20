"""The frame of a clause: which verb says what the claim says, and which words only accompany it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from msgspec import Struct

from claimcheck.claims.verbs import FINITE, Group, Verbs
from claimcheck.model.passage import Clause, Fact, Hit
from claimcheck.rulepack.pack import Lexicon
from claimcheck.text.frame_words import FrameRole, FrameWord

# How a group's kind reads as the tense of a claim.
TENSES = {"plan": "planned", "done": "achieved", "doing": "ongoing", "passive": "ongoing", "present": "ongoing"}
_STOP = ","
_OPENS, _CLOSES = "(", ")"


class Parts(Struct, frozen=True):
    """What a clause consists of, whatever it claims.

    ``groups`` are its verb groups and ``words`` its frame words, in order. ``aside`` are runs of words that only
    accompany the statement: clauses inside the clause and adjuncts of purpose, as half-open offsets in order.
    """

    groups: tuple[Group, ...]
    words: tuple[FrameWord, ...]
    aside: tuple[tuple[int, int], ...]

    def is_aside(self, offset: int) -> bool:
        """Whether the word at an offset only accompanies the statement."""
        if not self.aside:
            return False
        place = bisect_right(self.aside, (offset, offset + 1)) - 1
        return any(start <= offset < end for start, end in self.aside[max(place, 0) : place + 2])


class Frame(Struct, frozen=True):
    """What hangs together in a clause, as seen from the core of one claim.

    ``governor`` is the verb group that says what the core says, None in fragments; ``own`` the group of the core's
    own verb where it has one; ``end`` the offset at which the core ends.
    """

    parts: Parts
    governor: Group | None
    own: Group | None
    end: int

    @property
    def groups(self) -> tuple[Group, ...]:
        """The verb groups of the clause."""
        return self.parts.groups

    @property
    def words(self) -> tuple[FrameWord, ...]:
        """The frame words of the clause."""
        return self.parts.words

    @property
    def tense(self) -> str | None:
        """The tense of the governor: a state is an attribute; None in fragments."""
        if self.governor is None:
            return None
        return "attribute" if self.governor.state else TENSES.get(self.governor.kind)

    def is_aside(self, offset: int) -> bool:
        """Whether the word at an offset only accompanies the statement."""
        return self.parts.is_aside(offset)

    def has(self, role: FrameRole) -> bool:
        """Whether a word of a role stands in the statement itself."""
        return any(role in word.roles and not self.is_aside(word.start) for word in self.words)


class Frames:
    """Reads the frames of clauses in one language; holds no state of a document."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._words = lexicon.frames
        self._verbs = Verbs(lexicon)

    def parts(
        self, text: str, lower: str, clause: Clause, facts: Sequence[Fact], hits: Sequence[Hit] | None = None
    ) -> Parts:
        """What a clause consists of; ``facts`` are its figures. Linear in the clause.

        Its verbs are among ``hits``, or else among those that no guard covers.

        A language without frame words has no frames: its words alone decide.
        """
        if not self._words.phrases:
            return Parts((), (), ())
        words = self._words.find(lower, clause.start, clause.end)
        hits = clause.hits if hits is None else hits
        groups = self._verbs.of(text, clause.start, hits, words, [fact.start for fact in facts])
        return Parts(tuple(groups), tuple(words), _aside(text, clause, words, groups))


def frame_of(parts: Parts, hits: Sequence[Hit], core: tuple[int, int], words: frozenset[int]) -> Frame:
    """The frame around a core: its extent, and the signals that can make it."""
    own = _own(parts, hits, words) if parts.groups else None
    return Frame(parts, _governor(parts, own, core), own, core[1])


def _own(parts: Parts, hits: Sequence[Hit], words: frozenset[int]) -> Group | None:
    """The group of the first verb that helps to make the core, in the statement itself where there is one."""
    groups = parts.groups
    starts = [group.start for group in groups]
    aside = None
    for hit in hits:
        if hit.form and hit.signal in words:
            place = bisect_right(starts, hit.start) - 1
            if place >= 0 and groups[place].verb and hit.start < groups[place].end:
                if not parts.is_aside(hit.start):
                    return groups[place]
                aside = aside or groups[place]
    return aside


def _aside(
    text: str, clause: Clause, words: Sequence[FrameWord], groups: Sequence[Group]
) -> tuple[tuple[int, int], ...]:
    """Runs that accompany the statement: behind a relative word or an adjunct's opening, up to the next comma.

    What opens in brackets ends with them.
    Something has to be said outside of such a run, or it is the statement itself.
    """
    said = [group for group in groups if group.kind in FINITE]
    if not said:
        return ()
    first, last = min(group.end for group in said), max(group.start for group in said)
    # "Where possible" limits the statement.
    limits = {word.start for word in words if "limit" in word.roles}
    found: list[tuple[int, int]] = []
    end = 0
    for word in words:
        if word.start < end or word.start in limits or not word.roles & {"relative", "adjunct"}:
            continue
        comma = text.find(_STOP, word.end, clause.end)
        end = comma if comma >= 0 else clause.end
        if text.rfind(_OPENS, clause.start, word.start) > text.rfind(_CLOSES, clause.start, word.start):
            closing = text.find(_CLOSES, word.end, end)
            end = closing if closing >= 0 else end
        if first <= word.start or last >= end:
            found.append((word.start, end))
    return tuple(found)


def _governor(parts: Parts, own: Group | None, core: tuple[int, int]) -> Group | None:
    """The finite group that says what the core says: its own, else the last one before it, else the next."""
    if own is not None and own.kind in FINITE:
        return own
    at = own.start if own is not None else core[0]
    said = [group for group in parts.groups if group.kind in FINITE]
    if not parts.is_aside(at):
        said = [group for group in said if not parts.is_aside(group.start)] or said
    before = [group for group in said if group.start < (core[1] if own is None else at)]
    # A lone "plants" or "use" may be a noun; a verb with an auxiliary or in the past is none.
    sure = [group for group in before if group.led or group.kind == "done"]
    found = sure or before or said
    return (found[-1] if before else found[0]) if found else None
