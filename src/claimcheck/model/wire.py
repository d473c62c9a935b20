"""What is written to JSON: the base of its classes, of which the JSON Schemas are made."""

from __future__ import annotations

from typing import Any, Self

from pydantic import BaseModel, ConfigDict


class Wire(BaseModel):
    """Base of all wire models: no unknown keys."""

    model_config = ConfigDict(
        extra="forbid", populate_by_name=True, serialize_by_alias=True, defer_build=True
    )

    @classmethod
    def made(cls, **values: Any) -> Self:
        """A record of values that are known to fit: all its fields, in their order, and nothing is checked.

        A report has hundreds of thousands of these, and checking our own values takes ten times as long as this.
        """
        fields = _FIELDS.get(cls)
        if fields is None:
            fields = _FIELDS[cls] = set(cls.model_fields)
        record = cls.__new__(cls)
        _put_values(record, values)
        _put_fields(record, fields)
        _put_extra(record, None)
        _put_private(record, None)
        return record


# One set for all records of a class: every one of their fields is set.
_FIELDS: dict[type[Wire], set[str]] = {}
# The slots of a record, written to directly: by their names that takes half as long again.
_put_values, _put_fields, _put_extra, _put_private = (
    vars(BaseModel)[slot].__set__
    for slot in ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
)
