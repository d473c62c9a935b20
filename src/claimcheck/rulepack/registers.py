"""What registers that users write have in common: the values in them, and reading their bytes."""

from __future__ import annotations

import os
import re
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StrictBool

from claimcheck.rulepack.faults import FaultLog
from claimcheck.rulepack.source import MAX_BYTES

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


Name = Annotated[
    str, of_form("^[a-z0-9]+([._-][a-z0-9]+)*$", "a name is in lower case, with - or . between words")
]
Text = Annotated[str, Field(min_length=1, max_length=MAX_TEXT)]
Answer = Annotated[
    StrictBool, BeforeValidator(_as_answer, json_schema_input_type=bool | Literal["yes", "no"])
]


def register_bytes(path: str, hint: str, log: FaultLog) -> bytes | None:
    """The bytes of a register, one more than a parser accepts at most; None with the fault in ``log``."""
    try:
        if os.path.exists(path) and not os.path.isfile(path):
            raise OSError(0, "it is no regular file")
        with open(path, "rb") as file:
            # One byte more than the parser accepts tells it that there is too much.
            return file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        log.add(f"cannot be read: {reason}", code="not-readable", path=path, hint=hint)
        return None
