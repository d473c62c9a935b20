"""What ``src/claimcheck/report/terms.json`` holds: the words of the rule pack for its ids."""

from __future__ import annotations

import json

from claimcheck.report.terms import all_terms
from claimcheck.rulepack.pack import Pack

NOTE = "<!-- Generated from rules/: python -m pytest tests/docs --update-golden writes it again. -->"


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
        "reasons": {one.id: (one.title,) for part in pack.ranking for one in part},
    }
    return json.dumps(found, indent=1, ensure_ascii=False) + "\n"


def page() -> str:
    """``docs/glossary.md``: what the words of a report mean."""
    lines = [NOTE, "", "# The words of a report", "", "What a report calls things, and what each means.", ""]
    for kind, listed in all_terms():
        lines += [f"## {kind}", "", *(f"- **{one.name}**: {one.meaning}" for one in listed), ""]
    return "\n".join(lines)
