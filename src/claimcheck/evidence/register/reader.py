"""From the bytes of a register to its entries, with every fault at its line."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

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
from claimcheck.model.evidence import Entry, Proof, Register, Support
from claimcheck.rulepack.condition_terms import nearest
from claimcheck.rulepack.faults import FaultLog, shown
from claimcheck.rulepack.pack import ElementType
from claimcheck.rulepack.registers import ENDINGS, register_bytes
from claimcheck.rulepack.validate import shaped
from claimcheck.rulepack.yamlfile import YamlFile, parse_any

__all__ = ["ENDINGS", "NAME", "load_register", "years_in"]

NAME = "claimcheck-evidence.yml"
LONGEST_PERIOD = 60

_DAY = re.compile(r"((?:19|20|21)[0-9]{2})-[0-9]{2}-[0-9]{2}")
_YEARS = re.compile(
    r"(?<![0-9])((?:19|20|21)[0-9]{2})(?: ?[-/\u2013] ?((?:19|20|21)[0-9]{2}|[0-9]{2}))?(?![0-9])"
)


def load_register(path: str, elements: Mapping[str, ElementType], *, named: bool = True) -> Register | None:
    """Read a register; ``elements`` are the elements of evidence that there are, by id.

    Raises ``RegisterError`` with every fault. A file that nobody has ``named`` as a register and that does not say
    that it is one is None.
    """
    log = FaultLog()
    found: Register | None = None
    data = register_bytes(path, "claimcheck evidence init writes a register", log)
    if data is not None and (named or SCHEMA.encode() in data):
        parsed = parse_any(data, path, log)
        if parsed is not None and isinstance(parsed[1], dict):
            found = _Reader(parsed[0], path, elements, log).register(parsed[1])
        elif parsed is not None:
            parsed[0].fault(
                log,
                (),
                "a register is a mapping with the keys schema and entries",
                code="yaml-shape",
                hint="claimcheck evidence init writes one",
            )
    log.check(RegisterError)
    return found


class _Reader:
    """The entries of one file."""

    def __init__(self, file: YamlFile, path: str, elements: Mapping[str, ElementType], log: FaultLog) -> None:
        self.file = file
        self.path = path
        self.folder = Path(path).parent
        self.elements = elements
        self.log = log

    def register(self, values: dict[str, Any]) -> Register | None:
        shape = shaped(self.file, values, RegisterShape, self.log)
        if shape is None:
            return None
        supports = sum(len(one.supports) for one in shape.entries or ())
        if supports > MAX_SUPPORTS:
            message = (
                f"all entries support {supports:,} things, at most {MAX_SUPPORTS:,} are held against claims"
            )
            self.file.fault(
                self.log, ("entries",), message, code="register-too-large", hint="split the register"
            )
            return None
        seen: set[str] = set()
        entries: list[Entry] = []
        for at, one in enumerate(shape.entries or ()):
            if one.id in seen:
                self.fault((at, "id"), f"id {shown(one.id)} stands twice", "duplicate-id")
            seen.add(one.id)
            entries.append(self.entry(at, one))
        return Register(self.path, tuple(entries))

    def entry(self, at: int, one: EntryShape) -> Entry:
        if one.valid_from and one.valid_until and one.valid_from > one.valid_until:
            self.fault((at, "valid_until"), "valid_until is before valid_from", "bad-period")
        line, _ = self.file.place(("entries", at))
        return Entry(
            id=one.id,
            register=self.path,
            line=line,
            supports=tuple(self.support((at, "supports", n), part) for n, part in enumerate(one.supports)),
            file=one.file,
            target=os.fspath(self.folder / one.file),
            sha256=None if one.sha256 is None else one.sha256.lower(),
            page=one.page,
            place=one.place,
            kind=one.kind,
            issuer=one.issuer,
            owner=one.owner,
            valid_from=one.valid_from,
            valid_until=one.valid_until,
            confidential=one.confidential,
            proves=tuple(self.proofs(at, one)),
        )

    def support(self, at: tuple[str | int, ...], one: SupportShape) -> Support:
        years = years_in(one.period) if one.period is not None else frozenset()
        if one.period is not None and not years:
            hint = "write years such as 2024, 2023/24 or 2019-2024"
            self.fault((*at, "period"), f"period {shown(one.period)} names no year", "bad-period", hint)
        return Support(one.claim, one.topic, one.metric, years, one.subject, one.boundary)

    def proofs(self, at: int, one: EntryShape) -> Iterator[Proof]:
        if not any(one.proves.values()):
            self.fault(
                (at, "proves"), "proves says nothing", "empty-value", "say something of one element", key=True
            )
        for name, proof in one.proves.items():
            place = (at, "proves", name)
            if name not in self.elements:
                hint = nearest(name, sorted(self.elements))
                message = f"there is no element of evidence {shown(name)}"
                self.fault(place, message, "unknown-element", hint, key=True)
            elif proof is not None and self.is_unfilled(name, proof):
                message = f"{name} still has the words that ask for it"
                self.fault(place, message, "unfilled-value", "write what the file says, or take the line out")
            if proof is not None:
                yield _proof(name, proof)

    def is_unfilled(self, name: str, proof: ProofShape) -> bool:
        """Whether a value is only what a new register says beside it, and proves nothing."""
        asked = (self.elements[name].shape.ask, *PLACEHOLDERS)
        words = _plain(proof.text or "")
        return bool(words) and any(words in (_plain(one), f"# {_plain(one)}") for one in asked)

    def fault(
        self,
        at: tuple[str | int, ...],
        message: str,
        code: str,
        hint: str | None = None,
        *,
        key: bool = False,
    ) -> None:
        self.file.fault(self.log, ("entries", *at), message, code=code, hint=hint, key=key)


def _plain(text: str) -> str:
    return " ".join(text.split()).strip(" .").casefold()


def _proof(element: str, one: ProofShape) -> Proof:
    return Proof(element, one.text, one.value, one.unit)


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
