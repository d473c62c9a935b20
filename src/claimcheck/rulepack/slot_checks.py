"""Whether the slots of messages and rewrites are ones that a rule can fill."""

from __future__ import annotations

import re
from typing import Any

from claimcheck.model.passage import FIGURES
from claimcheck.rulepack.collect import Collected, Entry
from claimcheck.rulepack.contradictions import CONTRADICTION_SLOTS
from claimcheck.rulepack.document_conditions import FIGURE_SLOTS
from claimcheck.rulepack.shapes import On
from claimcheck.rulepack.slots import APPROVAL_SLOTS, CLAIM_SLOTS, LAST, SLOT, TARGET

_BRACES = re.compile(r"[{}]")


class SlotChecker:
    """Checks that slots have names which a rule can fill, and that those of rewrites say what fits."""

    def __init__(self, found: Collected) -> None:
        self._found = found
        classes = {unit.value.unit_class for unit in found.units.values()}
        self._fits = sorted({*FIGURES, *classes, TARGET})

    def check(self, entry: Entry[Any], key: str, text: str, on: On) -> None:
        """Log the faults of a message, a sum, a remedy or a rewrite of what runs over ``on``."""
        own: tuple[str, ...] = CLAIM_SLOTS
        match on:
            case "contradiction":
                own = CONTRADICTION_SLOTS
            case "claim":
                own = (*CLAIM_SLOTS, *APPROVAL_SLOTS)
            case "document":
                own = (*CLAIM_SLOTS, *FIGURE_SLOTS)
        others = () if on == "contradiction" else self._found.elements
        for slot in SLOT.finditer(text):
            if on in ("passage", "either") and slot[1] in ("topic", "type"):
                entry.fault((key,), f"a passage has no {slot[1]}", "bad-slot", "leave the slot out")
            if slot[2] and slot[1] in own and (slot[1], slot[2], key) != ("text", LAST, "rewrite"):
                hint = "write {text:last} in a rewrite"
                entry.fault((key,), f"nothing fits {slot[1]} by kind", "bad-slot", hint)
            if slot[1] not in own:
                if slot[1] in others:
                    self._filler(entry, key, slot)
                elif "element" not in self._found.broken:
                    entry.unknown((key,), "slot", slot[1], (*own, *others))
        if _BRACES.search(SLOT.sub("", text)):
            hint = "a slot is written {name} or {name|[placeholder]}"
            entry.fault((key,), "a brace stands alone", "bad-slot", hint)

    def _filler(self, entry: Entry[Any], key: str, slot: re.Match[str]) -> None:
        """What fills the slot of an element in a rewrite: figures by kind or unit, years and names as they are."""
        name, fits, stands = slot[1], slot[2].split(",") if slot[2] else [], slot[3] or ""
        filler = self._found.elements[name].value.slot
        figures = filler is not None and not set(FIGURES).isdisjoint(filler.kind)
        # What goes where the sentence says it, and is a bracket where it does not, takes no figure.
        comes_and_goes = bool(stands) and not (stands.startswith("[") and stands.endswith("]"))
        fault = ""
        if key != "rewrite":
            fault = f"a {key} takes the words of {name} whatever they are" if fits else ""
        elif filler is None:
            fault = f"nothing fits the slot {name}"
        elif fits and not figures:
            fault = f"{name} is no figure"
        elif figures and not fits and not comes_and_goes:
            fault = f"the slot {name} does not say which figures fit"
        if fault:
            hint = "{value:share|[share]} in a rewrite, or a bracket alone"
            entry.fault((key,), fault, "bad-slot", hint)
        for one in fits:
            if one not in self._fits and "units" not in self._found.broken:
                entry.unknown((key,), "class of units", one, self._fits)
