"""The paragraphs of a text box: their letters with note marks, and whether they are items of a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from claimcheck.read.office.drawingml import A
from claimcheck.read.office.lines import Line, Text, Writer
from claimcheck.read.office.looks import Look
from claimcheck.read.office.markup import Element, whole
from claimcheck.read.unseen import Hidden

_ON = frozenset(("1", "true"))
_POINTS = 50  # hundredths of a point in half a point
_COUNTED = ("slidenum", "datetime")
_BULLETS = tuple(A + name for name in ("buChar", "buAutoNum", "buBlip"))
_DEEPEST = 9


class Paragraph(NamedTuple):
    """A paragraph; ``level`` is that of a list item, counted from 1, None for running text."""

    text: Text
    level: int | None


def paragraphs(
    body: Element, styles: Sequence[Element | None], hidden: Hidden, place: str = ""
) -> Iterator[Paragraph]:
    """The paragraphs of a text body that have text, what of it is ``hidden`` put there with its ``place``.

    ``styles`` are the lists of styles that hold for it, the nearest first: they say what the paragraph itself leaves
    open.
    """
    lists = [body.find(A + "lstStyle"), *styles]
    for paragraph in body.iterchildren(A + "p"):
        line = Line()
        read_line(paragraph, line, hidden, place)
        text = line.finish()
        if text.text:
            properties = paragraph.find(A + "pPr")
            depth = min(max(whole(properties, "lvl") or 0, 0), _DEEPEST - 1)
            yield Paragraph(text, depth + 1 if _is_item(properties, depth, lists) else None)


def read_line(paragraph: Element, line: Line, hidden: Hidden, place: str) -> None:
    """Put the letters of a paragraph into a line, and what readers do not see of them to what is ``hidden``."""
    writer = Writer(line, hidden, place)
    for child in paragraph.iterchildren():
        if child.tag == A + "br":
            line.add("\n", Look())
        elif child.tag == A + "fld" and child.get("type", "").startswith(_COUNTED):
            continue
        elif child.tag in (A + "r", A + "fld"):
            text = (child.findtext(A + "t") or "").replace("\v", "\n")
            writer.put(text, _look(child.find(A + "rPr")))
        elif child.tag not in (A + "pPr", A + "endParaRPr"):
            # A formula, or another thing that is set in the line.
            line.add("".join(child.itertext()), Look())


def _look(properties: Element | None) -> Look:
    if properties is None:
        return Look()
    size = whole(properties, "sz")
    bold = properties.get("b")
    return Look(
        bold=None if bold is None else bold in _ON,
        raised=(whole(properties, "baseline") or 0) > 0,
        size=size // _POINTS if size else None,
        struck=properties.get("strike", "noStrike") != "noStrike",
    )


def _is_item(properties: Element | None, depth: int, lists: Sequence[Element | None]) -> bool:
    told = _bullet(properties)
    for styles in lists:
        if told is not None:
            break
        told = None if styles is None else _bullet(styles.find(f"{A}lvl{depth + 1}pPr"))
    return bool(told)


def _bullet(properties: Element | None) -> bool | None:
    """Whether properties give a paragraph a bullet; None where they do not say."""
    if properties is None:
        return None
    if properties.find(A + "buNone") is not None:
        return False
    return True if any(properties.find(tag) is not None for tag in _BULLETS) else None
