"""claimcheck tells whether a green claim can be checked.

The public names are loaded when they are first used, so that asking for the version costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from claimcheck.version import __version__

if TYPE_CHECKING:
    from claimcheck.api import Auditor, Context, Limits, Report, audit, audit_text, load_rulepack, record, render
    from claimcheck.batch import Batch
    from claimcheck.comparison import Diff, compare, diff
    from claimcheck.errors import ClaimcheckError
    from claimcheck.model.claim_out import ClaimOut, ElementOut, FindingOut, PlaceOut
    from claimcheck.model.reading import ReadDocument
    from claimcheck.model.report import DocumentOut, ProblemOut, SummaryOut
    from claimcheck.report.interactive import load
    from claimcheck.rulepack.pack import Pack

__all__ = [
    "Auditor", "Batch", "ClaimOut", "ClaimcheckError", "Context", "Diff", "DocumentOut", "ElementOut", "FindingOut",
    "Limits", "Pack", "PlaceOut", "ProblemOut", "ReadDocument", "Report", "SummaryOut", "__version__", "audit",
    "audit_text", "compare", "diff", "load", "load_rulepack", "record", "render",
]  # fmt: skip
_MODULES = {
    "batch": ("Batch",),
    "comparison": ("Diff", "compare", "diff"),
    "errors": ("ClaimcheckError",),
    "model.claim_out": ("ClaimOut", "ElementOut", "FindingOut", "PlaceOut"),
    "model.reading": ("ReadDocument",),
    "model.report": ("DocumentOut", "ProblemOut", "SummaryOut"),
    "report.interactive": ("load",),
    "rulepack.pack": ("Pack",),
}
# Where none is named it is that of the calls.
_HOMES = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(import_module(f"claimcheck.{_HOMES.get(name, 'api')}"), name)
    raise AttributeError(f"module 'claimcheck' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
