"""Which note each marker of some documents was led to, and by which rule, so that anyone can look.

    python benchmarks/notes.py REPORT.pdf [MORE.pdf …]            counts for each file and together
    python benchmarks/notes.py --list REPORT.pdf                  each marker with its words and its note
    python benchmarks/notes.py --list --every 7 REPORT.pdf        every seventh of them, to compare with the pages

Whether a link is right nobody but a reader of the page can tell: compare with the picture of the page.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from claimcheck.model.document import Document
from claimcheck.read.dispatch import read_path
from claimcheck.text.notes import NoteIndex

RULES = ("page", "table", "facing", "list", "reader", "none")
WIDTH = 48


class Marker(NamedTuple):
    """A marker outside notes: its page, the words before it, its label, the rule, and the note's text."""

    page: int | None
    words: str
    label: str
    rule: str
    note: str


def markers(document: Document) -> Iterator[Marker]:
    """The markers of a document in reading order; those of the ``reader`` it led to their note itself."""
    blocks = document.blocks
    index = NoteIndex(blocks, document.pages)
    for number, block in enumerate(blocks):
        if block.kind == "footnote":
            continue
        for mark in block.marks:
            link = index.link(number, mark.label, mark.at)
            rule = link.rule if link else "reader" if mark.note is not None else "none"
            words = " ".join(block.text[max(0, mark.at - WIDTH) : mark.at].split())
            note = "" if mark.note is None else " ".join(blocks[mark.note].text.split())
            yield Marker(block.page, words, mark.label, rule, note)


def shown(marker: Marker) -> str:
    """One line for a marker."""
    page = "" if marker.page is None else f"p. {marker.page}"
    return f"  {page:>7} {marker.rule:<8} …{marker.words}[{marker.label}] -> {marker.note[:WIDTH] or '-'}"


def counted(rules: Counter[str]) -> str:
    """The counts of one line of the table."""
    total = sum(rules.values())
    share = f"{100 * (total - rules['none']) / total:5.1f} %" if total else "      -"
    return " ".join(f"{rules[rule]:>8}" for rule in RULES) + f" {total:>8} {share}"


def main() -> None:
    """Print the table, or the markers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", metavar="PATH")
    parser.add_argument("--list", action="store_true", help="print the markers themselves")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="of the markers only each Nth")
    given = parser.parse_args()
    together: Counter[str] = Counter()
    print(" ".join(f"{name:>8}" for name in (*RULES, "markers")) + "  linked  file")
    for path in given.paths:
        found = list(markers(read_path(path)))
        rules = Counter(marker.rule for marker in found)
        together += rules
        print(f"{counted(rules)}  {path}")
        if given.list:
            for marker in found[:: max(1, given.every)]:
                print(shown(marker))
    print(f"{counted(together)}  together")


if __name__ == "__main__":
    main()
