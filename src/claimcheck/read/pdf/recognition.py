"""Pages that were not read, recognised (OCR): their words become lines like those of any other page."""

from __future__ import annotations

import itertools
import os
import re
import subprocess
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any, NamedTuple

import pypdfium2
from lxml import etree
from msgspec.structs import replace

from claimcheck.model.document import PageStatus
from claimcheck.read.ocr import Engine, environment
from claimcheck.read.pdf.page.content import Line, PageText, Recognised
from claimcheck.read.pdf.page.lines import recognised_line
from claimcheck.read.pdf.page.run import HYPHEN, Run
from claimcheck.read.reading import Raw
from claimcheck.read.sequences import median
from claimcheck.text.language import is_no_language

_LINES = frozenset(("ocr_line", "ocr_header", "ocr_textfloat", "ocr_caption"))
_WORD = "ocrx_word"
_BOX = re.compile(r"bbox (-?\d+) (-?\d+) (-?\d+) (-?\d+)")
_SURE = re.compile(r"x_wconf (\d+)")
_BASELINE = re.compile(r"baseline (-?[\d.]+) (-?[\d.]+)")
_SIZE = re.compile(r"x_size ([\d.]+); x_descenders (-?[\d.]+)")
_SCALE = 300 / 72  # pixels a point: 300 dots an inch
_MOST_PIXELS = 16_000_000
_BULLETS = "•eoO0°©®¢»«*=-.—–"  # what a bullet is taken for
_BULLET_GAP, _NARROW = 0.9, 0.3  # of the size: wider than a blank, and a blank
_SURE_WORD, _SURE_LINE = 60, 40  # of 100; of a line in the mean over its characters
_FEW, _MOST = 0.1, 0.25  # of the characters of a page: those in unsure words
_LEAST_LETTERS = 12
_LONG = 20  # characters of a line that tells how a page is tilted
_SIZES = 2  # steps a point: sizes that differ by less are one
_FONT = 1.06  # of the height of its letters, in the mean
_HYPHENS = "-\u00ad\u2010"
_QUARTER = 90


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


def recognised(picture: Picture, engine: Engine, data: Sequence[str], seconds: float) -> list[TextLine] | None:
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


Loaded = tuple[PageText, PageStatus]


class Frame(NamedTuple):
    """From pixels to points: ``scale``, the tilt of the page as a ``slope``, its corner in turned coordinates."""

    scale: float
    slope: float
    left: float
    top: float


def is_unread(text: PageText, status: PageStatus) -> bool:
    """Whether a page may show text that was not read: in pictures, in mute fonts, or as words of no language."""
    if not text.opened:
        return False
    if status == "read":
        return text.lettered or text.garbled > 0 or is_no_language(text.text)
    return status == "picture" or (status == "unread" and bool(text.text))


def with_recognised(document: Any, raw: Raw, engine: Engine, found: Sequence[Loaded]) -> Iterator[Loaded]:
    """The pages with what is recognised on those that were not read, or not whole."""
    data, missing = engine.data_for(text.text for text, status in found if status == "read")
    by = f"{engine.version} with {'+'.join(data)}"
    if missing is not None:
        by += f", since {missing} is not installed"
    left = raw.limits.ocr_pages
    for number, (text, status) in enumerate(found, 1):
        lines: list[TextLine] | None = None
        if is_unread(text, status) and left > 0 and raw.opens(number, len(found)):
            left -= 1
            lines, frame = _recognise(document, number, raw, engine, data)
        unsure = _unsure(lines or ())
        if lines and unsure <= _MOST:
            yield _with(text, status, lines, frame, Recognised(0, by, unsure > _FEW)), "read"
        else:
            yield text, status


def _recognise(
    document: Any, number: int, raw: Raw, engine: Engine, data: Sequence[str]
) -> tuple[list[TextLine] | None, Frame]:
    try:
        with closing(document[number - 1]) as page:
            picture, box, turn = _drawn(page), page.get_bbox(), page.get_rotation() // _QUARTER
    except pypdfium2.PdfiumError:
        return None, Frame(1.0, 0.0, 0.0, 0.0)
    with raw.pause(raw.limits.ocr_seconds):
        lines = recognised(picture, engine, data, raw.limits.ocr_seconds)
    if raw.progress is not None:
        raw.progress(number, len(document))
    slopes = [line.slope for line in lines or () if sum(len(word.text) for word in line.words) >= _LONG]
    left, bottom, right, top = box
    corner = ((left, top), (bottom, -left), (-right, -bottom), (-top, right))[turn]
    return lines, Frame(picture.scale, median(slopes) if slopes else 0.0, *corner)


def _drawn(page: Any) -> Picture:
    """A page as it is shown."""
    width, height = page.get_size()
    scale = min(_SCALE, (_MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    pixels, across, stride = memoryview(bitmap.buffer), bitmap.width, bitmap.stride
    rows = (pixels[row * stride : row * stride + across] for row in range(bitmap.height))
    return Picture(across, bitmap.height, b"".join(rows), scale)


def _unsure(lines: Sequence[TextLine]) -> float:
    """The share of the characters that stand in unsure words; 1 for what is no text."""
    words = [word for line in lines for word in line.words]
    text = " ".join(word.text for word in words)
    if sum(map(str.isalpha, text)) < _LEAST_LETTERS or is_no_language(text):
        return 1.0
    unsure = sum(len(word.text) for word in words if word.sure < _SURE_WORD)
    return unsure / sum(len(word.text) for word in words)


def _sureness(line: TextLine) -> float:
    return sum(word.sure * len(word.text) for word in line.words) / sum(len(word.text) for word in line.words)


def _with(text: PageText, status: PageStatus, found: Sequence[TextLine], frame: Frame, how: Recognised) -> PageText:
    """A page with recognised lines behind its own, or in their place where its own cannot be trusted."""
    whole = status == "unread" or is_no_language(text.text)
    kept, written = ([], "") if whole else (text.lines, f"{text.text}\n" if text.text else "")
    turn = text.rotation // _QUARTER
    own = [line for line in kept if line.turn == turn]
    lines: list[Line] = []
    parts: list[str] = []
    at = len(written)
    for runs, size, goes_on in _rows(found, frame):
        runs = [run for run in runs if not any(_meet(run, line) for line in own)]
        if not runs:
            continue
        if goes_on:
            runs[-1] = runs[-1]._replace(text=runs[-1].text[:-1] + HYPHEN)
        lines.append(recognised_line(runs, size, turn, at))
        parts.append(lines[-1].text if goes_on else lines[-1].text + "\n")
        at += len(parts[-1])
    said, roles = (written + "".join(parts)).removesuffix("\n"), {} if whole else text.roles
    told = how._replace(start=len(written))
    made = replace(text, text=said, lines=[*kept, *lines], recognised=told, roles=roles)
    return replace(made, reliable=True, garbled=0, lettered=False)


def _rows(found: Sequence[TextLine], frame: Frame) -> Iterator[tuple[list[Run], float, bool]]:
    """The runs of each line with their size in points, and whether its last word goes on behind a hyphen.

    Lines of one paragraph are equally high.
    """
    heights: dict[int, list[float]] = defaultdict(list)
    for line in found:
        heights[line.paragraph].append(line.size)
    sure = [line for line in found if _sureness(line) >= _SURE_LINE]
    for line, after in itertools.zip_longest(sure, sure[1:]):
        size = max(round(_SIZES * _FONT * median(heights[line.paragraph]) / frame.scale), 1) / _SIZES
        last = line.words[-1].text
        goes_on = after is not None and after.paragraph == line.paragraph and after.words[0].text[:1].islower()
        goes_on = goes_on and last[-2:-1].islower() and last[-1] in _HYPHENS
        runs = list(_runs(line, frame, size))
        if len(runs) > 1 and runs[0].text in _BULLETS and runs[1].left - runs[0].right > _BULLET_GAP * size:
            # A gap as wide would part two columns.
            runs[0] = runs[0]._replace(text="•", right=runs[1].left - _NARROW * size)
        yield runs, size, goes_on


def _runs(line: TextLine, frame: Frame, size: float) -> Iterator[Run]:
    """The words of a line in points, turned upright and level."""
    base = frame.top - (line.base - frame.slope * line.words[0].left) / frame.scale
    bottom = base - line.hang / frame.scale
    for word in line.words:
        left, right = (frame.left + (x + frame.slope * line.base) / frame.scale for x in (word.left, word.right))
        yield Run(word.text, left, right, bottom, bottom + size, base, 0, 0, 0, " ", False)


def _meet(run: Run, line: Line) -> bool:
    """Whether a recognised word is what a line of the page says anyway."""
    middle = (run.bottom + run.top) / 2
    return line.bottom <= middle <= line.top and run.left < line.right and line.left < run.right
