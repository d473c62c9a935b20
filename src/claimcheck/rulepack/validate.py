"""Whether the values of a rule file fit their kind: by JSON Schema where asked, by pydantic always."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from claimcheck.rulepack.admission_shapes import AdmissionsShape
from claimcheck.rulepack.condition_terms import nearest
from claimcheck.rulepack.element_shapes import ElementShape
from claimcheck.rulepack.faults import FaultLog, name_of, shown
from claimcheck.rulepack.law_shapes import (
    BannedShape,
    CitationsShape,
    FactsShape,
    LegalTestShape,
    ProfileShape,
)
from claimcheck.rulepack.lexicon_shapes import LexiconShape
from claimcheck.rulepack.metric_shapes import MetricsShape
from claimcheck.rulepack.ranking_shapes import RankingShape
from claimcheck.rulepack.section_shapes import SectionsShape
from claimcheck.rulepack.shapes import (
    CheckShape,
    ClaimTypeShape,
    ConditionsShape,
    LanguagesShape,
    LettersShape,
    PackShape,
    ScoringShape,
    Shape,
    UnitsShape,
)
from claimcheck.rulepack.source import Kind
from claimcheck.rulepack.statistics_shapes import StatisticsShape
from claimcheck.rulepack.yamlfile import KeyPath, YamlFile

S = TypeVar("S", bound=Shape)
SHAPES: Mapping[Kind, type[Shape]] = {
    "pack": PackShape,
    "lexicon": LexiconShape,
    "claim-type": ClaimTypeShape,
    "element": ElementShape,
    "check": CheckShape,
    "profile": ProfileShape,
    "legal-test": LegalTestShape,
    "facts": FactsShape,
    "citations": CitationsShape,
    "banned": BannedShape,
    "scoring": ScoringShape,
    "ranking": RankingShape,
    "units": UnitsShape,
    "languages": LanguagesShape,
    "letters": LettersShape,
    "sections": SectionsShape,
    "metrics": MetricsShape,
    "conditions": ConditionsShape,
    "statistics": StatisticsShape,
    "admissions": AdmissionsShape,
}
_QUOTE = "put it in quotes to make it text"


def validate(file: YamlFile, kind: Kind, log: FaultLog, *, strict: bool) -> Shape | None:
    """The file as its shape, or None with the faults in ``log``. ``strict`` asks the JSON Schema first."""
    if strict:
        from claimcheck.rulepack.schema import check_schema

        before = len(log.faults)
        check_schema(file, kind, log)
        if len(log.faults) > before:
            return None
    return shaped(file, file.value, SHAPES[kind], log)


def shaped(file: YamlFile, values: Any, shape: type[S], log: FaultLog, at: KeyPath = ()) -> S | None:
    """The values that stand at a key path of the file as their shape, or None with the faults in ``log``."""
    try:
        return shape.model_validate(values)
    except ValidationError as error:
        for detail in error.errors(include_url=False, include_context=True):
            _note(file, shape, detail, log, tuple(at))
    except RecursionError:
        file.fault(log, at, "nested too deep", code="yaml-depth")
    return None


def _note(
    file: YamlFile, shape: type[Shape], detail: ErrorDetails, log: FaultLog, at: tuple[str | int, ...]
) -> None:
    path, value, context = (*at, *detail["loc"]), detail["input"], detail.get("ctx", {})
    name = str(path[-1]) if path else ""
    match detail["type"]:
        case "extra_forbidden":
            hint = nearest(name, known_keys(shape, detail["loc"][:-1]))
            file.fault(log, path, f"unknown key {shown(name)}", code="unknown-key", hint=hint, key=True)
        case "missing":
            file.fault(log, path[:-1], f"key {shown(name)} is missing", code="missing-key", key=True)
        case "literal_error":
            known = [
                one.strip("' ") for one in str(context.get("expected", "")).replace(" or ", ", ").split(", ")
            ]
            file.fault(
                log,
                path,
                f"{shown(value)} is no value for {name_of(path)}",
                code="unknown-value",
                hint=nearest(str(value), known),
            )
        case "string_type":
            quote = _QUOTE if isinstance(value, (int, float, bool)) else None
            what = f"{name_of(path)} is text, not {shown(value)}"
            file.fault(log, path, what, code="wrong-type", hint=quote)
        case _:
            told = detail["msg"].removeprefix("Value error, ").lower()
            file.fault(log, path, f"{name_of(path)}: {told}", code="wrong-type")


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
