"""From ``metrics.yml`` and the words of a language to the grammar by which figures are told apart."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, get_args

from claimcheck.model.table import Bound
from claimcheck.rulepack.collect import Collected, Entry, Language, unknown
from claimcheck.rulepack.faults import FaultLog
from claimcheck.rulepack.lexicon_shapes import SignalShape
from claimcheck.rulepack.literals import is_unspaced, signal_forms
from claimcheck.rulepack.metric_shapes import FigureWordsShape, MetricShape, MixShape, SaidWordsShape
from claimcheck.text.metric_words import (
    MONEY,
    NO_UNIT,
    SHARE,
    Metric,
    MetricGrammar,
    Mix,
    Phrase,
    PhraseKind,
)
from claimcheck.text.tokens import WORD

CLASSES_WITHOUT_UNIT = (SHARE, MONEY, NO_UNIT)
_KINDS: tuple[PhraseKind, ...] = tuple(
    kind for kind in get_args(PhraseKind) if kind not in ("metric", "bound")
)


def metric_grammar(language: Language, found: Collected, log: FaultLog, *, thorough: bool) -> MetricGrammar:
    """The metrics with the words of a language; ``thorough`` expands the words at once, to find their faults."""
    for name, entry in language.metrics.items():
        if name not in found.metrics and "metrics" not in found.broken:
            unknown(entry, (), "metric", name, found.metrics, log, key=True)
    if thorough:
        for _ in _phrases(language, log):
            pass
    shapes = [entry.value for entry in language.figures]
    rounding = found.rounding
    bounds = [entry.value.bounds for entry in language.tables]
    return MetricGrammar(
        metrics=metrics(found),
        mixes=tuple([_mix(entry.value) for _, entry in sorted(found.mixes.items())]),
        phrases=cache(lambda: tuple(_phrases(language, FaultLog()))),
        whole=frozenset((*_all(shapes, "whole"), *_of_tables(language))),
        loose=frozenset(_all(shapes, "loose")),
        limits=frozenset(_all(shapes, "limits")),
        located=frozenset(_all(shapes, "located")),
        units={name: (entry.value.unit_class, entry.value.factor) for name, entry in found.units.items()},
        change_before=tuple(_all(shapes, "change_before")),
        level_before=tuple(_all(shapes, "level_before")),
        possessive=tuple(_all(shapes, "possessive")),
        about_words=tuple(_bounding(bounds, "about")),
        bound_words=tuple(_bounding(bounds, "above", "below")),
        one_base=frozenset(found.one_base),
        about=rounding.about if rounding else 0.0,
        spelled=rounding.words if rounding else 0.0,
    )


def metrics(found: Collected) -> Mapping[str, Metric]:
    """The metrics of a pack, by id."""
    return {name: _metric(entry.value) for name, entry in sorted(found.metrics.items())}


def _mix(shape: MixShape) -> Mix:
    shares = {name: tuple([frozenset(kinds) for kinds in ways]) for name, ways in shape.shares.items()}
    return Mix(tuple(shape.kinds), shares, tuple(shape.alike))


def _metric(shape: MetricShape) -> Metric:
    return Metric(
        id=shape.id,
        title=shape.title,
        topic=shape.topic,
        units=tuple(shape.units),
        better=shape.better,
        of=shape.of,
        scopes=frozenset(shape.scopes),
        per=shape.per,
        may_mean=tuple(shape.may_mean),
        parts=tuple(tuple(part) for part in shape.parts),
        share_of=shape.share_of,
    )


def _all(shapes: Collection[FigureWordsShape], key: str) -> Iterator[str]:
    return (word.lower() for shape in shapes for word in getattr(shape, key))


def _bounding(bounds: Iterable[Mapping[str, list[str]]], *kinds: Bound) -> Iterator[str]:
    return (word.lower() for each in bounds for kind in kinds for word in each.get(kind, ()))


def _of_tables(language: Language) -> Iterator[str]:
    """The single words by which labels of tables give figures a role, a unit or a bound: they limit no metric."""
    for entry in language.tables:
        shape = entry.value
        phrases = [*shape.shares, *shape.counts, *shape.unit_columns, *shape.unit_openers, *shape.scale_signs]
        phrases += [word for role in shape.roles.values() for word in role.words]
        phrases += [word for bound in shape.bounds.values() for word in bound]
        yield from (found for phrase in phrases for found in WORD.findall(phrase.lower()))


def _phrases(language: Language, log: FaultLog) -> Iterator[Phrase]:
    """The words of all metrics and directions, expanded as those of signals are; faults go to ``log``."""
    owners: dict[tuple[str, bool, bool], list[str]] = {}
    for name, entry in sorted(language.metrics.items()):
        for low, left, right, _ in _texts(entry, language, log):
            owners.setdefault((low, left, right), []).append(name)
        for text in entry.value.labels:
            yield Phrase(text.lower(), True, True, "metric", (name,), label=True)
        for text, beside in entry.value.apart.items():
            yield Phrase(text.lower(), True, True, "metric", (name,), tuple(word.lower() for word in beside))
        for text in entry.value.but_not:
            owners.setdefault((text.lower(), True, True), [])
    for (text, left, right), names in owners.items():
        yield Phrase(text, left, right, "metric", tuple(names))
    bounds = [entry.value.bounds for entry in language.tables]
    for text in dict.fromkeys(_bounding(bounds, *get_args(Bound))):
        if " " in text:
            # "More than" is no rise.
            yield Phrase(text, True, True, "bound")
    for figures in language.figures:
        for kind in _KINDS:
            part = Entry(getattr(figures.value, kind), figures.file, figures.source, (*figures.at, kind))
            for text, left, right, form in _texts(part, language, log):
                yield Phrase(text, left, right, kind, form=form)


def _texts(entry: Entry[Any], language: Language, log: FaultLog) -> Iterator[tuple[str, bool, bool, str]]:
    """The texts of ``SaidWordsShape`` in lower case, whether a word has to begin and to end there, and their form."""
    shape: SaidWordsShape = entry.value
    signal = SignalShape.model_construct(
        kind="evidence",
        words=shape.words,
        patterns=shape.patterns,
        inflect=shape.inflect,
        forms=shape.forms,
        mode=shape.mode,
    )
    left, right = shape.mode in ("word", "prefix"), shape.mode in ("word", "suffix")
    texts = signal_forms(Entry(signal, entry.file, entry.source, entry.at), language, log)
    # A word that is its own past ("cut") is taken for that.
    for low, form in {text.lower(): form for text, form in texts}.items():
        yield low, left and _bounded(low[0]), right and _bounded(low[-1]), form


def _bounded(char: str) -> bool:
    return char.isalnum() and not is_unspaced(char)


def check_metrics(found: Collected, log: FaultLog) -> None:
    """Note names in metrics and mixes that nothing defines, and what cannot be meant."""
    for mix in found.mixes.values():
        _check_mix(mix, found, log)
    classes = {*(entry.value.unit_class for entry in found.units.values()), *CLASSES_WITHOUT_UNIT}
    for entry in found.metrics.values():
        shape = entry.value
        if "units" not in found.broken:
            for place, name in enumerate(shape.units):
                if name not in classes:
                    unknown(entry, ("units", place), "unit class", name, classes, log)
        if "metrics" in found.broken:
            continue
        for path, name in _references(shape):
            if name not in found.metrics:
                unknown(entry, path, "metric", name, found.metrics, log)
            elif name == shape.id:
                entry.fault(
                    log, path, f"metric {name} names itself", code="names-itself", hint="leave it out"
                )
        if (shape.of is None) != (not shape.scopes):
            key = "of" if shape.of else "scopes"
            entry.fault(
                log, (key,), "of and scopes belong together", code="missing-key", key=True,
                hint="of names what is measured, scopes which part of it",
            )  # fmt: skip


def _check_mix(entry: Entry[MixShape], found: Collected, log: FaultLog) -> None:
    """Note metrics that nothing defines, and kinds that are not of the mix."""
    for name, ways in entry.value.shares.items():
        if name not in found.metrics and "metrics" not in found.broken:
            unknown(entry, ("shares", name), "metric", name, found.metrics, log, key=True)
        for way, kinds in enumerate(ways):
            for place, kind in enumerate(kinds):
                if kind not in entry.value.kinds:
                    unknown(entry, ("shares", name, way, place), "kind", kind, entry.value.kinds, log)


def _references(shape: MetricShape) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if shape.of is not None:
        yield ("of",), shape.of
    if shape.per is not None:
        yield ("per",), shape.per
    if shape.share_of is not None:
        yield ("share_of",), shape.share_of
    for place, name in enumerate(shape.may_mean):
        yield ("may_mean", place), name
    for place, part in enumerate(shape.parts):
        for number, name in enumerate(part):
            yield ("parts", place, number), name


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
