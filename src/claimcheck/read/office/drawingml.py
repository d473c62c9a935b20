"""The words of DrawingML, in which all Office files write text boxes, charts and diagrams."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.read.office.markup import Element

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"


def paragraph_text(paragraph: Element) -> str:
    """The text of a paragraph of a drawing (``a:p``)."""
    found = paragraph.iter(A + "t", A + "br")
    return "".join(each.text or "" if each.tag == A + "t" else "\n" for each in found).strip()


def diagram_texts(root: Element) -> Iterator[str]:
    """The texts of the points of a diagram, in the order of its data."""
    for point in root.iter(DGM + "pt"):
        text = "\n".join(filter(None, (paragraph_text(each) for each in point.iterfind(f"{DGM}t/{A}p"))))
        if text:
            yield text
