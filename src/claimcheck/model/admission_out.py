"""An admission as it is written to JSON."""

from __future__ import annotations

from claimcheck.model.admission import AdmissionKind
from claimcheck.model.claim_out import PlaceOut
from claimcheck.model.wire import Wire


class AimOut(Wire):
    """The goal of an admission: how much, as the text has it, and by which year; None for what is not told."""

    value: str | None
    year: int | None


class BeforeOut(Wire):
    """What the document itself tells was aimed for, or reported, before."""

    quote: str
    place: PlaceOut


class AdmissionOut(Wire):
    """A passage in which a company owns up to something.

    A goal is ``given_up``, ``missed``, ``postponed``, ``lowered`` or not going to be reached (``behind``), a figure is
    ``restated``, or harm is ``admitted`` that a goal was to prevent. The passage may be a claim or set aside as well;
    an admission has no effect on any score.
    """

    kind: AdmissionKind
    text: str
    place: PlaceOut
    topic: str | None
    target: AimOut | None = None
    before: BeforeOut | None = None
