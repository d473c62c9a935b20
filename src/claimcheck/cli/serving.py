"""What the commands that serve another program have in common."""

from __future__ import annotations

import signal
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


def end_when_told() -> None:
    """Let signals end this process at once: it writes no file, and a thread may wait for input that never comes."""
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, signal.SIG_DFL)
