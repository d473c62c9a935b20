"""Which operands of a condition decide that it is false, with their places in the rule files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from msgspec.structs import replace

from claimcheck.model.trace import Operand
from claimcheck.rulepack.collect import Collected, Entry
from claimcheck.rulepack.condition_terms import Names, Path, View
from claimcheck.rulepack.conditions import Compiled, compile_condition
from claimcheck.rulepack.coverage import spelled
from claimcheck.rulepack.placed_conditions import names_of, value_at


class _Asking(NamedTuple):
    """A condition's entry, the names that it may use, where it looks by itself, and at what.

    ``claimless`` is True where that is a sentence without a claim.
    """

    entry: Entry[Any]
    names: Names
    window: str
    view: View
    claimless: bool | None = None


class Operands:
    """Asks the conditions of definitions operand by operand; ``signals`` has the numbers of the pack's signals.

    Of a condition over claims these are the operands by which it is false for a view; none where it holds.
    """

    def __init__(self, found: Collected, signals: Mapping[str, int]) -> None:
        self._found = found
        self._names = names_of(found, signals)
        # By the identity of the condition, which the definitions keep; a shared one looks where it is asked.
        self._compiled: dict[tuple[int, str, bool | None], Compiled] = {}

    def of_rule(self, name: str, view: View) -> tuple[Operand, ...]:
        """Those of a rule over claims."""
        return self._refusing(self._found.checks[name], ("when",), view)

    def of_passage(self, name: str, view: View) -> tuple[Operand, ...]:
        """All operands of a rule, with what each came to for a sentence without a claim.

        "Our fund will engage with companies": that it has a word for engaging, and that it has none for an outcome.
        """
        entry = self._found.checks[name]
        condition: Any = entry.value.when
        asking = _Asking(entry, replace(self._names, faults=[]), "clause", view, claimless=True)
        key = next((key for key in ("all", "any") if key in condition), None)
        parts: list[tuple[Path, Any]] = [(("when",), condition)]
        if key is not None:
            parts = [(("when", key, place), one) for place, one in enumerate(condition[key])]
        found: list[Operand] = []
        for path, one in parts:
            found += self._deciding(asking, one, path, came_to=self._holds(asking, one))
        return tuple(found)

    def of_trigger(self, kind: str, element: str, view: View) -> tuple[Operand, ...]:
        """Those of the condition under which a claim type asks for an element."""
        return self._refusing(self._found.claim_types[kind], ("conditional", element, "when"), view)

    def of_grade(self, element: str, number: int, view: View) -> tuple[Operand, ...]:
        """Those of a grade of an element, by its number from 0."""
        return self._refusing(self._found.elements[element], ("grades", number, "when"), view, "sentence")

    def of_far_claim(self, element: str, view: View) -> tuple[Operand, ...]:
        """Those of the condition on claims that take what an element's statements say elsewhere."""
        entry = self._found.elements[element]
        return () if entry.value.elsewhere is None else self._refusing(entry, ("elsewhere", "claim"), view)

    def _refusing(self, entry: Entry[Any], path: Path, view: View, window: str = "clause") -> tuple[Operand, ...]:
        condition = value_at(entry.value, path)
        asking = _Asking(entry, replace(self._names, faults=[]), window, view)
        if self._holds(asking, condition):
            return ()
        return tuple(self._deciding(asking, condition, path, came_to=False))

    def _deciding(self, asking: _Asking, condition: Any, path: Path, *, came_to: bool) -> Iterator[Operand]:
        """The innermost operands by which a condition came to what it did, in the order of the file."""
        if "not" in condition:
            yield from self._deciding(asking, condition["not"], (*path, "not"), came_to=not came_to)
            return
        if "shared" in condition:
            entry = self._found.shared[condition["shared"]]
            inside = asking._replace(entry=entry, names=replace(asking.names, shared=None))
            yield from self._deciding(inside, entry.value.when, ("when",), came_to=came_to)
            return
        key = "all" if "all" in condition else "any"
        if key not in condition:
            line = asking.entry.file.place((*asking.entry.at, *path))[0]
            yield Operand(spelled(condition), came_to, _file(asking.entry), line)
            return
        for place, one in enumerate(condition[key]):
            if self._holds(asking, one) is came_to:
                yield from self._deciding(asking, one, (*path, key, place), came_to=came_to)
                # One is enough to make all false or any true; the others are not asked.
                if (key == "any") is came_to:
                    return

    def _holds(self, asking: _Asking, condition: Any) -> bool:
        key = id(condition), asking.window, asking.claimless
        if key not in self._compiled:
            self._compiled[key] = compile_condition(
                condition, asking.names, window=asking.window, claimless=asking.claimless
            )
        return self._compiled[key].test(asking.view)


def _file(entry: Entry[Any]) -> str:
    """The file of an entry as messages call it; ours are called the same on every machine."""
    return f"rules/{entry.source.relative}" if entry.source.builtin else entry.file.path
