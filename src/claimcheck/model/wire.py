"""What is written to JSON: the base of its classes, of which the JSON Schemas are made."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import Any, Self

from msgspec import Struct, convert, json, to_builtins
from msgspec.structs import replace


class Wire(Struct, forbid_unknown_fields=True):
    """Base of all wire models: no unknown keys. What is read is checked, what is made of our own values is not.

    A report has hundreds of thousands of these. The methods have the names that pydantic gives them.
    """

    @classmethod
    def like(cls, told: object, /, **others: Any) -> Self:
        """The record of what has attributes with the names of its fields; days become text, ``others`` go ahead."""
        names, read = _left(cls, tuple(others))
        values = read(told)
        if date in map(type, values):
            values = tuple([one.isoformat() if one.__class__ is date else one for one in values])
        return cls(**others, **dict(zip(names, values, strict=True)))

    @classmethod
    def model_validate(cls, values: object) -> Self:
        """The record in plain values. Raises ``msgspec.ValidationError``."""
        return convert(values, cls)

    @classmethod
    def model_validate_json(cls, data: str | bytes) -> Self:
        """The record in JSON. Raises ``msgspec.DecodeError``."""
        return json.decode(data, type=cls)

    @classmethod
    def model_json_schema(cls) -> dict[str, Any]:
        """The JSON Schema of what is written, in which every key stands, those with a default too."""
        _, parts = json.schema_components([cls], ref_template="#/$defs/{name}")
        for part in parts.values():
            part["required"] = list(part["properties"])
        own = parts.pop(cls.__name__)
        return {"$defs": parts, **own}

    def model_dump(self, *, exclude: Collection[str] = ()) -> dict[str, Any]:
        """Plain values that JSON can carry."""
        values: dict[str, Any] = to_builtins(self)
        return {name: value for name, value in values.items() if name not in exclude}

    def model_dump_json(self, *, indent: int | None = None) -> str:
        """The record as JSON, on one line or in lines that are indented by so many blanks a level."""
        data = json.encode(self)
        return (data if indent is None else json.format(data, indent=indent)).decode()

    def model_copy(self, *, update: Mapping[str, Any] | None = None) -> Self:
        """The same record with other values in some fields."""
        return replace(self, **(update or {}))


# Asked for every record that is made.
@lru_cache(maxsize=256)
def _left(kind: type[Wire], given: tuple[str, ...]) -> tuple[tuple[str, ...], Callable[[object], tuple[Any, ...]]]:
    """The fields of a record that are not given, and what reads attributes of their names."""
    names = tuple(name for name in kind.__struct_fields__ if name not in given)
    read = attrgetter(*names)
    return names, read if len(names) > 1 else lambda told: (read(told),)
