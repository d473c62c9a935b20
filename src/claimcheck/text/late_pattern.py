"""Patterns that are compiled when a text first needs them: a run needs few of those that it loads."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


def late_pattern(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """As ``re.compile``, when something is first asked of the pattern; for ``search`` and so on, not for ``re.sub``."""
    return cast(re.Pattern[AnyStr], _Late(pattern, flags))


class _Late:
    def __init__(self, *written: Any) -> None:
        self._written = written

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(*self._written), name)
        # The next time it is there at once.
        setattr(self, name, found)
        return found
