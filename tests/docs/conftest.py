"""Lets the tests of this folder import what they share."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="module", autouse=True)
def usual_settings(no_cache: None) -> Iterator[None]:
    """Pages show the settings that nobody has changed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("CLAIMCHECK_CACHE", raising=False)
        yield
