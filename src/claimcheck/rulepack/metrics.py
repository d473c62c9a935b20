"""From ``metrics.yml`` and the words of a language to the grammar by which figures are told apart."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, get_args

from claimcheck.model.table import Bound
from claimcheck.rulepack.collect import Collected, Entry, Language
from claimcheck.rulepack.file_shapes import FigureWordsShape, MetricShape, SaidWordsShape
from claimcheck.rulepack.literals import bounded, signal_forms
from claimcheck.rulepack.marks import Marked
from claimcheck.text.metric_words import MONEY, NO_UNIT, SHARE, Metric, MetricGrammar, Phrase, PhraseKind
from claimcheck.text.tokens import WORD

CLASSES_WITHOUT_UNIT = (SHARE, MONEY, NO_UNIT)
_KINDS: tuple[PhraseKind, ...] = tuple(kind for kind in get_args(PhraseKind) if kind not in ("metric", "bound"))
_LIMITING = ("shares", "counts", "unit_columns", "unit_openers", "scale_signs")


def metric_grammar(language: Language, found: Collected, *, thorough: bool) -> MetricGrammar:
    """The metrics with the words of a language; ``thorough`` expands the words at once, to find their faults."""
    for name, entry in language.metrics.items():
        if name not in found.metrics and "metrics" not in found.broken:
            entry.unknown((), "metric", name, found.metrics, key=True)
    if thorough:
        for _ in _phrases(language):
            pass
    shapes = [entry.value for entry in language.figures]
    rounding = found.rounding
    return MetricGrammar(
        metrics=metrics(found),
        phrases=cache(lambda: tuple(_phrases(language))),
        whole=frozenset((*_all(shapes, "whole"), *_of_tables(language))),
        loose=frozenset(_all(shapes, "loose")),
        limits=frozenset(_all(shapes, "limits")),
        located=frozenset(_all(shapes, "located")),
        units={name: (entry.value.unit_class, entry.value.factor) for name, entry in found.units.items()},
        change_before=tuple(_all(shapes, "change_before")),
        level_before=tuple(_all(shapes, "level_before")),
        possessive=tuple(_all(shapes, "possessive")),
        about_words=tuple(_bounding(language, "about")),
        bound_words=tuple(_bounding(language, "above", "below")),
        one_base=frozenset(found.one_base),
        about=rounding.about if rounding else 0.0,
        spelled=rounding.words if rounding else 0.0,
    )


def metrics(found: Collected) -> Mapping[str, Metric]:
    """The metrics of a pack, by id."""
    return {name: _metric(entry.value) for name, entry in sorted(found.metrics.items())}


def _metric(shape: MetricShape) -> Metric:
    values = {name: _unchanging(getattr(shape, name)) for name in Metric._fields}
    return Metric(**{**values, "scopes": frozenset(shape.scopes)})


def _unchanging(value: Any) -> Any:
    return tuple(map(_unchanging, value)) if isinstance(value, list) else value


def _all(shapes: Collection[FigureWordsShape], key: str) -> Iterator[str]:
    return (word.lower() for shape in shapes for word in getattr(shape, key))


def _bounding(language: Language, *kinds: Bound) -> Iterator[str]:
    bounds = [entry.value.get("bounds", {}) for entry in language.tables]
    return (word.lower() for each in bounds for kind in kinds for word in each.get(kind, ()))


def _of_tables(language: Language) -> Iterator[str]:
    """The single words by which labels of tables give figures a role, a unit or a bound: they limit no metric."""
    for entry in language.tables:
        told = entry.value
        phrases = [word for key in _LIMITING for word in told.get(key, ())]
        phrases += [word for role in told.get("roles", {}).values() for word in role["words"]]
        phrases += [word for bound in told.get("bounds", {}).values() for word in bound]
        yield from (found for phrase in phrases for found in WORD.findall(phrase.lower()))


def _phrases(language: Language) -> Iterator[Phrase]:
    """The words of all metrics and directions, expanded as those of signals are; faults go to the log of the files."""
    owners: dict[tuple[str, bool, bool], list[str]] = {}
    for name, entry in sorted(language.metrics.items()):
        for low, left, right, _ in _texts(entry, language):
            owners.setdefault((low, left, right), []).append(name)
        for text in entry.value.labels:
            yield Phrase(text.lower(), True, True, "metric", (name,), label=True)
        for text, beside in entry.value.apart.items():
            yield Phrase(text.lower(), True, True, "metric", (name,), tuple(word.lower() for word in beside))
        for text in entry.value.but_not:
            owners.setdefault((text.lower(), True, True), [])
    for (text, left, right), names in owners.items():
        yield Phrase(text, left, right, "metric", tuple(names))
    for text in dict.fromkeys(_bounding(language, *get_args(Bound))):
        if " " in text:
            # "More than" is no rise.
            yield Phrase(text, True, True, "bound")
    for figures in language.figures:
        for kind in _KINDS:
            part = figures.part(getattr(figures.value, kind), *figures.at, kind)
            for text, left, right, form in _texts(part, language):
                yield Phrase(text, left, right, kind, form=form)


def _texts(entry: Entry[Any], language: Language) -> Iterator[tuple[str, bool, bool, str]]:
    """The texts of ``SaidWordsShape`` in lower case, whether a word has to begin and to end there, and their form."""
    shape: SaidWordsShape = entry.value
    left, right = shape.mode in ("word", "prefix"), shape.mode in ("word", "suffix")
    texts = signal_forms(entry, language)
    # A word that is its own past ("cut") is taken for that.
    for low, form in {text.lower(): form for text, form in texts}.items():
        yield low, left and bounded(low[0]), right and bounded(low[-1]), form


def check_metrics(found: Collected, names: Iterable[Marked]) -> None:
    """Note metrics that name themselves, and what cannot be meant; ``names`` are those that definitions have."""
    for one in names:
        shape = one.entry.value if one.what == "metric" else None
        if isinstance(shape, MetricShape) and one.value == shape.id:
            one.entry.fault(one.path, f"metric {one.value} names itself", "names-itself", "leave it out")
    for entry in found.metrics.values():
        if (entry.value.of is None) != (not entry.value.scopes):
            hint = "of names what is measured, scopes which part of it"
            path = ("of" if entry.value.of else "scopes",)
            entry.fault(path, "of and scopes belong together", "missing-key", hint, key=True)


def patterns_in(language: Language) -> Iterator[str]:
    """Every pattern of the words of metrics and figures."""
    for entry in language.metrics.values():
        yield from entry.value.patterns
    for figures in language.figures:
        for kind in _KINDS:
            yield from getattr(figures.value, kind).patterns


def unnamed_metrics(found: Collected) -> Iterator[Entry[MetricShape]]:
    """Metrics for which no language has words, and which no scopes and no divisor of another one make."""
    made = {entry.value.per for entry in found.metrics.values()}
    spoken = {name for language in found.languages.values() for name in language.metrics}
    for name, entry in found.metrics.items():
        if name not in spoken and name not in made and entry.value.of is None:
            yield entry
