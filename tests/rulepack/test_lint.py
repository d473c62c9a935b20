"""What lint notes, with its place; a clean pack gives none."""

# ruff: noqa: E501 - a case stands in one line

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from claimcheck.errors import RuleFileError
from claimcheck.rulepack.assembly import assemble
from claimcheck.rulepack.condition_walk import operators_in, signals_in
from claimcheck.rulepack.lint import lint_rulepack, notes_on

CHECK = "checks/GEN/GEN-001-broad-word.yml"
CLAIM = "claims/generic_benefit.yml"
WORDS = "lexicons/en/words.yml"
# What the small pack leaves undone on purpose.
KNOWN = {"few-examples", "no-hard-example", "unused-signal"}


def notes(folder: Path) -> list[tuple[str, str, int | None, int | None, str]]:
    found = lint_rulepack([folder], builtin=False)
    return [(one.code, Path(str(one.path)).name, one.line, one.column, one.message) for one in found]


def test_the_small_pack_lacks_examples_and_uses_all_but_one_signal(pack_folder: Path) -> None:
    found = notes(pack_folder)
    assert [one[:4] for one in found] == [
        ("few-examples", "GEN-001-broad-word.yml", 20, 1),
        ("few-examples", "GEN-001-broad-word.yml", 21, 1),
        ("few-examples", "generic_benefit.yml", 15, 1),
        ("no-hard-example", "generic_benefit.yml", 15, 1),
        ("few-examples", "generic_benefit.yml", 16, 1),
        ("unused-signal", "words.yml", 28, 3),
    ]  # fmt: skip
    assert "fires has 1 of at least 3 examples" in found[0][4]
    assert "signal proof of en" in found[-1][4]


@pytest.mark.parametrize(
    ("name", "old", "new", "code", "line", "column", "message"),
    [
        (CLAIM, "{signal: green_word}", "{signal: [green_word, proof]}", "evidence-in-core", 7, 29, "proof stands in"),
        (CLAIM, "{signal: green_word}", "{fact: year}", "evidence-in-core", 5, 1, "looks at figures"),
        (CLAIM, "{context: {audience: consumer}}", "{fact: year}", "evidence-in-trigger", 13, 11, "trigger of value"),
        (CLAIM, "required: {subject: act_1}", "required: {subject: act_2}", "expired-citation", 11, 12, "act_2"),
        (WORDS, "thing: [bottle, box]", "thing: [bottle, box]\n  none: [xx]", "unused-list", 4, 3, "list none"),
        (CHECK, "- element: {subject: missing}", "- claim: {type: generic_benefit}", "duplicate-condition", 10, 7, "twice"),
        (CHECK, "- element: {subject: missing}", "- claim: {tense: planned}\n    - claim: {tense: ongoing}",
         "never-holds", 11, 7, "no claim has such a tense here"),
        (CHECK, "- element: {subject: missing}",
         "- element: {subject: missing}\n    - any: [{element: {subject: held}}, {claim: {tense: planned}}]",
         "never-holds", 11, 13, "subject cannot be so here"),
        (CHECK, "- element: {subject: missing}", "- element: {subject: missing}\n    - not: {element: {subject: missing}}",
         "never-holds", 11, 7, "subject cannot be so here"),
        (CHECK, "- element: {subject: missing}", "- element: {metric: missing}",
         "never-holds", 10, 7, "no claim of these types needs metric"),
        (CHECK, "- element: {subject: missing}", "- context: {medium: report}\n    - not: {any: [{context: {medium: web}}]}",
         "never-holds", 11, 19, "medium cannot be so here"),
        (CHECK, "false_positives: [Names of colours.]", "false_positives: []", "no-false-positive", 19, 1, "no known case"),
        ("claims/generic_benefit.yml", "half: [metric]", "half: [metric]\nasks: [subject]", "not-settled", 13, 3, "value"),
        ("pack.yml", "families: {GEN: broad words}", "families: {}", "no-family", 1, 1, "family GEN"),
    ],
)  # fmt: skip
def test_habits(
    name: str, old: str, new: str, code: str, line: int, column: int, message: str,
    change: Any, pack_folder: Path,
) -> None:  # fmt: skip
    change(
        "citations.yml",
        "  - key: act_1",
        "  - {key: act_2, instrument: A, locator: b, edition: c, jurisdiction: xx, says: d, grade: read,"
        " valid_to: 2025-01-01}\n  - key: act_1",
    )
    change(name, old, new)
    found = [one for one in notes(pack_folder) if one[0] == code]
    noted = CHECK if code == "no-family" else name
    assert {one[1:4] for one in found} == {(Path(noted).name, line, column)}
    assert message in found[0][4]


def test_a_profile_that_extends_another_has_law_of_its_own(change: Any, pack_folder: Path) -> None:
    (pack_folder / "profiles" / "yy.yml").write_text(
        "id: yy\ntitle: Elsewhere\nabout: Like xx.\nextends: xx\n", encoding="utf-8"
    )
    (found,) = [one for one in notes(pack_folder) if one[0] == "no-own-law"]
    assert "yy extends xx and has no law of its own" in found[4]
    change(
        "citations.yml",
        "  - key: act_1",
        "  - {key: act_2, kind: statute, instrument: A, locator: b, edition: c, jurisdiction: yy, says: d, grade: read}\n"
        "  - key: act_1",
    )
    assert not [one for one in notes(pack_folder) if one[0] in ("no-own-law", "unused-citation")]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["eco-friendly", "Green", "green"], []),
        (["green", "eco-friendly"], ["'eco-friendly' belongs above 'green'"]),
        (["eco-friendly", "green", "Green"], ["'Green' belongs above 'green'"]),
        (["eco-friendly", "eco-friendly", "green"], ["'eco-friendly' stands here twice"]),
    ],
)
def test_built_in_entries_stand_in_order_each_once(
    words: list[str], said: list[str], change: Any, pack_folder: Path
) -> None:
    change(WORDS, "words: [eco-friendly, green]", f"words: [{', '.join(words)}]")
    pack, found = assemble([pack_folder], builtin=False, strict=True)
    signals = found.languages["en"].signals
    assert not [one for one in notes(pack_folder) if one[0] == "not-in-order"], "users order theirs as they like"
    entry = signals["green_word"]
    signals["green_word"] = replace(entry, source=replace(entry.source, builtin=True))
    noted = [one for one in notes_on(pack, found, only_users=False) if one.code == "not-in-order"]
    assert [one.message.split("\n")[0] for one in noted] == said
    assert {one.line for one in noted} <= {17}


def test_a_core_word_that_nothing_asks_for_is_noted_though_it_has_a_topic(change: Any, pack_folder: Path) -> None:
    change(WORDS, "proof:\n    kind: evidence", "proof:\n    kind: core\n    topic: climate")
    assert ("unused-signal", "words.yml") in {one[:2] for one in notes(pack_folder)}


def test_an_unused_citation(change: Any, pack_folder: Path) -> None:
    change(
        "citations.yml",
        "  - key: act_1",
        "  - {key: act_2, instrument: A, locator: b, edition: c, jurisdiction: xx, says: d, grade: read}\n"
        "  - key: act_1",
    )
    (found,) = [one for one in notes(pack_folder) if one[0] == "unused-citation"]
    assert found[1:4] == ("citations.yml", 3, 6)


@pytest.mark.parametrize(
    "condition",
    [
        "- any: [{claim: {tense: ongoing}}, {element: {subject: present}}]",
        "- not: {element: {subject: held}}",
        "- not: {element: {subject: held, metric: held}}",
        "- context: {jurisdiction: xx}\n    - context: {jurisdiction: xx}\n    - context: {medium: [web, report]}",
        "- other_claim: {where: {claim: {tense: planned}}, same: [topic], exists: false}",
    ],
)
def test_conditions_that_can_hold_are_let_be(condition: str, change: Any, pack_folder: Path) -> None:
    change(CHECK, "- element: {subject: missing}", condition)
    assert "never-holds" not in {one[0] for one in notes(pack_folder)}


def test_two_rules_with_one_condition(pack_folder: Path) -> None:
    text = (pack_folder / CHECK).read_text(encoding="utf-8")
    text = text.replace("GEN-001", "GEN-002").replace("broad-word", "same-word").replace("aliases: [GEN-901]\n", "")
    (pack_folder / "checks/GEN/GEN-002-same-word.yml").write_text(text, encoding="utf-8")
    (found,) = [one for one in notes(pack_folder) if one[0] == "duplicate-condition"]
    assert found[1:4] == ("GEN-002-same-word.yml", 6, 1)
    assert "GEN-002 has the condition of GEN-001" in found[4]


def test_a_fallback_type_may_look_at_figures(change: Any, pack_folder: Path) -> None:
    change(CLAIM, "{signal: green_word}", "{fact: year}")
    change(CLAIM, "half: [metric]", "half: [metric]\nfallback: true")
    assert {one[0] for one in notes(pack_folder)} <= KNOWN


def test_faults_come_before_notes(change: Any, pack_folder: Path) -> None:
    change(CHECK, "tier: ban", "tier: bann")
    with pytest.raises(RuleFileError):
        lint_rulepack([pack_folder], builtin=False)


def test_only_the_files_of_users_are_noted(tmp_path: Path) -> None:
    (tmp_path / "lexicons/en").mkdir(parents=True)
    path = tmp_path / "lexicons/en/ours.yml"
    path.write_text("about: x\nsignals:\n  never_used: {kind: core, words: [xyzzy]}\n", encoding="utf-8")
    (one,) = lint_rulepack([tmp_path])
    assert (one.code, one.line, one.column) == ("unused-signal", 3, 3)


def test_names_are_found_at_any_depth() -> None:
    condition = {
        "all": [
            {"signal": "a"},
            {"not": {"any": [{"signal": ["b", "c"]}, {"fact": "year"}]}},
            {"near": {"first": {"signal": "d"}, "then": {"fact": {"kind": "share"}}, "tokens": 3}},
            {"other_claim": {"where": {"count": {"of": {"signal": "e"}, "at_least": 1}}}},
        ]
    }
    assert sorted(signals_in(condition)) == ["a", "b", "c", "d", "e"]
    assert {"all", "not", "near", "fact", "other_claim", "count"} <= operators_in(condition)


DEAD_WORDS = (
    ('"/pledge.*card/"', "no regular expressions"),
    ('"pledge* card"', "no regular expressions"),
    ('"pledge (card|note)"', "no regular expressions"),
    ('"pledge card "', "a blank at its end"),
    ("pledge note", None),
    ("pledge note", "stands here twice"),
    ("kettle*innen", None),
    ("scope 1/2/3", None),
    ("(net) zero", None),
)


def test_words_that_find_nothing_are_noted(tmp_path: Path) -> None:
    """Words that are added to a signal of ours, and those of a signal of one's own."""
    (tmp_path / "lexicons" / "en").mkdir(parents=True)
    text, wanted = "about: House words.\n", {}
    for head in ("changes:\n  generic_benefit:\n    add:", "signals:\n  slogan_word:\n    kind: core\n    words:"):
        text += f"{head}\n"
        first = text.count("\n") + 1
        text += "".join(f"      - {word}\n" for word, _ in DEAD_WORDS)
        wanted |= {first + at: told for at, (_, told) in enumerate(DEAD_WORDS) if told is not None}
    (tmp_path / "lexicons" / "en" / "house.yml").write_text(text, encoding="utf-8")
    found = {line: message for code, line, message in notes_of_users(tmp_path) if code == "dead-word"}
    assert found.keys() == wanted.keys()
    assert all(told in found[line] for line, told in wanted.items())


def test_texts_of_a_new_pack_are_still_to_be_written(tmp_path: Path) -> None:
    about = "about: Replace this by what the pack is for.\nfamilies: {OUR: replace this by what its rules find}\n"
    (tmp_path / "pack.yml").write_text(f"name: ours\nversion: 0.1.0\n{about}", encoding="utf-8")
    told = [message for code, _, message in notes_of_users(tmp_path) if code == "unwritten"]
    assert [one.split(" is ")[0] for one in told] == ["about", "OUR"]
    (tmp_path / "pack.yml").write_text("name: ours\nversion: 0.1.0\nabout: What we replace.\n", encoding="utf-8")
    assert notes_of_users(tmp_path) == []


def notes_of_users(folder: Path) -> list[tuple[str, int | None, str]]:
    return [(one.code, one.line, one.message) for one in lint_rulepack([folder])]
