"""Which program and which knowledge were used, on the wire."""

from __future__ import annotations

from claimcheck.model.wire import Wire


class PackPartOut(Wire):
    """One of the packs that were laid over each other; no version where it does not give one."""

    name: str
    version: str | None
    sha256: str


class RulepackOut(Wire):
    """Which knowledge was used; ``packs`` are those it was laid together from, lowest first."""

    name: str
    version: str
    sha256: str
    rules: int
    packs: list[PackPartOut] = []


class ToolOut(Wire):
    """Which program was used."""

    name: str
    version: str
    rulepack: RulepackOut
