"""Many small cases in one test, where a test for each would take longer to arrange than to run."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

import pytest

Case = TypeVar("Case")


def for_each(
    cases: Iterable[Case], named: Callable[[Case], str]
) -> Callable[[Callable[[Case], None]], Callable[[], None]]:
    """Make one test of a check of single cases: it goes on behind a failure, and names every case that failed."""
    every = list(cases)

    def decorate(check: Callable[[Case], None]) -> Callable[[], None]:
        def test() -> None:
            failed = []
            for case in every:
                try:
                    check(case)
                except Exception as error:
                    failed.append(f"{named(case)}: {type(error).__name__}: {error}")
            assert every
            if failed:
                pytest.fail(f"{len(failed)} of {len(every)} fail:\n" + "\n".join(failed), pytrace=False)

        test.__name__, test.__doc__, test.__module__ = check.__name__, check.__doc__, check.__module__
        return test

    return decorate
