"""Commands that need more than what is always installed."""

from __future__ import annotations

from importlib.util import find_spec

from claimcheck.errors import UsageError


def insist(extra: str, library: str) -> None:
    """Raise ``UsageError`` (code ``missing-extra``) where the library of an extra is not installed.

    The command has the name of the extra.
    """
    if find_spec(library) is None:
        raise UsageError(
            f"claimcheck {extra} needs the library {library}",
            code="missing-extra",
            hint=f"python -m pip install 'claimcheck-esg[{extra}]'",
        )
