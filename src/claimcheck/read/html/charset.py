"""The characters of a page, and what shows that it was damaged on its way.

A byte order mark tells its encoding, UTF-8 that fits, what the page declares, then a guess. UTF-8 that fits goes before
the declaration: other text hardly ever fits by chance, while pages are often converted and keep the declaration of
their past. Where damage is found, words may be missing that no reader can tell, so the page counts as read in part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.parsers import expat

from msgspec.structs import replace

from claimcheck.model.document import Problem
from claimcheck.read.encoding import BYTE_ORDER_MARKS, SAVE_AS_UTF8, Decoded, decode
from claimcheck.read.html.tokens import Span
from claimcheck.read.limits import MEBIBYTE, raising
from claimcheck.read.reading import Raw

HINT = "save or fetch the page anew"
_FOREIGN = re.compile(r"[^\x00-\x7f]")
# In the encodings of Western Europe, "ß“" looks so too.
_NOT_UTF8 = re.compile(r"[^\x00-\x7f\u07c0-\u07ff\ufffd]")
_TAG = re.compile(r"<[^\s<>][^<>]*+>?")
_QUOTED = re.compile(r"\"[^\"]*+\"|'[^']*+'")
_INSIDE_WORDS = frozenset("’‘'-–—·\xad")
_QUOTES = frozenset("“”„«»‹›¿¡")
_SELDOM = frozenset("¤¦¨¬¯´¸ˆ˜ƒ¢¶÷¼¾")
_ABBREVIATED = frozenset("ªºµ")
_MARKUP = frozenset("<>=/")
_LATIN_END, _WIDE_START = "\u0250", "\u2e80"
_MOST_ODD = 0.1  # of the signs beyond ASCII
_OWN = re.compile(r"(?<![\w:.-])[\w:.-]++\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'<>=]++)(?=[\s/>]|$)")
_TAG_START = re.compile(r"</?[A-Za-z][^\s<>/]*+|/?$")
_WORD = re.compile(r"\w{2,}")
_EMBEDDED = re.compile(rb"data:[A-Za-z0-9/+.=_;-]{0,100}?;base64,[A-Za-z0-9+/=%]*+(?:\r?\n[A-Za-z0-9+/=]{60,}+)*+")
WINDOW = 4_096
"""How many bytes of a page are searched for its declaration; browsers look at a quarter of that."""
_META = re.compile(rb"<meta\b[^>]{0,400}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([A-Za-z0-9_:.+-]{2,40})", re.IGNORECASE)
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


def has_odd_signs(data: bytes, text: str) -> bool:
    """Whether the signs beyond ASCII of a text whose encoding was guessed from its bytes are none of a text.

    In a text they are letters of its words, and signs between words. Bytes changed by chance stand inside words and in
    tags as well, or beside sound characters of UTF-8.
    """
    foreign = [*_FOREIGN.finditer(text)]
    sound = len(_NOT_UTF8.findall(data.decode(errors="replace")))
    in_tags = sum(len(_FOREIGN.findall(_QUOTED.sub("", tag[0]))) for tag in _TAG.finditer(text))
    text = f" {text} "
    odd = sum(_is_odd(found[0], text[found.start()], text[found.start() + 2]) for found in foreign)
    return sound + odd + in_tags > _MOST_ODD * len(foreign)


def _is_odd(sign: str, before: str, behind: str) -> bool:
    if sign >= _WIDE_START:
        return False
    if sign.isalpha() and sign not in _ABBREVIATED:
        if sign >= _LATIN_END:
            return before.isascii() and before.isalpha()
        capital = sign.isupper() and before.islower()
        lone = not (before.isalpha() or behind.isalpha()) and not _MARKUP.isdisjoint((before, behind))
        return capital or lone or before.isdigit() or behind.isdigit()
    if sign in _SELDOM or (sign in _QUOTES and before.isalnum() and behind.isalnum()):
        return True
    return before.isalpha() and behind.isalpha() and sign not in _INSIDE_WORDS


def damage_problems(source: str, broken: Sequence[Span], words: int, path: str, *, xml: bool) -> Iterator[Problem]:
    """What to say of damage to the markup of a page with so many ``words`` read.

    ``broken`` are tags that hold another one; ``xml``: the page has to be well-formed.
    """
    lost = {tag: count for tag in broken if (count := _swallowed(source, tag))}
    if lost:
        lines = [source.count("\n", 0, tag.start) + 1 for tag in (min(lost), max(lost))]
        place = f"line {lines[0]}" if lines[0] == lines[1] else f"lines {lines[0]} to {lines[1]}"
        count = sum(lost.values())
        message = (
            f"is damaged: tags in {place} have no end and hold words that were not read, "
            f"about {count:,} of {count + words:,} ({count / (count + words):.1%})"
        )
        yield Problem("page-damaged", message, "partial", path, HINT)
    elif xml and (line := _line_of_fault(source)):
        message = f"is damaged: from line {line} on it is no well-formed XML; words may be missing or wrong"
        yield Problem("page-damaged", message, "partial", path, HINT)


def _swallowed(source: str, tag: Span) -> int:
    """How many words a tag that has lost its end, and goes on to another's, holds outside of its own attributes."""
    return len(_WORD.findall(_TAG_START.sub(" ", _OWN.sub(" ", source[tag.start : tag.end - 1]))))


class _OwnEntities(Exception):
    """A page declares entities: they are never resolved here."""


def _refuse(*_: object) -> None:
    raise _OwnEntities


def _line_of_fault(source: str) -> int:
    """The line in which a page stops to be XML, 0 where it does not, or has entities of its own."""
    rest = source.partition("?>")[2] if source.lstrip().startswith("<?xml") else source
    parser = expat.ParserCreate("utf-8")
    parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(rest.lstrip().encode(errors="replace"), True)
    except expat.ExpatError as error:
        before = len(source) - len(rest.lstrip())
        return source.count("\n", 0, before) + error.lineno
    except _OwnEntities:
        pass
    return 0


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
        message = "is damaged: some of its bytes are no letters in any encoding; words may be missing or wrong"
    else:
        return decoded
    return Decoded(decoded.text, (*decoded.problems, raw.problem("page-damaged", message, "partial", HINT)))


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _noting(decoded: Decoded, name: str, raw: Raw) -> Decoded:
    """Say that the page is not in the encoding that it declares."""
    message = f"the page says that it is in {name}, which does not fit its bytes; it was read as what they are"
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
    message = "columns count without the pictures and fonts inside the page, which were left out before reading"
    return replace(raw, data=data), (raw.problem("embedded-data", message, "note"),)
