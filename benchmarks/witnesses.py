"""In how many real texts each entry of the lexicons stands: makes ``benchmarks/witnesses.json``.

    python benchmarks/witnesses.py TEXT... [--out FILE] [--add]
    python benchmarks/witnesses.py [--out FILE] [--rules DIR]

A TEXT is a document of a format that ``claimcheck read`` knows, a file of labelled sentences (``.jsonl``: what stands
under ``text``, ``claim`` and ``context``, in the language under ``lang``; each is a text of its own), or a folder of
such files. They should be texts by other hands: whoever writes an entry can write a sentence for it. Only counts are
kept.

An entry is looked for as an audit does, in all of its forms: inflected, with a hyphen or a blank, in its own case.
A pattern counts where any of its phrases stands. A word of a list counts wherever it stands itself: a list is there so
that patterns find what nobody has written yet, and phrases that must have been seen would make it a list of phrases.

``--add`` adds to the counts that are there, for a new entry and the text that it is from. Without it the counts are
those of the texts that are named. Counts of entries that the lexicons no longer have go in either case.

Without a TEXT it shows the entries that stand in no text, a line for each signal and list, and then their share in
each language; it ends with 1 where more than 5 % of the words and patterns of a language stand in no text. ``--rules``
lays a folder over the built-in rules and shows its entries alone.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from claimcheck.annotate.scan import Scanner
from claimcheck.errors import UsageError, shown
from claimcheck.model.document import Document
from claimcheck.model.passage import SentenceSpan
from claimcheck.read.dispatch import read_path, read_text
from claimcheck.rulepack.assembly import assemble
from claimcheck.rulepack.collect import Collected, Entry, Language
from claimcheck.rulepack.lexicon import words_of
from claimcheck.rulepack.lexicon_shapes import SignalShape
from claimcheck.rulepack.lint import KEYS, Id, Listed, listed
from claimcheck.rulepack.literals import signal_forms
from claimcheck.rulepack.pack import Pack
from claimcheck.segment import SentenceGrammar, segment
from claimcheck.text.language import language_of
from claimcheck.text.normalise import NormText, normalise

TARGET = Path(__file__).resolve().parent / "witnesses.json"
JSONL = ".jsonl"
SUFFIXES = frozenset((".pdf", ".html", ".htm", ".md", ".txt", ".docx", ".pptx", JSONL))
TEXTS = ("text", "claim", "context")
# Masks of more signals than this would take gigabytes.
BATCH = 4000
MOST = 0.05
"""Of the words and patterns of a language so many may stand in no text."""
NOT_TOLD = "not counted, it is too short to tell its language, or in one without words"
LEAST_TEXTS = 10_000
"""What stands in no text of fewer may well be in use: a language with less is held to nothing."""


class Witness(NamedTuple):
    """In how many texts an entry stands, and how often in all of them."""

    texts: int
    times: int


Counts = dict[Id, Witness]


class Share(NamedTuple):
    """How many entries of a language stand in no text; those that are ``closed`` are counted apart."""

    language: str
    lists: bool
    entries: int
    without: int
    closed: int
    texts: int

    @property
    def is_too_large(self) -> bool:
        """Whether more words and patterns lack a witness than may."""
        return not self.lists and self.texts >= LEAST_TEXTS and self.without > MOST * self.entries


def shares(entries: Iterable[Listed], counts: Counts, texts: Mapping[str, int]) -> tuple[Share, ...]:
    """The shares by language, of words and patterns and then of words of lists."""
    found: dict[tuple[str, bool], Share] = {}
    for one in entries:
        key = one.language, one.in_list
        known = found.get(key) or Share(*key, 0, 0, 0, texts.get(one.language, 0))
        if one.closed:
            known = known._replace(closed=known.closed + 1)
        else:
            known = known._replace(entries=known.entries + 1, without=known.without + (one.id not in counts))
        found[key] = known
    return tuple(found[key] for key in sorted(found))


def without_witness(entries: Iterable[Listed], counts: Counts) -> Iterator[tuple[int, tuple[Listed, ...]]]:
    """The entries that stand in no text and are not closed, by signal or list, each with how many that one has."""
    owned: dict[tuple[str, str], list[Listed]] = {}
    for one in entries:
        owned.setdefault(one.id[:2], []).append(one)
    for each in owned.values():
        lacking = tuple(one for one in each if not (one.closed or one.id in counts))
        if lacking:
            yield len(each), lacking


def read_counts(path: Path) -> tuple[Counts, dict[str, int]]:
    """The counts of a file, and of how many texts in each language. Raises ``UsageError`` where there are none."""
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
        counts = {
            (language, owner, text): Witness(*map(int, numbers))
            for language, owners in known["counts"].items()
            for owner, entries in owners.items()
            for text, numbers in entries.items()
        }
        return counts, {language: int(number) for language, number in known["texts"].items()}
    except OSError as error:
        message = f"{shown(str(path))} cannot be read: {error.strerror}"
        raise UsageError(message, code="bad-counts") from error
    except (ValueError, TypeError, AttributeError, KeyError) as error:
        raise UsageError(
            f"{shown(str(path))} has no counts of witnesses",
            code="bad-counts",
            hint="benchmarks/witnesses.py makes such a file",
        ) from error


def written(counts: Counts, texts: Mapping[str, int]) -> str:
    """The same as the text of a file, an entry a line; ``texts`` says how many were read in each language."""
    grouped: dict[str, dict[str, list[str]]] = {}
    for (language, owner, text), witness in sorted(counts.items()):
        line = f"{json.dumps(text, ensure_ascii=False)}: [{witness.texts}, {witness.times}]"
        grouped.setdefault(language, {}).setdefault(owner, []).append(line)
    blocks = [
        f'"{language}": {{\n'
        + ",\n".join(f'"{owner}": {{\n' + ",\n".join(lines) + "\n}" for owner, lines in owners.items())
        + "\n}"
        for language, owners in grouped.items()
    ]
    told = json.dumps(dict(sorted(texts.items())))
    return f'{{"texts": {told},\n"counts": {{\n' + ",\n".join(blocks) + "\n}}\n"


def files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files that are named, and those in folders."""
    for path in paths:
        if path.is_dir():
            yield from (one for one in sorted(path.rglob("*")) if one.suffix.lower() in SUFFIXES)
        else:
            yield path


def documents(path: Path) -> Iterator[tuple[str | None, Document]]:
    """The documents that a file makes, with their language where the file says it."""
    if path.suffix != JSONL:
        yield None, read_path(str(path))
        return
    said: dict[str | None, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        for key in TEXTS:
            value = record.get(key)
            texts = value if isinstance(value, list) else [value]
            said.setdefault(record.get("lang"), []).extend(
                " ".join(text.split()) for text in texts if isinstance(text, str)
            )
    for language, texts in said.items():
        yield language, read_text("\n\n".join(texts))


class Part(NamedTuple):
    """The sentences of a document that are in one language; ``apart`` says that each block is a text of its own."""

    language: str
    apart: bool
    norm: NormText
    spans: Sequence[SentenceSpan]


def parts(pack: Pack, document: Document, said: str | None, *, apart: bool) -> Iterator[Part]:
    """The text by language: blocks that are too short to tell are in that of most of it."""
    told = [said or language_of(block.text, pack.languages) for block in document.blocks]
    sizes: Counter[str] = Counter()
    for language, block in zip(told, document.blocks, strict=True):
        if language is not None:
            sizes[language] += len(block.text)
    most = max(sizes, key=lambda name: sizes[name], default=None)
    norm = normalise(document)
    for language in sorted(sizes.keys() & pack.lexicons.keys()):
        lexicon = pack.lexicons[language]
        roles = lexicon.role_words
        grammar = SentenceGrammar(
            abbreviations=frozenset(roles.get("abbreviation", ())),
            abbreviations_final=frozenset(roles.get("abbreviation_final", ())),
            clause_openers=tuple(roles.get("clause_opener", ())),
            predicates=lexicon.predicates,
        )
        own = [span for span in segment(norm, document, grammar) if (told[span.block] or most) == language]
        if own:
            yield Part(language, apart, norm, own)


def alone(one: Listed, language: Language) -> Entry[SignalShape]:
    """A signal that has this entry only, and what makes its forms.

    A word of a list has those of the first pattern with the list whose words bend, and may be part of a longer word
    where a pattern has letters beside it.
    """
    if not one.in_list:
        shape: SignalShape = one.entry.value
        only = {key: [one.text] if key == one.at[0] else [] for key in KEYS}
        update = {**only, "forms": _own(shape, one.text), "role": None}
        return replace(one.entry, value=shape.model_copy(update=update))
    users = [
        (entry.value, pattern)
        for entry in language.signals.values()
        for pattern in entry.value.patterns
        if one.owner in pattern
    ]
    bends = next((shape for shape, _ in users if shape.inflect or shape.forms), None)
    glued = any(shape.mode != "word" or _is_glued(pattern, one.owner) for shape, pattern in users)
    bent = {"inflect": bends.inflect, "forms": _own(bends, one.text)} if bends else {}
    value = _signal(one.text).model_copy(update={**bent, "mode": "part" if glued else "word"})
    return replace(one.entry, value=value)


def _signal(text: str) -> SignalShape:
    """A signal of one word, or one pattern."""
    is_pattern = "{" in text
    return SignalShape(kind="core", words=[] if is_pattern else [text], patterns=[text] if is_pattern else [])


def _own(shape: SignalShape, text: str) -> dict[str, list[str]]:
    """The irregular forms of a signal that bend an entry."""
    words = text.split()
    return {word: forms for word, forms in shape.forms.items() if word in words or word == text}


def _is_glued(pattern: str, slot: str) -> bool:
    """Whether letters stand right before or behind a slot."""
    before, _, behind = pattern.partition(slot)
    return before[-1:].isalpha() or behind[:1].isalpha()


def repeated(found: Collected) -> Iterator[tuple[Listed, Listed]]:
    """Entries of which other entries of their signal or list bring every form, each with one of those."""
    owned: dict[tuple[str, str], list[Listed]] = {}
    for one in listed(found):
        owned.setdefault(one.id[:2], []).append(one)
    for (language, _), entries in owned.items():
        forms = [_forms(one, found.languages[language]) for one in entries]
        owners: dict[tuple[str, str], list[int]] = {}
        for number, each in enumerate(forms):
            for form in each:
                owners.setdefault(form, []).append(number)
        gone: set[int] = set()
        # Of two that bring the same the one with fewer forms goes, and of equals the later one.
        for number in sorted(range(len(entries)), key=lambda one: (len(forms[one]), -one)):
            others = [[one for one in owners[form] if one != number and one not in gone] for form in forms[number]]
            if others and all(others):
                gone.add(number)
                yield entries[number], entries[others[0][0]]


def _forms(one: Listed, language: Language) -> set[tuple[str, str]]:
    """The texts of an entry with the forms of verbs that they are; in lower case where case says nothing."""
    if one.in_list:
        return set(signal_forms(replace(one.entry, value=_signal(one.text)), language))
    entry = alone(one, language)
    cased = entry.value.case_sensitive
    return {(text if cased else text.lower(), form) for text, form in signal_forms(entry, language)}


class Finder:
    """Looks for entries, each as a signal of its own."""

    def __init__(self, language: Language, entries: Sequence[Listed]) -> None:
        self.ids = [one.id for one in entries]
        names = [f"{number:06}" for number in range(len(entries))]
        signals = {name: alone(one, language) for name, one in zip(names, entries, strict=True)}
        numbers = {name: number for number, name in enumerate(names)}
        words = words_of(replace(language, signals=signals), numbers, thorough=False)
        self.scanner = Scanner(words, (1 << len(entries)) - 1)

    def count(self, part: Part, counts: Counts) -> None:
        """Add the texts and the places of a document in which entries stand."""
        texts: dict[int, set[int]] = {}
        times: Counter[int] = Counter()
        for span, found in zip(part.spans, self.scanner.find(part.norm, part.spans), strict=True):
            # A word may be two forms of one verb at once.
            for signal, _ in {(hit.signal, hit.start) for hit in self.scanner.hits(found)}:
                texts.setdefault(signal, set()).add(span.block if part.apart else 0)
                times[signal] += 1
        for signal, number in times.items():
            known = counts.get(self.ids[signal], Witness(0, 0))
            counts[self.ids[signal]] = Witness(known.texts + len(texts[signal]), known.times + number)


def batches(entries: Sequence[Listed]) -> Iterator[Sequence[Listed]]:
    return (entries[at : at + BATCH] for at in range(0, len(entries), BATCH))


def count(pack: Pack, found: Collected, paths: Iterable[Path], counts: Counts, texts: Counter[str]) -> None:
    """Add what stands in texts to the counts of entries, and how many texts there are in each language."""
    finders = {
        name: [Finder(language, batch) for batch in batches([one for one in listed(found) if one.language == name])]
        for name, language in found.languages.items()
    }
    for path in files(paths):
        seen = set()
        for said, document in documents(path):
            for part in parts(pack, document, said, apart=path.suffix == JSONL):
                seen.add(part.language)
                blocks = {span.block for span in part.spans}
                texts[part.language] += len(blocks) if part.apart else 1
                for finder in finders[part.language]:
                    finder.count(part, counts)
        print(f"{path.name}: {', '.join(sorted(seen)) or NOT_TOLD}", file=sys.stderr)


def lacking(found: Collected, counts: Counts, texts: Mapping[str, int], *, only_users: bool) -> int:
    """Print what lacks a witness; 1 where a share is too large."""
    entries = [one for one in listed(found) if not (only_users and one.entry.source.builtin)]
    for total, without in without_witness(entries, counts):
        entry = without[0].entry
        line, _ = entry.file.place(entry.at, key=True)
        words = ", ".join(one.text for one in without)
        print(f"{entry.file.path}:{line}: {without[0].owner}: {len(without)} of {total}: {words}")
    counted = shares(entries, counts, texts)
    for one in counted:
        what = "words of lists" if one.lists else "words and patterns"
        share = one.without / one.entries if one.entries else 0.0
        print(
            f"{one.language}: {one.without:,} of {one.entries:,} {what} stand in none of {one.texts:,} texts"
            f" ({share:.1%}), and {one.closed:,} need not{', which is too many' if one.is_too_large else ''}"
        )
    return int(any(one.is_too_large for one in counted))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="*", type=Path)
    parser.add_argument("--out", type=Path, default=TARGET)
    parser.add_argument("--add", action="store_true")
    parser.add_argument("--rules", type=Path)
    asked = parser.parse_args()
    pack, found = assemble((asked.rules,) if asked.rules else (), builtin=True, strict=False)
    if not asked.texts:
        return lacking(found, *read_counts(asked.out), only_users=asked.rules is not None)
    known = {one.id for one in listed(found)}
    counts, texts = read_counts(asked.out) if asked.add else ({}, {})
    counts = {id: witness for id, witness in counts.items() if id in known}
    texts = Counter(texts)
    count(pack, found, asked.texts, counts, texts)
    asked.out.write_text(written(counts, texts), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
