"""Make ``rules/roles.yml``: by which features a sentence behind a claim is told to be its method or its plan.

    pip install scikit-learn
    python benchmarks/evidence_roles.py [--write]

Reads ``fixtures/roles`` (its README says how the labels were made) and, where they lie beside the project, the public
reports that ``real.jsonl`` has labels for. For each element a logistic regression is fitted over features that the
program has anyway (``claimcheck.evidence.sentence_roles``). What it finds of texts that it was not fitted to is
printed: each report and each file of paragraphs is left out once. The threshold of an element is where telling so is
best (F0.5); one of which too little is right or found is left out. ``--write`` writes the file.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

import claimcheck
from claimcheck.evidence.sentence_roles import features
from claimcheck.rulepack.assembly import assemble
from claimcheck.rulepack.operands import Operands
from claimcheck.text.passages import Passages

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "fixtures" / "roles"
REPORTS = ROOT.parent / "shared" / "data" / "reports"
TARGET = ROOT / "rules" / "roles.yml"
ELEMENTS = ("locator", "method", "plan", "use_conditions")
"""Those that are told in open wordings; by whom something was checked or by what it was offset names tell better."""
STRENGTH = 0.3
"""Inverse of the penalty on weights."""
LEAST_RIGHT, LEAST_FOUND = 0.6, 0.15
"""Of what is told so, and of what should be: an element that reaches less is left out."""
BETA = 0.5
"""What is found counts so much of what is right of what is told."""
FREQUENT = 150
"""Words that are features are the most frequent ones: small words, by which sentences are built."""
LEAST_ROWS = 4
"""Sentences that a feature has to stand in."""
STEPS = 20
"""Steps of a weight between 0 and 1 in the file."""
FARTHEST = 4
"""Sentences behind a claim that are read."""


class Row(NamedTuple):
    """A sentence behind a claim: the text it is from, its features, and what it was labelled to be.

    Of elements that are not among the ``decided`` ones the labels say nothing.
    """

    group: str
    features: frozenset[str]
    labels: frozenset[str]
    decided: frozenset[str] = frozenset(ELEMENTS)


def _key(text: str) -> str:
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:12]


class _Reader:
    def __init__(self) -> None:
        self._auditor = claimcheck.Auditor(lang="en")
        signals = self._auditor.rulepack.signal_numbers
        self._names = {number: name for name, number in signals.items()}
        found = assemble([], builtin=True, strict=False)[1]
        self._operands = Operands(found, signals)

    def _passages(self, path: Path) -> tuple[Passages, Mapping[int, str]]:
        """A file, and the types of the claims in it by sentence."""
        first = iter([True])
        traced = self._auditor.trace(path, self._operands, lambda place: next(first, False))
        passages = traced.passages
        if passages is None:
            raise SystemExit(f"{path} is not in English")
        kinds: dict[int, str] = {}
        for claim in traced.record.claims:
            start = passages.norm.text.find(" ".join(claim.text.split())[:40])
            if start >= 0:
                kinds.setdefault(passages.at(start), claim.type)
        return passages, kinds

    def written(self, path: Path) -> Iterator[Row]:
        """The rows of a file of paragraphs."""
        entries = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as text:
            text.write("\n\n".join(" ".join(entry["sentences"]) for entry in entries))
            text.flush()
            passages, kinds = self._passages(Path(text.name))
        known: dict[str, list[int]] = {}
        for number, span in enumerate(passages.spans):
            known.setdefault(_plain(passages.norm.text[span.start : span.end]), []).append(number)
        for entry in entries:
            numbers = [known.get(_plain(sentence), [None])[0] for sentence in entry["sentences"]]
            for distance, number in enumerate(numbers[1 : FARTHEST + 1], 1):
                if numbers[0] is not None and number == numbers[0] + distance:
                    group = entry.get("report", path.stem)
                    row = self._row(passages, kinds, group, numbers[0], number, entry["labels"][distance])
                    yield row._replace(decided=frozenset(entry.get("decided", ELEMENTS)))

    def real(self, path: Path) -> Iterator[Row]:
        """The rows of public reports, as far as they are there."""
        entries = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        for report in sorted({entry["report"] for entry in entries}):
            if not (REPORTS / report).exists():
                print(f"{report} is not there")
                continue
            passages, kinds = self._passages(REPORTS / report)
            keys = [_key(passages.norm.text[one.start : one.end]) for one in passages.spans]
            at = {key: number for number, key in reversed(list(enumerate(keys)))}
            for entry in entries:
                first = at.get(entry["claim"]) if entry["report"] == report else None
                if first is None:
                    continue
                for distance, (key, labels) in enumerate(entry["behind"][:FARTHEST], 1):
                    if keys[first + distance : first + distance + 1] == [key]:
                        yield self._row(passages, kinds, report, first, first + distance, labels)

    def _row(
        self, passages: Passages, kinds: Mapping[int, str], group: str, claim: int, number: int, labels: Any
    ) -> Row:
        one, other = passages.sentence(claim), passages.sentence(number)
        kind = kinds.get(claim, "performance_metric")
        return Row(group, frozenset(features(passages, one, other, kind, self._names)), frozenset(labels))


def _plain(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def rows() -> list[Row]:
    """All labelled sentences, with the features that count."""
    reader = _Reader()
    found = [row for path in sorted(FOLDER.glob("*.jsonl")) if path.stem != "real" for row in reader.written(path)]
    found += reader.real(FOLDER / "real.jsonl")
    often = Counter(name for row in found for name in row.features)
    words = Counter({name: number for name, number in often.items() if name.startswith("word ")})
    small = {name.partition(" ")[2] for name, _ in words.most_common(FREQUENT)}
    placed = ("word ", "first ", "second ", "third ")
    kept = {
        name
        for name, number in often.items()
        if number >= LEAST_ROWS and (not name.startswith(placed) or name.partition(" ")[2] in small)
    }
    return [row._replace(features=row.features & kept) for row in found]


def _fitted(table: Any, labels: Any) -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=4000).fit(table, labels)


def _unseen(table: Any, labels: Any, groups: Any) -> Any:
    """What each row comes to where its text was left out."""
    told = np.zeros(len(labels))
    for group in sorted(set(groups)):
        out = groups == group
        told[out] = _fitted(table[~out], labels[~out]).decision_function(table[out])
    return told


def _threshold(told: Any, labels: Any) -> float | None:
    """The value from which on telling so is best, if enough of it is right and enough is found."""
    best, found = 0.0, None
    for least in np.arange(-1.5, 1.55, 0.05):
        right = labels[told >= least].sum()
        precision, recall = right / max((told >= least).sum(), 1), right / labels.sum()
        score = (1 + BETA**2) * precision * recall / max(BETA**2 * precision + recall, 1e-9)
        if precision >= LEAST_RIGHT and recall >= LEAST_FOUND and score > best:
            best, found = score, float(least)
    return found


def made(found: Sequence[Row]) -> tuple[dict[str, float], dict[str, dict[str, float]]]:
    """The thresholds and, by feature, the weights of the elements."""
    vectors = DictVectorizer(sort=True)
    whole = vectors.fit_transform([dict.fromkeys(row.features, 1) for row in found])
    least: dict[str, float] = {}
    weights: dict[str, dict[str, float]] = {}
    for element in ELEMENTS:
        decided = [place for place, row in enumerate(found) if element in row.decided]
        table, groups = whole[decided], np.array([found[place].group for place in decided])
        labels = np.array([element in found[place].labels for place in decided])
        told = _unseen(table, labels, groups)
        threshold = _threshold(told, labels)
        above = told >= (threshold if threshold is not None else 0)
        shown = f"{element:15} {labels.sum():4} labelled, {labels[above].sum():4} of {above.sum():4} told so are right"
        print(shown if threshold is not None else f"{shown}: left out")
        if threshold is None:
            continue
        model = _fitted(table, labels)
        least[element] = threshold - float(model.intercept_[0])
        for name, weight in zip(vectors.get_feature_names_out(), model.coef_[0], strict=True):
            weights.setdefault(name, {})[element] = float(weight)
    return least, weights


def _lines(least: Mapping[str, float], weights: Mapping[str, Mapping[str, float]]) -> Iterator[str]:
    about = "How features of a sentence behind a claim speak for what it is"
    yield f"about: {about}, made by benchmarks/evidence_roles.py; never edited by hand."
    yield "language: en"
    yield f"elements: [{', '.join(least)}]"
    yield f"least: [{', '.join(str(round(STEPS * one)) for one in least.values())}]"
    yield "weights: |"
    for name, told in weights.items():
        steps = [round(STEPS * told[element]) for element in least]
        if any(steps):
            yield f"  {name}: {' '.join(map(str, steps))}"


def main() -> None:
    """Print what is found of unseen texts, and write the file where that is asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help=f"write {TARGET.name}")
    asked = parser.parse_args()
    found = rows()
    print(f"{len(found)} sentences of {len({row.group for row in found})} texts")
    least, weights = made(found)
    if asked.write:
        TARGET.write_text("\n".join(_lines(least, weights)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
