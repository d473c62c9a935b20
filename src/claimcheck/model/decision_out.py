"""Decisions about claims as they are written to JSON."""

from __future__ import annotations

from typing import Literal

from claimcheck.model.wire import Wire


class RemarkOut(Wire):
    """A comment of a reviewer."""

    by: str
    on: str
    text: str


class DecisionOut(Wire):
    """What was decided about a claim, or about the finding with this ``fingerprint``.

    ``claim`` is None for a finding outside of claims. ``wording`` are the words proposed in its place, ``until`` the
    last day on which the decision holds; one that has ``expired`` accepts nothing.
    """

    claim: str | None
    occurrence: int
    fingerprint: str | None
    state: Literal["accept", "dispute", "open"]
    owner: str | None
    wording: str | None
    until: str | None
    by: str
    on: str
    comments: list[RemarkOut]
    expired: bool
