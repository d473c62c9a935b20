"""Whether damage to a file is told: files with some bytes changed, wiped out or cut off, and the words they have lost.

    python benchmarks/mutated.py --count 200 FILE...     these files, damaged in turn
    python benchmarks/mutated.py                         the files of fixtures/

A word is lost that another reader finds in the sound file, claimcheck as well, and in the damaged one it does not.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

import pypdfium2

from claimcheck.model.document import Document
from claimcheck.read.dispatch import read_bytes

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
LEAST = 0.05
_BLOCK = 4096
_WORD = re.compile(r"\w+")
_RUN = re.compile(r">([^<]+)<")
_MARKUP = (".xml", ".xhtml")


class Mutant(NamedTuple):
    """A damaged file: how it was damaged, and the seed that damages it so again."""

    path: Path
    way: str
    seed: int
    data: bytes


class Told(NamedTuple):
    """How many ``words`` of the sound file a mutant has ``lost``, and what its reading says."""

    mutant: Mutant
    words: int
    lost: int
    document: Document

    @property
    def unsaid(self) -> bool:
        """Whether many words are lost and the document is called complete."""
        return self.lost > LEAST * self.words and self.document.status == "complete"


def _change(data: bytearray, chance: random.Random, count: int) -> None:
    for _ in range(count):
        data[chance.randrange(len(data))] = chance.randrange(256)


def _few(data: bytearray, chance: random.Random) -> None:
    _change(data, chance, 10)


def _many(data: bytearray, chance: random.Random) -> None:
    _change(data, chance, 100)


def _wipe(data: bytearray, chance: random.Random) -> None:
    size = min(_BLOCK, len(data) // 10)
    start = chance.randrange(len(data) - size)
    data[start : start + size] = bytes(size)


def _cut(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data) // 20, len(data)) :]


WAYS: dict[str, Callable[[bytearray, random.Random], None]] = {
    "10 bytes": _few,
    "100 bytes": _many,
    "wiped": _wipe,
    "cut off": _cut,
}


def mutants(paths: Iterable[Path], count: int, seed: int) -> Iterator[Mutant]:
    """``count`` damaged files, in every way in turn."""
    chance, known = random.Random(seed), list(paths)
    for number in range(count):
        path, own = chance.choice(known), chance.randrange(1 << 30)
        way = list(WAYS)[number % len(WAYS)]
        data = bytearray(path.read_bytes())
        WAYS[way](data, random.Random(own))
        yield Mutant(path, way, own, bytes(data))


class _Text(HTMLParser):
    """The text of a page, that of scripts and styles left out."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._within = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._within = tag

    def handle_endtag(self, tag: str) -> None:
        self._within = ""

    def handle_data(self, data: str) -> None:
        if self._within not in ("script", "style"):
            self.parts.append(data)


def _of_pdf(data: bytes) -> str:
    with closing(pypdfium2.PdfDocument(data)) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def _of_archive(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if name.endswith(_MARKUP)]
    return "\n".join(" ".join(_RUN.findall(part)) for part in parts)


def _of_html(data: bytes) -> str:
    page = _Text()
    page.feed(data.decode(errors="replace"))
    return " ".join(page.parts)


READERS: dict[str, Callable[[bytes], str]] = {
    ".pdf": _of_pdf,
    ".html": _of_html,
    ".xhtml": _of_html,
    **dict.fromkeys((".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".epub"), _of_archive),
}
"""The other readers, by the ending of a file."""


def words(text: str) -> Counter[str]:
    """How often each word stands in a text."""
    return Counter(_WORD.findall(text))


def read_words(document: Document) -> Counter[str]:
    """The same for what claimcheck has read."""
    return words("\n".join(block.text for block in document.blocks))


@cache
def sound(path: Path) -> Counter[str]:
    """The words that both readers find in a sound file."""
    data = path.read_bytes()
    return words(READERS[path.suffix](data)) & read_words(read_bytes(data, path=path.name))


def told(mutant: Mutant) -> Told:
    """Read a mutant and count what it has lost."""
    document = read_bytes(mutant.data, path=mutant.path.name)
    whole = sound(mutant.path)
    return Told(mutant, whole.total(), (whole - read_words(document)).total(), document)


def files(folder: Path) -> list[Path]:
    """The files of a folder, and of those in it, that have another reader."""
    return sorted(path for path in folder.rglob("*") if path.suffix in READERS and "kept_apart" not in path.parts)


def main() -> None:
    parser = argparse.ArgumentParser(description="Damage files and see whether lost words are told.")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--count", type=int, default=200, help="damaged files (default 200)")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    found = [told(mutant) for mutant in mutants(asked.files or files(FIXTURES), asked.count, asked.seed)]
    for one in found:
        if one.unsaid:
            way, seed, path = one.mutant.way, one.mutant.seed, one.mutant.path
            print(f"unsaid: {one.lost} of {one.words} words   {way}, seed {seed}   {path}")
    for suffix in READERS:
        own = [one for one in found if one.mutant.path.suffix == suffix]
        lossy = [one for one in own if one.lost > LEAST * one.words]
        if own:
            complete = sum(one.document.status == "complete" for one in own)
            print(
                f"{suffix[1:]:6} {len(own):5} files   {len(lossy):5} with words lost   "
                f"{sum(one.unsaid for one in lossy):5} of these unsaid   {complete:5} called complete"
            )


if __name__ == "__main__":
    main()
