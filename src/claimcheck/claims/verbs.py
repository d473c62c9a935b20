"""The verb groups of a clause: which auxiliaries go with which verb, and what they make of its time."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Literal, NamedTuple

from claimcheck.model.passage import Hit, signals_in
from claimcheck.rulepack.pack import Lexicon
from claimcheck.rulepack.words import index_of
from claimcheck.text.frame_words import FrameRole, FrameWord

Kind = Literal[
    "plan", "able", "done", "doing", "passive", "present", "copula", "infinitive", "ing", "participle", "bare"
]
FINITE: frozenset[Kind] = frozenset({"plan", "able", "done", "doing", "passive", "present", "copula"})
"""Groups that stand for a statement by themselves; the others lean on one of these or make a fragment."""

# Characters between an auxiliary and its verb, words that may stand there aside: room for one adverb we do not know.
REACH = 14
_BREAKS = ",;:()"
FORMS = frozenset({"base", "s", "ing", "past"})
_JOINTS = frozenset({"coordinator", "relative"})
_NO_ROLE: frozenset[FrameRole] = frozenset()


class Group(NamedTuple):
    """Auxiliaries and their verb, or a verb alone, or auxiliaries whose verb no lexicon has (``verb`` is False).

    ``state`` says that the verb tells how things are; ``doubtful`` that the speaker leaves open whether it is so,
    ``led`` that it has an auxiliary, ``passive`` that its subject does not act.
    """

    start: int
    end: int
    kind: Kind
    verb: bool
    state: bool = False
    doubtful: bool = False
    led: bool = False
    passive: bool = False


class _Piece(NamedTuple):
    """A part of a group: an auxiliary, or a verb in a form."""

    start: int
    end: int
    name: str


class Verbs:
    """Finds the verb groups of clauses in one language."""

    def __init__(self, lexicon: Lexicon) -> None:
        roles = lexicon.roles
        self._actors = signals_in(
            roles.get("company", 0) | roles.get("first_person", 0) | roles.get("company_subject", 0)
        )
        perfect, present = roles.get("perfect", 0), roles.get("present", 0)
        self._helpers = signals_in(perfect | present)
        # The auxiliaries that a signal stands for.
        self._names: dict[int, tuple[str, ...]] = {}
        for mask, name in (
            (roles.get("plan", 0) | roles.get("firm_plan", 0), "plan"),
            (perfect, "perfect"),
            (roles.get("past", 0), "past_word"),
            (present, "present_be"),
            (roles.get("progressive", 0), "progressive"),
        ):
            for signal in signals_in(mask):
                self._names[signal] = (*self._names.get(signal, ()), name)
        self._verbs = index_of(lexicon.words).verbs

    def of(
        self, text: str, start: int, hits: Sequence[Hit], words: Sequence[FrameWord], figures: Iterable[int]
    ) -> list[Group]:
        """The groups of a clause that begins at ``start``, in order, from its hits and frame words.

        ``figures`` are the offsets at which figures begin.
        """
        actors = [start for start, _, signal, _ in hits if signal in self._actors]
        around = _Around(text, start, words, frozenset(figures), actors)
        forms = list(self._forms(hits, around))
        auxiliaries = [
            one
            for one in self._auxiliaries(hits, words, around)
            if not any(form.start < one.start < form.end for form in forms)
        ]
        pieces = sorted({*auxiliaries, *forms})
        groups: list[Group] = []
        for run in _runs(pieces, around):
            group = _group(run, around, groups[-1] if groups else None)
            if group is not None:
                groups.append(group)
        return [
            group._replace(kind="participle") if _is_reduced(group, after, around) else group
            for group, after in zip_longest(groups, groups[1:])
        ]

    def _auxiliaries(self, hits: Sequence[Hit], words: Sequence[FrameWord], around: _Around) -> Iterator[_Piece]:
        known = self._names
        for start, end, signal, _ in hits:
            # "Since" and "every year" tell the time of a verb, and are none.
            if signal not in known or "time" in around.at(start):
                continue
            for name in known[signal]:
                base = name == "present_be" and "bare_be" in around.at(start)
                yield _Piece(start, end, "bare_be" if base else name)
        for start, end, roles in words:
            # "May 2025" is a month.
            if "ability" in roles and not (start > around.start and around.text[start].isupper()):
                yield _Piece(start, end, "doubt" if "doubt" in roles else "ability")
            if "infinitive" in roles:
                yield _Piece(start, end, "infinitive")

    def _forms(self, hits: Sequence[Hit], around: _Around) -> Iterator[_Piece]:
        """Verbs in their forms; a word that is an auxiliary as well ("have", "can") is one here."""
        helping, verbs = self._helpers, self._verbs
        helpers = {start for start, _, signal, _ in hits if signal in helping}
        formed = [hit for hit in hits if hit.form and hit.signal in verbs]
        starts = {hit.start for hit in formed}
        for start, end, _, form in formed:
            here = around.at(start)
            # "Are further improving": a word that could be a verb is an adverb right before one.
            if start in helpers or "ability" in here or ("adverb" in here and end + 1 in starts):
                continue
            yield _Piece(start, end, form)


class _Around:
    """What stands before and behind a word of the clause."""

    __slots__ = ("_actors", "_by_end", "_by_start", "_figures", "_joints", "start", "text")

    def __init__(
        self, text: str, start: int, words: Sequence[FrameWord], figures: frozenset[int], actors: Sequence[int]
    ) -> None:
        self._actors = actors
        self.text = text
        self.start = start
        self._by_start: dict[int, frozenset[FrameRole]] = {}
        self._by_end: dict[int, frozenset[FrameRole]] = {}
        self._figures = figures
        self._joints = [start for start, _, roles in words if roles & _JOINTS]
        by_start, by_end = self._by_start, self._by_end
        for first, end, roles in words:
            by_start[first] = by_start[first] | roles if first in by_start else roles
            by_end[end] = by_end[end] | roles if end in by_end else roles

    def before(self, start: int) -> frozenset[FrameRole]:
        """Roles of the word that ends right before an offset."""
        return self._by_end.get(start - 1, _NO_ROLE)

    def at(self, start: int) -> frozenset[FrameRole]:
        """Roles of the word that begins at an offset."""
        return self._by_start.get(start, _NO_ROLE)

    def behind(self, end: int) -> frozenset[FrameRole]:
        """Roles of the word right behind an offset."""
        return self._by_start.get(end + 1, _NO_ROLE)

    def figure_behind(self, end: int) -> bool:
        """Whether a figure follows, right away or behind one word."""
        following = self.text.find(" ", end + 1, end + REACH)
        return end + 1 in self._figures or following + 1 in self._figures

    def acts_between(self, end: int, start: int) -> bool:
        """Whether somebody who acts stands between two offsets."""
        return _any_between(self._actors, end, start)

    def parts(self, end: int, start: int) -> bool:
        """Whether a mark, a coordinator or a relative word stands between two offsets."""
        if any(mark in self.text[end:start] for mark in _BREAKS):
            return True
        return _any_between(self._joints, end, start)

    def touches(self, end: int, start: int) -> bool:
        """Whether a word may still belong to what ends before it: no mark and at most an adverb or two between."""
        if start <= end + 1:
            return True
        between = self.text[end:start]
        if any(mark in between for mark in _BREAKS) or self.acts_between(end, start):
            return False
        left = sum(len(word) + 1 for word in self._unknown(end, start))
        return left <= REACH

    def _unknown(self, end: int, start: int) -> Iterator[str]:
        at = end
        for word in self.text[end:start].split(" "):
            if word and "adverb" not in self._by_start.get(at, frozenset()):
                yield word
            at += len(word) + 1

    def is_noun(self, piece: _Piece) -> bool:
        """Whether a word that could be a verb is none: "our use", "water use", "plant-based", "the reduced impact"."""
        hyphens = self.text[piece.start - 1 : piece.start] == "-" or self.text[piece.end : piece.end + 1] == "-"
        before = self.before(piece.start)
        return hyphens or "determiner" in before or (piece.name == "base" and "resource" in before)


def _any_between(places: Sequence[int], start: int, end: int) -> bool:
    """Whether one of the places, which stand in order, lies in a run."""
    place = bisect_left(places, start)
    return place < len(places) and places[place] < end


def _runs(pieces: Sequence[_Piece], around: _Around) -> Iterator[list[_Piece]]:
    """Pieces that belong together: a run ends with its verb, or where the next piece is out of reach."""
    run: list[_Piece] = []
    end = -1
    closed = False
    for piece in pieces:
        inside = bool(run) and piece.start < end
        # "To" makes a verb of a base form alone: "up to 7 % fuel" has none.
        stray = len(run) == 1 and run[0].name == "infinitive" and piece.name != "base"
        # "Is here to reduce": what is done for a purpose is no part of the verb before it.
        stray = stray or (piece.name == "infinitive" and piece.start > end + 1)
        if run and not inside and (closed or stray or not around.touches(end, piece.start)):
            yield run
            run, closed = [], False
        run.append(piece)
        closed = closed or piece.name in FORMS
        end = max(end, piece.end)
    if run:
        yield run


def _is_reduced(group: Group, after: Group | None, around: _Around) -> bool:
    """ "Steps taken to curb emissions are bearing fruit": a bare participle, and the verb of its noun behind it."""
    return (
        group.kind == "done"
        and not group.led
        and after is not None
        and after.led
        and after.kind in FINITE
        and not around.parts(group.end, after.start)
    )


def _group(run: Sequence[_Piece], around: _Around, last: Group | None) -> Group | None:
    names = {piece.name for piece in run}
    forms = [piece for piece in run if piece.name in FORMS]
    start, end = run[0].start, max(piece.end for piece in run)
    auxiliaries = names - FORMS
    kind = _led(names, forms) if auxiliaries else _alone(forms, names, around, last)
    if kind is None:
        return None
    roles = frozenset().union(*(around.at(piece.start) for piece in run), around.behind(end))
    benefit = "benefit" in roles and "past" not in names
    return Group(
        start,
        end,
        kind,
        bool(forms),
        state=_is_state(kind, roles),
        doubtful="doubt" in names or ("ability" in names and benefit),
        led=bool(auxiliaries),
        passive=_is_passive(names, bool(forms)),
    )


def _is_passive(names: set[str], verb: bool) -> bool:
    """A form of "be" with a participle, or with a verb that no lexicon has."""
    being = names & {"present_be", "past_word", "bare_be"}
    return bool(being) and ("past" in names or not verb)


def _is_state(kind: Kind, roles: frozenset[FrameRole]) -> bool:
    return (
        kind in ("able", "copula")
        or (kind == "present" and "state" in roles)
        or (kind == "passive" and "state_participle" in roles)
    )


def _led(names: set[str], forms: Sequence[_Piece]) -> Kind | None:
    """What auxiliaries make of a verb."""
    if "plan" in names:
        return "plan"
    if names & {"perfect", "past_word"}:  # "were able to" tells what was done
        return "done"
    if names & {"ability", "doubt"}:
        return "able"
    if "progressive" in names:
        return "doing"
    if "present_be" in names:
        return "doing" if "ing" in names else "passive" if "past" in names else "copula"
    if "bare_be" in names:
        return "infinitive"
    return "infinitive" if forms else None


def _alone(forms: Sequence[_Piece], names: set[str], around: _Around, last: Group | None) -> Kind | None:
    """What a verb is that has no auxiliary of its own."""
    first = forms[0]
    if around.is_noun(first):
        return "participle" if names == {"past"} else None
    joined = "coordinator" in around.before(first.start)
    if joined and last is not None and (names & {"base", "past"} or "ing" in names):
        return last.kind if last.kind != "copula" else "present"
    if "past" in names:
        # "Combining captured carbon", "we use recycled paper": right behind a verb it belongs to the noun that follows.
        if last is not None and last.verb and last.end + 1 == first.start and not last.passive:
            return "participle"
        leaning = around.behind(first.end) & {"agent"} and not around.figure_behind(first.end)
        acted = around.acts_between(last.end if last is not None else around.start, first.start)
        return "participle" if leaning and not acted else "done"
    if "ing" in names:
        return "ing"
    return "present" if "s" in names or first.start > around.start else "bare"
