"""What points somewhere: scopes, standards, pages and tables, registry numbers, web addresses."""

from __future__ import annotations

import re
from functools import lru_cache

from claimcheck.text.numbers import YEAR, measure_at
from claimcheck.text.remembered import late_pattern
from claimcheck.text.sentence_scan import OPENING, Line

_STANDARD_NUMBER = late_pattern(r"[A-Z]{0,2}[0-9]+(?:[-./][0-9]+)*(?::[0-9]{4}(?![0-9]))?[A-Z]{0,3}(?![0-9A-Za-z])")
_NEXT_STANDARD = late_pattern(r"(?:, | ?& | [^\W\d_]{1,3} |/)")
_POINTER = late_pattern(
    r"(?:[A-Z]{1,2}\.?)?[0-9]+(?:[.-][0-9]+)*[a-z]?(?:\([0-9a-z]{1,3}\))*(?![0-9A-Za-z])"
    r"|[IVX]{2,5}(?![0-9A-Za-z])|[A-HVX](?:\.[0-9]+)*(?![0-9A-Za-z'])"
)
_NEXT_POINTER = late_pattern(r"(?:, | ?& | [^\W\d_]{1,3} | ?-)(?=[0-9])")
_REGISTRY_TOKEN = late_pattern(r"[A-Za-z0-9]*(?:[-/.:][A-Za-z0-9]+)*")
_LETTERED = late_pattern(r"([A-Z]{1,6}) [0-9]{3,}(?:[-/.][A-Za-z0-9]+)*(?![0-9A-Za-z])")
_TWO_GROUPS = late_pattern(r"[0-9]{3,4} [0-9]{3,4}(?![0-9A-Za-z])")
REGISTRY = late_pattern(
    r"[A-Z]{1,6}(?:[-/][A-Z]{1,6})*"
    r"(?:-[A-Z]{0,2}[0-9]{3,}|(?:/[0-9]{2,}){2,}|/[0-9]{2}(?:-[0-9]{2,})+)(?:[-:/.][0-9A-Z]+)*(?![0-9A-Za-z])"
)
# "https://example.com", "www.example.com", and without either "example.com/page", "shop.example.co.uk", "example.org".
_IN_ADDRESS = r"[^\s<>\"'|]"
_LABEL = r"[A-Za-z0-9][A-Za-z0-9-]{0,62}"
ADDRESS = late_pattern(
    rf"(?i:https?://|www\.){_IN_ADDRESS}+"
    rf"|(?<![\w@./-]){_LABEL}(?:\.{_LABEL}){{0,3}}\.(?:[a-z]{{2,12}}/{_IN_ADDRESS}+"
    r"|(?:com|org|net|info|eco|gov|edu|int|(?:co|com|org|ac|gov)\.[a-z]{2})(?![\w-])(?!\.\w))"
)
# What only an address has: a stop between letters, or the sign behind its scheme.
ADDRESS_SIGN = late_pattern(r"[A-Za-z0-9]\.[A-Za-z]{2}|://")
# Of the digits of a number none, or nothing but noughts, or nothing but nines: somebody has yet to fill it in.
_PLACEHOLDER = late_pattern(r"^[^1-9]*$|^[^0-8]*9{5}$")
MOST_PAGES = 900
_DIGITS = 6
# No standard has a number of six digits in one run.
_TOO_LONG = late_pattern(r"[0-9]{6}")
_LONGEST_ID = 40
_LEAST_CODED = 6
_LONGEST_CODE = 6
_MARKS = "\N{REGISTERED SIGN}\N{TRADE MARK SIGN}"


def read_addresses(line: Line) -> None:
    """Note web addresses and blank them out, so that nothing is read inside."""
    for found in ADDRESS.finditer(line.text):
        end = found.start() + len(found.group().rstrip(".,;:)!?"))
        # What has a path leads to one page of a site, and not to the site.
        host = found.group().split("://")[-1].rstrip("/")
        line.add("reference", found.start(), end, role="web_page" if "/" in host else "url")
        hole = " " * (end - found.start())
        line.text = line.text[: found.start()] + hole + line.text[end:]
        line.low = line.low[: found.start()] + hole + line.low[end:]


# How one scope of a list was counted: "1, 2 market-based and 3", "1, 2 (location-based) and 3".
_SCOPE_SIDE = r"(?: [^\W\d_]{3,12}-[^\W\d_]{3,8}(?=[ ,])| \([^()\d]{3,24}\))?"


# "1-3", "1 to 3".
_SCOPE_RANGE = re.compile(r"([12])(?: ?[-\u2013] ?| ([^\W\d_]+) )([23])")


@lru_cache(maxsize=16)
def _scope_pattern(words: str) -> re.Pattern[str]:
    """The numbers of one or more scopes; ``words`` is an alternation of the words for scope."""
    return re.compile(
        r"[123](?![0-9]|\.[0-9])"
        rf"(?:{_SCOPE_SIDE}(?:, ?(?:[^\W\d_]{{1,4}} )?| ?[&+/-] ?| [^\W\d_]{{1,4}} )(?:(?:{words}) )?"
        r"[123](?![0-9]|[.,][0-9]{2}|\.[0-9]))*",
        re.IGNORECASE,
    )


def read_scopes(line: Line, start: int, at: int) -> int | None:
    """Note the scopes whose word begins at ``start`` and whose first number stands at ``at``."""
    scopes = _scope_pattern(line.index.scope_pattern).match(line.text, at)
    if scopes is None:
        return None
    end = scopes.end()
    measure = measure_at(line, end)
    if measure and measure.kind == "share" and end - at > 1:
        end = at + 1
    told = _SCOPE_RANGE.fullmatch(line.low, at, end)
    if told is not None and (told[2] is None or told[2] in line.index.joiners):
        return line.add("scope", start, end, value=float(told[1]), high=float(told[3]))
    return line.add("scope", start, end)


def read_standard(line: Line, start: int, at: int) -> int | None:
    """Note a standard: a word for it ends before ``at``, where its number begins."""
    number = _STANDARD_NUMBER.match(line.text, at)
    if number is None:
        return None
    if _PLACEHOLDER.search(number.group()) or _TOO_LONG.match(number.group()):
        return number.end()
    while True:
        earlier = line.phrase_before(start, line.index.references)
        if earlier is None or earlier[1] != "standard" or not line.text[earlier[0] : start].isupper():
            break
        start = earlier[0]
    return line.add("standard", start, number.end())


def read_next_standard(line: Line, start: int, end: int) -> int | None:
    """Note a further number of the standard named right before ("ISO 14001 and 45001")."""
    if not line.facts or line.facts[-1].kind != "standard":
        return None
    last = line.facts[-1].end - line.base
    if not last < start <= last + 5 or not _NEXT_STANDARD.fullmatch(line.text, last, start):
        return None
    number = _STANDARD_NUMBER.match(line.text, start)
    if number is None or end - start < 4 or YEAR.fullmatch(number.group()) or measure_at(line, number.end()):
        return None
    return line.add("standard", start, number.end())


def read_reference(line: Line, start: int, at: int, role: str) -> int | None:
    """Note a pointer whose word begins at ``start`` and whose number stands at ``at``.

    With role ``other`` the number is passed over in silence, unless it carries a sign of its own ("goal 30 %").
    Returns where to read on, None where the number is no pointer.
    """
    if role == "registry":
        return _read_registry(line, start, at)
    pointer = _POINTER.match(line.text, at)
    if pointer is None:
        return None
    end = pointer.end()
    if role != "other" and not _is_place(pointer.group(), role):
        return end
    if role == "other":
        measure = measure_at(line, end) if line.text[at].isdigit() else None
        if measure and measure.exact:
            return None
    while True:
        following = _NEXT_POINTER.match(line.text, end)
        further = _POINTER.match(line.text, following.end()) if following else None
        if further is None or YEAR.fullmatch(further.group()) or measure_at(line, further.end()):
            break
        end = further.end()
    return end if role == "other" else line.add("reference", start, end, role=role)


def _is_place(number: str, role: str) -> bool:
    """Whether anything can bear such a number: there is no table 0, no page 4,000, and XX waits for a number."""
    if number.isdigit():
        return number.strip("0") != "" and (role != "page" or int(number[:_DIGITS]) <= MOST_PAGES)
    return len(number) == 1 or number.strip("X") != ""


def read_coded(line: Line, token: int, end: int) -> int | None:
    """Note the number of a certificate that a code in capitals goes before: "licence CU 812345", "FSC C012345".

    ``token`` is where the number begins, with the letter it may have, ``end`` where it ends. Behind a code alone it
    counts with that letter, or where brackets hold nothing else.
    """
    text = line.text
    if end - token < _LEAST_CODED or not text[end - _LEAST_CODED + 1 : end].isdigit():
        return None
    start = line.token_start(token - 1) if token and text[token - 1] == " " else token
    code = text[start : token - 1].lstrip(OPENING).rstrip(_MARKS)
    if not (2 <= len(code) <= _LONGEST_CODE and code.isalpha() and code.isupper()):
        return None
    opened = text[start] == "("
    start += len(text[start : token - 1]) - len(text[start : token - 1].lstrip(OPENING))
    word = line.phrase_before(start, line.index.references) if start else None
    if word is not None and word[1] == "registry":
        start = word[0]
    elif text[token].isdigit() and not (opened and text[end : end + 1] == ")"):
        return None
    return line.add("reference", start, end, role="registry")


def _read_registry(line: Line, start: int, at: int) -> int | None:
    text = line.text
    lettered = _LETTERED.match(text, at)
    if lettered is not None and any(
        role == "standard" for _, role in line.index.references.get(lettered[1].lower(), ())
    ):
        # "The certificate ISO 14001": the paper has no number, and the standard has one.
        return None
    token = lettered or _TWO_GROUPS.match(text, at) or _REGISTRY_TOKEN.match(text, at)
    if token is None or token.end() - at > _LONGEST_ID or YEAR.fullmatch(token.group()):
        return None
    if not any(char.isdigit() for char in token.group()) or _PLACEHOLDER.search(token.group()):
        return None
    return line.add("reference", start, token.end(), role="registry")
