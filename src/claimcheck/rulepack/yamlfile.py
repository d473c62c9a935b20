"""One YAML file as plain values with the line and column of each; everything clever in YAML is refused.

A rule file is data that people review, so aliases, tags, duplicate keys and several documents are faults, and
only ``true``, ``false``, ``null`` and plain decimal numbers are anything but text: ``no``, ``on`` and
``1:30`` mean what they say. Composing nodes and converting them here is three times as fast as the library's
own constructor, and the nodes keep the positions.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from claimcheck.errors import shown
from claimcheck.rulepack.faults import FaultLog
from claimcheck.rulepack.source import MAX_BYTES

# Rules that were parsed before come from the cache; then the library is not even loaded.
if TYPE_CHECKING:
    from yaml.error import Mark
    from yaml.nodes import Node

KeyPath = Sequence[str | int]

MAX_DEPTH = 30

_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,15})")
_DECIMAL = re.compile(
    r"[-+]?(?:(?:[0-9]{1,16}\.[0-9]{0,20}|\.[0-9]{1,20})(?:[eE][-+]?[0-9]{1,3})?|[0-9]{1,16}[eE][-+]?[0-9]{1,3})"
)
_UNPRINTABLE = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
# Where an anchor or alias may begin; only then is the slower look at tokens worth it.
_REFERENCE = re.compile(r"(?:^|[\s\[{,:?-])[&*][^\s&*]", re.MULTILINE)
_BREAK = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")


@dataclass(frozen=True)
class YamlFile:
    """A parsed file: its label for messages, its values, where each stands, and the log of its faults.

    ``root`` can be left out where the values are known to be those of the text; places are looked up on demand.
    """

    path: str
    text: str
    value: Any
    log: FaultLog = field(repr=False, compare=False)
    root: Node | None = field(default=None, repr=False)

    @cached_property
    def _top(self) -> Node | None:
        return self.root if self.root is not None else _composed(self.text, self.path, FaultLog())

    @cached_property
    def lines(self) -> list[str]:
        """The lines as YAML counts them."""
        return _BREAK.split(self.text)

    def place(self, path: KeyPath, *, key: bool = False) -> tuple[int, int]:
        """1-based line and column of the value at ``path`` (or its key), else of its nearest parent."""
        from yaml.nodes import MappingNode, ScalarNode, SequenceNode

        node, mark = self._top, self._top.start_mark if self._top else None
        for depth, part in enumerate(path):
            last = depth == len(path) - 1
            found = None
            if isinstance(node, MappingNode):
                for name, value in node.value:
                    if isinstance(name, ScalarNode) and name.value == part:
                        found = (value, name.start_mark if key and last else value.start_mark)
                        break
            elif isinstance(node, SequenceNode) and isinstance(part, int) and 0 <= part < len(node.value):
                found = (node.value[part], node.value[part].start_mark)
            if found is None:
                break
            node, mark = found
        return (mark.line + 1, mark.column + 1) if mark else (1, 1)

    def fault(
        self,
        path: KeyPath,
        message: str,
        code: str,
        hint: str | None = None,
        *,
        key: bool = False,
        log: FaultLog | None = None,
    ) -> None:
        """Note a fault at a key path of this file, in its own log where no other one is given."""
        log = log or self.log
        if not log.full:
            line, column = self.place(path, key=key)
            log.add(message, code, path=self.path, lines=self.lines, line=line, column=column, hint=hint)

    def fault_at(self, mark: Mark, message: str, code: str, hint: str | None = None) -> None:
        """Note a fault at a mark of the parser."""
        place = {"line": mark.line + 1, "column": mark.column + 1}
        if not self.log.full:
            self.log.add(message, code, path=self.path, lines=self.lines, hint=hint, **place)


def parse_yaml(data: bytes, path: str, log: FaultLog) -> YamlFile | None:
    """Parse the bytes of a rule file; faults go to ``log``, and None says the file cannot be used at all."""
    file = parse_any(data, path, log)
    if file is not None and not isinstance(file.value, dict):
        file.fault((), "a rule file is a mapping of keys to values", "yaml-shape", "for example id: NAME")
        return None
    return file


def parse_any(data: bytes, path: str, log: FaultLog) -> YamlFile | None:
    """The same of a file that may hold any value."""
    before = len(log.faults)
    text = _decoded(data, path, log)
    root = None if text is None else _composed(text, path, log)
    if text is None or root is None:
        return None
    reader = _Reader(YamlFile(path, text, {}, log, root))
    reader.refuse_references()
    value = reader.value(root, 0) if len(log.faults) == before else None
    return replace(reader.file, value=value) if len(log.faults) == before else None


def _decoded(data: bytes, path: str, log: FaultLog) -> str | None:
    if len(data) > MAX_BYTES:
        log.add(f"a file has at most {MAX_BYTES:,} bytes, this one has more", "yaml-too-large", path=path)
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", "replace")
        told, hint = f"byte 0x{data[error.start]:02x} is not UTF-8", "save the file as UTF-8"
        _note_character(told, hint, before, len(before), path, log)
        return None
    if stray := _UNPRINTABLE.search(text):
        told, hint = f"character U+{ord(stray.group()):04X} is not allowed", "delete the control character"
        _note_character(told, hint, text, stray.start(), path, log)
        return None
    return text


def _note_character(told: str, hint: str, text: str, offset: int, path: str, log: FaultLog) -> None:
    """Note what stands at an offset of a text that cannot be used."""
    before = _BREAK.split(text[:offset])
    place = {"line": len(before), "column": len(before[-1]) + 1}
    log.add(told, "yaml-encoding", path=path, lines=_BREAK.split(text), hint=hint, **place)


def _composed(text: str, path: str, log: FaultLog) -> Node | None:
    from claimcheck.rulepack.yaml_composer import Composer, YAMLError

    loader = Composer(text)
    try:
        root: Node | None = loader.get_single_node()
    except RecursionError:
        log.add(f"nested deeper than {MAX_DEPTH}", "yaml-depth", path=path, line=1, column=1)
        return None
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "not YAML"
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        lines = _BREAK.split(text)
        if line > len(lines):
            line, column = len(lines), len(lines[-1]) + 1
        hint = _syntax_hint(str(problem), lines[line - 1])
        log.add(str(problem), "yaml-syntax", path=path, lines=lines, line=line, column=column, hint=hint)
        return None
    finally:
        loader.dispose()
    if root is None:
        log.add("the file is empty", "yaml-shape", path=path, line=1, column=1)
    return root


# What the parser says in such words, and what may help.
_COLON, _ONE = "put text that holds a colon in quotes", "one file holds one rule; split it at the line ---"
_SYNTAX_HINTS = {
    "nesting": f"a file nests at most {MAX_DEPTH} levels", "depth": f"a file nests at most {MAX_DEPTH} levels",
    "mapping values are not allowed": _COLON, "while parsing a": _COLON, "single document": _ONE,
    "did not find expected": "close what is open here or above: a bracket, a quotation mark, or lines set in",
    "another document": _ONE, "cannot start any token": "put text that begins with @, ` or % in quotes",
}  # fmt: skip


def _syntax_hint(problem: str, line: str) -> str | None:
    if "\t" in line:
        return "indent with blanks, not with tabs"
    return next((hint for words, hint in _SYNTAX_HINTS.items() if words in problem), None)


class _Reader:
    """Turns nodes into plain values and notes what is refused."""

    def __init__(self, file: YamlFile) -> None:
        from yaml.nodes import ScalarNode, SequenceNode

        from claimcheck.rulepack import yaml_composer

        self.file = file
        self._scalar, self._sequence = ScalarNode, SequenceNode
        self._written = yaml_composer

    def refuse_references(self) -> None:
        if _REFERENCE.search(self.file.text):
            for sign, name, mark in self._written.references(self.file.text):
                hint = f"write the value out, or put text that begins with {sign} in quotes"
                told = f"{sign}{name[:40]}: anchors and aliases are not allowed"
                self.file.fault_at(mark, told, "yaml-alias", hint)

    def value(self, node: Node, depth: int) -> Any:
        if type(node) is self._scalar:
            if node.tag is self._written.QUOTED:
                return node.value
            if node.tag is self._written.PLAIN:
                return plain_value(node.value)
        elif node.tag is self._written.GROUP:
            if depth >= MAX_DEPTH:
                self.file.fault_at(node.start_mark, f"nested deeper than {MAX_DEPTH}", "yaml-depth")
                return None
            if type(node) is self._sequence:
                return [self.value(item, depth + 1) for item in node.value]
            return self.mapping(node, depth)
        told = f"tag {node.tag[:40]} is not allowed"
        self.file.fault_at(node.start_mark, told, "yaml-tag", "write the plain value")
        return None

    def mapping(self, node: Node, depth: int) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key, item in node.value:
            if type(key) is not self._scalar:
                self.file.fault_at(key.start_mark, "a key is a word, not a list or mapping", "yaml-key")
                continue
            if key.value in values:
                told = f"key {shown(key.value)} stands twice"
                self.file.fault_at(key.start_mark, told, "yaml-duplicate-key", "keep one of the two")
            values[key.value] = self.value(item, depth + 1)
        return values


def plain_value(text: str) -> Any:
    """What an unquoted scalar means: true, false, null, a decimal number, or else the text itself."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in "0123456789+-.":
        if _INTEGER.fullmatch(text):
            return int(text)
        if _DECIMAL.fullmatch(text):
            number = float(text)
            return number if math.isfinite(number) else text
    return text
