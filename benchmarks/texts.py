"""Builds texts to measure with: drafted copy of any size, and text and files that try to be slow.

Everything is seeded: the same size gives the same text on every machine.
"""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
CLAIM_SHARE = 0.12
SEED = 20251125

NAMES = (
    "Ines Callow", "Tomas Verrin", "Ruth Adeyinka", "Jonas Pell", "Maia Korhonen", "Piet Wassen",
    "Leda Marsh", "Owen Strickland", "Farida Noor", "Karel Vondra", "Sun Aldous", "Greta Holm",
)  # fmt: skip
PLACES = (
    "Leyburn", "Oravec", "Aarvik", "Porto Sella", "Hexham Cross", "Lindow", "Marrabel", "Sankt Veren",
    "Tolmin", "Nyhavn", "Brackley Mill", "Castelrosso", "Dunmore", "Ostrava West",
)  # fmt: skip
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
COMPANIES = ("Tarnholm", "The group", "Our company", "Corvane")


def _lines(name: str) -> list[str]:
    return (HERE / name).read_text(encoding="utf-8").splitlines()


class _Writer:
    """Fills the slots of sentences and joins them into copy."""

    def __init__(self, seed: int, share: float) -> None:
        self.random = random.Random(seed)
        self.share = share
        self.prose, self.claims, self.openings = (_lines("prose.txt"), _lines("claims.txt"), _lines("openings.txt"))

    def fill(self, sentence: str) -> str:
        pick = self.random
        return sentence.format(
            name=pick.choice(NAMES), place=pick.choice(PLACES), month=pick.choice(MONTHS),
            company=pick.choice(COMPANIES), number=pick.randint(13, 960), small=pick.randint(2, 12),
            share=pick.randint(11, 89),
        )  # fmt: skip

    def sentence(self) -> str:
        if self.random.random() < self.share:
            return self.fill(self.random.choice(self.claims))
        plain = self.random.choice(self.prose)
        if self.random.random() < 0.4 and not plain.startswith("{"):
            plain = f"{self.random.choice(self.openings)} {plain[0].lower()}{plain[1:]}"
        elif self.random.random() < 0.15:
            other = self.random.choice(self.prose)
            lowered = other if other.startswith("{") else other[0].lower() + other[1:]
            plain = f"{plain[:-1]}, and {lowered}"
        return self.fill(plain)

    def blocks(self) -> Iterator[str]:
        """Markdown blocks without end."""
        while True:
            heading = self.fill(self.random.choice(self.prose)).rstrip(".")
            yield f"{'#' * self.random.randint(2, 3)} {heading[:60].rsplit(' ', 1)[0]}"
            for _ in range(self.random.randint(2, 5)):
                sentences = [self.sentence() for _ in range(self.random.randint(3, 6))]
                if self.random.random() < 0.12:
                    yield "\n".join(f"- {sentence}" for sentence in sentences)
                else:
                    yield " ".join(sentences)


def copy(size: int, seed: int = SEED, share: float = CLAIM_SHARE) -> str:
    """Markdown copy of at least ``size`` bytes, ending with a whole block; ``share`` of its sentences are claims."""
    parts: list[str] = []
    length = 0
    for block in _Writer(seed, share).blocks():
        parts.append(block)
        length += len(block.encode()) + 2
        if length >= size:
            break
    return "\n\n".join(parts) + "\n"


def _one_line(size: int) -> str:
    return " ".join(copy(size).split())[:size]


def _digits(size: int) -> str:
    return "".join(random.Random(SEED).choices("0123456789", k=size))


# Each takes a size in bytes and gives a text that many engines need quadratic time for.
HOSTILE: dict[str, Callable[[int], str]] = {
    "one line": _one_line,
    "only digits": _digits,
    "only newlines": lambda size: "\n" * size,
    "only dots": lambda size: "." * size,
    "only open quotes": lambda size: "“" * (size // 3),
    "only claim words": lambda size: ("eco-friendly " * (size // 13 + 1))[:size],
    "only commas": lambda size: ("a, " * (size // 3 + 1))[:size],
    "words of capitals": lambda size: _filled(f"We cut our emissions {'A' * 2000} has.\n\n", size),
}


def _filled(pattern: str, size: int) -> str:
    return (pattern * (size // len(pattern) + 1))[:size]


def _word(body: str) -> bytes:
    """A Word file with this body, not packed."""
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    words = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    package = "http://schemas.openxmlformats.org/package/2006"
    part = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Override PartName="/word/document.xml" '
        f'ContentType="{part}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{kinds}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{words}"><w:body>{body}</w:body></w:document>',
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def _repeated(unit: str) -> Callable[[int], str]:
    return lambda size: unit * (size // len(unit))


def _numbered(pattern: str) -> Callable[[int], str]:
    """One tag with as many attributes, ``{}`` of the pattern being the number of each, as fit."""
    return lambda size: "<w:p " + " ".join(map(pattern.format, range(size // len(pattern) // 2))) + "/>"


_PATTERNS = {
    ".html": (
        "<", "<!", "<!-- ", '<a "', "<a x='\"", "<style ", "<title>", "<b>x", "<p>x", "<b></p>x", "<table><tr><td>x",
        "<td colspan=1000>x", '<a href="#a">1', "<p id=a>[1]</p>",
    ),
    ".md": (
        "[", "](", "*a ", "a* ", "`a", "> ", "- a\n", "|a", "| a | 5 |\n", "[^1]", "<a '", "<b>x", "a\n: ", "&",
    ),
}  # fmt: skip
_TEXT = "<w:r><w:t>words </w:t></w:r>"
_BODIES: dict[str, Callable[[int], str]] = {
    "paragraphs": _repeated(f"<w:p>{_TEXT}</w:p>"),
    "runs": lambda size: f"<w:p>{_repeated(_TEXT)(size)}</w:p>",
    "open fields": _repeated('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>'),
    "tables": _repeated(f"<w:tbl><w:tr><w:tc><w:p>{_TEXT}</w:p></w:tc></w:tr></w:tbl>"),
    "one table": lambda size: f"<w:tbl>{_repeated(f'<w:tr><w:tc><w:p>{_TEXT}</w:p></w:tc></w:tr>')(size)}</w:tbl>",
    "attributes": _numbered('a{}="1"'),
    "namespaces": _numbered('xmlns:n{}="u"'),
}

# The same as files: suffix and what repeats, and what builds the file's content for a size in characters.
HOSTILE_FILES: dict[tuple[str, str], Callable[[int], bytes]] = {
    (suffix, pattern): lambda size, pattern=pattern: _filled(pattern, size).encode()
    for suffix, patterns in _PATTERNS.items()
    for pattern in patterns
} | {
    (".docx", name): lambda size, build=build: _word(f"<w:p>{_TEXT}</w:p>{build(size)}")
    for name, build in _BODIES.items()
}
