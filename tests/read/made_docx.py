"""Word files made for a test, with the words of the script that builds the fixtures."""

from __future__ import annotations

from builders import FIXTURES, builder
from reading_checks import check

from claimcheck.model.document import Document
from claimcheck.read.dispatch import read_bytes
from claimcheck.read.limits import DEFAULT, Limits

FOLDER = FIXTURES / "docx"


build = builder("docx")


def fixture(name: str) -> Document:
    """A file of the fixtures, read."""
    return read((FOLDER / f"{name}.docx").read_bytes())


def read(data: bytes, limits: Limits = DEFAULT) -> Document:
    """The bytes of a Word file, read in this process and checked."""
    return check(read_bytes(data, path="report.docx", limits=limits, isolated=False))


def read_body(body: str, **parts: str) -> Document:
    """A file with this body, and with further parts by their stems."""
    named = {f"{name}.xml": content for name, content in parts.items()}
    return read(build.pack(build.parts(body, named)))
