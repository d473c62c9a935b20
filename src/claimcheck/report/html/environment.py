"""How templates of pages are read: all that comes from a document is escaped, and no name may be missing."""

from __future__ import annotations

from collections.abc import Callable

from jinja2 import Environment, FunctionLoader, StrictUndefined


def environment(text: Callable[[str], str]) -> Environment:
    """An environment without filters of its own; ``text`` gives a template by its name."""
    return Environment(
        loader=FunctionLoader(text),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
