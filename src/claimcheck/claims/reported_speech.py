"""What a clause tells of without doing it: what somebody believes or recognises, what a report describes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimcheck.claims.frames import Parts
from claimcheck.claims.verbs import FINITE, Group
from claimcheck.model.passage import Clause
from claimcheck.text.frame_words import FrameWord

# Characters between the name of a text and its verb: "the annual report of the bank for 2024 describes".
_REACH = 60
_COMMA = ","

Run = tuple[int, int]


def told(text: str, clause: Clause, parts: Parts, actors: Sequence[int]) -> tuple[Run, ...]:
    """Runs of a clause that are the content of an attitude or of a text, as half-open offsets.

    ``actors`` are the offsets at which the company itself is named. Linear in the clause.
    """
    words = _longest(parts.words)
    runs = [
        (word.end, _end(text, clause, parts, word.end, actors))
        for word in words
        if "attitude" in word.roles and not _is_wanted(word, words)
    ]
    runs.extend(
        (word.end, _end(text, clause, parts, word.end, actors)) for word in _tellings(words, parts, actors)
    )
    return tuple(run for run in runs if run[0] < run[1])


def _longest(words: Sequence[FrameWord]) -> list[FrameWord]:
    """The longest word at each place: "believe in" and not "believe"."""
    found: dict[int, FrameWord] = {}
    for word in words:
        known = found.get(word.start)
        if known is None or word.end > known.end:
            found[word.start] = word
        elif word.end == known.end:
            found[word.start] = FrameWord(word.start, word.end, word.roles | known.roles)
    return [found[start] for start in sorted(found)]


def _is_wanted(word: FrameWord, words: Sequence[FrameWord]) -> bool:
    """Whether to know something is what is aimed at: "to understand the needs of …"."""
    return any("infinitive" in other.roles and other.end + 1 == word.start for other in words)


def _end(text: str, clause: Clause, parts: Parts, start: int, actors: Sequence[int]) -> int:
    """Where what is believed ends: where the company acts, or the one who believes does something as well."""
    ends = [clause.end, *(actor for actor in actors if actor > start)]
    joined = [word for word in parts.words if word.start >= start and "coordinator" in word.roles]
    # ", and have set …", "and will …"
    ends.extend(
        word.start
        for word in joined
        for group in parts.groups
        if group.start == word.end + 1 and _acts(group)
    )
    # ", has set …", ", making …"
    ends.extend(
        group.start
        for group in parts.groups
        if group.start > start
        and text[group.start - 2] == _COMMA
        and (group.kind == "ing" or (group.led and group.kind in FINITE))
    )
    return min(ends)


def _acts(group: Group) -> bool:
    """Whether a verb that is joined on is one of those who act: content goes on with verbs of the present."""
    return group.kind == "plan" or (group.led and group.kind in ("done", "doing"))


def _tellings(words: Sequence[FrameWord], parts: Parts, actors: Sequence[int]) -> Iterator[FrameWord]:
    """Verbs of telling whose subject is a text."""
    paper: FrameWord | None = None
    lead: FrameWord | None = None
    for word in words:
        if "preposition" in word.roles:
            lead = word
        if "paper" in word.roles and not ("telling" in word.roles and paper is not None):
            if paper is None or word.start - paper.end > _REACH:
                paper = None if _hangs(lead, word, words) else word
        elif (
            "telling" in word.roles
            and paper is not None
            and not _asserts(word, words)
            and _is_said_by(paper, word, parts, actors)
        ):
            yield word


def _asserts(verb: FrameWord, words: Sequence[FrameWord]) -> bool:
    """ "The report shows that we have …": that is said to be so."""
    return any(word.start == verb.end + 1 and "relative" in word.roles for word in words)


def _hangs(lead: FrameWord | None, paper: FrameWord, words: Sequence[FrameWord]) -> bool:
    """ "In this report": whether a preposition stands right before a text or its determiner."""
    if lead is None:
        return False
    between = [word for word in words if lead.end <= word.start < paper.start]
    return lead.end + 1 == paper.start or (
        bool(between) and between[0].start == lead.end + 1 and "determiner" in between[0].roles
    )


def _is_said_by(paper: FrameWord, verb: FrameWord, parts: Parts, actors: Sequence[int]) -> bool:
    """Whether a verb follows a text and nobody and nothing else acts between."""
    if verb.start - paper.end > _REACH or any(paper.end <= actor < verb.start for actor in actors):
        return False
    return not any(
        paper.end <= group.start and group.end <= verb.start and group.led for group in parts.groups
    )
