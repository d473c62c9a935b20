"""PDF files made for the tests: pages are lists of drawing steps on a reportlab canvas."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable

from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
BODY, BOLD = "Helvetica", "Helvetica-Bold"
LEADING = 14.0

Step = Callable[[Canvas], None]


def pdf(
    *pages: Iterable[Step],
    encrypt: StandardEncryption | None = None,
    title: str = "",
    box: tuple[float, ...] = (),
    size: tuple[float, float] = A4,
    rotate: int = 0,
) -> bytes:
    """A PDF file with these pages, which a viewer shows turned to the right by ``rotate`` degrees."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size, encrypt=encrypt)
    canvas.setTitle(title)
    for steps in pages:
        canvas.setPageRotation(rotate)
        if box:
            canvas.setCropBox(box)
        for step in steps:
            step(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def line(x: float, y: float, text: str, size: float = 11, font: str = BODY) -> Step:
    """One line of text with its baseline at ``y``."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont(font, size)
        canvas.drawString(x, y, text)

    return draw


def lines(x: float, y: float, *texts: str, size: float = 11, font: str = BODY, leading: float = LEADING) -> list[Step]:
    """Lines below each other, the first at ``y``."""
    return [line(x, y - number * leading, text, size, font) for number, text in enumerate(texts)]


def justified_line(x: float, y: float, text: str, width: float, font: str = BODY) -> Step:
    """One line of text in the usual type that is stretched to a width, in points."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont(font, 11)
        spread = (width - stringWidth(text, font, 11)) / text.count(" ")
        canvas.drawString(x, y, text, wordSpace=spread)

    return draw


def mixed(x: float, y: float, *runs: tuple[str, float, float, str]) -> Step:
    """Runs of (text, size, rise, font) behind each other on one baseline."""

    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(x, y)
        for content, size, rise, font in runs:
            text.setFont(font, size)
            text.setRise(rise)
            text.textOut(content)
        canvas.drawText(text)

    return draw


def turned(x: float, y: float, text: str, degrees: float) -> Step:
    """A line of text turned to the left."""

    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(x, y)
        canvas.rotate(degrees)
        canvas.setFont(BODY, 9)
        canvas.drawString(0, 0, text)
        canvas.restoreState()

    return draw


def picture(x: float, y: float, width: float, height: float) -> Step:
    """A grey picture."""

    def draw(canvas: Canvas) -> None:
        from PIL import Image

        canvas.drawImage(ImageReader(Image.new("L", (8, 8), 128)), x, y, width, height)

    return draw


def scan(
    x: float, y: float, width: float, height: float, text: str = "Our parcels travel without any emissions."
) -> Step:
    """A picture of lines of text."""

    def draw(canvas: Canvas) -> None:
        from PIL import Image, ImageDraw

        image = Image.new("L", (int(2 * width), int(2 * height)), 250)
        pen = ImageDraw.Draw(image)
        for top in range(40, int(2 * height) - 40, 36):
            pen.text((40, top), f"{text} " * 3, fill=20, font_size=20)
        canvas.drawImage(ImageReader(image), x, y, width, height)

    return draw


def drawing(count: int) -> Step:
    """A chart-like drawing of many lines."""

    def draw(canvas: Canvas) -> None:
        for number in range(count):
            canvas.line(50, 50 + 5 * number, 500, 60 + 5 * number)

    return draw
