"""The baseline: findings that were accepted, each by a hash of its rule and its words, with a reason and an end."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from claimcheck.config.paths import regular_bytes
from claimcheck.errors import UsageError, misfit

NAME = "claimcheck-baseline.json"
"""What the file is called where nobody says otherwise; it lies in the folder one works in."""
MAX_BYTES = 64 << 20
WRITE = "claimcheck baseline write makes one"


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Accepted(_Shape):
    """Findings of one rule on the same words of one file, which count no longer.

    ``fingerprint`` decides what is meant; ``path``, ``rule`` and ``quote`` are for readers, and of several findings
    with one fingerprint those at ``path`` are meant first. ``until`` is the last day on which they are accepted.
    """

    fingerprint: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    rule: str
    path: str
    quote: str
    count: Annotated[int, Field(ge=1)] = 1
    reason: Annotated[str, Field(min_length=1)]
    until: date | None = None


class Baseline(_Shape):
    """A file of accepted findings, sorted by path, rule and fingerprint."""

    schema_: Literal["claimcheck-baseline/1"] = Field(default="claimcheck-baseline/1", alias="schema")
    findings: tuple[Accepted, ...] = ()

    @classmethod
    def of(cls, findings: Iterable[Accepted]) -> Baseline:
        """With the findings in the order of the file."""
        return cls(findings=tuple(sorted(findings, key=lambda one: (one.path, one.rule, one.fingerprint))))

    def text(self) -> str:
        """As it is written to its file."""
        values = self.model_dump(mode="json", by_alias=True)
        return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


class KnownBaseline(NamedTuple):
    """A baseline, what its file is called, and which of its entries a run could find: those of a rule that is ignored
    are not missing from a text."""

    name: str
    baseline: Baseline
    is_judged: Callable[[Accepted], bool] = lambda _: True


def load(path: str) -> KnownBaseline:
    """The baseline in a file. Raises ``UsageError`` where there is none or where it cannot be used."""
    try:
        data = regular_bytes(path, MAX_BYTES)
    except OSError as error:
        raise _fault(path, f"cannot be read: {error.strerror or error}", hint=WRITE) from None
    if len(data) > MAX_BYTES:
        raise _fault(path, "is too large for a baseline")
    try:
        values = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise _fault(path, "is not in UTF-8", hint=WRITE) from None
    except json.JSONDecodeError as error:
        raise _fault(path, f"is no JSON: {error.msg}", line=error.lineno, column=error.colno) from None
    except RecursionError:
        raise _fault(path, "is nested too deeply", hint=WRITE) from None
    except ValueError:  # a number of thousands of digits
        raise _fault(path, "holds a number that is too large", hint=WRITE) from None
    try:
        return KnownBaseline(path, Baseline.model_validate(values))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise _fault(path, misfit(".".join(map(str, first["loc"])) or "the file", first)) from None


def _fault(path: str, message: str, *, hint: str | None = None, **place: Any) -> UsageError:
    shape = "claimcheck schema baseline has every key with its values"
    return UsageError(message, code="bad-baseline", path=path, hint=hint or shape, **place)
