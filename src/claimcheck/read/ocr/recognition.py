"""The words of one picture, with their places and how sure tesseract is of them.

The program is started without a shell and with fixed arguments. It gets grey pixels that this process has drawn, never
a byte of the file, writes nothing but its answer to a pipe, and runs under the limits of the process that starts it.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lxml import etree

from claimcheck.read.ocr.engine import Engine, environment

_LINES = frozenset(("ocr_line", "ocr_header", "ocr_textfloat", "ocr_caption"))
_WORD = "ocrx_word"
_BOX = re.compile(r"bbox (-?\d+) (-?\d+) (-?\d+) (-?\d+)")
_SURE = re.compile(r"x_wconf (\d+)")
_BASELINE = re.compile(r"baseline (-?[\d.]+) (-?[\d.]+)")
_SIZE = re.compile(r"x_size ([\d.]+); x_descenders (-?[\d.]+)")


class Picture(NamedTuple):
    """Grey pixels, a byte each, row by row from the top; ``scale`` is pixels a point."""

    width: int
    height: int
    pixels: bytes
    scale: float


class Word(NamedTuple):
    """A recognised word: left, top, right and bottom in pixels from the upper left corner, and ``sure`` of 100."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    sure: int


class TextLine(NamedTuple):
    """The words of a line.

    ``base`` is the height of its baseline at its left end, in pixels from the top, ``slope`` how far it falls for each
    pixel to the right. ``size`` is the height of its letters with what hangs below the line, which is ``hang``.
    ``paragraph`` numbers the paragraphs that tesseract sees.
    """

    words: tuple[Word, ...]
    base: float
    slope: float
    size: float
    hang: float
    paragraph: int


def recognised(
    picture: Picture, engine: Engine, data: Sequence[str], seconds: float
) -> list[TextLine] | None:
    """The lines that tesseract sees in a picture with its ``data`` for some languages; None where it does not answer.

    It may take that many ``seconds``.
    """
    header = b"P5 %d %d 255\n" % (picture.width, picture.height)
    dots = str(round(72 * picture.scale))
    told = ["stdin", "stdout", "-l", "+".join(data), "--dpi", dots, "-c", "tessedit_create_hocr=1"]
    try:
        answer = subprocess.run(  # noqa: S603
            [engine.program, *told],
            input=header + picture.pixels,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            env=environment(),
            cwd=os.path.dirname(engine.program),
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (OSError, subprocess.SubprocessError):
        return None
    if answer.returncode or not answer.stdout:
        return None
    try:
        return list(_lines(answer.stdout))
    except etree.XMLSyntaxError:
        return None


def _lines(answer: bytes) -> Iterator[TextLine]:
    """The lines of an answer in hOCR, which is XHTML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    paragraph = 0
    for element in etree.fromstring(answer, parser).iter():
        kind = element.get("class")
        if kind == "ocr_par":
            paragraph += 1
        elif kind in _LINES:
            line = _line(element, paragraph)
            if line is not None:
                yield line


def _line(element: etree._Element, paragraph: int) -> TextLine | None:
    words = tuple(word for each in element.iter() if each.get("class") == _WORD for word in _word(each))
    said = str(element.get("title"))
    box, baseline, size = _BOX.search(said), _BASELINE.search(said), _SIZE.search(said)
    if not words or box is None or size is None:
        return None
    slope, offset = (float(baseline[1]), float(baseline[2])) if baseline else (0.0, 0.0)
    return TextLine(words, int(box[4]) + offset, slope, float(size[1]), abs(float(size[2])), paragraph)


def _word(element: etree._Element) -> Iterator[Word]:
    text = "".join(element.itertext()).strip()
    said = str(element.get("title"))
    box, sure = _BOX.search(said), _SURE.search(said)
    if text and box is not None and sure is not None:
        left, top, right, bottom = map(int, box.groups())
        yield Word(text, left, top, right, bottom, int(sure[1]))
