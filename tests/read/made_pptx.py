"""PowerPoint files made for a test, with the words of the script that builds the fixtures."""

from __future__ import annotations

from builders import FIXTURES, builder
from reading_checks import check

from claimcheck.model.document import Document
from claimcheck.read.dispatch import read_bytes
from claimcheck.read.limits import DEFAULT, Limits

FOLDER = FIXTURES / "pptx"


build = builder("pptx")


def read(data: bytes, limits: Limits = DEFAULT) -> Document:
    """The bytes of a presentation, read in this process and checked."""
    return check(read_bytes(data, path="deck.pptx", limits=limits, isolated=False))


def read_slide(*shapes: str, **more: object) -> Document:
    """A presentation of one slide with these shapes; what every slide repeats is left out of its blocks."""
    return read(build.pack(build.parts(build.Slide("".join(shapes), **more))))
