"""How many of the main claims on labelled pages of real reports are found, and how much of what is found is none.

    python benchmarks/pages.py REPORTS [--part open|sealed] [--list] [--record]

REPORTS is the folder of the reports. ``fixtures/gold/pages`` has the labels (its GUIDE.md says how they are made) and
knows a report by the hash of its file, the words by their places and a hash. Each report is audited once, two at a
time; what was said is kept in the temporary folder until the program, its rules or the report change. ``--list`` names
what is missed and what is wrong, of the open part only. ``--record`` keeps the figures for the tables in ``docs/``.
Exit code 2: something is not there, could not be read, or has other words than those that were labelled.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import hashlib
import html.parser
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2

import claimcheck

ROOT = Path(__file__).resolve().parents[1]
LABELS = ROOT / "fixtures" / "gold" / "pages"
FIGURES = ROOT / "benchmarks" / "pages.json"
PARTS = ("open", "sealed")
WEB_PAGE = 1000
"""So many words of a web page, which has no pages, are one."""
DAY = "2026-01-01"
"""Law changes with the day; the figures shall not."""
AT_A_TIME = 2
BREAK = "\ufffe"
LEAST_OF_LABEL, LEAST_OF_CLAIM, SHORTEST = 0.6, 0.75, 3
SMALL = frozenset(
    re.split(" ", "a an and are as at be by for from has have in is it its of on or our that the to was we will with")
)
_WORD = re.compile(r"[a-z0-9]+")


class Label(NamedTuple):
    """What a reader says of the words ``first`` to ``last`` of a page; ``type`` is None where nothing is claimed."""

    document: str
    page: int
    first: int
    last: int
    words: str
    label: str
    type: str | None


class Passage(NamedTuple):
    """A label with its words."""

    text: str
    label: str
    type: str | None


class _Plain(html.parser.HTMLParser):
    """The text of a web page; a tag parts words, and scripts and styles are left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self._inside = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside += tag in ("script", "style")
        self.text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self._inside -= tag in ("script", "style") and self._inside > 0
        self.text.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self.text.append(data)


def labels(part: str) -> list[Label]:
    """The labels of a part, in the order of the file."""
    lines = (LABELS / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()
    return [Label(**json.loads(line)) for line in lines]


def page_words(path: Path, page: int) -> list[str]:
    """The words of a page of a PDF file, or of the so many words of a web page that count as one."""
    if path.suffix == ".pdf":
        text: str = pypdfium2.PdfDocument(path)[page - 1].get_textpage().get_text_range()
        return text.split()
    plain = _Plain()
    plain.feed(path.read_text(encoding="utf-8"))
    return "".join(plain.text).split()[(page - 1) * WEB_PAGE : page * WEB_PAGE]


def mark(words: Sequence[str]) -> str:
    """The hash by which labelled words are known again."""
    return hashlib.sha256(" ".join(words).lower().encode()).hexdigest()[:16]


def reports(folder: Path) -> Mapping[str, Path]:
    """The files of a folder by the beginning of the hash of their content."""
    return {
        hashlib.sha256(path.read_bytes()).hexdigest()[:16]: path
        for path in sorted(folder.iterdir())
        if path.suffix in (".pdf", ".html")
    }


def passages(path: Path, page: int, labelled: Sequence[Label]) -> list[Passage]:
    """The labels of a page with their words; raises ValueError where these are not the words that were labelled."""
    words = page_words(path, page)
    found = []
    for one in labelled:
        own = words[one.first : one.last + 1]
        if mark(own) != one.words:
            raise ValueError(f"{path.name}, page {page}: other words at {one.first} to {one.last}")
        # Of a word that a line breaks the file does not say whether its hyphen stays.
        found.append(Passage(" ".join(word for word in own if BREAK not in word), one.label, one.type))
    return found


def content(text: str) -> Counter[str]:
    """The words and numbers of a text but the small ones, with how often each stands there."""
    return Counter(word for word in _WORD.findall(text.lower()) if word not in SMALL)


def is_same(labelled: str, found: str) -> bool:
    """Whether most words of a labelled passage stand in what was found, or the other way round."""
    wanted, own = content(labelled), content(found)
    common = (wanted & own).total()
    if not common:
        return False
    in_label = own.total() >= SHORTEST and common >= LEAST_OF_CLAIM * own.total()
    return in_label or common >= LEAST_OF_LABEL * wanted.total()


def compared(page: Sequence[Passage], claims: Sequence[str], findings: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What is counted of a page, each with a line that says which mistake it is, or an empty one."""
    main = [one for one in page if one.label == "claim"]
    right = [one.text for one in page if one.label != "none"]
    none = [one.text for one in page if one.label == "none"]
    for one in main:
        hit = any(is_same(one.text, claim) for claim in claims)
        for key in ("claims", f"type {one.type}"):
            yield key, ""
            if hit:
                yield f"{key} found", ""
        if not hit:
            yield "missed", f"missed ({one.type}): {one.text}"
    for claim in {tuple(sorted(content(one).elements())): one for one in claims}.values():
        yield "extracted", ""
        if not any(is_same(text, claim) for text in right):
            on_none = any(is_same(text, claim) for text in none)
            yield "wrong", f"{'labelled none' if on_none else 'no label'}: {claim}"
            if on_none:
                yield "wrong on none", ""
    for quote in findings:
        if any(is_same(text, quote) for text in none) and not any(is_same(text, quote) for text in right):
            yield "findings on none", f"finding: {quote}"


def program_mark() -> str:
    """A hash of the program and its rules."""
    found = hashlib.sha256(claimcheck.load_rulepack().sha256.encode())
    for path in sorted(Path(claimcheck.__file__).parent.rglob("*.py")):
        found.update(path.read_bytes())
    return found.hexdigest()[:16]


def audited(path: Path, kept: Path) -> dict[str, Any]:
    """What the program says of a report, from the file ``kept`` if it is there."""
    if not kept.is_file():
        command = f"audit --isolated --no-progress --audience investor --medium report --as-of {DAY} --format json"
        done = subprocess.run(
            [sys.executable, "-m", "claimcheck", *command.split(), str(path)], capture_output=True, check=False
        )
        if not done.stdout:
            raise ValueError(f"{path.name}: {done.stderr.decode(errors='replace')[:200]}")
        part = kept.with_suffix(".part")
        part.write_bytes(done.stdout)
        part.replace(kept)
    (document,) = json.loads(kept.read_bytes())["documents"]
    if document["status"] == "unreadable":
        kept.unlink()
        raise ValueError(f"{path.name}: {document['problems'][0]['message']}")
    return dict(document)


def on_page(said: Sequence[Mapping[str, Any]], key: str, page: int, words: Sequence[str]) -> list[str]:
    """The texts of claims or findings on a page; without pages, those whose words stand there in a row."""
    there = " ".join(_WORD.findall(" ".join(words).lower()))
    return [
        one[key]
        for one in said
        if one[key] and one["place"]
        and (
            one["place"]["page"] == page
            if one["place"]["page"]
            else " ".join(_WORD.findall(one[key].lower())) in there
        )
    ]  # fmt: skip


def audits(there: Mapping[str, Path]) -> dict[str, dict[str, Any]]:
    """What the program says of each report, by the same keys."""
    folder = Path(tempfile.gettempdir()) / "claimcheck-pages" / program_mark()
    folder.mkdir(parents=True, exist_ok=True)
    with concurrent.futures.ThreadPoolExecutor(AT_A_TIME) as pool:
        said = pool.map(lambda name: audited(there[name], folder / f"{name}.json"), there)
        return dict(zip(there, said, strict=True))


def counted(part: str, there: Mapping[str, Path]) -> tuple[Counter[str], list[str]]:
    """The figures of a part and a line for each mistake; ``there`` has the reports by hash."""
    by_page: dict[tuple[str, int], list[Label]] = {}
    for one in labels(part):
        by_page.setdefault((one.document, one.page), []).append(one)
    names = dict.fromkeys(name for name, _ in by_page)
    lost = [name for name in names if name not in there]
    if lost:
        raise ValueError(f"no file of the folder has the hash {', '.join(lost)}")
    said = audits({name: there[name] for name in names})
    n = Counter(documents=len(names), pages=len(by_page))
    lines = []
    for (name, page), labelled in by_page.items():
        read, words = passages(there[name], page, labelled), page_words(there[name], page)
        claims = said[name]["claims"]
        findings = [*said[name]["findings"], *(one for claim in claims for one in claim["findings"])]
        told = on_page(claims, "text", page, words), on_page(findings, "quote", page, words)
        for key, line in compared(read, *told):
            n[key] += 1
            if line:
                lines.append(f"{there[name].name[:40]} p{page} {line}")
    return n, lines


def figures(n: Mapping[str, int]) -> dict[str, Any]:
    """What is kept of a count."""
    types = sorted(key[5:] for key in n if key.startswith("type ") and not key.endswith(" found"))
    pack = claimcheck.load_rulepack()
    return {
        "date": date.today().isoformat(),
        "version": claimcheck.__version__,
        "rules": pack.sha256[:12],
        "documents": n["documents"],
        "pages": n["pages"],
        "found": [n["claims found"], n["claims"]],
        "types": {name: [n[f"type {name} found"], n[f"type {name}"]] for name in types},
        "wrong": [n["wrong"], n["extracted"]],
        "wrong_on_none": n["wrong on none"],
        "findings_on_none": n["findings on none"],
    }


def _share(counts: Sequence[int]) -> str:
    hits, of = counts
    return f"{hits:>4} of {of:>4}" + (f" ({hits / of:.1%})" if of else "")


def main() -> int:
    """Print the figures of a part."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", type=Path)
    parser.add_argument("--part", choices=PARTS, default="open")
    parser.add_argument("--list", action="store_true", help="name each mistake in the open part")
    parser.add_argument("--record", action="store_true", help=f"keep the figures in {FIGURES.name}")
    asked = parser.parse_args()
    if asked.list and asked.part == "sealed":
        parser.error("nothing is listed of the sealed part")
    try:
        n, lines = counted(asked.part, reports(asked.reports))
    except ValueError as fault:
        print(fault)
        return 2
    told = figures(n)
    print(f"{asked.part}: {told['pages']} pages of {told['documents']} documents")
    print(f"  main claims found               {_share(told['found'])}")
    for name, counts in told["types"].items():
        print(f"    {name:<29} {_share(counts)}")
    print(
        f"  extracted that match no claim   {_share(told['wrong'])}, {told['wrong_on_none']} on what is labelled none"
    )
    print(f"  findings on what is no claim    {told['findings_on_none']:>4}")
    if asked.list:
        print(*lines, sep="\n")
    if asked.record:
        known = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.is_file() else {}
        FIGURES.write_text(
            json.dumps(dict(sorted({**known, asked.part: told}.items())), indent=1) + "\n", encoding="utf-8"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
