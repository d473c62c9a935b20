"""What changed as one JSON document, ``claimcheck-diff/1``."""

from __future__ import annotations

from claimcheck.model.diff_out import Diff
from claimcheck.report.json import seen
from claimcheck.report.style import Style


def render(diff: Diff, style: Style) -> str:
    """All of it; ``style`` changes nothing."""
    del style
    return seen(diff.model_dump_json(indent=2)) + "\n"
