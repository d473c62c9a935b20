"""How much of the planted evidence is found, and how much of what only looks like evidence is kept out.

    python benchmarks/evidence.py [--folder DIR] [--wrong] [REPORT …]

DIR (``fixtures/evidence``) holds reports and, under ``expected/``, what is to be found in each; its README says how
that is written. Prints how many states of elements are right, by element and by place, which decoys were taken for
evidence, which contradictions were found, missed or made up, and which of the figures were noticed that the report
has right and that were falsified for a second look. ``--wrong`` lists every mistake.
"""

from __future__ import annotations

import argparse
import importlib.util
import re
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import yaml

import claimcheck
from claimcheck.model.claim_out import ClaimOut, ElementOut, FindingOut
from claimcheck.model.document import Block, Document
from claimcheck.model.report import DocumentOut
from claimcheck.read.dispatch import read_path

FOLDER = Path(__file__).resolve().parents[1] / "fixtures" / "evidence"
AS_OF = date(2026, 11, 25)
HELD = ("present", "linked", "registered")
# Statistics of whole documents: they set no two passages against each other.
NO_PAIRS = frozenset(f"CON-00{number}" for number in range(4, 10))
FOLDED = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u2011": "-"})
SENTENCE_END = re.compile(r"(?<=[.!?]) (?=[A-Z“\"0-9])|(?<=;) ")
FIGURE = re.compile(r"[\d.,]+")


class Span(NamedTuple):
    """A run of the source, half open."""

    start: int
    end: int

    def meets(self, other: Span) -> bool:
        """Whether the two have a character in common."""
        return self.start < other.end and other.start < self.end


def plain(text: str) -> tuple[str, list[int]]:
    """Text as it is compared, in small letters and with single blanks; and where each character came from."""
    kept: list[str] = []
    origin: list[int] = []
    for place, sign in enumerate(text):
        for letter in unicodedata.normalize("NFKC", sign).translate(FOLDED).casefold():
            blank = letter.isspace()
            if not (blank and (not kept or kept[-1] == " ")):
                kept.append(" " if blank else letter)
                origin.append(place)
    return "".join(kept), origin


class Pages:
    """A read document in which quoted words are looked up."""

    def __init__(self, document: Document) -> None:
        self._blocks = [(block, *plain(block.text)) for block in document.blocks if not block.running]

    def passages(self, words: str) -> list[Span]:
        """The sentences and rows that hold the words; for a bare figure the figure itself."""
        wanted = plain(words)[0].strip()
        found: list[Span] = []
        for block, text, origin in self._blocks:
            for match in re.finditer(re.escape(wanted), text):
                start, end = match.span()
                if FIGURE.fullmatch(wanted):
                    # "553" is not the end of "1,553".
                    if text[start - 1 : start].isdigit() or text[start - 1 : start] in {",", "."}:
                        continue
                elif block.kind != "table":
                    start, end = _sentence(block, text, origin, start, end)
                found.append(_in_source(block, origin[start], origin[end - 1] + 1, block.kind == "table" and
                                        not FIGURE.fullmatch(wanted)))  # fmt: skip
        return found


def _sentence(block: Block, text: str, origin: Sequence[int], start: int, end: int) -> tuple[int, int]:
    cased = "".join(block.text[place] if not block.text[place].isspace() else " " for place in origin)
    ends = [match.start() for match in SENTENCE_END.finditer(cased)]
    return (
        max((at for at in ends if at <= start), default=0),
        min((at for at in ends if at >= end), default=len(text)),
    )


def _in_source(block: Block, start: int, end: int, whole: bool) -> Span:
    pieces = [
        (piece.source + max(start - piece.at, 0), piece.source + min(end - piece.at, piece.length))
        for piece in block.pieces
        if whole or (piece.at < end and start < piece.at + piece.length)
    ]
    if whole:
        pieces = [(piece.source, piece.source + piece.length) for piece in block.pieces]
    return Span(min(first for first, _ in pieces), max(last for _, last in pieces))


@dataclass
class Result:
    """What was right and wrong in one document or in several.

    ``states`` counts pairs of (element, where it is to be found) and whether the answer was right, ``kinds`` pairs of
    (kind of contradiction) and whether it was found, ``told`` the elements that were said to be linked and whether
    they are.
    """

    states: Counter[tuple[str, str, bool]] = field(default_factory=Counter)
    kinds: Counter[tuple[str, bool]] = field(default_factory=Counter)
    told: Counter[bool] = field(default_factory=Counter)
    claims: Counter[bool] = field(default_factory=Counter)
    decoys: int = 0
    linked: list[str] = field(default_factory=list)
    contradictions: int = 0
    missed: list[str] = field(default_factory=list)
    made_up: list[str] = field(default_factory=list)
    silent: int = 0
    broken: list[str] = field(default_factory=list)
    falsified: int = 0
    unnoticed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def add(self, other: Result) -> None:
        """Take in the figures of another document."""
        for name in ("states", "kinds", "told", "claims", "decoys", "contradictions", "silent", "falsified"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in ("linked", "missed", "made_up", "broken", "unnoticed", "wrong"):
            getattr(self, name).extend(getattr(other, name))

    @property
    def right(self) -> int:
        """States that were as expected."""
        return sum(count for (_, _, good), count in self.states.items() if good)

    @property
    def share(self) -> float:
        """Right states out of all."""
        return self.right / max(sum(self.states.values()), 1)


class Comparison:
    """Compares the report on one document with what is expected of it."""

    def __init__(self, expected: Mapping[str, Any], pages: Pages, report: DocumentOut) -> None:
        self._expected = expected
        self._pages = pages
        self._report = report
        self._name = Path(str(expected["document"])).stem
        self._claims = {name: self._claim(one["words"]) for name, one in expected["claims"].items()}
        self.result = Result(claims=Counter(claim is not None for claim in self._claims.values()))

    def run(self) -> Result:
        """Judge states, decoys, contradictions and what is to stay silent."""
        for name, one in self._expected["claims"].items():
            for element, wanted in one["states"].items():
                self._state(name, element, wanted)
        self._decoys()
        self._pairs()
        return self.result

    def _claim(self, words: str) -> ClaimOut | None:
        wanted = plain(words)[0]
        return next((one for one in self._report.claims if wanted in plain(one.text)[0]), None)

    def _spans(self, words: str | Sequence[str]) -> list[Span]:
        each = [words] if isinstance(words, str) else words
        found = {word: self._pages.passages(word) for word in each}
        for word, spans in found.items():
            if not spans:
                raise SystemExit(f"{self._name}: no passage holds {word!r}")
        return [span for spans in found.values() for span in spans]

    def _state(self, name: str, element: str, wanted: Any) -> None:
        state, place, spans = wanted, "sentence" if wanted == "present" else "nowhere", None
        if isinstance(wanted, dict):
            state = next(key for key in ("linked", "contradicted") if key in wanted)
            places = wanted[state]
            place = places if isinstance(places, str) else places[0]
            spans = self._spans(wanted["at"])
        if state == "contradicted":
            place, spans = "contradicted", None
        claim = self._claims[name]
        found = _element(claim, element)
        got = found.state if found is not None else "missing"
        good = claim is not None and got == state
        if good and spans is not None:
            good = found is not None and any(_span(found).meets(span) for span in spans)
        self.result.states[element, place, good] += 1
        if got in HELD[1:]:
            self.result.told[good] += 1
        if not good:
            told = "no such claim" if claim is None else f"{got}: {found.value if found else None!r}"
            at = f" ({found.quote[:90]!r})" if found is not None and found.quote else ""
            self.result.wrong.append(f"{self._name} {name}.{element}: {wanted}, got {told}{at}")

    def _decoys(self) -> None:
        for one in self._expected["decoys"]:
            spans = self._spans(one["at"])
            for name in one["for"]:
                self.result.decoys += 1
                taken = [
                    element.element
                    for element in (self._claims[name].elements if self._claims[name] else ())
                    if element.state in HELD and any(_span(element).meets(span) for span in spans)
                ]
                if taken:
                    self.result.linked.append(
                        f"{self._name} {name}: {', '.join(taken)} from {one['at']!r} ({one['kind']})"
                    )

    def _pairs(self) -> None:
        reported = [(finding, list(_places(finding))) for finding in contradictions(self._report)]
        known: set[int] = set()
        for one in self._expected["contradictions"]:
            self.result.contradictions += 1
            hits = self._hits(one, reported)
            known.update(hits)
            self.result.kinds[one["kind"], bool(hits)] += 1
            if not hits:
                self.result.missed.append(f"{self._name}: {one['kind']}: {one['one']} / {one['other']}")
        for one in self._expected["silent"]:
            self.result.silent += 1
            if self._hits(one, reported) - known:
                self.result.broken.append(f"{self._name}: {one['kind']}: {one['one']} / {one['other']}")
        self.result.made_up += [
            f"{self._name}: {finding.rule} {finding.message} ({finding.quote[:90]!r})"
            for number, (finding, _) in enumerate(reported)
            if number not in known
        ]

    def pair(self, one: str | Sequence[str], other: str | Sequence[str]) -> int:
        """How many contradictions are reported between two passages, each one of those named."""
        reported = [(finding, list(_places(finding))) for finding in contradictions(self._report)]
        return len(self._hits({"one": one, "other": other}, reported))

    def _hits(self, pair: Mapping[str, Any], reported: Sequence[tuple[FindingOut, list[Span]]]) -> set[int]:
        first, second = self._spans(pair["one"]), self._spans(pair["other"])
        hits: set[int] = set()
        for number, (_, places) in enumerate(reported):
            one = {place for place in places if any(place.meets(span) for span in first)}
            other = {place for place in places if any(place.meets(span) for span in second)}
            if one and other and (len(one | other) > 1 or len({*places}) == 1):
                hits.add(number)
        return hits


def _element(claim: ClaimOut | None, name: str) -> ElementOut | None:
    return next((one for one in (claim.elements if claim else ()) if one.element == name), None)


def _span(element: ElementOut) -> Span:
    place = element.place
    return Span(place.start, place.end) if place is not None else Span(-1, -1)


def contradictions(report: DocumentOut) -> Iterator[FindingOut]:
    """Findings that set passages of a document against each other, those of the document before those of claims."""
    for finding in (*report.findings, *(found for claim in report.claims for found in claim.findings)):
        if finding.family == "CON" and finding.rule not in NO_PAIRS:
            yield finding


def _places(finding: FindingOut) -> Iterator[Span]:
    """Every place that a finding names, its own and those of the passages held against it."""
    waiting: list[Any] = [finding.model_dump()]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            if {"start", "end", "line"} <= value.keys():
                yield Span(value["start"], value["end"])
            waiting.extend(value.values())
        elif isinstance(value, list | tuple):
            waiting.extend(value)


def compare(expected: Path, auditor: claimcheck.Auditor) -> Result:
    """What is right and wrong in the report that a file of expectations is about."""
    wanted = yaml.safe_load(expected.read_text(encoding="utf-8"))
    path = expected.parents[1] / wanted["document"]
    comparison = _comparison(wanted, path, auditor)
    result = comparison.run()
    for one in wanted.get("falsified", ()):
        result.falsified += 1
        if not noticed(one, wanted, path, comparison, auditor):
            result.unnoticed.append(f"{path.stem}: {one['at']}: {one['from']} changed to {one['to']}")
    return result


def _comparison(wanted: Mapping[str, Any], path: Path, auditor: claimcheck.Auditor) -> Comparison:
    return Comparison(wanted, Pages(read_path(str(path))), auditor.audit(path).documents[0])


def noticed(
    change: Mapping[str, Any], wanted: Mapping[str, Any], path: Path, before: Comparison, auditor: claimcheck.Auditor
) -> bool:  # fmt: skip
    """Whether a falsified figure is set against the passage that refutes it, and was not as long as it was right."""
    old = change["at"]
    new = old.replace(change["from"], change["to"])
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        copy.write_bytes(_rebuilt(path, old, new))
        after = _comparison({**wanted, "claims": {}}, copy, auditor)
    return after.pair(new, change["against"]) > before.pair(old, change["against"])


def _rebuilt(path: Path, old: str, new: str) -> bytes:
    """A report with some of its words changed, built again from its source where it has one."""
    source = path.parent / "source" / f"{path.stem}.txt"
    text = (source if source.exists() else path).read_text(encoding="utf-8")
    if text.count(old) != 1:
        raise SystemExit(f"{path.stem}: {old!r} stands {text.count(old)} times in the source")
    text = text.replace(old, new)
    return bytes(_builder(path.parent).build(path.stem, text)) if source.exists() else text.encode()


def _builder(folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"build_{folder.name}", folder / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def auditor() -> claimcheck.Auditor:
    """The setting of the expectations: a report, read for investors, on a fixed day."""
    return claimcheck.Auditor(context=claimcheck.Context(audience="investor", as_of=AS_OF))


def _table(title: str, rows: Mapping[str, tuple[int, int]]) -> None:
    print(f"\n{title:36}right   of")
    for name, (right, total) in rows.items():
        print(f"{name:36}{right:5}{total:5}  {100 * right / total:5.1f} %")


def _grouped(counted: Mapping[Any, int], place: int) -> dict[str, tuple[int, int]]:
    groups: dict[str, list[int]] = {}
    for (*names, good), count in sorted(counted.items()):
        group = groups.setdefault(str(names[place]), [0, 0])
        group[0] += count if good else 0
        group[1] += count
    return {name: (right, total) for name, (right, total) in groups.items()}


def _listed(title: str, lines: Iterable[str]) -> None:
    for number, line in enumerate(lines):
        if not number:
            print(f"\n{title}")
        print(f"  {line}")


def main() -> None:
    """Compare and print."""
    parser = argparse.ArgumentParser(description="How much of the planted evidence is found.")
    parser.add_argument("reports", nargs="*", help="names of reports; all where none is named")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--wrong", action="store_true", help="list every mistake")
    options = parser.parse_args()
    result, engine, each = Result(), auditor(), {}
    for expected in sorted((options.folder / "expected").glob("*.yml")):
        if not options.reports or expected.stem in options.reports:
            one = compare(expected, engine)
            each[expected.stem] = (one.right, sum(one.states.values()))
            result.add(one)
    total = sum(result.states.values())
    print(f"claims                     {result.claims[True]} of {result.claims.total()} found")
    print(f"states of elements         {result.right} of {total} right ({100 * result.share:.1f} %)")
    right, told, wanted = result.told[True], result.told.total(), _grouped(result.states, 1)
    links = sum(total for place, (_, total) in wanted.items() if place not in {"sentence", "nowhere", "contradicted"})
    print(f"linked                     {right} of {links} found, {told - right} of {told} told are wrong")
    print(f"decoys                     {len(result.linked)} of {result.decoys} taken for evidence")
    found = result.contradictions - len(result.missed)
    print(f"contradictions             {found} of {result.contradictions} found, {len(result.made_up)} made up")
    print(f"silent pairs               {len(result.broken)} of {result.silent} reported")
    if result.falsified:
        found = result.falsified - len(result.unnoticed)
        print(f"falsified figures          {found} of {result.falsified} noticed")
    _table("report", each)
    _table("element", _grouped(result.states, 0))
    _table("place", wanted)
    _table("contradiction", _grouped(result.kinds, 0))
    if options.wrong:
        _listed("States", result.wrong)
        _listed("Decoys taken for evidence", result.linked)
        _listed("Contradictions missed", result.missed)
        _listed("Contradictions made up", result.made_up)
        _listed("Silent pairs reported", result.broken)
        _listed("Falsified figures not noticed", result.unnoticed)


if __name__ == "__main__":
    main()
