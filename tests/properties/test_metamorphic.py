"""The form of consumer copy decides nothing: what claims the same in other words gets the same level."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

import claimcheck

DATA = yaml.safe_load((Path(__file__).resolve().parents[2] / "fixtures/metamorphic/frames.yml").read_text("utf-8"))
CASES = {"upper": str.upper, "lower": str.lower, "title": str.title}
FLAGGED, SILENT = frozenset({"error", "warning"}), frozenset({"silent"})
LEAST = 0.95  # of all pairs
SHOWN = 3  # texts that break, by group
AUDITOR = claimcheck.Auditor(context=claimcheck.Context(audience="consumer", medium="web"))


class Pair(NamedTuple):
    """A text of a group, and the levels that it may have."""

    group: str
    text: str
    wanted: frozenset[str]


@cache
def _level(text: str) -> str:
    documents = AUDITOR.audit_text(text).documents
    findings = [
        finding for one in documents for part in (one.findings, *(c.findings for c in one.claims)) for finding in part
    ]
    found = {finding.severity for finding in findings}
    return next((level for level in ("error", "warning") if level in found), "silent")


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _forms() -> dict[str, list[dict[str, str]]]:
    """What fills the slots: for each adjective its five nouns, for each object every tenth noun."""
    nouns = [{"noun": noun, "nouns": f"{noun}s"} for noun in DATA["nouns"]]
    words = []
    for at, adjective in enumerate(DATA["adjectives"]):
        word = adjective["word"]
        forms = {"adj": word, "Adj": _capital(word), "an_adj": f"{'an' if word[0] in 'aeiou' else 'a'} {word}"}
        forms |= {"open": word.replace("-", " "), "closed": word.replace(" ", "-")}
        if not adjective.get("material"):
            forms["way"] = word
        if adverb := adjective.get("adverb"):
            forms |= {"adverb": adverb, "Adverb": _capital(adverb)}
        words += [forms | noun for noun in nouns[5 * at : 5 * at + 5]]
    step = len(DATA["objects"])
    objects = [{"object": one} | noun for at, one in enumerate(DATA["objects"]) for noun in nouns[at::step][:5]]
    return {"adjectives": words, "objects": objects}


def _filled(group: dict[str, Any], forms: list[dict[str, str]]) -> Iterator[tuple[str, dict[str, str]]]:
    """Each frame of a group with each word and one of its five nouns in turn, all five for the plain sentence."""
    for number, frame in enumerate(group["texts"]):
        for at in range(0, len(forms), 5):
            chosen = forms[at : at + 5] if group.get("holds") == "flagged" else [forms[at + number % 5]]
            for form in chosen:
                try:
                    text = frame.format_map(form)
                except KeyError:
                    continue
                for case in group.get("cases", [None]):
                    yield (CASES[case](text) if case else text), form


def _pairs() -> Iterator[Pair]:
    forms = _forms()
    for group in DATA["groups"]:
        for text, form in _filled(group, forms[group.get("of", "adjectives")]):
            if "holds" in group:
                yield Pair(group["name"], text, {"flagged": FLAGGED, "silent": SILENT}[group["holds"]])
            elif text != (base := group["base"].format_map(form)):
                yield Pair(group["name"], text, frozenset({_level(base)}) - SILENT or FLAGGED)


def test_what_claims_the_same_gets_the_same_level() -> None:
    pairs, broken = Counter[str](), defaultdict[str, list[str]](list)
    for pair in _pairs():
        pairs[pair.group] += 1
        if (level := _level(pair.text)) not in pair.wanted:
            broken[pair.group].append(f"{level} for {' or '.join(sorted(pair.wanted))}: {pair.text}")
    share = 1 - sum(map(len, broken.values())) / pairs.total()
    lines = [f"{share:.3f} of {pairs.total()} pairs have the level of their base, {LEAST} is asked"]
    for group, number in pairs.items():
        lines.append(f"{1 - len(broken[group]) / number:.2f} of {number:3d}  {group}")
        lines += [f"    {text}" for text in broken[group][:: max(1, len(broken[group]) // SHOWN)][:SHOWN]]
    print("\n".join(lines))
    assert share >= LEAST


def test_frames_are_many_and_differ() -> None:
    frames = [frame for group in DATA["groups"] for frame in group["texts"] if "holds" not in group]
    assert len(set(frames)) >= 36
    assert len({one["word"] for one in DATA["adjectives"]}) >= 10
    assert len(set(DATA["nouns"])) == 5 * len(DATA["adjectives"]) >= 60
