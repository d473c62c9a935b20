"""What was left out of a presentation, counted while it is read."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Counts:
    """What no viewer of the slides sees, and what is no text; lists are of numbers of slides.

    ``texts`` are hidden shapes, or ones beside the slide. ``drawn`` are slides with pictures, ``noted`` those whose
    notes were read.
    """

    slides: list[int] = field(default_factory=list)
    texts: int = 0
    struck: int = 0
    comments: int = 0
    charts: int = 0
    pictures: int = 0
    objects: int = 0
    drawn: set[int] = field(default_factory=set)
    noted: list[int] = field(default_factory=list)
