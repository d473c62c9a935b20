"""The formats in which what was read can be shown."""

from __future__ import annotations

from importlib import import_module

from claimcheck.model.reading import ReadingOut
from claimcheck.report.json import seen
from claimcheck.report.style import Style

READING_FORMATS = ("text", "json", "markdown")
"""Names as of the formats of reports, which say how each is written to a terminal."""


def render_reading(reading: ReadingOut, name: str, style: Style, *, values: bool = False) -> str:
    """What was read in a format of ``READING_FORMATS``, ending with a newline; JSON has the values always."""
    if name == "json":
        return seen(reading.model_dump_json(indent=2)) + "\n"
    module = import_module(f"claimcheck.report.reading_{name}")
    text: str = module.render(reading, style, values=values)
    return text
