"""The zip package of an Office file: its parts, and the relations from part to part.

Everything happens in memory: nothing is extracted to disk, and nothing outside of the file is opened.
"""

from __future__ import annotations

import copy
import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

from claimcheck.errors import UnreadableInput
from claimcheck.model.document import Problem
from claimcheck.read.limits import MEBIBYTE, raising
from claimcheck.read.office.markup import FETCH, Part, Tree, parse
from claimcheck.read.reading import Raw

_DIRECTORY_ENTRY = b"PK\x01\x02"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_INSIDE = "Internal"
_ANY_RATIO = MEBIBYTE  # a part up to this size may be packed as tightly as it likes
_CHUNK = MEBIBYTE // 16
_OUTSIDE = re.compile(r"[/\\]|[A-Za-z]:|(?:.*[/\\])?\.\.(?:[/\\]|$)")
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_BROKEN_ARCHIVE = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, OverflowError, IndexError,
    NotImplementedError,
)  # fmt: skip
_SAVE_ANEW = "open it in its program and save it anew"


class Relation(NamedTuple):
    """Where a part points to: ``kind`` is the last word of the relation's type.

    ``target`` is the name of a part; if ``external``, the address of something that is never opened.
    """

    kind: str
    target: str
    external: bool


class Package:
    """An Office file, or another of its build, as an archive that has been checked before anything of it is unpacked.

    ``kind`` is what people call it ("Word file"). ``failures`` collects what readers of its parts, or of their
    relations, could not read.
    """

    def __init__(self, raw: Raw, kind: str) -> None:
        """Raises ``UnreadableInput`` (``damaged``, ``encrypted``, ``unsafe-archive``, ``limit-zip-…``)."""
        self._raw = raw
        self._kind = kind
        self._unpacked = 0
        self._relations: dict[str, dict[str, Relation]] = {}
        self.failures: list[UnreadableInput | str] = []
        members = raw.data.count(_DIRECTORY_ENTRY)
        if members > raw.limits.zip_members:
            message = f"holds {members:,} members, more than {raw.limits.zip_members:,}"
            raise self._error(message, "limit-zip-members", raising("zip_members"))
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(raw.data))
        except _BROKEN_ARCHIVE:
            message = f"is damaged or cut off: it is no whole zip archive, as every {kind} is"
            raise self._error(message, "damaged", FETCH) from None
        self._members = self._checked(self._archive.infolist())

    def _error(self, message: str, code: str, hint: str) -> UnreadableInput:
        return UnreadableInput(message, code=code, path=self._raw.path, hint=hint)

    def _checked(self, infos: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
        members: dict[str, zipfile.ZipInfo] = {}
        for info in infos:
            if info.flag_bits & _ENCRYPTED:
                hint = "open it with its password, save a copy without one and give that"
                raise self._error("needs a password to open", "encrypted", hint)
            if _OUTSIDE.match(info.orig_filename):
                message = "holds a member whose name points outside of the archive"
                raise self._error(message, "unsafe-archive", _SAVE_ANEW)
            key = _key(info.orig_filename)
            if key in members:
                message = "holds two members of one name, so that its text is not certain"
                raise self._error(message, "unsafe-archive", _SAVE_ANEW)
            members[key] = info
        total = sum(info.file_size for info in infos)
        if total > self._raw.limits.zip_total:
            message = f"unpacks to {_mebibytes(total)}, more than {_mebibytes(self._raw.limits.zip_total)}"
            raise self._error(message, "limit-zip-total", raising("zip_total"))
        return members

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._members

    def part(self, name: str) -> Part:
        """The content of a part; not ``whole`` if the archive is broken inside it.

        Raises ``UnreadableInput`` (``damaged`` where there is nothing of it, ``limit-zip-…``).
        """
        info = self._members.get(_key(name))
        if info is None:
            raise self._error(f"has no part {name}", "damaged", FETCH)
        self._check_size(info)
        chunks: list[bytes] = []
        whole = info.compress_type in _METHODS
        try:
            if whole:
                with self._archive.open(_unchecked(info)) as file:
                    while chunk := file.read(_CHUNK):
                        chunks.append(chunk)
                        self._count(len(chunk))
        except _BROKEN_ARCHIVE:
            whole = False
        if not chunks:
            raise self._error(f"is damaged: its part {info.filename} cannot be unpacked", "damaged", FETCH)
        data = b"".join(chunks)
        return Part(info.filename, data, whole and zlib.crc32(data) == info.CRC)

    def _check_size(self, info: zipfile.ZipInfo) -> None:
        limits = self._raw.limits
        if info.file_size > limits.zip_part:
            size, most = _mebibytes(info.file_size), _mebibytes(limits.zip_part)
            message = f"has a part {info.filename} of {size}, more than {most}"
            raise self._error(message, "limit-zip-part", raising("zip_part"))
        if info.file_size > max(_ANY_RATIO, limits.zip_ratio * info.compress_size):
            message = f"has a part {info.filename} that unpacks to over {limits.zip_ratio} times its size"
            raise self._error(message, "limit-zip-ratio", raising("zip_ratio"))

    def _count(self, size: int) -> None:
        # Members may overlap, and the same one may be asked for more than once.
        self._unpacked += size
        if self._unpacked > self._raw.limits.zip_total:
            message = f"unpacks to more than {_mebibytes(self._raw.limits.zip_total)}"
            raise self._error(message, "limit-zip-total", raising("zip_total"))

    def relations(self, name: str) -> dict[str, Relation]:
        """The relations of a part (``""``: of the package) by their id; what is broken of them is a failure."""
        if name not in self._relations:
            self._relations[name] = self._read_relations(name)
        return self._relations[name]

    def related(self, name: str, *kinds: str) -> Iterator[str]:
        """The parts in the file that a part points to by relations of these kinds."""
        for relation in self.relations(name).values():
            if relation.kind in kinds and not relation.external and relation.target in self:
                yield relation.target

    def _read_relations(self, name: str) -> dict[str, Relation]:
        folder, own = posixpath.split(name)
        path = posixpath.join(folder, "_rels", f"{own}.rels")
        tree = self.tree(path) if path in self else None
        if tree is None:
            return {}
        found = {}
        for element in tree.root.iter(_RELATION):
            external = element.get("TargetMode", _INSIDE) != _INSIDE
            target = element.get("Target", "")
            if not external:
                joined = posixpath.join("/", folder, unquote(target).replace("\\", "/"))
                target = posixpath.normpath(joined).lstrip("/")
            kind = element.get("Type", "").rpartition("/")[2]
            found[element.get("Id", "")] = Relation(kind, target, external)
        return found

    def tree(self, name: str) -> Tree | None:
        """A part parsed, None where it cannot be read; what is broken of it is a failure."""
        try:
            tree = parse(self.part(name), self._raw)
        except UnreadableInput as error:
            self.failures.append(error)
            return None
        if tree.damage:
            self.failures.append(tree.damage)
        return tree

    def main_part(self, otherwise: str) -> str:
        """The name of the part that the package begins with, ``otherwise`` where it does not say."""
        return next(self.related("", "officeDocument"), otherwise)

    def main(self, name: str, tag: str) -> Tree:
        """The part that the package begins with, whose root is ``tag``.

        Raises ``UnreadableInput`` as ``parse`` does, and where it is another one (``damaged``).
        """
        tree = parse(self.part(name), self._raw)
        if tree.root.tag != tag:
            message = f"is no {self._kind}: its part {name} holds no {tag.rpartition('}')[2]}"
            raise self._error(message, "damaged", FETCH)
        return tree

    def title(self, *parts: str) -> str | None:
        """The title in the properties of the file; ``parts`` are where they stand if no relation tells."""
        found = [*self.related("", "core-properties"), *(part for part in parts if part in self)]
        tree = self.tree(found[0]) if found else None
        words = None if tree is None else next((each.text for each in tree.root.iter(_TITLE)), None)
        return " ".join((words or "").split()) or None

    def failure(self) -> UnreadableInput | None:
        """The error for a file of which nothing can be read because of a part that cannot; None without one."""
        for failure in self.failures:
            if isinstance(failure, UnreadableInput):
                return failure
            return self._error(f"is damaged: {failure}", "damaged", FETCH)
        return None

    def problems(self) -> Iterator[Problem]:
        """What has to be said of the parts that could not be read whole."""
        for code, message, hint in dict.fromkeys(map(_said, self.failures)):
            yield Problem(code, message, "partial", self._raw.path, hint)


def _said(failure: UnreadableInput | str) -> tuple[str, str, str]:
    if isinstance(failure, UnreadableInput):
        return failure.code, f"was read in part: it {failure.message}", failure.hint or FETCH
    return "damaged-part", f"was read in part: {failure}", FETCH


def _unchecked(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """The entry of a member without its checksum: a wrong one would take the text with it."""
    entry = copy.copy(info)
    del entry.CRC
    return entry


def _key(name: str) -> str:
    """Names of parts are the same whatever their case; some programs write backslashes."""
    return name.replace("\\", "/").lower()


def _mebibytes(size: int) -> str:
    return f"{size / MEBIBYTE:,.4g} MiB"
