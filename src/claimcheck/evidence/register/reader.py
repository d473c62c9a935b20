"""From the bytes of a register to its entries, with every fault at its line."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from claimcheck.errors import RegisterError
from claimcheck.evidence.register.shapes import (
    MAX_SUPPORTS,
    PLACEHOLDERS,
    SCHEMA,
    EntryShape,
    ProofShape,
    RegisterShape,
    SupportShape,
)
from claimcheck.model.evidence import Entry, Proof, Support
from claimcheck.rulepack.condition_terms import nearest
from claimcheck.rulepack.faults import shown
from claimcheck.rulepack.pack import ElementType
from claimcheck.rulepack.registers import ENDINGS, Opened, Register

__all__ = ["ENDINGS", "NAME", "load_register", "years_in"]

NAME = "claimcheck-evidence.yml"
LONGEST_PERIOD = 60

_DAY = re.compile(r"((?:19|20|21)[0-9]{2})-[0-9]{2}-[0-9]{2}")
_YEARS = re.compile(
    r"(?<![0-9])((?:19|20|21)[0-9]{2})(?: ?[-/\u2013] ?((?:19|20|21)[0-9]{2}|[0-9]{2}))?(?![0-9])"
)


def load_register(
    path: str, elements: Mapping[str, ElementType], *, named: bool = True
) -> tuple[Entry, ...] | None:
    """The entries of a register, in order; ``elements`` are the elements of evidence that there are, by id.

    Raises ``RegisterError`` with every fault. A file that nobody has ``named`` as a register and that does not say
    that it is one is None.
    """
    register = Register(
        RegisterShape,
        form="a register is a mapping with the keys schema and entries",
        hint="claimcheck evidence init writes a register",
        key="entries",
        error=RegisterError,
        make=lambda opened, shape: tuple(_entries(opened, shape, elements)),
    )
    data = register.read(path)
    return register.parsed(data, path) if named or SCHEMA.encode() in data else None


def _entries(opened: Opened, shape: RegisterShape, elements: Mapping[str, ElementType]) -> Iterator[Entry]:
    supports = sum(len(one.supports) for one in shape.entries or ())
    if supports > MAX_SUPPORTS:
        message = f"all entries support {supports:,} things, at most {MAX_SUPPORTS:,} are held against claims"
        opened.fault((), message, "register-too-large", "split the register")
        return
    for at, one in opened.each(shape.entries):
        yield _entry(opened, at, one, elements)


def _entry(opened: Opened, at: int, one: EntryShape, elements: Mapping[str, ElementType]) -> Entry:
    return Entry(
        id=one.id,
        register=opened.file.path,
        line=opened.line(at),
        supports=tuple(_support(opened, (at, "supports", n), part) for n, part in enumerate(one.supports)),
        file=one.file,
        target=os.fspath(Path(opened.file.path).parent / one.file),
        sha256=None if one.sha256 is None else one.sha256.lower(),
        page=one.page,
        place=one.place,
        kind=one.kind,
        issuer=one.issuer,
        owner=one.owner,
        valid_from=one.valid_from,
        valid_until=one.valid_until,
        confidential=one.confidential,
        proves=tuple(_proofs(opened, at, one, elements)),
    )


def _support(opened: Opened, at: tuple[str | int, ...], one: SupportShape) -> Support:
    years = years_in(one.period) if one.period is not None else frozenset()
    if one.period is not None and not years:
        hint = "write years such as 2024, 2023/24 or 2019-2024"
        opened.fault((*at, "period"), f"period {shown(one.period)} names no year", "bad-period", hint)
    return Support(one.claim, one.topic, one.metric, years, one.subject, one.boundary)


def _proofs(opened: Opened, at: int, one: EntryShape, elements: Mapping[str, ElementType]) -> Iterator[Proof]:
    if not any(one.proves.values()):
        opened.fault(
            (at, "proves"), "proves says nothing", "empty-value", "say something of one element", key=True
        )
    for name, proof in one.proves.items():
        place = (at, "proves", name)
        if name not in elements:
            hint = nearest(name, sorted(elements))
            message = f"there is no element of evidence {shown(name)}"
            opened.fault(place, message, "unknown-element", hint, key=True)
        elif proof is not None and _is_unfilled(elements[name], proof):
            message = f"{name} still has the words that ask for it"
            opened.fault(place, message, "unfilled-value", "write what the file says, or take the line out")
        if proof is not None:
            yield Proof(name, proof.text, proof.value, proof.unit)


def _is_unfilled(element: ElementType, proof: ProofShape) -> bool:
    """Whether a value is only what a new register says beside it, and proves nothing."""
    asked = (element.shape.ask, *PLACEHOLDERS)
    words = _plain(proof.text or "")
    return bool(words) and any(words in (_plain(one), f"# {_plain(one)}") for one in asked)


def _plain(text: str) -> str:
    return " ".join(text.split()).strip(" .").casefold()


def years_in(text: str) -> frozenset[int]:
    """The years that the words for a period name, with those between the first and the last of a run."""
    days = _DAY.findall(text)
    if days:
        return _run(int(days[0]), int(days[-1]))
    found: set[int] = set()
    for first, last in _YEARS.findall(text):
        end = int(last) if len(last) == 4 else int(first[:2] + last) if last else int(first)
        found |= _run(int(first), end)
    return frozenset(found)


def _run(first: int, last: int) -> frozenset[int]:
    return (
        frozenset(range(first, last + 1)) if first <= last <= first + LONGEST_PERIOD else frozenset({first})
    )
