"""Elements with their conditions compiled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from msgspec.structs import replace

from claimcheck.rulepack.collect import Collected, Entry
from claimcheck.rulepack.condition_terms import Compiled, Path, narrowest
from claimcheck.rulepack.element_shapes import ElementShape, ElsewhereShape, Grade
from claimcheck.rulepack.faults import FaultLog
from claimcheck.rulepack.pack import ElementType, FarGradeOf, FigureGrade, TiedGradeOf

Compile = Callable[[Entry[Any], Any, Path, str], Compiled]
Grades = tuple[tuple[float, Compiled], ...]


def build_elements(
    found: Collected, compiled: Compile, signals: int, log: FaultLog
) -> tuple[dict[str, ElementType], int]:
    """The elements in order of their numbers, and the signals that every sentence has to be searched for.

    ``compiled`` compiles a condition of an entry at a path for a window; ``signals`` is how many there are.
    """
    elements: dict[str, ElementType] = {}
    wide = 0
    for name, entry in sorted(found.elements.items(), key=lambda item: (item[1].value.number, item[0])):
        shape: ElementShape = entry.value
        grades = _grades(entry, shape.grades, ("grades",), compiled)
        figures = tuple(
            FigureGrade(
                one.kind,
                one.match,
                frozenset(one.units),
                compiled(entry, one.when, ("figures", place, "when"), "clause") if one.when else None,
            )
            for place, one in enumerate(shape.figures)
        )
        beside = compiled(entry, shape.beside, ("beside",), "sentence") if shape.beside else None
        own = None
        if shape.beside_claim is not None:
            own = compiled(entry, shape.beside_claim, ("beside_claim",), "sentence")
        tied = _tied_grades(entry, compiled)
        told = shape.explained
        explained = (
            (told.match, compiled(entry, told.when, ("explained", "when"), "sentence")) if told else None
        )
        once = compiled(entry, shape.once, ("once",), "clause") if shape.once else None
        answered = compiled(entry, shape.answered, ("answered",), "clause") if shape.answered else None
        made = ElementType(
            name, shape, grades, figures, beside, beside_claim=own, tied=tied, once=once, answered=answered,
            explained=explained,
        )  # fmt: skip
        if shape.elsewhere is None:
            elements[name] = made
            continue
        far = shape.elsewhere
        elsewhere = _far_grades(entry, far, compiled)
        claim = compiled(entry, far.claim, ("elsewhere", "claim"), "clause") if far.claim else None
        wide |= _searched(entry, elsewhere, signals, log)
        elements[name] = replace(made, elsewhere=elsewhere, far_claim=claim)
    return elements, wide


def _grades(entry: Entry[ElementShape], grades: Sequence[Grade], path: Path, compiled: Compile) -> Grades:
    return tuple(
        (grade.match, compiled(entry, grade.when, (*path, place, "when"), "sentence"))
        for place, grade in enumerate(grades)
    )


def _tied_grades(entry: Entry[ElementShape], compiled: Compile) -> tuple[TiedGradeOf, ...]:
    return tuple(
        TiedGradeOf(
            grade.form,
            grade.match,
            compiled(entry, grade.when, ("tied", place, "when"), "sentence") if grade.when else None,
            compiled(entry, grade.claim, ("tied", place, "claim"), "clause") if grade.claim else None,
            grade.optional,
            tuple(grade.signals),
        )
        for place, grade in enumerate(entry.value.tied)
    )


def _far_grades(entry: Entry[ElementShape], far: ElsewhereShape, compiled: Compile) -> tuple[FarGradeOf, ...]:
    path = ("elsewhere", "grades")
    return tuple(
        FarGradeOf(
            grade.match,
            compiled(entry, grade.when, (*path, place, "when"), "sentence"),
            compiled(entry, grade.claim, (*path, place, "claim"), "clause") if grade.claim else None,
            grade.defines,
        )
        for place, grade in enumerate(far.grades)
    )


def _searched(entry: Entry[ElementShape], grades: tuple[FarGradeOf, ...], signals: int, log: FaultLog) -> int:
    """The signals without which no statement holds: they tell where to look closer."""
    searched = 0
    for place, grade in enumerate(grades):
        gate = narrowest(grade.when.around, signals)
        if gate == -1 or gate >> signals:
            path = ("elsewhere", "grades", place, "when")
            told = "nothing says which words the statement has"
            entry.fault(log, path, told, code="bad-condition", hint="ask for a signal first")
        else:
            searched |= gate
    return searched
