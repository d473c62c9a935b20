"""What ``src/claimcheck/report/terms.json`` holds: the words of the rule pack for its ids."""

from __future__ import annotations

import json

from claimcheck.rulepack.pack import Pack


def terms(pack: Pack) -> str:
    """The file, by kind of id: for each id its name, then what it means or the question that asks for it."""
    elements = sorted((one.shape for one in pack.elements.values()), key=lambda shape: shape.number)
    scoring = pack.scoring
    found = {
        "elements": {one.id: (one.title, one.ask, one.question or one.ask) for one in elements},
        "types": {name: (one.shape.title, one.shape.about) for name, one in sorted(pack.claim_types.items())},
        "bands": {one.id: (one.title, one.about) for one in scoring.bands},
        "dimensions": {one.id: (one.title,) for one in scoring.dimensions},
        "limits": {one.reason: (one.title,) for one in scoring.limits},
    }
    return json.dumps(found, indent=1, ensure_ascii=False) + "\n"
