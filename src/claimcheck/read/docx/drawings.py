"""Drawings and embedded objects: their text boxes, descriptions, charts and diagrams."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from claimcheck.read.docx.styles import W
from claimcheck.read.office.charts import DGM, A, paragraph_text
from claimcheck.read.office.markup import MC, Element, R, chosen_of

_V = "{urn:schemas-microsoft-com:vml}"
_O = "{urn:schemas-microsoft-com:office:office}"
_EQUATION = "Equation"

FoundKind = Literal["alt", "text", "box", "chart", "diagram", "object", "picture"]


class Found(NamedTuple):
    """Something in a drawing: words (``text``), a text box (``element``), or a relation to a part (``text``)."""

    kind: FoundKind
    text: str = ""
    element: Element = None


def contents(drawing: Element) -> Iterator[Found]:
    """What a drawing, picture or object holds, in order; a description is given once however often it stands."""
    told: set[str] = set()
    waiting = [drawing]
    while waiting:
        element = waiting.pop()
        tag = element.tag
        if tag == MC + "AlternateContent":
            waiting.extend(reversed(chosen_of(element)))
            continue
        found = _found(element, tag)
        if found is not None:
            if found.kind != "alt" or found.text not in told:
                told.add(found.text)
                yield found
            if found.kind in ("box", "text", "chart", "diagram"):
                continue
        waiting.extend(reversed(element))


def _found(element: Element, tag: str) -> Found | None:
    if tag == W + "txbxContent":
        return Found("box", element=element)
    if tag == A + "p":
        text = paragraph_text(element)
        return Found("text", text) if text else None
    if tag.endswith(("}docPr", "}cNvPr")):
        return _described(element.get("descr") or element.get("title"))
    if tag.startswith(_V):
        if tag == _V + "textpath":
            text = " ".join(element.get("string", "").split())
            return Found("text", text) if text else None
        if tag == _V + "imagedata":
            return Found("picture")
        return _described(element.get("alt"))
    if tag.endswith("}blip"):
        return Found("picture")
    if tag.endswith("}chart") and element.get(R + "id"):
        return Found("chart", element.get(R + "id"))
    if tag == DGM + "relIds" and element.get(R + "dm"):
        return Found("diagram", element.get(R + "dm"))
    if tag == _O + "OLEObject" and element.get("DrawAspect") != "Icon":
        return None if element.get("ProgID", "").startswith(_EQUATION) else Found("object")
    return None


def _described(words: str | None) -> Found | None:
    text = " ".join((words or "").split())
    return Found("alt", text) if text else None
