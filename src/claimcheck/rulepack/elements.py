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
    explained, headed = (maybe(entry, key, "when", window=_SENTENCE) for key in ("explained", "headed"))
    return ElementType(
        id=shape.id,
        shape=shape,
        grades=tuple(
            (one.match, of(entry, "grades", place, "when", window=_SENTENCE))
            for place, one in enumerate(shape.grades)
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
                form=one.form,
                match=one.match,
                when=maybe(entry, "tied", place, "when", window=_SENTENCE),
                claim=maybe(entry, "tied", place, "claim"),
                optional=one.optional,
                signals=tuple(one.signals),
            )
            for place, one in enumerate(shape.tied)
        ),
        once=maybe(entry, "once"),
        answered=maybe(entry, "answered"),
        explained=(shape.explained.match, explained) if shape.explained and explained else None,
        headed=(headed, maybe(entry, "headed", "claim")) if headed else None,
    )


def _far_grades(entry: Entry[ElementShape], conditions: PlacedConditions) -> tuple[FarGradeOf, ...]:
    """The grades of statements far away: every sentence is searched for signals without which none holds."""
    far, signals, found = entry.value.elsewhere, len(conditions.numbers), list[FarGradeOf]()
    for place, grade in enumerate(far.grades if far else ()):
        path = ("elsewhere", "grades", place)
        when = conditions.of(entry, *path, "when", window=_SENTENCE)
        gate = narrowest(when.around, signals)
        if gate == -1 or gate >> signals:
            told = "nothing says which words the statement has"
            entry.fault((*path, "when"), told, "bad-condition", "ask for a signal first")
        else:
            conditions.wide |= gate
        found.append(FarGradeOf(grade.match, when, conditions.maybe(entry, *path, "claim"), grade.defines))
    return tuple(found)
