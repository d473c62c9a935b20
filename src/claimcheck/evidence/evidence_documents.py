"""Gathers evidence from outside: registers with the state of their files, and documents, from files and folders."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from datetime import date

from claimcheck.config.inputs import find_inputs, spelled
from claimcheck.model.document import Document, Effect, Problem
from claimcheck.model.evidence import Checked, FileState, Outside
from claimcheck.rulepack.pack import ElementType

Read = Callable[[str], Document]

_TOLD: dict[FileState, tuple[str, str, Effect, str]] = {
    "expired": (
        "evidence-expired", "has expired and counts for nothing", "note",
        "enter its successor, or a later valid_until where it was renewed",
    ),
    "early": ("evidence-early", "is not valid yet and counts for nothing", "note", "check valid_from and --as-of"),
    "changed": (
        "evidence-changed", "has another file than the one that was registered, and counts for nothing", "note",
        "look at the file again, then enter its new sha256 or bring the old one back",
    ),
    "missing": (
        "evidence-missing", "has a file that cannot be found, and counts for nothing", "partial",
        "mend the path, which is relative to the register",
    ),
    "unsealed": (
        "evidence-unsealed", "has no sha256 and counts for nothing", "note",
        "claimcheck evidence verify shows the line to add",
    ),
}  # fmt: skip


WITHOUT_CLAIM = "evidence-without-claim"
CODES = (*(code for code, _, _, _ in _TOLD.values()), WITHOUT_CLAIM)
"""Codes of the problems of entries."""


def gather(
    paths: Sequence[str],
    elements: Mapping[str, ElementType],
    suffixes: Iterable[str],
    read: Read,
    day: date,
    most: tuple[int, int],
) -> Outside:
    """Evidence in files and folders: registers are read and their files checked, all others are read by ``read``.

    A named YAML file has to be a register; in a folder those are registers that say so. What a register lists is read
    as a document only where the entry counts and is not confidential. Files and bytes beyond ``most`` are left out: a
    problem. Raises ``RegisterError`` for a register that cannot be used.
    """
    if not paths:
        return Outside()
    # Few runs have any evidence, and the models of its registers take a while to load.
    from claimcheck.evidence.register import ENDINGS, checked, load_register

    inputs = find_inputs(paths, (*sorted(suffixes), *ENDINGS), most=most[0] + 1)
    allowed, problems = _within(inputs.paths, most, spelled(paths[0]))
    given = {os.path.realpath(path) for path in paths}
    entries: list[Checked] = []
    others: list[str] = []
    for path in allowed:
        if not path.lower().endswith(ENDINGS):
            others.append(path)
            continue
        register = load_register(path, elements, named=os.path.realpath(path) in given)
        entries += [checked(entry, day) for entry in register or ()]
    closed = {os.path.realpath(one.entry.target) for one in entries if one.entry.confidential or not one.counts}
    documents = [read(path) for path in others if os.path.realpath(path) not in closed]
    problems += [*inputs.problems, *(_unread(documents)), *(told(one) for one in entries if not one.counts)]
    return Outside(tuple(entries), tuple(one for one in documents if one.status != "unreadable"), tuple(problems))


def _within(paths: Sequence[str], most: tuple[int, int], place: str) -> tuple[Sequence[str], list[Problem]]:
    """The files that may be looked through, and a problem where they are not all."""
    size = number = 0
    limit = "evidence-files"
    for path in paths[: most[0]]:
        with suppress(OSError, ValueError):
            size += os.path.getsize(path)
        if size > most[1]:
            limit = "evidence-bytes"
            break
        number += 1
    if number == len(paths):
        return paths, []
    told = f"there is more than is looked through for evidence: the first files ({number:,}) were"
    hint = f"name what holds the evidence, or raise the limit: --read-limit {limit}=N"
    return paths[:number], [Problem(f"limit-{limit}", told, "partial", place, hint)]


def _unread(documents: Iterable[Document]) -> Iterator[Problem]:
    """What is wrong with the documents, each problem with the file in its place."""
    for document in documents:
        for one in document.problems:
            place = document.path
            if one.place is not None:
                place = one.place if one.place.startswith(place) else f"{place}: {one.place}"
            if one.effect != "note":
                yield Problem(one.code, one.message, one.effect, place, one.hint)


def told(one: Checked) -> Problem:
    """The problem of an entry that does not count."""
    code, message, effect, hint = _TOLD[one.state]
    entry = one.entry
    day = entry.valid_until if one.state == "expired" else entry.valid_from if one.state == "early" else None
    bound = f" ({day.isoformat()})" if day is not None and not entry.confidential else ""
    place = f"{entry.register}:{entry.line}"
    return Problem(code, f"evidence {entry.id!r} {message}{bound}", effect, place, hint)


def unclaimed(entries: Iterable[Checked], claims: Set[str]) -> Iterator[Problem]:
    """The problems of entries that name claims by an id, none of which is among ``claims``."""
    for one in entries:
        names = [support.claim for support in one.entry.supports if support.claim is not None]
        if names and len(names) == len(one.entry.supports) and claims.isdisjoint(names):
            yield Problem(
                WITHOUT_CLAIM,
                f"evidence {one.entry.id!r} names a claim that is in none of the documents",
                "note",
                f"{one.entry.register}:{one.entry.line}",
                "its words may have changed; claimcheck evidence init --from shows the ids that there are",
            )
