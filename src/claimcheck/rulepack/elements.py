"""Elements with their conditions compiled."""

from __future__ import annotations

from claimcheck.rulepack.collect import Entry
from claimcheck.rulepack.condition_terms import narrowest
from claimcheck.rulepack.element_shapes import ElementShape
from claimcheck.rulepack.pack import ElementType, FarGradeOf, FigureGrade, TiedGradeOf
from claimcheck.rulepack.placed_conditions import PlacedConditions

_SENTENCE = "sentence"


def build_elements(conditions: PlacedConditions) -> dict[str, ElementType]:
    """The elements in order of their numbers."""
    entries = conditions.found.elements.values()
    ordered = sorted(entries, key=lambda entry: (entry.value.number, entry.value.id))
    return {entry.value.id: _built(entry, conditions) for entry in ordered}


def _built(entry: Entry[ElementShape], conditions: PlacedConditions) -> ElementType:
    shape, of, maybe = entry.value, conditions.of, conditions.maybe
    elsewhere = _far_grades(entry, conditions)
    _search(entry, elsewhere, conditions)
    return ElementType(
        id=shape.id,
        shape=shape,
        grades=tuple(
            (grade.match, of(entry, "grades", place, "when", window=_SENTENCE))
            for place, grade in enumerate(shape.grades)
        ),
        figures=tuple(
            FigureGrade(one.kind, one.match, frozenset(one.units), maybe(entry, "figures", place, "when"))
            for place, one in enumerate(shape.figures)
        ),
        beside=maybe(entry, "beside", window=_SENTENCE),
        elsewhere=elsewhere,
        far_claim=maybe(entry, "elsewhere", "claim"),
        beside_claim=maybe(entry, "beside_claim", window=_SENTENCE),
        tied=tuple(
            TiedGradeOf(
                form=grade.form,
                match=grade.match,
                when=maybe(entry, "tied", place, "when", window=_SENTENCE),
                claim=maybe(entry, "tied", place, "claim"),
                optional=grade.optional,
                signals=tuple(grade.signals),
            )
            for place, grade in enumerate(shape.tied)
        ),
        once=maybe(entry, "once"),
        answered=maybe(entry, "answered"),
        explained=(
            (shape.explained.match, of(entry, "explained", "when", window=_SENTENCE))
            if shape.explained
            else None
        ),
        headed=(
            (of(entry, "headed", "when", window=_SENTENCE), maybe(entry, "headed", "claim"))
            if shape.headed
            else None
        ),
    )


def _far_grades(entry: Entry[ElementShape], conditions: PlacedConditions) -> tuple[FarGradeOf, ...]:
    far, path = entry.value.elsewhere, ("elsewhere", "grades")
    return tuple(
        FarGradeOf(
            match=grade.match,
            when=conditions.of(entry, *path, place, "when", window=_SENTENCE),
            claim=conditions.maybe(entry, *path, place, "claim"),
            defines=grade.defines,
        )
        for place, grade in enumerate(far.grades if far else ())
    )


def _search(entry: Entry[ElementShape], grades: tuple[FarGradeOf, ...], conditions: PlacedConditions) -> None:
    """Have every sentence searched for signals without which no statement holds: they tell where to look closer."""
    signals = len(conditions.numbers)
    for place, grade in enumerate(grades):
        gate = narrowest(grade.when.around, signals)
        if gate == -1 or gate >> signals:
            path = ("elsewhere", "grades", place, "when")
            told = "nothing says which words the statement has"
            entry.fault(path, told, "bad-condition", "ask for a signal first")
        else:
            conditions.wide |= gate
