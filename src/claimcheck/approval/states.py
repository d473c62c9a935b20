"""What an entry of a claim register needs: whether it holds on a day, and what is wrong around it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from claimcheck.approval.wording import Keys, keys_of
from claimcheck.model.approval import Approval, BackingState, EntryState
from claimcheck.model.evidence import Outside

COUNTING = ("ok", "expiring", "withdrawn")
"""The states that need nobody's attention."""


def states_of(outside: Outside) -> dict[str, BackingState]:
    """The state of every entry of the evidence registers by its id."""
    return {one.entry.id: one.state for one in reversed(outside.entries)}


class Looked(NamedTuple):
    """An entry as it stands on a day.

    ``evidence`` is what it names with the state of each; ``alike`` are ids of other entries with one of its wordings;
    ``used`` says whether a text has its words, None where no text was looked at.
    """

    entry: Approval
    state: EntryState
    evidence: tuple[tuple[str, BackingState], ...]
    alike: tuple[str, ...]
    used: bool | None

    @property
    def lapsed(self) -> tuple[tuple[str, BackingState], ...]:
        """The evidence that does not count; of entries that are not approved nothing is asked."""
        if self.entry.status != "approved":
            return ()
        return tuple(one for one in self.evidence if one[1] not in ("ok", "expiring", "unchecked"))

    @property
    def fine(self) -> bool:
        """Whether nothing has to be done."""
        return self.state in COUNTING and not self.lapsed and not self.alike


def looked(
    entries: Sequence[Approval],
    day: date,
    evidence: Mapping[str, BackingState],
    used: Collection[str] | None,
) -> Iterator[Looked]:
    """Every entry with its state; ``used`` are the ids of those that a text has, None where none was read."""
    sharing: dict[Keys, list[str]] = {}
    for entry in entries:
        # What has ended may stand beside its successor.
        if entry.standing(day) != "expired":
            for wording in entry.wordings:
                sharing.setdefault(keys_of(wording), []).append(entry.id)
    absent: BackingState = "unknown" if evidence else "unchecked"
    for entry in entries:
        others = [
            name
            for wording in entry.wordings
            if entry.id in (names := sharing.get(keys_of(wording), []))
            for name in names
            if name != entry.id
        ]
        yield Looked(
            entry,
            entry.state(day),
            tuple((name, evidence.get(name, absent)) for name in entry.evidence),
            tuple(dict.fromkeys(others)),
            None if used is None else entry.id in used,
        )
