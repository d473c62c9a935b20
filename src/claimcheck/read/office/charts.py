"""Drawings of Office files: their words, and the figures that a chart draws, as the file keeps them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import NamedTuple

from claimcheck.read.office.package import Element, whole

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_DIGITS = 12  # significant digits: more are the noise of binary fractions
_MOST_POINTS = 10_000  # points of one series
_PERCENT_FORMAT = re.compile(r"0(?:\.(0+))?\s*%")


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


class Chart(NamedTuple):
    """A chart: its title, and a grid whose first row names the series and whose first column the categories."""

    title: str
    grid: list[list[str]]


def read_chart(root: Element) -> Chart:
    """The chart of a chart part; without any figures the grid is empty."""
    title = root.find(f".//{C}chart/{C}title")
    words = "" if title is None else "\n".join(filter(None, map(paragraph_text, title.iter(A + "p"))))
    names: list[str] = []
    columns: list[dict[int, str]] = []
    categories: dict[int, str] = {}
    for series in root.iter(C + "ser"):
        names.append(" ".join(_points(series.find(C + "tx")).values()))
        for tag in ("cat", "xVal"):
            categories = {**_points(series.find(C + tag)), **categories}
        value = series.find(C + "val")
        columns.append(_points(series.find(C + "yVal") if value is None else value))
    rows = sorted({index for column in columns for index in column})
    grid = [[categories.get(index, ""), *(column.get(index, "") for column in columns)] for index in rows]
    return Chart(words, [["", *names], *grid] if grid else [])


def _points(element: Element | None) -> dict[int, str]:
    """The cached values of a reference by index; several levels of categories are joined."""
    found: dict[int, str] = {}
    if element is None:
        return found
    code = element.find(f".//{C}formatCode")
    form = "" if code is None else code.text or ""
    for point in element.iter(C + "pt"):
        index, value = whole(point, "idx"), point.find(C + "v")
        if index is None or value is None or not value.text or len(found) >= _MOST_POINTS:
            continue
        text = _shown(value.text.strip(), point.get("formatCode") or form)
        found[index] = f"{text} {found[index]}" if index in found else text
    if not found:
        found = dict(enumerate(value.text.strip() for value in element.iter(C + "v") if value.text))
    return found


def _shown(value: str, form: str) -> str:
    """A figure without the noise of its binary form; a share as the percentage that its format shows."""
    try:
        figure = float(value)
    except ValueError:
        return value
    if not math.isfinite(figure) or not form:
        return value
    percent = _PERCENT_FORMAT.search(form)
    if percent:
        return f"{figure * 100:.{len(percent[1] or '')}f} %"
    return f"{figure:.{_DIGITS}g}" if abs(figure) < 10**_DIGITS else value
