"""Which renderer writes which format; a new output format is a module and a line here."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from msgspec import Struct

from claimcheck.errors import UsageError
from claimcheck.model.context import of_type
from claimcheck.model.report import Report
from claimcheck.report.style import Style

if TYPE_CHECKING:
    from claimcheck.model.diff_out import Diff

Renderer = Callable[[Report, Style], str]
DIFF_FORMATS = ("text", "concise", "json", "markdown", "html")
"""The formats that tell what changed between two reports."""


class Format(Struct, frozen=True):
    """An output format: the module and function of its renderer, and how the command line has to treat it.

    ``utf8``: a program reads it, so it is UTF-8 whatever the terminal speaks. ``tells_problems``: it says itself
    which inputs could not be read, so that a terminal need not say it twice.
    """

    module: str
    function: str = "render"
    utf8: bool = False
    tells_problems: bool = False


# Modules are imported when first asked for, so that a machine format never pays for tables.
FORMATS: dict[str, Format] = {
    "text": Format("claimcheck.report.text", tells_problems=True),
    "concise": Format("claimcheck.report.concise"),
    "json": Format("claimcheck.report.json", utf8=True),
    "jsonl": Format("claimcheck.report.json", "render_lines", utf8=True),
    "sarif": Format("claimcheck.report.sarif", utf8=True),
    "junit": Format("claimcheck.report.junit", utf8=True),
    "github": Format("claimcheck.report.github", utf8=True),
    "gitlab": Format("claimcheck.report.github", "render_gitlab", utf8=True),
    "csv": Format("claimcheck.report.csv", utf8=True),
    "markdown": Format("claimcheck.report.markdown", utf8=True, tells_problems=True),
    "html": Format("claimcheck.report.html.page", utf8=True, tells_problems=True),
    "review": Format("claimcheck.report.html.review", utf8=True, tells_problems=True),
}


def renderer(name: str) -> Renderer:
    """The renderer of a format.

    Raises ``UsageError`` (code ``unknown-format``) for a name that is not in the table.
    """
    found = FORMATS.get(name)
    if found is None:
        near = difflib.get_close_matches(name, FORMATS, n=1)
        guess = f"did you mean {near[0]}? " if near else ""
        message = f"there is no output format {name!r}"
        raise UsageError(message, code="unknown-format", hint=f"{guess}formats are {', '.join(FORMATS)}")
    render_: Renderer = getattr(import_module(found.module), found.function)
    return render_


def render(report: Report | Diff, name: str, style: Style | None = None) -> str:
    """The report in a format, ending with a newline (or empty, for ``concise`` and ``github`` without findings).

    What changed between two reports has the formats of ``DIFF_FORMATS``. Raises ``UsageError`` for an unknown format.
    """
    if not isinstance(report, Report):
        from claimcheck.model.diff_out import Diff

        of_type("report", report, Diff, "a Report or a Diff")
        if name not in DIFF_FORMATS:
            message = f"what changed has no format {name!r}"
            raise UsageError(message, code="unknown-format", hint=f"formats are {', '.join(DIFF_FORMATS)}")
        from claimcheck.report.diff.renderers import RENDERERS

        return RENDERERS[name](report, style or Style())
    return renderer(name)(report, style or Style())
