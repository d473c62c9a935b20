"""What only accompanies a statement: an example, a purpose, a clause inside the clause."""

from __future__ import annotations

from claimcheck.claims.frames import Frame
from claimcheck.claims.verbs import FINITE

_PLANNED = "planned"


def is_beside(frame: Frame, start: int, *, tense: str) -> bool:
    """Whether the core that begins at an offset is no part of what its clause states."""
    governor, own = frame.governor, frame.own
    at = own.start if own is not None else start
    if governor is None:
        return False
    if frame.is_aside(at) and not frame.is_aside(governor.start):
        return True
    # "Such as using clean energy" names one of several, and not one's own.
    said = [group.start for group in frame.groups if group.kind in FINITE]
    if any(
        "example" in word.roles and word.start < start and not any(word.start < verb < start for verb in said)
        for word in frame.words
    ):
        return True
    # "To help farmers, we lent": what is done for a purpose is another thing than the purpose.
    return own is not None and own is not governor and own.kind == "infinitive" and tense != _PLANNED
