"""Pages as a scanner makes them: drawn, turned a little, soiled with grey, and put into a PDF as pictures."""

from __future__ import annotations

import random
from collections.abc import Iterable

import made_pdfs as made
import pypdfium2
from PIL import Image, ImageChops
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas


def scanned(steps: Iterable[made.Step], tilt: float = 0.6, noise: int = 20, dots: int = 200) -> made.Step:
    """A page of drawing steps as one picture with ``dots`` an inch.

    It is turned by ``tilt`` degrees to the left, and its shades are off by up to ``noise``.
    """
    document = pypdfium2.PdfDocument(made.pdf(steps))
    page = document[0].render(scale=dots / 72, grayscale=True).to_pil()
    document.close()
    page = page.rotate(tilt, Image.Resampling.BICUBIC, fillcolor=255)
    grain = random.Random(1).randbytes(page.width * page.height)
    soil = Image.frombytes("L", page.size, grain).point([shade * noise // 255 for shade in range(256)])
    picture = ImageReader(ImageChops.subtract(page, soil))

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(picture, 0, 0, made.WIDTH, made.HEIGHT)

    return draw
