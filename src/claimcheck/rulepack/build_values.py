"""Definitions without conditions, from their models to the plain values of a pack."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from claimcheck.model.claim import Citation
from claimcheck.rulepack.file_shapes import LanguagesShape, LettersShape, ScoringShape
from claimcheck.rulepack.law_shapes import CitationShape, VersionShape
from claimcheck.rulepack.pack import Scoring
from claimcheck.text.language import LanguageGrammar
from claimcheck.text.letter_ngrams import Letters

T = TypeVar("T")


def citation_of(shape: CitationShape) -> Citation:
    """A passage of law or of a standard, with its other versions."""
    one = Citation(**_of_version(shape), key=shape.key, jurisdiction=shape.jurisdiction, kind=shape.kind)
    return one._replace(versions=tuple(_version_of(version, one) for version in shape.versions))


def _version_of(version: VersionShape, passage: Citation) -> Citation:
    own = _of_version(version)
    for name in ("instrument", "locator", "url"):
        own[name] = own[name] or getattr(passage, name)
    return Citation(**own, key=passage.key, jurisdiction=passage.jurisdiction, kind=passage.kind)


def _of_version(shape: CitationShape | VersionShape) -> dict[str, Any]:
    return {name: getattr(shape, name) for name in VersionShape.model_fields}


def scoring_of(shape: ScoringShape) -> Scoring:
    """How credits become a score."""
    return Scoring(
        dimensions=tuple(shape.dimensions),
        limits=tuple(shape.limits),
        limit_slack=shape.limit_slack,
        contradicted_at_most=shape.contradicted_at_most,
        bands=tuple(shape.bands),
        place_credit=_frozen(shape.place_credit),
        qualification_credit=_frozen(shape.qualification_credit),
        unknown_match=shape.unknown_match,
        mention=shape.mention,
    )


def languages_of(shape: LanguagesShape, letters: LettersShape | None) -> LanguageGrammar:
    """How languages are told apart."""
    return LanguageGrammar.build(
        shape.stop_words,
        {name: tuple(map(_code_points, ranges)) for name, ranges in shape.scripts.items()},
        Letters(tuple(letters.languages), letters.runs) if letters else None,
        shape.particles,
        shape.names,
    )


def _code_points(text: str) -> tuple[int, int]:
    first, _, last = text.partition("-")
    return int(first, 16), int(last or first, 16)


def _frozen(table: Mapping[str, Mapping[str, T]]) -> Mapping[str, Mapping[str, T]]:
    return MappingProxyType({name: MappingProxyType(dict(row)) for name, row in table.items()})
