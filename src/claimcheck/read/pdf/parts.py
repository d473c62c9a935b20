"""What of a PDF file is not as its program wrote it: pdfium reads on behind damage and says nothing.

The file is walked from object to object. What stands between two objects has to be known, tables of objects have to
be where the file says, and what is packed has to unpack to its own checksum.
"""

from __future__ import annotations

import base64
import io
import re
import zlib
from collections.abc import Iterator
from itertools import repeat
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from claimcheck.read.limits import MEBIBYTE

_BLANKS = b" \r\n\t\f\0"
_GAP = rb"[ \r\n\t\f\0]"
_OBJECT = re.compile(rb"(?<!\d)(\d{1,10})" + _GAP + rb"++\d{1,5}" + _GAP + rb"++obj(?![a-z])")
_NEXT = re.compile(_GAP + rb"++" + _OBJECT.pattern)
_END = re.compile(rb"endobj|(?<!end)stream\r?+\n?+")
_ENTRY = rb"\d{10} \d{5} [nf]"
_BETWEEN = re.compile(
    rb"(?:" + _GAP + rb"++|%[^\r\n]*+|endobj|startxref" + _GAP + rb"++\d++"
    rb"|xref" + _GAP + rb"++(?:\d++ \d++" + _GAP + rb"++(?:" + _ENTRY + _GAP + rb"*+)*+)*+)*+"
)  # fmt: skip
_TABLE = re.compile(rb"startxref" + _GAP + rb"++0*+([1-9]\d{0,11})")
_IS_TABLE = re.compile(_GAP + rb"*+(?:xref|\d++ \d++ obj)")
_REFERENCE = re.compile(rb"(\d{1,10})" + _GAP + rb"++\d{1,5}" + _GAP + rb"++R")
_VALUE = rb"/%s" + _GAP + rb"*+(?:\[([^\]]*+)|(\d++ \d++ R))"
_KIDS, _CONTENTS, _ROOT, _TREE = (re.compile(_VALUE % name) for name in (b"Kids", b"Contents", b"Root", b"Pages"))
_FIRST = re.compile(rb"/First" + _GAP + rb"*+(\d{1,10})")
_OFF = re.compile(rb"/OFF" + _GAP + rb"*+\[" + _GAP + rb"*+\d")
_NUMBERS = re.compile(rb"\d++")
_STRING = rb"\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.)*+\))*+\))*+\)"
_STRINGS = re.compile(_STRING, re.DOTALL)
_PLAIN = bytes((*b"\t\n\f\r", *range(0x20, 0x7F)))
_WIPED = bytes(4)
_BEHIND = rb"(?![^ \r\n\t\f\0\[\]()<>/%])"
# A drawing that is not packed has no checksum: all of it has to be operands and known operators.
_DRAWING = re.compile(
    rb"(?:[ \r\n\t\f\[\]]++|[-+]?+[0-9.]++(?:-[0-9]++)?+" + _BEHIND + rb"|/[^ \r\n\t\f\0\[\]()<>{}/%]*+"
    rb"|<[0-9A-Fa-f \r\n\t\f]*+>|<<|>>|%[^\r\n]*+"
    rb"|" + _STRING + rb"|ID[ \r\n\t][^E]*+(?:E(?!I[ \r\n\t])[^E]*+)*+EI"
    rb"|(?:[BbfTW]\*|B[DM]C|B[TIXM]?|CS|DP|Do|E[TXM]|EMC|EI|MP|RG|SCN?|T[DJLcdfjmrswz]|cm|cs|d[01]?|false|gs|null|r[egi]"
    rb"|sh|scn?|true|[FGJKMQSWbcfghijklmnqsvwy'\"])" + _BEHIND + rb")*+",
    re.DOTALL,
)  # fmt: skip
# The shapes of letters are no text; but where a TrueType file is damaged, its letters are lost.
_NO_TEXT = (b"/Image", b"/Type1C", b"/CIDFontType0C", b"/OpenType")
_CHUNK = 16 * MEBIBYTE  # large, since what is still packed is copied for each of them
_MOST_UNPACKED = 256 * MEBIBYTE


class Parts(NamedTuple):
    """``broken`` of the parts ``looked_at`` are damaged; ``framed``: what stands around them all is sound.

    ``pages`` are the numbers of the pages that broken parts draw, as far as the rest of the file tells. ``layered``:
    the file has layers that are not shown.
    """

    looked_at: int
    broken: int
    framed: bool
    pages: tuple[int, ...]
    layered: bool

    @property
    def sound(self) -> bool:
        """Whether the file is as it was written."""
        return self.framed and not self.broken


def look_through(data: bytes, document: Any) -> Parts:
    """Look through a file with the bytes ``data``, which pdfium has opened as ``document``."""
    file = _File(data)
    framed = file.framed
    if pdfium.FPDF_GetSecurityHandlerRevision(document.raw) >= 0:
        # Under encryption nothing can be unpacked; pdfium writes a copy without it, and packs nothing anew.
        copy = io.BytesIO()
        document.save(copy, flags=pdfium.FPDF_REMOVE_SECURITY)
        file = _File(copy.getvalue(), plain=True)
    drawn = list(file.pages())
    pages = tuple(number for number, whole in enumerate(drawn, 1) if not whole)
    return Parts(file.looked_at, len(file.broken), framed and len(drawn) == len(document), pages, file.layered)


class _File:
    """The objects of one file, those that lead to the drawing of pages kept; ``plain``: it was encrypted before."""

    def __init__(self, data: bytes, *, plain: bool = False) -> None:
        # Of tables of objects the copy has those of the encrypted file, as they were.
        self._left_alone = (*_NO_TEXT, b"/XRef") if plain else _NO_TEXT
        self.looked_at = 0
        self.broken: set[int] = set()
        self.framed = True
        self.layered = False
        self._left = _MOST_UNPACKED
        self._objects: dict[int, bytes] = {}
        self._packed: dict[int, tuple[bytes, int, int]] = {}
        self._plain: dict[int, bytes] = {}
        self._walk(data, max(data.find(b"%PDF-"), 0))

    def _walk(self, data: bytes, begin: int) -> None:
        at, tables = begin, False
        while True:
            found = _NEXT.match(data, at)
            if found is None:
                found = _OBJECT.search(data, at)
                tables |= self._frame(data, data[at : found.start() if found else len(data)], begin)
            end = _END.search(data, found.end()) if found else None
            if found is None or end is None:
                self.framed &= found is None and tables
                return
            head, number = data[found.end() : end.start()], int(found[1])
            self.framed &= b" obj" not in head and _is_plain(head)
            at = end.end()
            if end[0] == b"endobj":
                self._keep(number, head)
                continue
            close = data.find(b"endstream", at)
            if close < 0:
                self.framed = False
                return
            if root := _ROOT.search(head):
                self._objects[0] = root[0]
            if b"/Filter" not in head:
                self._plain[number] = data[at:close]
            elif b"/FlateDecode" in head and not any(each in head for each in self._left_alone):
                self._unpack(number, head, data[at:close])
            at = close + len(b"endstream")

    def _frame(self, data: bytes, found: bytes, begin: int) -> bool:
        """Look at what stands between two objects; whether it says where a table of objects is."""
        first, *trailers = found.split(b"trailer")
        # The keys of a trailer are an object like others, up to the word behind it.
        between = b"".join((first, *(each[each.find(b"startxref") :] for each in trailers)))
        for trailer in trailers:
            if root := _ROOT.search(trailer):
                self._objects[0] = root[0]
        told = _TABLE.findall(between)
        places = [(int(place), int(place) + begin) for place in told]
        self.framed &= _BETWEEN.fullmatch(between) is not None and all(
            any(_IS_TABLE.match(data, place) for place in either) for either in places
        )
        return b"startxref" in between

    def _keep(self, number: int, head: bytes) -> None:
        self.layered |= b"/OFF" in head and _OFF.search(head) is not None
        if b"/Kids" in head or b"/Contents" in head or b"/Pages" in head or b"<<" not in head:
            self._objects[number] = head
        self._packed.pop(number, None)

    def _unpack(self, number: int, head: bytes, packed: bytes) -> None:
        """Unpack a part to its end, which ends with a checksum."""
        if self._left <= 0:
            return
        self.looked_at += 1
        unpacker = zlib.decompressobj()
        try:
            if b"/ASCII85Decode" in head:
                packed = base64.a85decode(packed.strip().removesuffix(b"~>"))
            part = begun = unpacker.decompress(packed, _CHUNK)
            while part and self._left > 0:
                self._left -= len(part)
                part = unpacker.decompress(unpacker.unconsumed_tail, _CHUNK)
        except (zlib.error, ValueError):
            self.broken.add(number)
            return
        # What stands behind the end is another object whose beginning is lost.
        if unpacker.unused_data.strip(_BLANKS) or (not unpacker.eof and self._left > 0):
            self.broken.add(number)
        if b"/ObjStm" in head:
            self._take_apart(head, begun)

    def _take_apart(self, head: bytes, unpacked: bytes) -> None:
        """Note where the objects are that are packed together: their numbers and places stand in front of them."""
        first = _FIRST.search(head)
        if first is None:
            return
        begin = int(first[1])
        told = list(map(int, _NUMBERS.findall(unpacked, 0, begin)))
        starts = [begin + start for start in told[1::2]]
        places = zip(repeat(unpacked), starts, [*starts[1:], len(unpacked)], strict=False)
        packed = dict(zip(told[::2], places, strict=False))
        self._packed |= packed
        # Of two objects with one number the later is the one.
        for number in self._objects.keys() & packed.keys():
            del self._objects[number]
        self.layered |= b"/OFF" in unpacked and _OFF.search(unpacked) is not None

    def pages(self) -> Iterator[bool]:
        """Whether what draws each page is whole."""
        root = self._referred(_ROOT, 0)
        ahead = [each for one in root for each in self._referred(_TREE, one)]
        seen: set[int] = set()
        while ahead:
            node = ahead.pop()
            if node in seen:
                continue
            seen.add(node)
            kids = self._referred(_KIDS, node)
            ahead += reversed(kids)
            if not kids and b"/Kids" not in self._object(node):
                yield all(self._is_drawn(part) for part in self._referred(_CONTENTS, node))

    def _is_drawn(self, part: int) -> bool:
        """Whether a part of a page's drawing is whole."""
        plain = self._plain.pop(part, None)
        if plain is not None:
            self.looked_at += 1
            if _WIPED in plain or _DRAWING.fullmatch(plain) is None:
                self.broken.add(part)
        return part not in self.broken

    def _object(self, number: int) -> bytes:
        """What an object is, nothing for one that is not kept."""
        if number in self._objects:
            return self._objects[number]
        whole, start, end = self._packed.get(number, (b"", 0, 0))
        return whole[start:end]

    def _referred(self, key: re.Pattern[bytes], number: int) -> list[int]:
        """The objects that a key of an object names, whether in a list, in a list of its own, or alone."""
        found = key.search(self._object(number))
        if found is None:
            return []
        named = found[1] or found[2] or b""
        if found[2] and (listed := self._object(int(_NUMBERS.findall(named)[0]))).lstrip().startswith(b"["):
            named = listed
        return [int(each) for each in _REFERENCE.findall(named)]


def _is_plain(head: bytes) -> bool:
    """Whether the keys of an object are written in printable signs; its strings need not be."""
    return not head.translate(None, _PLAIN) or not _STRINGS.sub(b"", head).translate(None, _PLAIN)
