"""The characters of a page: byte order mark, UTF-8 that fits, the encoding that the page declares, then a guess.

UTF-8 that fits goes before the declaration: other text hardly ever fits by chance, while pages are often converted
and keep the declaration of their past.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from claimcheck.model.document import Problem
from claimcheck.read.encoding import BYTE_ORDER_MARKS, SAVE_AS_UTF8, Decoded, decode
from claimcheck.read.html.damage import HINT, has_odd_signs
from claimcheck.read.limits import MEBIBYTE, raising
from claimcheck.read.reading import Raw

_EMBEDDED = re.compile(
    rb"data:[A-Za-z0-9/+.=_;-]{0,100}?;base64,[A-Za-z0-9+/=%]*+(?:\r?\n[A-Za-z0-9+/=]{60,}+)*+"
)

WINDOW = 4_096
"""How many bytes of a page are searched for its declaration; browsers look at a quarter of that."""

_META = re.compile(
    rb"<meta\b[^>]{0,400}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([A-Za-z0-9_:.+-]{2,40})", re.IGNORECASE
)
_XML = re.compile(rb"\s*<\?xml\b[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_:.+-]{2,40})[\"']", re.IGNORECASE)

_CODECS = {
    "cp1252": "ascii us-ascii ansi_x3.4-1968 latin1 latin-1 l1 iso-8859-1 iso8859-1 iso_8859-1 iso88591 windows-1252 "
    "cp1252 x-cp1252",
    "cp1254": "iso-8859-9 iso8859-9 latin5 windows-1254 cp1254",
    "gb18030": "gb2312 gbk gb18030 gb_2312-80 x-gbk chinese",
    "cp932": "shift_jis shift-jis sjis x-sjis ms_kanji windows-31j",
    "euc_jp": "euc-jp x-euc-jp",
    "iso2022_jp": "iso-2022-jp",
    "big5hkscs": "big5 big5-hkscs x-x-big5 cn-big5",
    "cp949": "euc-kr ks_c_5601-1987 ksc5601 windows-949 korean",
    "cp874": "tis-620 iso-8859-11 windows-874",
    **{f"cp125{n}": f"windows-125{n} cp125{n} x-cp125{n}" for n in (0, 1, 3, 5, 6, 7, 8)},
    **{f"iso8859_{n}": f"iso-8859-{n} iso8859-{n}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
    "koi8_r": "koi8-r koi8",
    "koi8_u": "koi8-u",
    "mac_roman": "macintosh x-mac-roman",
}
# Names as browsers take them: each stands for the larger set that contains it. No other codec is ever looked up.
_BY_NAME = {name: codec for codec, names in _CODECS.items() for name in names.split()}
_UTF8 = frozenset(("utf-8", "utf8", "unicode-1-1-utf-8", "x-unicode20utf8"))
_CONTROLS = re.compile("[\0-\x08\x0e-\x1f\x7f]")
_DAMAGED = 3  # kinds of them: one may have come with what was pasted
_C1 = re.compile("[\x80-\x84\x86-\x9f]")


def declared(data: bytes) -> str | None:
    """The name that the page gives its encoding, in lower case and as it stands there, if it gives one."""
    head = data[:WINDOW]
    found = _META.search(head) or _XML.match(head)
    return found[1].decode("ascii").lower() if found else None


def decode_page(raw: Raw, said: str | None = None) -> Decoded:
    """Decode a page; ``said`` is the encoding that whoever sent it gives, which goes before its own word.

    Raises ``UnreadableInput`` (``binary``, ``undecodable``, ``too-large``).
    """
    fitting, problems = _without_embedded(raw)
    decoded = _checked(_decode(fitting, said), raw)
    return Decoded(decoded.text, (*problems, *decoded.problems))


def _decode(raw: Raw, said: str | None) -> Decoded:
    marked = any(raw.data.startswith(mark) for mark, _ in BYTE_ORDER_MARKS)
    name = None if raw.text is not None or marked else said or declared(raw.data)
    codec = _BY_NAME.get(name or "")
    if name is None or (raw.data.isascii() and codec != "iso2022_jp"):
        return decode(raw)
    fits_utf8 = codec != "iso2022_jp" and _is_utf8(raw.data)
    if codec is None or fits_utf8:
        return decode(raw) if fits_utf8 and name in _UTF8 else _noting(decode(raw), name, raw)
    try:
        text = raw.data.decode(codec)
    except UnicodeDecodeError:
        return _noting(decode(raw), name, raw)
    if _C1.search(text):
        return _noting(decode(raw), name, raw)
    # The checks for binary data stay those of all files.
    return decode(Raw(raw.path, raw.data, raw.limits, text=text))


def _checked(decoded: Decoded, raw: Raw) -> Decoded:
    """Say that a page is damaged that has several of the characters that no page has, or where none stands."""
    guessed = any(each.code == "encoding-guessed" for each in decoded.problems)
    if len(set(_CONTROLS.findall(decoded.text))) >= _DAMAGED:
        message = "is damaged: it has control characters in its text; words may be missing or wrong"
    elif guessed and has_odd_signs(raw.data, decoded.text):
        message = (
            "is damaged: some of its bytes are no letters in any encoding; words may be missing or wrong"
        )
    else:
        return decoded
    problem = raw.problem("page-damaged", message, "partial", HINT)
    return Decoded(decoded.text, (*decoded.problems, problem))


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _noting(decoded: Decoded, name: str, raw: Raw) -> Decoded:
    """Say that the page is not in the encoding that it declares."""
    message = (
        f"the page says that it is in {name}, which does not fit its bytes; it was read as what they are"
    )
    problem = raw.problem("encoding-declared-wrong", message, "note", SAVE_AS_UTF8)
    return Decoded(decoded.text, (*decoded.problems, problem))


def _without_embedded(raw: Raw) -> tuple[Raw, tuple[Problem, ...]]:
    """A page that is larger than a text may be, without the pictures and fonts in it, and what to say of that.

    Raises ``UnreadableInput`` (``too-large``) if it is too large without them.
    """
    most = raw.limits.text_bytes
    if raw.text is not None or len(raw.data) <= most:
        return raw, ()
    data = _EMBEDDED.sub(b"", raw.data)
    if len(data) > most:
        message = f"is larger than {most / MEBIBYTE:g} MiB, pictures and fonts in it not counted"
        raise raw.unreadable("too-large", message, raising("text_bytes"))
    message = (
        "columns count without the pictures and fonts inside the page, which were left out before reading"
    )
    return replace(raw, data=data), (raw.problem("embedded-data", message, "note"),)
