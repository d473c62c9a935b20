"""The JSON Schemas: valid, complete, of one mind with the pydantic shapes and with the condition language."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator

from claimcheck.rulepack import condition_terms as terms
from claimcheck.rulepack.allowed_values import Topic
from claimcheck.rulepack.schema import schema_text
from claimcheck.rulepack.shapes import Shape
from claimcheck.rulepack.validate import SHAPES, known_keys
from claimcheck.text.structure_words import HeadingWords, TableWords
from claimcheck.text.terms import TermWords

KINDS = sorted(SHAPES)
WITH_CONDITIONS = ("check", "legal-test", "claim-type", "element", "conditions", "ranking", "admissions")


def schema(kind: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(schema_text(kind))  # type: ignore[arg-type]
    return loaded


def resolved(part: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    name = part.get("$ref", "").removeprefix("#/$defs/")
    found: dict[str, Any] = root["$defs"][name] if name else part
    return found


def objects(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        yield part
        for value in part.values():
            yield from objects(value)
    elif isinstance(part, list):
        for value in part:
            yield from objects(value)


def models(annotation: Any) -> Iterator[type[Shape]]:
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        yield annotation
    for argument in get_args(annotation):
        yield from models(argument)


def pairs(
    part: dict[str, Any], shape: type[Shape], root: dict[str, Any]
) -> Iterator[tuple[dict[str, Any], type[Shape]]]:
    """Every object of the schema with the model that has to say the same."""
    here = resolved(part, root)
    yield here, shape
    for name, field in shape.model_fields.items():
        for model in models(field.annotation):
            below = resolved(here["properties"][name], root)
            while "properties" not in below:
                below = resolved(below.get("items") or below["additionalProperties"], root)
            yield from pairs(below, model, root)


def test_there_is_one_schema_a_kind() -> None:
    folder = Path(__file__).parents[2] / "rules" / "schema"
    assert sorted(path.name.removesuffix(".schema.json") for path in folder.iterdir()) == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_schema_is_valid_and_names_itself(kind: str) -> None:
    found = schema(kind)
    Draft202012Validator.check_schema(found)
    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert kind in found["$id"]
    assert found["title"]


@pytest.mark.parametrize("kind", KINDS)
def test_schema_and_shape_have_the_same_keys(kind: str) -> None:
    root = schema(kind)
    for part, shape in pairs(root, SHAPES[kind], root):  # type: ignore[index]
        fields = shape.model_fields
        assert set(part["properties"]) == set(fields), shape
        required = {name for name, field in fields.items() if field.is_required()}
        assert set(part.get("required", ())) == required, shape


@pytest.mark.parametrize("kind", KINDS)
def test_schema_and_shape_have_the_same_choices(kind: str) -> None:
    root = schema(kind)
    for part, shape in pairs(root, SHAPES[kind], root):  # type: ignore[index]
        for name, field in shape.model_fields.items():
            values = set(_literals(field.annotation))
            if values:
                told = resolved(part["properties"][name], root)
                options = told.get("enum") or told.get("properties") or told["items"]["enum"]
                assert set(options) == values, (shape, name)


def _literals(annotation: Any) -> Iterator[Any]:
    for argument in get_args(annotation):
        if isinstance(argument, str):
            yield argument
        else:
            yield from _literals(argument)


@pytest.mark.parametrize("kind", KINDS)
def test_schema_is_tight_and_explains_every_property(kind: str) -> None:
    root = schema(kind)
    for part in objects(root):
        if "properties" in part and "type" in part:
            assert part["additionalProperties"] is False or part["type"] != "object", part
        for name, told in part.get("properties", {}).items():
            if isinstance(told, dict) and ("type" in told or "$ref" in told or "enum" in told):
                assert told.get("description") or resolved(told, root).get("description"), (kind, name)


@pytest.mark.parametrize(("name", "record"), [("tables", TableWords), ("headings", HeadingWords), ("terms", TermWords)])
def test_words_that_no_shape_tells_have_the_keys_of_their_record(name: str, record: type) -> None:
    root = schema("lexicon")
    told = root["properties"]["grammar"]["properties"][name] if name == "terms" else root["$defs"][name]
    assert sorted(told["properties"]) == sorted(inspect.signature(record).parameters)


def test_conditions_are_the_same_in_all_schemas() -> None:
    first, *others = (schema(kind)["$defs"]["condition"] for kind in WITH_CONDITIONS)
    assert all(one == first for one in others)


def test_the_schema_knows_the_words_of_the_condition_language() -> None:
    properties = schema("check")["$defs"]["condition"]["properties"]
    assert set(properties) == {*terms.OPERATORS, "in", "scope", "opens"}
    assert set(properties["claim"]["properties"]) == set(terms.CLAIM_FIELDS)
    for name, values in terms.CLAIM_VALUES.items():
        assert tuple(properties["claim"]["properties"][name]["then"]["enum"]) == values
    assert properties["claim"]["properties"]["topic"]["then"]["enum"] == list(get_args(Topic))
    assert set(properties["context"]["properties"]) == set(terms.CONTEXT_FIELDS)
    for name, values in terms.CONTEXT_VALUES.items():
        assert tuple(properties["context"]["properties"][name]["then"]["enum"]) == values
    assert set(properties["element"]["additionalProperties"]["then"]["enum"]) == set(terms.STATES)
    assert tuple(properties["fact"]["then"]["enum"]) == terms.FACT_KINDS
    roles = {role for some in terms.FACT_ROLES.values() for role in some} | {"none"}
    assert set(properties["fact"]["else"]["properties"]["role"]["then"]["enum"]) == roles
    assert tuple(properties["in"]["enum"]) == terms.WINDOWS
    assert properties["near"]["properties"]["tokens"]["maximum"] == terms.MAX_TOKENS
    assert properties["all"]["maxItems"] == terms.MAX_OPERANDS
    assert set(properties["compare"]["properties"]["op"]["enum"]) == set(terms.COMPARISONS)
    assert set(properties["other_claim"]["properties"]["same"]["items"]["enum"]) == set(terms.SAME_FIELDS)


def test_the_keys_of_nested_models_are_known() -> None:
    assert "inflect" in known_keys(SHAPES["lexicon"], ("signals", "any"))
    assert "joiners" in known_keys(SHAPES["lexicon"], ("predicates",))
    assert "ending" in known_keys(SHAPES["lexicon"], ("inflections", "noun", 0))
    assert "hard" in known_keys(SHAPES["check"], ("fires", 3))
    assert "cite" in known_keys(SHAPES["claim-type"], ("conditional", "value"))
    assert known_keys(SHAPES["check"], ("when", "all")) == []


def test_every_role_that_the_stages_ask_for_can_be_given() -> None:
    source = Path(__file__).parents[2] / "src" / "claimcheck"
    asked = {
        role
        for path in source.rglob("*.py")
        for role in re.findall(r"roles\.get\(\"([a-z_]+)\"", path.read_text(encoding="utf-8"))
    }
    assert "negation" in asked or "company" in asked
    known = schema("lexicon")["$defs"]["signal"]["properties"]["role"]["enum"]
    assert asked <= set(known)
