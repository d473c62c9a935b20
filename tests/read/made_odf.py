"""OpenDocument files made for a test, with the words of the script that builds the fixtures."""

from __future__ import annotations

from builders import FIXTURES, builder
from reading_checks import check

from claimcheck.model.document import Document
from claimcheck.read.dispatch import read_bytes
from claimcheck.read.limits import DEFAULT, Limits

FOLDER = FIXTURES / "odf"

build = builder("odf")


def read(data: bytes, limits: Limits = DEFAULT) -> Document:
    """The bytes of a file, read in this process and checked."""
    return check(read_bytes(data, path="report.odt", limits=limits, isolated=False))


def read_text(*content: str, **more: object) -> Document:
    """A text with this content."""
    return read(build.pack(build.parts("text", *content, **more)))


def read_sheets(*tables: str, limits: Limits = DEFAULT) -> Document:
    """A spreadsheet with these tables."""
    return read(build.pack(build.parts("spreadsheet", *tables)), limits)


def read_slides(*slides: str) -> Document:
    """A presentation with these slides."""
    return read(build.pack(build.parts("presentation", *slides)))
