"""A compiled pack as bytes, and back.

Python writes down everything in a pack but functions. Of a condition its outline is written and how it is compiled, of
the words of a language and the phrases of its metrics the plain values, which are unpacked when a text first asks.
"""

from __future__ import annotations

import io
import marshal
import pickle
from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import cache, partial
from types import MappingProxyType
from typing import Any

from claimcheck.rulepack.conditions import NEVER, Compiled, Names
from claimcheck.rulepack.outline import Recipes, delayed, outline
from claimcheck.rulepack.pack import Pack
from claimcheck.rulepack.words import Expanded, LiteralGroup, Words
from claimcheck.text.metric_words import MetricGrammar, Phrase

# Of the line with the lengths of the parts.
_LONGEST_HEAD = 4096


def packed(pack: Pack, recipes: Recipes, names: Names) -> bytes:
    """A pack that was just compiled, with ``names`` for its conditions.

    Raises ``PicklingError`` or what else Python raises for something that cannot be written down.
    """
    file = io.BytesIO()
    packer = _Packer(file, recipes, names)
    packer.dump(pack)
    parts = [file.getvalue(), *packer.apart]
    return b" ".join(b"%d" % len(part) for part in parts) + b"\n" + b"".join(parts)


def unpacked(data: memoryview) -> Pack:
    """The pack in bytes that this program has written; of others any error may come.

    Words stay where they are until they are asked for.
    """
    head, _, _ = bytes(data[:_LONGEST_HEAD]).partition(b"\n")
    parts, at = [], len(head) + 1
    for length in map(int, head.split()):
        parts.append(data[at : at + length])
        at += length
    pack = pickle.loads(parts[0], buffers=parts[1:])  # noqa: S301 - our own file beside our own byte code
    if not isinstance(pack, Pack):
        raise TypeError("is no pack")
    return pack


def packed_words(words: Words) -> bytes:
    """The words of a language."""
    groups, role_words, *looked_up = words.all
    return marshal.dumps([list(map(tuple, groups)), dict(role_words), *looked_up])


def words_of(data: bytes | memoryview) -> Words:
    """The same; they are unpacked when first asked for."""
    return Words(partial(_unpacked_words, data))


def _unpacked_words(data: bytes | memoryview) -> Expanded:
    groups, *others = marshal.loads(data)  # noqa: S302 - part of our own file
    return Expanded(list(map(LiteralGroup._make, groups)), *others)


class _Packer(pickle.Pickler):
    """Writes down a pack."""

    def __init__(self, file: io.BytesIO, recipes: Recipes, names: Names) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL, buffer_callback=self._put_apart)
        self.apart: list[bytes] = []
        self._recipes = recipes
        self._names = names

    def _put_apart(self, part: pickle.PickleBuffer) -> None:
        self.apart.append(part.raw().tobytes())

    def reducer_override(self, value: Any) -> Any:
        """How one thing is made again; ``NotImplemented`` leaves that to Python."""
        if value is NEVER:
            return _never, ()
        if isinstance(value, MappingProxyType):
            return _unchanging, (dict(value),)
        if isinstance(value, Words):
            return words_of, (pickle.PickleBuffer(packed_words(value)),)
        if isinstance(value, MetricGrammar):
            kept = {one.name: getattr(value, one.name) for one in fields(value) if one.init}
            return _grammar, (marshal.dumps(list(map(tuple, kept.pop("phrases")()))), kept)
        recipe = self._recipes.of(value)
        if recipe is None:
            return NotImplemented
        if isinstance(value, Compiled):
            return delayed, (outline(value), recipe.condition, self._names, dict(recipe.how))
        return partial(recipe.make, **recipe.how), (recipe.condition, self._names)


def _unchanging(values: dict[Any, Any]) -> Mapping[Any, Any]:
    return MappingProxyType(values)


def _never() -> Compiled:
    return NEVER


def _grammar(phrases: bytes, kept: Mapping[str, Any]) -> MetricGrammar:
    return MetricGrammar(phrases=cache(partial(_unpacked_phrases, phrases)), **kept)


def _unpacked_phrases(data: bytes) -> Sequence[Phrase]:
    return tuple(map(Phrase._make, marshal.loads(data)))  # noqa: S302 - part of our own file
