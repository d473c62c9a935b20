"""Pages of markup with text at fixed places, and tagged ones, with the words of the script that builds the fixtures."""

from __future__ import annotations

from builders import FIXTURES, builder
from reading_checks import check

from claimcheck.model.document import Document
from claimcheck.read.dispatch import read_bytes

FOLDER = FIXTURES / "xhtml"


build = builder("xhtml")


def read(source: str) -> Document:
    """A page of markup, read in this process and checked."""
    return check(read_bytes(source.encode(), path="report.xhtml", isolated=False))


def page(*elements: str, head: str = "", style: str = "") -> Document:
    """One page of 600 by 800 pixels with these elements, and with enough lines to be one of placed text."""
    lines = "".join(at(f"Filler line {number}.", 20, 500 + 20 * number) for number in range(8))
    body = f'<div style="position:relative;width:600px;height:800px">{"".join(elements)}{lines}</div>'
    return read(build.PAGE.format(title="", style=style, head=head, body=body, spaces=build.SPACES))


def at(text: str, left: float, top: float, more: str = "") -> str:
    """A line at a place."""
    return f'<div style="position:absolute;left:{left}px;top:{top}px;font-size:12px;{more}">{text}</div>'


def tagged(body: str, *resources: str, hidden: str = "") -> Document:
    """A page of flowing text with tags."""
    head = build.header(*build.RESOURCES, *resources, hidden=hidden)
    return read(build.PAGE.format(title="Statement", style="", head=head, body=body, spaces=build.SPACES))
