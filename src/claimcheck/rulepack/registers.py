"""Registers: YAML files in which people keep entries, read with every fault at its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Annotated, Any, Generic, Literal, NamedTuple, Protocol, TypeVar

from pydantic import BeforeValidator, Field, StrictBool

from claimcheck.config.paths import regular_bytes
from claimcheck.errors import RuleFileError, shown
from claimcheck.rulepack.faults import FaultLog, gathered
from claimcheck.rulepack.shapes import Shape
from claimcheck.rulepack.source import MAX_BYTES
from claimcheck.rulepack.validate import shaped
from claimcheck.rulepack.yamlfile import KeyPath, YamlFile, parse_any

ENDINGS = (".yml", ".yaml")
MAX_TEXT = 400


def of_form(pattern: str, told: str) -> BeforeValidator:
    """Text of a form; ``told`` is what is said of any other, where a pattern would tell nothing."""
    form = re.compile(pattern)

    def check(value: object) -> object:
        if isinstance(value, str) and not form.fullmatch(value):
            raise ValueError(told)
        return value

    return BeforeValidator(check, json_schema_input_type=Annotated[str, Field(pattern=pattern)])


def _as_answer(value: object) -> object:
    return {"yes": True, "no": False}.get(value, value) if isinstance(value, str) else value


Name = Annotated[str, of_form("^[a-z0-9]+([._-][a-z0-9]+)*$", "a name is in lower case, with - or . between words")]
Text = Annotated[str, Field(min_length=1, max_length=MAX_TEXT)]
Answer = Annotated[StrictBool, BeforeValidator(_as_answer, json_schema_input_type=bool | Literal["yes", "no"])]


def said(description: str, **limits: Any) -> Any:
    """A key of a register that may be left out, and what it says."""
    return Field(default=None, description=description, **limits)


class Dated(Protocol):
    """An entry of a name, which may hold for a time only."""

    id: str
    valid_from: date | None
    valid_until: date | None


D = TypeVar("D", bound=Dated)
S = TypeVar("S", bound=Shape)
T = TypeVar("T")


class Opened(NamedTuple):
    """A register that is being read: the places in its file, which logs its faults; ``key`` lists its entries."""

    file: YamlFile
    key: str

    def fault(self, at: KeyPath, message: str, code: str, hint: str | None = None, **how: Any) -> None:
        """Note a fault at a key path below the entries; ``how`` as in ``YamlFile.fault``."""
        self.file.fault((self.key, *at), message, code, hint, **how)

    def line(self, at: int) -> int:
        """The line in which an entry begins."""
        return self.file.place((self.key, at))[0]

    def each(self, entries: Iterable[D] | None) -> Iterator[tuple[int, D]]:
        """Entries by number, with a fault where an id stands twice or the days of an entry are no period."""
        seen: set[str] = set()
        for at, one in enumerate(entries or ()):
            if one.id in seen:
                self.fault((at, "id"), f"id {shown(one.id)} stands twice", "duplicate-id")
            seen.add(one.id)
            if one.valid_from and one.valid_until and one.valid_from > one.valid_until:
                self.fault((at, "valid_until"), "valid_until is before valid_from", "bad-period")
            yield at, one


class Register(NamedTuple, Generic[S, T]):
    """A kind of file in which people keep entries, and how it is read.

    ``form`` says in a sentence what such a file is, ``hint`` how a first one comes to be. ``key`` lists its entries,
    ``make`` turns the shape of the whole file into its value, and ``error`` is raised with every fault.
    """

    shape: type[S]
    form: str
    hint: str
    key: str
    error: type[RuleFileError]
    make: Callable[[Opened, S], T]

    def load(self, path: str) -> T:
        """The value of a file. Raises ``error`` with every fault."""
        return self.parsed(self.read(path), path)

    def read(self, path: str) -> bytes:
        """The bytes of a file, one more than a parser accepts at most. Raises ``error`` where it cannot be read."""
        try:
            return regular_bytes(path, MAX_BYTES)
        except OSError as error:
            log = FaultLog()
            log.add(f"cannot be read: {error.strerror or error}", "not-readable", path=path, hint=self.hint)
            raise gathered(log.faults, self.error) from None

    def parsed(self, data: bytes, path: str) -> T:
        """The value in the bytes of a file. Raises ``error`` with every fault."""
        log = FaultLog()
        file = parse_any(data, path, log)
        found = None
        if file is not None and not isinstance(file.value, dict):
            file.fault((), self.form, "yaml-shape", self.hint)
        elif file is not None:
            shape = shaped(file, file.value, self.shape)
            found = None if shape is None else self.make(Opened(file, self.key), shape)
        log.check(self.error)
        assert found is not None, "a register without a value has faults"
        return found


def comment_line(text: str) -> str:
    """Text on one line, without anything that YAML does not print."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
