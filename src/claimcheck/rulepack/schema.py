"""Validation against the JSON Schemas in ``rules/schema``: errors in words, at the line they stand in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from itertools import islice
from typing import Any, cast

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from claimcheck.errors import shown
from claimcheck.rulepack.condition_terms import nearest
from claimcheck.rulepack.faults import QUOTE, name_of
from claimcheck.rulepack.source import Kind, builtin_rules
from claimcheck.rulepack.yamlfile import YamlFile

# A file with more errors than this is of another kind, or hostile.
_MAX_ERRORS = 100
_TYPES = {
    "string": "text",
    "array": "a list",
    "object": "a mapping",
    "boolean": "true or false",
    "number": "a number",
    "integer": "a whole number",
    "null": "nothing",
}
# What the patterns of the schemas mean.
_FORMS = {
    "^[a-z][a-z0-9_]*$": "a name in lower case, with _ between words",
    "^[a-z][a-z0-9_]*(-[a-z0-9_]+)*$": "a name in lower case, with _ or - between words",
    "^[a-z0-9]+(-[a-z0-9]+)*$": "a name in lower case, with - between words",
    "^[A-Z]{3}-[0-9]{3}$": "a rule id such as GEN-001",
    "^[A-Z]{3}$": "three capital letters",
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}$": "a date such as 2026-09-27",
    "^-[0-9]{1,2}(\\+.{1,20})?$": "a step such as -1+ing: letters to cut, text to add",
    "^(dimension|element)\\.[a-z][a-z0-9_]*$": "a path such as dimension.subject or element.value",
    "^(target|base|period|interim|term)$": "target, base, period, interim or term",
    "^https?://": "an address that begins with https://",
    "^[0-9]+\\.[0-9]+\\.[0-9]+$": "a version such as 1.2.0",
    "^[a-z]{2}$": "a language code such as en",
    "^[0-9A-F]{4,6}-[0-9A-F]{4,6}$": "a range of code points such as 0400-04FF",
    "^[123]$": "1, 2 or 3",
    ".+": "a word",
}


def schema_text(kind: Kind) -> str:
    """The JSON Schema of a file kind, as it stands in the rules folder."""
    return (builtin_rules() / "schema" / f"{kind}.schema.json").read_text(encoding="utf-8")


@cache
def _validator(kind: Kind) -> Draft202012Validator:
    return Draft202012Validator(json.loads(schema_text(kind)))


def check_schema(file: YamlFile, kind: Kind) -> None:
    """Note every way in which a file does not fit the schema of its kind."""
    for error in islice(_validator(kind).iter_errors(file.value), _MAX_ERRORS):
        if len(error.absolute_schema_path) > 1 and error.absolute_schema_path[-2] == "propertyNames":
            _note_key(file, error)
        else:
            _note(file, error)


def _note(file: YamlFile, error: ValidationError) -> None:
    path, value, limit = (tuple(error.absolute_path), cast(Any, error.instance), cast(Any, error.validator_value))
    name = name_of(path)
    match error.validator:
        case "additionalProperties":
            known = list(_said_in_schema(error, "properties") or {})
            for extra in [key for key in value if key not in known]:
                hint = nearest(extra, known)
                file.fault((*path, extra), f"unknown key {shown(extra)}", "unknown-key", hint, key=True)
        case "required":
            # One error comes for each missing key; its message begins with the key.
            missing = [key for key in limit if key not in value]
            key = next((one for one in missing if error.message.startswith(repr(one))), missing[0])
            file.fault(path, f"key {shown(key)} is missing", "missing-key", _about(error, key), key=True)
        case "enum":
            hint = nearest(str(value), [str(one) for one in limit])
            file.fault(path, f"{shown(value)} is no value for {name}", "unknown-value", hint)
        case "type":
            kinds = [_TYPES[one] for one in (limit if isinstance(limit, list) else [limit])]
            quote = QUOTE if "text" in kinds and isinstance(value, (int, float)) else None
            file.fault(path, f"{name} is {' or '.join(kinds)}, not {shown(value)}", "wrong-type", quote)
        case _:
            file.fault(path, f"{name} {_limit(error)}", "bad-value", _said_in_schema(error, "description"))


def _note_key(file: YamlFile, error: ValidationError) -> None:
    key = str(error.instance)
    path = (*error.absolute_path, key)
    if error.validator == "enum":
        hint = nearest(key, [str(one) for one in cast(Any, error.validator_value)])
        file.fault(path, f"unknown key {shown(key)}", "unknown-key", hint, key=True)
    else:
        told = _limit(error) if error.validator == "pattern" else f"{shown(key)} {_limit(error)}"
        file.fault(path, f"key {told}", "bad-key", key=True)


def _limit(error: ValidationError) -> str:
    """What a value breaks, by the keyword of the schema."""
    value, limit = error.instance, error.validator_value
    match error.validator:
        case "pattern":
            form = _FORMS.get(str(limit), f"of the form {limit}")
            return f"{shown(value)} is not {form}"
        case "minLength" | "minItems" | "minProperties":
            return "is empty" if not value else f"has less than {limit} entries"
        case "maxLength" | "maxItems":
            return f"has more than {limit} entries"
        case "minimum" | "maximum" | "exclusiveMinimum" as beyond:
            return f"is {shown(value)}, {_BEYOND[beyond]} than {limit}"
    return "does not fit"


_BEYOND = {"minimum": "less", "maximum": "more", "exclusiveMinimum": "not more"}


def _said_in_schema(error: ValidationError, key: str) -> Any:
    """What the part of the schema that an error is of has under a key."""
    return error.schema.get(key) if isinstance(error.schema, Mapping) else None


def _about(error: ValidationError, key: str) -> str | None:
    about = (_said_in_schema(error, "properties") or {}).get(key, {})
    return f"{key}: {about['description']}" if "description" in about else None
