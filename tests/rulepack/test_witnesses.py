"""Counts of the texts in which entries of the lexicons stand: how they are kept, read and held to a bound."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from claimcheck.errors import UsageError
from claimcheck.rulepack import source
from claimcheck.rulepack.assembly import assemble
from claimcheck.rulepack.lint import Listed, listed

ROOT = Path(__file__).resolve().parents[2]
_SPEC = importlib.util.spec_from_file_location("witnesses", ROOT / "benchmarks" / "witnesses.py")
assert _SPEC is not None
assert _SPEC.loader is not None
script: Any = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(script)
LEAST_TEXTS, Witness = script.LEAST_TEXTS, script.Witness
read_counts, shares = script.read_counts, script.shares
without_witness, written = script.without_witness, script.written
WORDS = "lexicons/en/words.yml"
# Of the words and patterns of English; what stands in no text goes in the end, and nothing new is to join it.
MOST_WITHOUT = 0.339


@pytest.fixture
def entries(change: Any, pack_folder: Path) -> list[Listed]:
    change(WORDS, "words: [certified]", 'words: [audited, certified]\n    patterns: ["tested {thing}"]')
    change(WORDS, "about: Words.", "about: Words.\nclosed: [company]")
    _, found = assemble([pack_folder], builtin=False, strict=True)
    return list(listed(found))


def test_counts_are_read_as_they_were_written(tmp_path: Path) -> None:
    counts = {
        ("en", "proof", "c"): Witness(2, 5),
        ("en", "{thing}", 'a "box"'): Witness(1, 1),
        ("de", "proof", "grün"): Witness(3, 3),
    }
    path = tmp_path / "counts.json"
    path.write_text(written(counts, {"en": 7, "de": 4}), encoding="utf-8")
    assert read_counts(path) == (counts, {"de": 4, "en": 7})
    assert '"grün": [3, 3]' in path.read_text(encoding="utf-8").splitlines()
    assert written(dict(reversed(counts.items())), {"de": 4, "en": 7}) == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"texts": {}}', '{"texts": {}, "counts": {"en": {"a": {"b": 1}}}}', "\udcff"]
)
def test_what_has_no_counts_is_told(text: str, tmp_path: Path) -> None:
    path = tmp_path / "counts.json"
    path.write_bytes(text.encode(errors="surrogateescape"))
    with pytest.raises(UsageError) as caught:
        read_counts(path)
    assert caught.value.code == "bad-counts"
    with pytest.raises(UsageError, match="cannot be read"):
        read_counts(tmp_path / "none.json")


def test_entries_without_a_witness_go_by_signal_and_list(entries: list[Listed]) -> None:
    counts = {one.id: Witness(1, 1) for one in entries if one.text not in ("audited", "tested {thing}", "box")}
    lacking = [(total, [one.text for one in each]) for total, each in without_witness(entries, counts)]
    assert lacking == [(3, ["audited", "tested {thing}"]), (2, ["box"])]


def test_shares_leave_out_what_is_closed(entries: list[Listed]) -> None:
    words, lists = shares(entries, {}, {"en": LEAST_TEXTS})
    assert (lists.lists, lists.entries, lists.without) == (True, 2, 2)
    assert words.closed == 2
    assert words.without == words.entries == len(entries) - 4
    assert words.is_too_large
    assert not lists.is_too_large


def test_a_bound_holds_where_there_are_texts_enough(entries: list[Listed]) -> None:
    own = [one for one in entries if not one.in_list and not one.closed]
    twenty = own[:1] * 20
    counts = {own[0].id: Witness(1, 1)}
    few = [one._replace(text="never said") for one in twenty]
    (at_bound,) = shares([*few[:1], *twenty[1:]], counts, {"en": LEAST_TEXTS})
    (above,) = shares([*few[:2], *twenty[2:]], counts, {"en": LEAST_TEXTS})
    (unheld,) = shares([*few[:2], *twenty[2:]], counts, {"en": LEAST_TEXTS - 1})
    assert (at_bound.is_too_large, above.is_too_large, unheld.is_too_large) == (False, True, False)


GERMAN = """\
about: Wörter.
inflections: {verb: [{ending: en, forms: {base: "-0", past: "-2+ten"}}]}
signals: {senken: {kind: core, words: [senken], inflect: verb}}
"""


@pytest.fixture
def small(change: Any, pack_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The small pack in place of the built-in rules, with a word of German."""
    change("languages.yml", "stop_words:\n", "stop_words:\n  de: [wir, unsere, der, die, das, und, zu]\n")
    (pack_folder / "lexicons" / "de").mkdir()
    (pack_folder / "lexicons" / "de" / "words.yml").write_text(GERMAN, encoding="utf-8")
    (pack_folder / "schema").symlink_to(ROOT / "rules" / "schema")
    monkeypatch.setattr(source, "builtin_rules", lambda: pack_folder)


@pytest.mark.usefixtures("small")
def test_texts_are_counted_in_all_forms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The script reads documents and labelled sentences, tells languages, and adds to what it counted before."""
    (tmp_path / "texts").mkdir()
    report = "The report says that we reduced the emissions of our plants by 12 % in 2024. " * 2
    (tmp_path / "texts" / "report.md").write_text(f"# Report\n\n{report}\n", encoding="utf-8")
    (tmp_path / "texts" / "notes.csv").write_text("reduce", encoding="utf-8")
    sentences = [
        {"text": "We reduce our waste.", "lang": "en"},
        {"claim": "It reduces waste, and it will reduce it further.", "lang": "en", "reason": "certified"},
        {"text": "Wir senkten unsere Emissionen und die der Lieferanten."},
    ]
    (tmp_path / "set.jsonl").write_text("\n".join(map(json.dumps, sentences)), encoding="utf-8")
    out = tmp_path / "counts.json"

    def count(text: str, *options: str) -> tuple[dict[tuple[str, str, str], Any], dict[str, int]]:
        monkeypatch.setattr(sys, "argv", ["witnesses.py", str(tmp_path / text), "--out", str(out), *options])
        script.main()
        counts: tuple[dict[tuple[str, str, str], Any], dict[str, int]] = read_counts(out)
        return counts

    we, our = ("en", "company", "we"), ("en", "company", "our")
    reduce, senken = ("en", "reduce_verb", "reduce"), ("de", "senken", "senken")
    first = {we: Witness(1, 1), our: Witness(1, 1), reduce: Witness(2, 3), senken: Witness(1, 1)}
    assert count("set.jsonl") == (first, {"de": 1, "en": 2})
    more = {**first, we: Witness(2, 3), our: Witness(2, 3), reduce: Witness(3, 5)}
    assert count("texts", "--add") == (more, {"de": 1, "en": 3})
    last = {we: Witness(1, 2), our: Witness(1, 2), reduce: Witness(1, 2)}
    assert count("texts") == (last, {"en": 1})


@pytest.mark.usefixtures("small")
def test_entries_that_stand_in_no_text_are_shown_and_too_many_of_them_fail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = tmp_path / "mine" / "lexicons" / "nl" / "words.yml"
    words.parent.mkdir(parents=True)
    words.write_text("about: Dutch.\nsignals:\n  green_word: {kind: core, words: [milieuvriendelijk]}\n")
    counts = tmp_path / "counts.json"
    monkeypatch.setattr(sys, "argv", ["witnesses.py", "--out", str(counts), "--rules", str(tmp_path / "mine")])

    def shown(*known: str) -> tuple[int, str]:
        kept = {word: [1, 1] for word in known}
        counts.write_text(json.dumps({"texts": {"nl": 20_000}, "counts": {"nl": {"green_word": kept}}}))
        return script.main(), capsys.readouterr().out

    lacking = f"{words}:3: green_word: 1 of 1: milieuvriendelijk\n"
    share = "words and patterns stand in none of 20,000 texts"
    assert shown() == (1, f"{lacking}nl: 1 of 1 {share} (100.0%), and 0 need not, which is too many\n")
    assert shown("milieuvriendelijk") == (0, f"nl: 0 of 1 {share} (0.0%), and 0 need not\n")


def test_entries_of_english_without_a_witness_do_not_become_more() -> None:
    """CONTRIBUTING, "Add a word". Run ``benchmarks/witnesses.py`` with a text that has the word, or leave the word."""
    _, found = assemble((), builtin=True, strict=False)
    counts, texts = read_counts(ROOT / "benchmarks" / "witnesses.json")
    english = next(one for one in shares(listed(found), counts, texts) if (one.language, one.lists) == ("en", False))
    assert english.without / english.entries <= MOST_WITHOUT, f"{english.without} of {english.entries}"
