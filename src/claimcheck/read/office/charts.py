"""Charts: the figures that a chart draws, as the file keeps them, in the form of a table."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from claimcheck.read.office.drawingml import A, C, paragraph_text
from claimcheck.read.office.markup import Element, whole

_DIGITS = 12  # significant digits: more are the noise of binary fractions
_MOST_POINTS = 10_000  # points of one series
_PERCENT_FORMAT = re.compile(r"0(?:\.(0+))?\s*%")


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
