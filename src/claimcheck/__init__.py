"""claimcheck tells whether a green claim can be checked.

The public names are loaded when they are first used, so that asking for the version costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimcheck.version import __version__

if TYPE_CHECKING:
    from claimcheck.api import (
        Auditor,
        Context,
        Limits,
        Report,
        audit,
        audit_text,
        load_rulepack,
        record,
        render,
    )
    from claimcheck.batch import Batch
    from claimcheck.comparison import Diff, compare, diff
    from claimcheck.errors import ClaimcheckError
    from claimcheck.report.saved import load

__all__ = [
    "Auditor", "Batch", "ClaimcheckError", "Context", "Diff", "Limits", "Report", "__version__", "audit",
    "audit_text", "compare", "diff", "load", "load_rulepack", "record", "render",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name == "ClaimcheckError":
        from claimcheck.errors import ClaimcheckError

        return ClaimcheckError
    if name == "Batch":
        from claimcheck.batch import Batch

        return Batch
    if name == "load":
        from claimcheck.report.saved import load

        return load
    if name in ("Diff", "compare", "diff"):
        from claimcheck import comparison

        return getattr(comparison, name)
    if name in __all__:
        from claimcheck import api

        return getattr(api, name)
    raise AttributeError(f"module 'claimcheck' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
