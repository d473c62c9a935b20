"""The one table from format name to renderer; a new output format is a module and a line here."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from importlib import import_module

from claimcheck.errors import UsageError
from claimcheck.model.report import Report
from claimcheck.report.style import Style

Renderer = Callable[[Report, Style], str]

# Modules are imported when first asked for, so that a machine format never pays for tables.
FORMATS: dict[str, str] = {
    "text": "claimcheck.report.text",
    "concise": "claimcheck.report.concise",
    "json": "claimcheck.report.json",
    "jsonl": "claimcheck.report.jsonl",
    "markdown": "claimcheck.report.markdown",
}


def renderer(name: str) -> Renderer:
    """The renderer of a format.

    Raises ``UsageError`` (code ``unknown-format``) for a name that is not in the table.
    """
    module = FORMATS.get(name)
    if module is None:
        near = difflib.get_close_matches(name, FORMATS, n=1)
        guess = f"did you mean {near[0]}? " if near else ""
        raise UsageError(
            f"there is no output format {name!r}",
            code="unknown-format",
            hint=f"{guess}formats are {', '.join(FORMATS)}",
        )
    render_: Renderer = import_module(module).render
    return render_


def render(report: Report, name: str, style: Style | None = None) -> str:
    """The report in a format, ending with a newline (or empty, for ``concise`` without findings).

    Raises ``UsageError`` for an unknown format.
    """
    return renderer(name)(report, style or Style())
