"""What was left out of a presentation, counted while it is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from claimcheck.read.unseen import Hidden


@dataclass(slots=True)
class Counts:
    """What no viewer of the slides sees, and what is no text; lists are of numbers of slides.

    ``drawn`` are slides with pictures, ``noted`` those whose notes were read.
    """

    hidden: Hidden = field(default_factory=Hidden)
    comments: int = 0
    charts: int = 0
    pictures: int = 0
    objects: int = 0
    drawn: set[int] = field(default_factory=set)
    noted: list[int] = field(default_factory=list)
