"""Bytes of a text file become a string: byte order mark, then strict UTF-8, then a guess that is reported."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

import chardet

from claimcheck.errors import UnreadableInput
from claimcheck.model.document import Problem
from claimcheck.read.reading import Raw

# UTF-32 stands first: its little-endian mark begins with that of UTF-16.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CONTROLS = "".join(chr(code) for code in (*range(9), *range(14, 27), *range(28, 32), 127))
C1_CONTROLS = "".join(chr(code) for code in range(0x80, 0xA0) if code != 0x85)
REPLACEMENT = "\ufffd"
NOT_ASCII = re.compile(rb"[\x80-\xff]")

# chardet looks at 200,000 bytes; the sample begins this many bytes before the first byte that tells.
GUESS_LEAD = 1_000
# Western European text with few accents looks almost as much like its neighbours: it is by far the commonest.
WESTERN = "windows-1252"
WESTERN_SHARE = 0.7

# Text has hardly any control character; compressed or executable data has one in ten bytes.
MAX_CONTROL_SHARE = 0.01
# One or two strays make no short note a binary file.
STRAY_CONTROLS = 2
# Fewer broken bytes than this share of the sound multi-byte characters: damaged UTF-8, no other encoding.
MAX_BROKEN_SHARE = 0.05
# NULs of UTF-16 are the high bytes of Latin letters: nearly all at even or nearly all at odd places.
MAX_STRAY_SHARE = 0.1

SAVE_AS_UTF8 = "save the file as UTF-8"


@dataclass(frozen=True, slots=True)
class Decoded:
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
    controls = sum(map(decoded.text.count, CONTROLS))
    if controls > max(STRAY_CONTROLS, MAX_CONTROL_SHARE * len(decoded.text)):
        raise _binary(raw)
    return decoded


def _decode_marked(raw: Raw) -> Decoded | None:
    for mark, encoding in BYTE_ORDER_MARKS:
        if raw.data.startswith(mark):
            body = raw.data[len(mark) :]
            try:
                return Decoded(body.decode(encoding))
            except UnicodeDecodeError as error:
                if encoding == "utf-8":
                    return _decode_unmarked(Raw(raw.path, body, raw.limits))
                raise _undecodable(
                    raw, f"says it is {encoding.upper()}, but byte {error.start} does not fit"
                ) from None
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
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _decode_damaged_utf8(raw) or _decode_guessed(raw)


def _has_wide_characters(data: bytes, encoding: str) -> bool:
    """Whether the NULs of ``data`` stand where the halves of 16-bit characters are empty."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    return encoding.startswith("utf-32") or min(even, odd) <= MAX_STRAY_SHARE * max(even, odd)


def _decode_damaged_utf8(raw: Raw) -> Decoded | None:
    text = raw.data.decode("utf-8", errors="replace")
    broken = text.count(REPLACEMENT)
    sound = sum(1 for character in text if character > "\x7f") - broken
    if broken > MAX_BROKEN_SHARE * sound:
        return None
    message = f"{broken} places are not valid UTF-8; each reads as {REPLACEMENT} now"
    return Decoded(text, (Problem("bytes-replaced", message, "partial", raw.path, SAVE_AS_UTF8),))


def _decode_guessed(raw: Raw) -> Decoded:
    encoding = _guess(raw.data)
    if encoding is None:
        raise (
            _binary(raw)
            if _looks_binary(raw.data)
            else _undecodable(raw, "is in no encoding that could be found")
        )
    try:
        text = raw.data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        raise _undecodable(raw, f"looks like {encoding}, but does not decode as such") from None
    foreign = sum(1 for character in text if character > "\x7f")
    if sum(map(text.count, C1_CONTROLS)) * 10 > foreign:
        raise _undecodable(raw, f"looks like {encoding}, but decodes to control characters")
    return Decoded(text, (_guess_note(raw, encoding),))


def _guess(data: bytes) -> str | None:
    """Name of the likeliest encoding, lower case, or nothing for data that is no text."""
    beyond_ascii = NOT_ASCII.search(data)
    start = beyond_ascii.start() if beyond_ascii and b"\x00" not in data else 0
    # Only encodings of the web: on short text, the code pages of DOS and of mainframes win too easily.
    found = chardet.detect_all(
        data[max(0, start - GUESS_LEAD) :], encoding_era=chardet.EncodingEra.MODERN_WEB, prefer_superset=True
    )
    confidence = {str(each["encoding"]).lower(): each["confidence"] for each in found if each["encoding"]}
    if not confidence:
        return None
    best = max(confidence, key=lambda name: confidence[name])
    western = confidence.get(WESTERN, 0.0)
    return WESTERN if western >= WESTERN_SHARE * confidence[best] else best


def _looks_binary(data: bytes) -> bool:
    controls = len(data) - len(data.translate(None, CONTROLS.encode()))
    return controls > max(STRAY_CONTROLS, MAX_CONTROL_SHARE * len(data))


def _guess_note(raw: Raw, encoding: str) -> Problem:
    message = f"the file does not say its encoding; it was read as {encoding}"
    return Problem("encoding-guessed", message, "note", raw.path, SAVE_AS_UTF8)


def _binary(raw: Raw) -> UnreadableInput:
    hint = "give the report itself, as PDF, Markdown or plain text"
    return UnreadableInput("holds binary data, not text", code="binary", path=raw.path, hint=hint)


def _undecodable(raw: Raw, message: str) -> UnreadableInput:
    return UnreadableInput(message, code="undecodable", path=raw.path, hint=SAVE_AS_UTF8)
