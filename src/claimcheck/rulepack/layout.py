"""Where files have to lie, and how they are named, so that people find them."""

from __future__ import annotations

from typing import Any

from claimcheck.rulepack.faults import FaultLog
from claimcheck.rulepack.law_shapes import ProfileShape
from claimcheck.rulepack.shapes import CheckShape


def log_misplaced(entry: Any, log: FaultLog) -> None:
    """Files in the layout are named after what they define, so that people find them."""
    shape, source = entry.value, entry.source
    if not source.laid_out:
        return
    is_check = isinstance(shape, CheckShape)
    if source.folder_of_law is not None:
        _fits_law(entry, source.folder_of_law, log)
        return
    stem = f"{shape.id}-{shape.name}" if is_check else shape.id
    if source.stem != stem:
        entry.fault(
            log,
            ("id",),
            f"the file is named {source.stem}, not {stem}",
            code="file-name",
            hint=f"rename it {stem}.yml",
        )
    family = shape.id.partition("-")[0]
    if is_check and source.folder != family:
        entry.fault(
            log,
            ("id",),
            f"the file lies in folder {source.folder}, not in {family}",
            code="file-folder",
            hint=f"move it to {family}",
        )


def _fits_law(entry: Any, jurisdiction: str, log: FaultLog) -> None:
    """A jurisdiction is one folder: its profile is of it, and its legal tests are named after it."""
    shape, source = entry.value, entry.source
    is_profile = isinstance(shape, ProfileShape)
    of = shape.id if is_profile else shape.jurisdiction
    if of != jurisdiction:
        entry.fault(
            log,
            ("id",) if is_profile else ("jurisdiction",),
            f"the file lies in folder {jurisdiction}, not in {of}",
            code="file-folder",
            hint=f"move it to {of}",
        )
    elif not is_profile and (source.stem != shape.id or not shape.id.startswith(f"{of}-")):
        entry.fault(
            log,
            ("id",),
            f"a legal test of {of} is named {of}-…, and its file after it",
            code="file-name",
            hint=f"such as {of}-{source.stem.removeprefix(f'{of}-')}",
        )
