"""What ``src/claimcheck/report/pack_terms.py`` holds: the words of the rule pack for its ids."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain

from claimcheck.rulepack.pack import Pack

_HEAD = '''"""The words that the built-in rules have for their ids.

Made from ``rules/``: ``python -m pytest tests/docs --update-golden`` writes it again.
"""

from __future__ import annotations

'''


def module(pack: Pack) -> str:
    """The source of the module."""
    elements = sorted((one.shape for one in pack.elements.values()), key=lambda shape: shape.number)
    scoring = pack.scoring
    parts = (
        _pairs("ELEMENTS", ((one.id, one.title) for one in elements)),
        _pairs("QUESTIONS", ((one.id, one.question or one.ask) for one in elements)),
        _pairs("ASKED", ((one.id, one.ask) for one in elements)),
        _pairs("TYPES", ((name, one.shape.title) for name, one in sorted(pack.claim_types.items()))),
        _pairs("TYPES_ABOUT", ((name, one.shape.about) for name, one in sorted(pack.claim_types.items()))),
        _pairs("BANDS", ((one.id, one.title) for one in scoring.bands)),
        _pairs("BANDS_ABOUT", ((one.id, one.about) for one in scoring.bands)),
        _pairs("DIMENSIONS", ((one.id, one.title) for one in scoring.dimensions)),
        _pairs("LIMITS", ((one.reason, one.title) for one in scoring.limits)),
    )
    return _HEAD + "\n".join(chain.from_iterable(parts)) + "\n"


def _pairs(name: str, pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield f"{name} = {{"
    for key, words in pairs:
        yield f"    {json.dumps(key)}: {json.dumps(' '.join(words.split()), ensure_ascii=False)},"
    yield "}"
