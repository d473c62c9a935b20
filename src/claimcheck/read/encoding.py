"""Bytes of a text file become a string: byte order mark, then strict UTF-8, then a guess that is reported."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct

from claimcheck.errors import UnreadableInput
from claimcheck.model.document import Problem
from claimcheck.read.reading import Raw
from claimcheck.text.line_index import line_and_column

if TYPE_CHECKING:
    from chardet import EncodingEra

# UTF-32 stands first: its little-endian mark begins with that of UTF-16.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CONTROLS = "".join(chr(code) for code in (*range(9), *range(14, 27), *range(28, 32), 127))
_CONTROL_BYTES = CONTROLS.encode()
C1_CONTROLS = "".join(chr(code) for code in range(0x80, 0xA0) if code != 0x85)
REPLACEMENT = "\ufffd"
NOT_ASCII = re.compile(rb"[\x80-\xff]")
NOT_ASCII_TEXT = re.compile(r"[^\x00-\x7f]")

# A Japanese encoding of seven bits: taken for ASCII, its letters would read as noise.
SHIFTS_TO_JAPANESE = (b"\x1b$B", b"\x1b$@")
JAPANESE_7_BIT = "iso2022_jp_2"

# chardet looks at 200,000 bytes; the sample begins this many bytes before the first byte that tells.
GUESS_LEAD = 1_000
GUESS_SIZE = 200_000
# Western European text with few accents looks almost as much like its neighbours: it is by far the commonest.
WESTERN = "windows-1252"
WESTERN_SHARE = 0.7
# Encodings of old systems that are told from one another by their letters, most likely first.
WESTERN_KINDS = (WESTERN, "mac_roman", "cp850")
# Of the legacy sets, those that the encodings of the web do not stand in for.
LEGACY = frozenset(("iso-8859-2", "iso-8859-5", "macroman", "maccyrillic"))
MAC_NAMES = {"maccyrillic": "mac_cyrillic"}
MIN_LEGACY = 0.03
INSIDE_WORDS = frozenset("’‘'-–—·\xad")

# Text has hardly any control character; compressed or executable data has one in ten bytes.
MAX_CONTROL_SHARE = 0.01
# One or two strays make no short note a binary file, unless they are a tenth of it.
STRAY_CONTROLS = 2
MAX_STRAY_CONTROLS_SHARE = 0.1
# More broken places than this share of all characters: it is no damaged text, but another encoding.
MAX_BROKEN_SHARE = 0.05
MOST_PLACES = 3
# The blank of EBCDIC is an "@" elsewhere; a text in which so many stand is in an encoding of mainframes.
MAX_AT_SHARE = 0.08
# NULs of UTF-16 are the high bytes of Latin letters: nearly all at even or nearly all at odd places.
MAX_STRAY_SHARE = 0.1
SAVE_AS_UTF8 = "save the file as UTF-8"


class Decoded(Struct, frozen=True):
    """The text without its byte order mark, and what has to be said about the decoding."""

    text: str
    problems: tuple[Problem, ...] = ()


def decode(raw: Raw) -> Decoded:
    """Decode a text file.

    Raises ``UnreadableInput`` with code ``binary`` or ``undecodable``.
    """
    if raw.text is not None:
        return Decoded(raw.text)
    decoded = _decode_marked(raw) or _decode_unmarked(raw)
    if _has_many_controls(decoded.text.encode(errors="surrogatepass"), len(decoded.text)):
        raise _binary(raw)
    return decoded


def _decode_marked(raw: Raw) -> Decoded | None:
    for mark, encoding in BYTE_ORDER_MARKS:
        if raw.data.startswith(mark):
            body = raw.data[len(mark) :]
            if encoding == "utf-8":
                return _decode_unmarked(Raw(raw.path, body, raw.limits))
            text = body.decode(encoding, errors="replace")
            places = list(islice(_broken(body, encoding), MOST_PLACES))
            if len(places) and text.count(REPLACEMENT) > MAX_BROKEN_SHARE * len(text):
                raise _undecodable(raw, f"says it is {encoding.upper()}, but its bytes do not fit")
            return _replaced(raw, text, encoding.upper(), places)
    return None


def _decode_unmarked(raw: Raw) -> Decoded:
    data = raw.data
    if b"\x00" in data:
        guessed = _guess(data)
        if guessed is None or not guessed.startswith("utf-") or not _has_wide_characters(data, guessed):
            # A stray NUL in sound text is left to the count of control characters.
            guessed = "utf-8"
        try:
            text = data.decode(guessed)
        except UnicodeDecodeError:
            raise _binary(raw) from None
        return Decoded(text, () if guessed == "utf-8" else (_guess_note(raw, guessed),))
    if any(shift in data for shift in SHIFTS_TO_JAPANESE):
        with suppress(UnicodeDecodeError):
            return Decoded(data.decode(JAPANESE_7_BIT), (_guess_note(raw, "iso-2022-jp"),))
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _decode_damaged_utf8(raw) or _decode_guessed(raw)


def _has_wide_characters(data: bytes, encoding: str) -> bool:
    """Whether the NULs of ``data`` stand where the halves of 16-bit characters are empty."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    return encoding.startswith("utf-32") or min(even, odd) <= MAX_STRAY_SHARE * max(even, odd)


def _decode_damaged_utf8(raw: Raw) -> Decoded | None:
    """UTF-8 in which some bytes are wrong: other encodings hardly ever hold sound characters of several bytes."""
    text = raw.data.decode("utf-8", errors="replace")
    places = list(islice(_broken(raw.data, "utf-8"), MOST_PLACES))
    foreign = sum(1 for character in text if character > "\x7f")
    broken = text.count(REPLACEMENT) - raw.data.count(REPLACEMENT.encode())
    return _replaced(raw, text, "UTF-8", places) if broken < foreign - broken else None


def _broken(data: bytes, encoding: str) -> Iterator[int]:
    """Offsets in the text at which bytes do not fit the encoding, each taken as one character."""
    at = 0
    while data:
        try:
            data.decode(encoding)
        except UnicodeDecodeError as error:
            at += len(data[: error.start].decode(encoding))
            yield at
            at += 1
            data = data[error.end :]
        else:
            return


def _replaced(raw: Raw, text: str, encoding: str, places: list[int]) -> Decoded:
    if not places:
        return Decoded(text)
    spots = ["line {}, column {}".format(*line_and_column(text, place)) for place in places]
    more = ", and more" if len(places) == MOST_PLACES else ""
    message = f"bytes that are not valid {encoding} read as {REPLACEMENT} at {'; '.join(spots)}{more}"
    return Decoded(text, (raw.problem("bytes-replaced", message, "partial", SAVE_AS_UTF8),))


def _decode_guessed(raw: Raw) -> Decoded:
    encoding = _guess(raw.data)
    if encoding is None:
        if _has_many_controls(raw.data, len(raw.data)):
            raise _binary(raw)
        raise _undecodable(raw, "is in no encoding that could be found")
    try:
        text = raw.data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        raise _undecodable(raw, f"looks like {encoding}, but does not decode as such") from None
    foreign = sum(1 for character in text if character > "\x7f")
    if text.count("@") > MAX_AT_SHARE * len(text):
        raise _undecodable(raw, "looks like EBCDIC, which is not read")
    if sum(map(text.count, C1_CONTROLS)) * 10 > foreign:
        raise _undecodable(raw, f"looks like {encoding}, but decodes to control characters")
    return Decoded(text, (_guess_note(raw, encoding),))


def _guess(data: bytes) -> str | None:
    """Name of the likeliest encoding, lower case, or nothing for data that is no text."""
    # Nearly all files are UTF-8, so it is loaded for the others only.
    import chardet

    beyond_ascii = NOT_ASCII.search(data)
    start = beyond_ascii.start() if beyond_ascii and b"\x00" not in data else 0
    # Few encodings: on short text, the code pages of DOS and of mainframes win too easily.
    era = chardet.EncodingEra.MODERN_WEB
    sample = data[max(0, start - GUESS_LEAD) :]
    confidence = _confidences(sample, era, prefer_superset=True)
    if not confidence:
        return None
    eras = era | chardet.EncodingEra.LEGACY_ISO | chardet.EncodingEra.LEGACY_MAC
    legacy = _confidences(sample, eras, prefer_superset=False) if beyond_ascii and b"\x00" not in data else {}
    confidence |= {name: sure for name, sure in legacy.items() if name in LEGACY and sure >= MIN_LEGACY}
    best = max(confidence, key=lambda name: confidence[name])
    western = confidence.get(WESTERN, 0.0)
    if western >= WESTERN_SHARE * confidence[best] or best == "macroman":
        return min(WESTERN_KINDS, key=lambda name: _oddities(sample[:GUESS_SIZE], name))
    return MAC_NAMES.get(best, best)


def _confidences(sample: bytes, era: EncodingEra, *, prefer_superset: bool) -> dict[str, float]:
    import chardet

    found = chardet.detect_all(sample, encoding_era=era, prefer_superset=prefer_superset)
    return {str(each["encoding"]).lower(): each["confidence"] for each in found if each["encoding"]}


def _oddities(sample: bytes, encoding: str) -> int:
    """How often a Western text, decoded so, has a capital behind a small letter, or a sign inside a word."""
    text = f" {sample.decode(encoding, errors='replace')} "
    odd = 0
    for found in NOT_ASCII_TEXT.finditer(text):
        sign, before, behind = found[0], text[found.start() - 1], text[found.end()]
        if sign.isalpha():
            odd += (sign.isupper() and before.islower()) or before.isdigit() or behind.isdigit()
        else:
            odd += sign == REPLACEMENT or (before.isalpha() and behind.isalpha() and sign not in INSIDE_WORDS)
    return odd


def _has_many_controls(data: bytes, length: int) -> bool:
    """Whether bytes of so many characters hold more control characters than text does."""
    controls = len(data) - len(data.translate(None, _CONTROL_BYTES))
    strays = min(STRAY_CONTROLS, MAX_STRAY_CONTROLS_SHARE * length)
    return controls > max(strays, MAX_CONTROL_SHARE * length)


def _guess_note(raw: Raw, encoding: str) -> Problem:
    message = f"the file does not say its encoding; it was read as {encoding}"
    return raw.problem("encoding-guessed", message, "note", SAVE_AS_UTF8)


def _binary(raw: Raw) -> UnreadableInput:
    hint = "give the report itself, as PDF, Markdown or plain text"
    return raw.unreadable("binary", "holds binary data, not text", hint)


def _undecodable(raw: Raw, message: str) -> UnreadableInput:
    return raw.unreadable("undecodable", message, SAVE_AS_UTF8)
