"""Whether the values of a rule file fit their kind: by JSON Schema where asked, by pydantic always."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from claimcheck.errors import misfit, shown
from claimcheck.rulepack import file_shapes, law_shapes, shapes
from claimcheck.rulepack.condition_terms import nearest
from claimcheck.rulepack.element_shapes import ElementShape
from claimcheck.rulepack.faults import QUOTE, name_of
from claimcheck.rulepack.lexicon_shapes import LexiconShape
from claimcheck.rulepack.shapes import Shape
from claimcheck.rulepack.source import Kind
from claimcheck.rulepack.yamlfile import KeyPath, YamlFile

S = TypeVar("S", bound=Shape)
SHAPES: Mapping[Kind, type[Shape]] = {
    "pack": file_shapes.PackShape,
    "lexicon": LexiconShape,
    "claim-type": shapes.ClaimTypeShape,
    "element": ElementShape,
    "check": shapes.CheckShape,
    "profile": law_shapes.ProfileShape,
    "legal-test": law_shapes.LegalTestShape,
    "facts": law_shapes.FactsShape,
    "citations": law_shapes.CitationsShape,
    "banned": law_shapes.BannedShape,
    "scoring": file_shapes.ScoringShape,
    "ranking": file_shapes.RankingShape,
    "units": file_shapes.UnitsShape,
    "languages": file_shapes.LanguagesShape,
    "letters": file_shapes.LettersShape,
    "roles": file_shapes.RolesShape,
    "sections": file_shapes.SectionsShape,
    "metrics": file_shapes.MetricsShape,
    "conditions": file_shapes.ConditionsShape,
    "statistics": file_shapes.StatisticsShape,
    "admissions": file_shapes.AdmissionsShape,
}


def validate(file: YamlFile, kind: Kind, *, strict: bool) -> Shape | None:
    """The file as its shape, or None with the faults in its log. ``strict`` asks the JSON Schema first."""
    if strict:
        from claimcheck.rulepack.schema import check_schema

        before = len(file.log.faults)
        check_schema(file, kind)
        if len(file.log.faults) > before:
            return None
    return shaped(file, file.value, SHAPES[kind])


def shaped(file: YamlFile, values: Any, shape: type[S], at: KeyPath = ()) -> S | None:
    """The values that stand at a key path of the file as their shape, or None with the faults in its log."""
    try:
        return shape.model_validate(values)
    except ValidationError as error:
        for detail in error.errors(include_url=False, include_context=True):
            _note(file, shape, detail, tuple(at))
    except RecursionError:
        file.fault(at, "nested too deep", "yaml-depth")
    return None


def _note(file: YamlFile, shape: type[Shape], detail: ErrorDetails, at: tuple[str | int, ...]) -> None:
    path, value, context = (*at, *detail["loc"]), detail["input"], detail.get("ctx", {})
    name = str(path[-1]) if path else ""
    match detail["type"]:
        case "extra_forbidden":
            hint = nearest(name, known_keys(shape, detail["loc"][:-1]))
            file.fault(path, f"unknown key {shown(name)}", "unknown-key", hint, key=True)
        case "missing":
            file.fault(path[:-1], f"key {shown(name)} is missing", "missing-key", key=True)
        case "literal_error":
            expected = str(context.get("expected", "")).replace(" or ", ", ").split(", ")
            hint = nearest(str(value), [one.strip("' ") for one in expected])
            file.fault(path, f"{shown(value)} is no value for {name_of(path)}", "unknown-value", hint)
        case "string_type":
            quote = QUOTE if isinstance(value, (int, float, bool)) else None
            file.fault(path, f"{name_of(path)} is text, not {shown(value)}", "wrong-type", quote)
        case shapes.NO_DATE:
            told = f"{name_of(path)}: {shown(value)} is no date; a date is written YYYY-MM-DD"
            file.fault(path, told, "wrong-type", "such as 2026-09-27")
        case _:
            file.fault(path, misfit(name_of(path), detail), "wrong-type")


def known_keys(shape: type[Shape], path: tuple[str | int, ...]) -> list[str]:
    """The keys that the model at ``path`` inside ``shape`` knows."""
    at: Any = shape
    for part in path:
        fields = getattr(at, "model_fields", None)
        if fields is not None:
            at = fields[part].annotation if part in fields else None
        else:
            arguments = [one for one in get_args(at) if one not in (str, int, type(None))]
            at = arguments[-1] if arguments else None
        while at is not None and not hasattr(at, "model_fields") and type(None) in get_args(at):
            at = next(one for one in get_args(at) if one is not type(None))
    fields = getattr(at, "model_fields", None)
    return [field.alias or name for name, field in fields.items()] if fields else []
