"""The exception tree, each error with a code, a place and a hint.

ClaimcheckError
├── UsageError          wrong options or values; nothing is read        (exit 2)
├── RuleFileError       a rule file or rule pack that cannot be used    (exit 2)
│   ├── GoldFileError   labelled texts that cannot be used              (exit 2)
│   ├── RegisterError   an evidence register that cannot be used        (exit 2)
│   └── ClaimRegisterError  a claim register that cannot be used        (exit 2)
├── UnreadableInput     an input that could not be read                 (exit 3)
└── InternalError       a defect of claimcheck itself                   (exit 4)
"""

from __future__ import annotations

import copyreg
from collections.abc import Mapping
from typing import Any

_SHOWN = 60
_KINDS: dict[type, str] = {type(None): "nothing", dict: "a mapping"}
# What a value has to be, by the first word of what pydantic calls the fault.
_WANTED = {
    "string": "text",
    "list": "a list",
    "dict": "a mapping",
    "model": "a mapping",
    "bool": "true or false",
    "int": "a whole number",
    "float": "a number",
    "date": "a day, written YYYY-MM-DD",
}
_BOUNDS = {
    "greater_than": "more than {gt}",
    "greater_than_equal": "{ge} or more",
    "less_than": "less than {lt}",
    "less_than_equal": "{le} or less",
    "literal_error": "{expected}",
}


def shown(value: object) -> str:
    """A value as it may stand in a message: quoted, and cut where it is long."""
    if isinstance(value, (str, int, float, bool)):
        text = repr(value)
    else:
        text = _KINDS.get(type(value)) or f"a {type(value).__name__}"
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…{text[0]}"


def misfit(name: str, detail: Mapping[str, Any]) -> str:
    """What is wrong with the value of ``name``, of an error of pydantic, which speaks of types of its own."""
    kind = detail["type"]
    if kind == "missing":
        return f"{name} is missing"
    wanted = _BOUNDS.get(kind, "").format_map(detail.get("ctx", {})) or _WANTED.get(kind.partition("_")[0])
    if wanted is None:
        return f"{name}: {detail['msg'].removeprefix('Value error, ').lower()}"
    return f"{name} is {wanted}, not {shown(detail['input'])}"


class ClaimcheckError(Exception):
    """Root of all errors that claimcheck raises on purpose.

    ``code`` is a stable kebab-case identifier; ``line`` and ``column`` are 1-based.
    """

    exit_code = 4

    def __init__(
        self,
        message: str,
        *,
        code: str,
        path: str | None = None,
        line: int | None = None,
        column: int | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.path = path
        self.line = line
        self.column = column
        self.hint = hint

    def __reduce__(self) -> tuple[object, ...]:
        """As a process hands it to another one: made anew without a call, which would want every argument."""
        return copyreg.__newobj__, (type(self), *self.args), self.__dict__  # type: ignore[attr-defined]

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)
        text = f"{place}: {self.message}" if place else self.message
        return f"{text}\n  hint: {self.hint}" if self.hint else text


class UsageError(ClaimcheckError):
    """An option, argument or value that claimcheck cannot work with."""

    exit_code = 2


def require(library: str, extra: str, what: str, otherwise: str = "") -> None:
    """Raise ``UsageError`` (code ``missing-extra``) where ``what`` needs a library that is not installed.

    The hint says how to install the extra, and what can be done ``otherwise``.
    """
    import importlib.util

    if importlib.util.find_spec(library) is None:
        raise UsageError(
            f"{what} needs the library {library}",
            code="missing-extra",
            hint=f"python -m pip install 'claimcheck-esg[{extra}]'{otherwise}",
        )


class RuleFileError(ClaimcheckError):
    """One or more faults in rule files.

    ``faults`` holds every fault of the pack, in order of path and line, so that one run shows them all.
    """

    exit_code = 2
    kind = "rule files"

    def __init__(self, message: str, *, faults: tuple[ClaimcheckError, ...] = (), **where: object) -> None:
        super().__init__(message, code=str(where.pop("code", "rule-file")), **where)  # type: ignore[arg-type]
        self.faults = faults

    def __str__(self) -> str:
        return "\n\n".join(str(fault) for fault in self.faults) if self.faults else super().__str__()


class GoldFileError(RuleFileError):
    """One or more faults in the labelled texts that rules are measured on."""

    kind = "gold files"


class RegisterError(RuleFileError):
    """One or more faults in registers of evidence."""

    kind = "evidence registers"


class ClaimRegisterError(RuleFileError):
    """One or more faults in registers of approved claims."""

    kind = "claim registers"


class DecisionsError(RuleFileError):
    """One or more faults in a file of decisions."""

    kind = "the decisions file"


class UnreadableInput(ClaimcheckError):
    """An input that could not be read at all."""

    exit_code = 3


class InternalError(ClaimcheckError):
    """A defect of claimcheck itself."""

    exit_code = 4
