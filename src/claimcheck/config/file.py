"""Configuration files: found above what is read, parsed, checked key by key, and laid over each other."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from claimcheck.config.globs import Globs
from claimcheck.config.paths import regular_bytes
from claimcheck.errors import UsageError, misfit

if TYPE_CHECKING:
    from claimcheck.config.shapes import ConfigShape, PathKeys

# The shapes say what values may be; most runs find no configuration, and need no more than the names.
FILE_KEYS = frozenset({
    "audience", "medium", "subject", "jurisdiction", "company", "terms", "reporting-year", "fact",
    "lang", "ocr", "select", "ignore", "extend-select", "severity", "min-severity", "min-confidence",
    "evidence", "claims", "claims-complete",
})  # fmt: skip
RUN_KEYS = frozenset({
    "rules", "rulepack", "fail-on", "min-score", "exclude", "extend-exclude", "extend-include",
    "force-exclude", "accept", "baseline", "decisions", "limit", "sort", "pictures", "cache", "jobs", "read-limit",
})  # fmt: skip

OWN, PROJECT = "claimcheck.toml", "pyproject.toml"
MAX_BYTES = 1 << 20
MAX_EXTENDS = 10

# A key of so many parts takes a parser memory that grows with their square.
_MOST_PARTS = 32
_DEEP_KEY = re.compile(rf"""(?<![\w."'-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){{{_MOST_PARTS}}}""")

# Keys whose values are paths.
PATH_KEYS = ("rules", "evidence", "claims")


@dataclass(frozen=True, slots=True)
class Setting:
    """A value and where it comes from, such as ``claimcheck.toml:3``; paths in it are relative to ``folder``."""

    value: Any
    origin: str
    folder: str = field(default=os.curdir, compare=False)


class Section(Struct, frozen=True):
    """Settings of the files that a pattern matches; ``folder`` is what patterns are relative to."""

    folder: Path
    patterns: Globs
    settings: Mapping[str, Setting]

    def holds(self, path: Path) -> bool:
        """Whether it is about the file at an absolute path."""
        try:
            return self.patterns.holds(path.relative_to(self.folder).parts)
        except ValueError:
            return False


class Config(Struct, frozen=True):
    """One configuration with all that it extends; ``path`` is None where there is none."""

    path: Path | None = None
    settings: Mapping[str, Setting] = {}
    sections: tuple[Section, ...] = ()

    def of(self, path: str | None) -> dict[str, Setting]:
        """The settings of a file, those of its sections laid over the general ones; None is any file."""
        found = dict(self.settings)
        if path is not None and self.sections:
            absolute = Path(os.path.abspath(path))
            for section in self.sections:
                if section.holds(absolute):
                    found.update(section.settings)
        return found


def nearest(folder: str) -> Config:
    """The configuration of a folder: its own file, else that of the nearest folder above it.

    ``claimcheck.toml`` counts before ``pyproject.toml``, and that only with a table ``[tool.claimcheck]``. Files are
    not merged unless one extends another. Raises ``UsageError`` for a file that cannot be used.
    """
    return _nearest(os.path.abspath(folder))


@lru_cache(maxsize=4096)
def _nearest(folder: str) -> Config:
    for name in (OWN, PROJECT):
        path = Path(folder, name)
        if path.is_file() and (found := _load(path, optional=name == PROJECT)) is not None:
            return found
    above = os.path.dirname(folder)
    return Config() if above == folder else _nearest(above)


def load(path: str) -> Config:
    """The configuration in a file that somebody named. Raises ``UsageError`` where it cannot be used."""
    return _load(Path(os.path.abspath(path)), optional=False) or Config()


def line_of(path: str, first: int, word: str) -> int:
    """The line, from ``first`` on, in which a table or list of a configuration has a word; ``first`` if none has."""
    lines = _text(Path(path)).split("\n")
    pattern = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])")
    return next((at for at in range(first, len(lines) + 1) if pattern.search(lines[at - 1])), first)


def forget() -> None:
    """Look for configuration files anew: they may have changed on the disk."""
    _nearest.cache_clear()


def one_value(text: str) -> dict[str, Setting]:
    """``KEY=VALUE`` of a command line; the value is TOML, or words where it is none."""
    key, _, value = text.partition("=")
    try:
        values = tomllib.loads(f"{key}={value}")
    except (ValueError, RecursionError):
        try:
            values = tomllib.loads(f"{key}={_quoted(value)}")
        except ValueError as error:
            raise UsageError(f"--config {text}: {error}", code="bad-config", hint="write KEY=VALUE") from None
    return _Reader(Path(f"--config {text}"), "", shown=f"--config {text}").read(values).settings_of_run()


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _load(path: Path, *, optional: bool, chain: tuple[Path, ...] = ()) -> Config | None:
    """The configuration in a file; None where the file is optional and has nothing for us."""
    text = _text(path)
    if optional and "claimcheck" not in text:
        return None
    values = _parsed(text, path)
    if path.name == PROJECT:
        tools = values.get("tool")
        values = tools.get("claimcheck") if isinstance(tools, dict) else None
        if values is None:
            return None
    return _Reader(path, text).read(values).config(chain)


def _parsed(text: str, path: Path) -> Any:
    """The values of TOML that a stranger may have written to keep a parser busy."""
    if deep := _DEEP_KEY.search(text):
        line = text.count("\n", 0, deep.start()) + 1
        raise _fault("a key has too many parts", path, line)
    # What is wrong at the end of the text has no place of its own.
    place = {"line": text.count("\n") + 1}
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = re.sub(r" \(at .*\)$", "", str(error))
        if found := re.search(r"line (\d+), column (\d+)", str(error)):
            place = {"line": int(found[1]), "column": int(found[2])}
    except RecursionError:
        message, place = "it is nested too deeply", {}
    except ValueError:  # a number of thousands of digits
        message, place = "it holds a number that is too large", {}
    hint = "words stand in quotes" if message == "Invalid value" else None
    raise _fault(f"is no TOML: {message}", path, hint=hint, **place)


def _text(path: Path) -> str:
    try:
        data = regular_bytes(path, MAX_BYTES)
        if len(data) > MAX_BYTES:
            raise _fault("is too large for a configuration", path)
        return data.decode("utf-8-sig")
    except OSError as error:
        found = not isinstance(error, FileNotFoundError)
        hint = "check its permissions" if found else "check the path after --config or extends"
        raise _fault(f"cannot be read: {error.strerror or error}", path, hint=hint) from None
    except UnicodeDecodeError:
        raise _fault("is not in UTF-8", path) from None


def _fault(message: str, path: Path | str, line: int | None = None, **more: Any) -> UsageError:
    shown = path if isinstance(path, str) else _shown(path)
    return UsageError(message, code="bad-config", path=shown, line=line, **more)


class _Reader:
    """The values of one file with their lines."""

    def __init__(self, path: Path, text: str, shown: str | None = None) -> None:
        self.path = path
        self.text = text
        self.shown = shown or _shown(path)
        self.shape: ConfigShape

    def read(self, values: Any) -> _Reader:
        """Check every key. Raises ``UsageError`` for the first that does not fit, with its line."""
        # Most runs find no configuration, and checking one takes a while to load.
        from pydantic import ValidationError

        from claimcheck.config.shapes import ConfigShape

        try:
            self.shape = ConfigShape.model_validate(values)
        except ValidationError as error:
            # A key that is not known is what the others may come from.
            faults = sorted(error.errors(include_url=False), key=lambda one: one["type"] != "extra_forbidden")
            raise self._fault(faults[0]) from None
        for shape in (self.shape, *(self.shape.per_path or ())):
            for key, value in (*_given(shape), ("extends", self.shape.extends or "")):
                paths = [value] if isinstance(value, str) else value
                if key in (*PATH_KEYS, "baseline", "extends") and any("\0" in path for path in paths):
                    raise _fault(f"{key}: a path holds a NUL character", self.shown, self._line(key))
        return self

    def settings_of_run(self) -> dict[str, Setting]:
        """The settings without sections, all from one place."""
        return {key: Setting(value, self.shown) for key, value in _given(self.shape)}

    def config(self, chain: tuple[Path, ...]) -> Config:
        """The settings and sections, with those of the file that this one extends below them."""
        below = self._extended(chain)
        sections = [
            Section(self.path.parent, Globs.of(part.paths, self._origin("paths", number)), self._settings(part, number))
            for number, part in enumerate(self.shape.per_path or ())
        ]
        own = self._settings(self.shape)
        return Config(self.path, {**below.settings, **own}, (*below.sections, *sections))

    def _settings(self, shape: ConfigShape | PathKeys, section: int | None = None) -> dict[str, Setting]:
        folder = str(self.path.parent)
        return {
            key: Setting(self._resolved(key, value), self._origin(key, section), folder) for key, value in _given(shape)
        }

    def _extended(self, chain: tuple[Path, ...]) -> Config:
        if self.shape.extends is None:
            return Config()
        path = Path(os.path.abspath(self.path.parent / self.shape.extends))
        line = self._line("extends")
        if path in (*chain, self.path) or len(chain) >= MAX_EXTENDS:
            raise _fault(f"extends leads in a circle, to {_shown(path)}", self.shown, line)
        if not path.is_file():
            hint = "the path is relative to the file that extends"
            raise _fault(f"extends names {self.shape.extends}, which is no file", self.shown, line, hint=hint)
        return _load(path, optional=False, chain=(*chain, self.path)) or Config()

    def _resolved(self, key: str, value: Any) -> Any:
        """Folders of rules, evidence, registers and a baseline are relative to the file that names them."""
        if key == "baseline":
            return os.path.relpath(self.path.parent / value)
        if key not in PATH_KEYS:
            return value
        return [os.path.relpath(self.path.parent / folder) for folder in value]

    def _origin(self, key: str, section: int | None = None) -> str:
        line = self._line(key, section)
        return f"{self.shown}:{line}" if line else self.shown

    def _line(self, key: str, section: int | None = None) -> int | None:
        """The line of a key as far as a look at the text can tell: TOML parsers give none."""
        start = 0
        if section is not None:
            heads = list(_SECTION.finditer(self.text))
            if section >= len(heads):
                return None
            start = heads[section].end()
        name = re.escape(key)
        pattern = rf"""^[ \t]*(?:\[+[^\]\n]*\b{name}\]+|["']?{name}["']?[ \t]*=)"""
        match = re.compile(pattern, re.MULTILINE).search(self.text, start)
        return self.text.count("\n", 0, match.start()) + 1 if match else None

    def _fault(self, error: Any) -> UsageError:
        place = [part for part in error["loc"] if not (isinstance(part, str) and part in _BRANCHES)]
        in_section = len(place) > 1 and place[0] == "per-path" and isinstance(place[1], int)
        section = place[1] if in_section else None
        names = [str(part) for part in place if isinstance(part, str)]
        key = names[-1] if names else ""
        if error["type"] == "extra_forbidden":
            known = sorted({*FILE_KEYS, *(("paths",) if in_section else (*RUN_KEYS, "extends", "per-path"))})
            near = get_close_matches(key, known, n=1)
            hint = f"{f'did you mean {near[0]}? ' if near else ''}keys are {', '.join(known)}"
            told, line = f"there is no key {key!r}", self._line(key, section)
            return UsageError(told, code="unknown-key", path=self.shown, line=line, hint=hint)
        hint = "claimcheck schema config has every key with its values"
        if isinstance(error["input"], str) and error["type"] == "list_type":
            hint = f"write [{_quoted(error['input'])}]"
        elif isinstance(error["input"], str) and error["type"] == "literal_error":
            near = get_close_matches(error["input"], _WORD.findall(error["ctx"]["expected"]), n=1)
            hint = f'did you mean "{near[0]}"?' if near else hint
        line = self._line(key, section) or (self._line(names[0], section) if names else None)
        name = ".".join(names) or "the file"
        if place and isinstance(place[-1], int):
            name = f"entry {place[-1] + 1} of {name}"
        return _fault(misfit(name, error), self.shown, line, hint=hint)


_SECTION = re.compile(r"^[ \t]*\[\[.*per-path.*\]\]", re.MULTILINE)
_WORD = re.compile(r"'(\w+)'")
# What pydantic adds to the place of a fault where a value may be one of several kinds.
_BRANCHES = frozenset({"literal['error','warning','info']", "literal['never']", "int", "float"})


def _given(shape: ConfigShape | PathKeys) -> Iterator[tuple[str, Any]]:
    """The settings that a shape gives, without the keys that say where they hold."""
    values = shape.model_dump(by_alias=True, exclude_unset=True, exclude_none=True)
    for key, value in values.items():
        if key not in ("extends", "per-path", "paths"):
            yield key, value


def _shown(path: Path) -> str:
    relative = os.path.relpath(path)
    return path.as_posix() if relative.startswith("..") else Path(relative).as_posix()
