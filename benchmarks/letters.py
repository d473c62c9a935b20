"""Counts letters for rules/letters.yml, and measures how well they tell the language of a few words.

    pip download --no-deps -d wheels django==5.2.19 home-assistant-frontend==20250109.2 wagtail==8.0.1
    python benchmarks/letters.py wheels/django*.whl wheels/home_assistant*.whl --write
    python benchmarks/letters.py wheels/wagtail*.whl

The words are those of the messages that these programs show in many languages (Django and Wagtail are under the BSD
licence, the frontend of Home Assistant is under Apache 2.0), of the lexicons, and of the English and German text in
this repository. What is kept are counts of runs of letters. Measure with programs that the counts are not of.
"""

from __future__ import annotations

import argparse
import ast
import json
import math
import random
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from claimcheck.text.language import STEPS, ZERO, Letters, runs_in, words_in

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "rules" / "letters.yml"
# Names of languages under which messages lie, and the language that they count for. Norwegian is both its norms;
# Croatian is what is written in Latin letters between Zagreb and Belgrade.
COUNTED = {
    "en": "en", "de": "de", "fr": "fr", "es": "es", "it": "it", "nl": "nl", "pt": "pt", "sv": "sv", "da": "da",
    "no": "no", "nb": "no", "nn": "no", "fi": "fi", "pl": "pl", "cs": "cs", "sk": "sk", "hu": "hu", "ro": "ro",
    "hr": "hr", "bs": "hr", "sr-latn": "hr", "sl": "sl", "et": "et", "lv": "lv", "lt": "lt", "tr": "tr", "id": "id",
    "vi": "vi", "es-ar": "es", "es-mx": "es", "pt-br": "pt", "pt-pt": "pt", "nb-no": "no", "hr-hr": "hr",
    "sk-sk": "sk", "tr-tr": "tr", "id-id": "id",
}  # fmt: skip
RUNS = 9_000
ADDED = 0.5  # to every count, over POSSIBLE runs: what was never seen is rare and not impossible
POSSIBLE = 50_000
TELLING = 200  # how often a small word counts that rules/languages.yml has
# A word weighs less than in proportion to how often it stands: messages of programs repeat themselves.
DAMPED = 0.7
LENGTHS = (3, 5, 8, 12)
_FRONTEND = re.compile(r"hass_frontend/static/translations/(?:[^/]+/)*([A-Za-z-]+?)-[0-9a-f]{16,}\.json")
_CATALOGUE = re.compile(r".*/locale/([A-Za-z_]+)/LC_MESSAGES/django\.po")
_FILLED = re.compile(r"<[^>]*>|\{\{.*?\}\}|\$?\{[^{}]*\}|%\([a-z_]+\)[a-z]|%[a-z]|\S*[_/@\\#=`]\S*")
_ENTRY = re.compile(r'^msgid (".*"(?:\n".*")*)\nmsgstr (".*"(?:\n".*")*)', re.M)


def messages(wheel: Path) -> Iterator[tuple[str, str]]:
    """The messages in a wheel, each with its language; those that are as in English are nobody's."""
    with zipfile.ZipFile(wheel) as archive:
        frontend: dict[str, dict[str, str]] = defaultdict(dict)
        english: set[str] = set()
        for name in archive.namelist():
            if found := _FRONTEND.fullmatch(name):
                frontend[found[1]].update(_leaves(json.loads(archive.read(name)), name.split("/")[-2]))
            elif found := _CATALOGUE.fullmatch(name):
                for source, text in _entries(archive.read(name).decode("utf-8")):
                    english.add(source)
                    if text not in ("", source):
                        yield found[1], text
    yield from (("en", text) for text in sorted(english))
    for language, own in frontend.items():
        yield from (
            (language, text) for key, text in own.items() if language == "en" or frontend["en"].get(key) != text
        )


def _leaves(value: object, key: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves(inner, f"{key}.{name}")
    elif isinstance(value, str):
        yield key, value


def _entries(catalogue: str) -> Iterator[tuple[str, str]]:
    for found in _ENTRY.finditer(catalogue):
        source, text = ("".join(map(ast.literal_eval, part.splitlines())) for part in found.groups())
        if source:
            yield source, text


def in_languages(wheels: Iterable[Path]) -> dict[str, list[str]]:
    """The messages of each language that is told apart, each once and without what a program fills in."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for wheel in wheels:
        for name, text in messages(wheel):
            language = COUNTED.get(name.replace("_", "-").lower())
            if language is not None:
                found[language][" ".join(_FILLED.sub(" ", text).split())] = None
    return {language: list(texts) for language, texts in found.items()}


def own_words() -> Iterator[tuple[str, Counter[str]]]:
    """The words of this repository by language: small words, those of lexicons, and those of text."""
    for language, small in _yaml("rules/languages.yml")["stop_words"].items():
        yield language, Counter(dict.fromkeys(small, TELLING))
    for folder in sorted((ROOT / "rules/lexicons").iterdir()):
        listed = {word for file in sorted(folder.glob("*.yml")) for word in _listed(_yaml(file))}
        yield folder.name, Counter(listed)
    for file in sorted((ROOT / "fixtures/silent").glob("*.md")):
        yield "de" if file.name.startswith("german") else "en", Counter(_lower(file.read_text("utf-8")))
    for file in sorted((ROOT / "docs").glob("*.md")):
        yield "en", Counter(_lower(file.read_text("utf-8")))


def _yaml(path: str | Path) -> Any:
    # Every value as text: "on" and "no" are words here.
    return yaml.load((ROOT / path).read_text("utf-8"), yaml.BaseLoader)


def _listed(value: object, key: str = "") -> Iterator[str]:
    """The words of the lists ``words`` of a lexicon."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _listed(inner, name)
    elif isinstance(value, list) and key == "words":
        for inner in value:
            yield from _lower(str(inner))


def _lower(text: str) -> list[str]:
    return [word.lower() for word in words_in(text)]


def counted(texts: Mapping[str, Sequence[str]]) -> Letters:
    """The runs of letters that tell most, with what they speak for."""
    words: dict[str, Counter[str]] = {language: Counter() for language in dict.fromkeys(COUNTED.values())}
    for language, own in texts.items():
        for text in own:
            words[language].update(_lower(text))
    for language, own in own_words():
        words[language].update(own)
    runs: dict[str, Counter[str]] = {}
    for language, own in words.items():
        of_language = runs[language] = Counter()
        for word, number in own.items():
            for run in set(runs_in(word)):
                of_language[run] += number**DAMPED
    totals = {language: own.total() for language, own in runs.items()}
    shares: Counter[str] = Counter()
    for language, own in runs.items():
        for run, number in own.items():
            shares[run] += number / totals[language]
    weights = {run: _weights([own[run] for own in runs.values()], list(totals.values())) for run in shares}
    told = {run: share * math.sqrt(sum(one * one for one in weights[run])) for run, share in shares.items()}
    kept = sorted(sorted(told), key=lambda run: -told[run])[:RUNS]
    lines = (f"{run} {''.join(map(_character, weights[run]))}\n" for run in sorted(kept))
    return Letters(tuple(words), "".join(lines))


def _weights(numbers: Sequence[float], totals: Sequence[float]) -> list[float]:
    logarithms = [
        math.log((number + ADDED) / (total + ADDED * POSSIBLE)) for number, total in zip(numbers, totals, strict=True)
    ]
    mean = sum(logarithms) / len(logarithms)
    return [one - mean for one in logarithms]


def _character(weight: float) -> str:
    # Between the blank and the tilde.
    return chr(min(max(ZERO + round(STEPS * weight), 33), 126))


def write(letters: Letters) -> None:
    """Put the counts where the rules are read from."""
    about = "How runs of letters speak for languages, counted by benchmarks/letters.py; never edited by hand."
    lines = "".join(f"  {line}\n" for line in letters.runs.splitlines())
    TARGET.write_text(f"about: {about}\nlanguages: [{', '.join(letters.languages)}]\nruns: |\n{lines}", "utf-8")


def measure(letters: Letters, texts: Mapping[str, Sequence[str]]) -> None:
    """Print how many runs of three, five, eight and twelve words are told right, and what is taken for English."""
    chance = random.Random(1)
    for length in LENGTHS:
        right = english = foreign = told_foreign = told_english = total = 0
        for language, own in texts.items():
            for text in own:
                words = text.split()
                if len(words) < length:
                    continue
                at = chance.randrange(len(words) - length + 1)
                told = likeliest(letters, " ".join(words[at : at + length]))
                total += 1
                right += told == language
                foreign += language != "en"
                english += language == "en"
                told_english += language != "en" and told == "en"
                told_foreign += language == "en" and told not in ("en", None)
        print(
            f"{length:>3} words: {total:>6} texts, {right / total:.3f} right; of {foreign} foreign {told_english} "
            f"taken for English, of {english} English {told_foreign} for foreign"
        )


def likeliest(letters: Letters, text: str) -> str | None:
    """The language that the words of a text speak for most."""
    columns = [letters.of(word) for word in _lower(text)]
    sums = [sum(column) for column in zip(*columns, strict=True)]
    return letters.languages[sums.index(max(sums))] if sums and max(sums) > 0 else None


def main() -> None:
    """Count, or measure what was counted."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("wheels", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true", help="count letters and write rules/letters.yml")
    given = parser.parse_args()
    texts = in_languages(given.wheels)
    if given.write:
        write(counted(texts))
    else:
        stored = _yaml(TARGET)
        measure(Letters(tuple(stored["languages"]), stored["runs"]), texts)


if __name__ == "__main__":
    main()
