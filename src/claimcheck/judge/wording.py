"""Fills the slots of messages and rewrites with the writer's own words, or with a bracketed placeholder."""

from __future__ import annotations

from collections.abc import Mapping

from claimcheck.judge.views import Judged
from claimcheck.model.claim import Element
from claimcheck.rulepack.pack import Pack
from claimcheck.rulepack.shapes import SLOT
from claimcheck.text.passages import Passages


class Words:
    """The words of one claim by slot name."""

    __slots__ = ("_known",)

    def __init__(self, known: Mapping[str, str]) -> None:
        self._known = known

    def fill(self, template: str) -> str:
        """Replace each ``{slot|[placeholder]}``; a figure that is not in the text is never invented."""
        if "{" not in template:
            return template
        return SLOT.sub(lambda slot: self._known.get(slot[1]) or slot[2] or f"[{slot[1]}]", template)


class Wording:
    """Makes ``Words`` for claims."""

    __slots__ = ("_titles",)

    def __init__(self, pack: Pack) -> None:
        self._titles = {kind.id: kind.shape.title for kind in pack.claim_types.values()}

    def of(self, judged: Judged, passages: Passages, start: int, end: int) -> Words:
        """The slots ``text``, ``core``, ``match``, ``topic``, ``type`` and one for each held element."""
        text = passages.norm.text
        core = judged.core
        known = {
            element.id: _words(element, text[element.start : element.end])
            for element in judged.elements
            if element.start is not None and element.state != "missing"
        }
        known |= {
            "text": text[core.clause.start : core.clause.end].rstrip(" .;"),
            "core": text[core.start : core.end],
            "match": text[start:end],
            "topic": core.topic,
            "type": self._titles[core.type],
        }
        return Words(known)


def _words(element: Element, text: str) -> str:
    """What to say for an element: of a period that names a base year only that year."""
    fact = element.fact
    is_period = fact is not None and fact.kind == "period" and element.id == "base_year"
    return str(fact.year) if fact is not None and is_period else text
