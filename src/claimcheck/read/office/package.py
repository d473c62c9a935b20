"""The zip package of an Office file: its parts as XML, parsed without entities, and the relations from part to part.

Everything happens in memory and within limits: nothing is extracted to disk, and nothing outside of the file is opened.
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
from typing import Any, NamedTuple
from urllib.parse import unquote

from lxml import etree

from claimcheck.errors import UnreadableInput
from claimcheck.model.document import Problem
from claimcheck.read.limits import MEBIBYTE, raising
from claimcheck.read.reading import Raw

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
Element = Any
"""An element of lxml, which has no types of its own."""
_PARSER_DEPTH = 256  # what libxml2 allows unless it is told to take anything
_MOST_NODES = 4_000_000  # tags and attributes of one part; a tree of so many takes some 600 MiB
_DOCTYPE = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
_STRICT = re.compile(rb"""(?<==["'])http://purl\.oclc\.org/ooxml/([A-Za-z]+)/([A-Za-z]+)(?=["'])""")
FETCH = "fetch the file again, or open it in its program and save it anew"
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


class Part(NamedTuple):
    """A part of the package: its name, its bytes as far as they could be unpacked, and whether that is all."""

    name: str
    data: bytes
    whole: bool

    def broken(self, error: Exception) -> str:
        """What to say of it where a parser gives up."""
        line = getattr(error, "lineno", None)
        return f"{self.name} is broken from line {line} on" if line else f"{self.name} is broken"


class Tree(NamedTuple):
    """The root of a parsed part; ``damage`` says in words what kept it from being read whole."""

    root: Element
    damage: str | None
    code: str = "damaged-part"


def parse(part: Part, raw: Raw) -> Tree:
    """Parse a part; of broken XML what a lenient parser makes of it.

    Raises ``UnreadableInput`` (``dtd-refused``, ``limit-nodes``, ``damaged`` where nothing could be read).
    """
    data = checked(part, raw)
    if data.count(b"<") + data.count(b"=") > _MOST_NODES:
        message = f"has a part {part.name} of more than {_MOST_NODES:,} tags and attributes"
        raise raw.unreadable("limit-nodes", message, "save it as PDF and give that")
    try:
        tree = Tree(etree.fromstring(data, _parser()), None)
    except (etree.XMLSyntaxError, ValueError) as error:
        tree = _recovered(data, part, raw, error)
    refuse_types(tree.root, part, raw)
    if raw.limits.depth < _PARSER_DEPTH:
        tree = _pruned(tree, part, raw.limits.depth)
    if not part.whole and tree.damage is None:
        tree = tree._replace(damage=f"{part.name} could not be unpacked to its end")
    return tree


def checked(part: Part, raw: Raw) -> bytes:
    """The bytes of a part that declares nothing, with the usual addresses of its namespaces.

    Raises ``UnreadableInput`` (``dtd-refused``).
    """
    data = part.data
    # In any other encoding the mark is written otherwise; no program writes Office files in one.
    if any(mark in data for mark in _DOCTYPE):
        raise _dtd_refused(part, raw)
    if b"http://purl.oclc.org/ooxml/" in data:
        data = _STRICT.sub(_transitional, data)
    return data


def refuse_types(element: Element, part: Part, raw: Raw) -> None:
    """Raise ``UnreadableInput`` (``dtd-refused``) where a document type was found in whatever encoding."""
    if element.getroottree().docinfo.internalDTD is not None:
        raise _dtd_refused(part, raw)


def safe_options() -> dict[str, bool]:
    """What keeps a parser of lxml from entities, from the network and from trees without bounds."""
    off = dict.fromkeys(("resolve_entities", "load_dtd", "huge_tree"), False)
    return {**off, **dict.fromkeys(("no_network", "remove_comments", "remove_pis"), True)}


def _parser(recover: bool = False) -> etree.XMLParser:
    return etree.XMLParser(recover=recover, **safe_options())


def _recovered(data: bytes, part: Part, raw: Raw, error: Exception) -> Tree:
    try:
        root = etree.fromstring(data, _parser(recover=True))
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        raise raw.unreadable("damaged", f"is damaged: its part {part.name} is no XML", FETCH) from None
    if getattr(error, "code", None) == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
        damage = f"{part.name} goes beyond what is read: nested too deep or one value too long"
        return Tree(root, damage, "limit-depth")
    return Tree(root, part.broken(error))


def _pruned(tree: Tree, part: Part, depth: int) -> Tree:
    deep = tree.root.xpath("/*" * (depth + 1))
    for element in deep:
        element.getparent().remove(element)
    return Tree(tree.root, f"{part.name} is nested deeper than {depth}", "limit-depth") if deep else tree


def _dtd_refused(part: Part, raw: Raw) -> UnreadableInput:
    message = f"declares entities or a document type in {part.name}, which no file of its kind does"
    return raw.unreadable("dtd-refused", message, "open it in its program and save it anew, if you trust it")


def _transitional(match: re.Match[bytes]) -> bytes:
    """The usual address of a namespace for the one that the strict variant of the format has."""
    return b"http://schemas.openxmlformats.org/%b/2006/%b" % (match[1], match[2])


def chosen_of(element: Element) -> Element:
    """The one branch of ``mc:AlternateContent`` that is read, or nothing: the other shows the same in an older way."""
    choice = element.find(MC + "Choice")
    choice = element.find(MC + "Fallback") if choice is None else choice
    return () if choice is None else choice


def whole(element: Element | None, attribute: str) -> int | None:
    """A whole number in an attribute; None if there is none."""
    if element is None:
        return None
    value = element.get(attribute, "")
    return int(value) if re.fullmatch(r"-?[0-9]{1,9}", value) else None


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
        return self._raw.unreadable(code, message, hint)

    def locked(self) -> UnreadableInput:
        """The error for a file that opens with a password only."""
        hint = "open it with its password, save a copy without one and give that"
        return self._error("needs a password to open", "encrypted", hint)

    def _checked(self, infos: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
        members: dict[str, zipfile.ZipInfo] = {}
        for info in infos:
            if info.flag_bits & _ENCRYPTED:
                raise self.locked()
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
            yield self._raw.problem(code, message, "partial", hint)


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
