"""Every kind of fault across files, with the file, line, column, words and hint that it comes with."""

# ruff: noqa: E501 - a case stands in one line

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from claimcheck.errors import RuleFileError
from claimcheck.rulepack.build import load_rulepack

CHECK = "checks/GEN/GEN-001-broad-word.yml"
CLAIM = "claims/generic_benefit.yml"
WORDS = "lexicons/en/words.yml"

# file, what stands there, what is put there, code, line, column, words of the message, words of the hint
CASES: list[tuple[str, str, str, str, int, int, str, str | None]] = [
    (CHECK, "tier: ban", "teir: ban", "unknown-key", 4, 1, "unknown key 'teir'", "tier"),
    (CHECK, "tier: ban\n", "", "missing-key", 1, 1, "key 'tier' is missing", "what the law makes"),
    (CHECK, "tier: ban", "tier: bann", "unknown-value", 4, 7, "'bann' is no value for tier", "did you mean ban?"),
    (CHECK, "step: H", "step: 1", "unknown-value", 5, 7, "1 is no value for step", "known: -, H"),
    (CHECK, "id: GEN-001", "id: GEN-1", "bad-value", 1, 5, "'GEN-1' is not a rule id", "Family and number"),
    (CHECK, "about: Broad words.", "about: 12", "wrong-type", 13, 8, "about is text, not 12", "quotes"),
    (CHECK, "about: Broad words.", "about: true", "wrong-type", 13, 8, "about is text, not True", "quotes"),
    (CHECK, "about: Broad words.", 'about: ""', "bad-value", 13, 8, "about is empty", None),
    (CHECK, "cite: [act_1]", "cite: act_1", "wrong-type", 18, 7, "cite is a list, not 'act_1'", None),
    (CHECK, "cite: [act_1]", "cite: [act_2]", "unknown-name", 18, 8, "unknown citation 'act_2'", "act_1"),
    (CHECK, "marks: [green_word]", "marks: [green_wrod]", "unknown-name", 11, 9, "unknown signal", "green_word"),
    (CHECK, "marks: [green_word]", "covers: [GEN-009]", "unknown-name", 11, 10, "unknown rule 'GEN-009'", None),
    (CHECK, "marks: [green_word]", "covers: [GEN-001]", "covers-itself", 11, 9, "covers itself", "one finding"),
    (CHECK, "{core} says", "{cor} says", "unknown-name", 12, 10, "unknown slot 'cor'", "core"),
    (CHECK, "{core} says", "{core says", "bad-slot", 12, 10, "a brace stands alone", "{name|[placeholder]}"),
    (CHECK, "{value:share|[share]}", "{vale|[share]}", "unknown-name", 16, 10, "unknown slot 'vale'", "value"),
    (CHECK, "{value:share|[share]}", "{value|[share]}", "bad-slot", 16, 10, "does not say which figures fit", "value:share"),
    (CHECK, "{value:share|[share]}", "{value:sharp|[share]}", "unknown-name", 16, 10, "unknown class of units", "share"),
    (CHECK, "{value:share|[share]}", "{metric|[measure]}", "bad-slot", 16, 10, "nothing fits the slot metric", "bracket"),
    (CHECK, "{core} says", "{value:share|a figure} says", "bad-slot", 12, 10, "whatever they are", "rewrite"),
    (CHECK, "questions: [Is it better?]\n", "", "missing-key", 4, 7, "a ban needs a question", "questions"),
    (CHECK, "name: broad-word", "name: broad-words", "file-name", 1, 5, "the file is named", "rename it"),
    (CHECK, "{type: generic_benefit}", "{type: generic}", "unknown-name", 9, 21, "unknown type", "generic_benefit"),
    (CHECK, "{type: generic_benefit}", "{typ: generic_benefit}", "unknown-key", 9, 15, "unknown key 'typ'", "type"),
    (CHECK, "{subject: missing}", "{subject: mising}", "unknown-value", 10, 26, "'mising' is no value", "missing"),
    (CHECK, "{subject: missing}", "{subjekt: missing}", "unknown-name", 10, 17, "unknown element", "subject"),
    (CHECK, "  all:\n", "  al:\n", "unknown-key", 8, 3, "unknown key 'al'", "all"),
    (CHECK, "    - element:", "    - signal: proof\n      element:", "bad-condition", 11, 7, "exactly one", "all:"),
    (CLAIM, "id: generic_benefit", "id: generic", "file-name", 1, 5, "the file is named", "generic.yml"),
    (CLAIM, "topic: product", "topic: products", "unknown-value", 4, 8, "'products' is no value", "product"),
    (CLAIM, "{signal: green_word}", "{signal: gren_word}", "unknown-name", 7, 16, "unknown signal", "green_word"),
    (CLAIM, "{not: {signal: company}}", "{not: {signal: [a_b, company]}}", "unknown-name", 8, 52, "'a_b'", None),
    (CLAIM, "attribute_from: [metric]", "attribute_from: [metrik]", "unknown-name", 9, 18, "unknown element", "metric"),
    (CLAIM, "undefined_words: [green_word]", "undefined_words: [grin]", "unknown-name", 10, 19, "unknown signal", None),
    (CLAIM, "required: {subject: act_1}", "required: {subjekt: act_1}", "unknown-name", 11, 12, "element", "subject"),
    (CLAIM, "required: {subject: act_1}", "required: {subject: act_9}", "unknown-name", 11, 21, "citation", "act_1"),
    (CLAIM, "required: {subject: act_1}", "required: {value: act_1}", "element-twice", 13, 3, "required already", "out"),
    (CLAIM, "cite: act_1", "cite: act_0", "unknown-name", 13, 56, "unknown citation", "act_1"),
    (CLAIM, "{audience: consumer}", "{audience: consumers}", "unknown-value", 13, 38, "is no value", "consumer"),
    (CLAIM, "half: [metric]", "half: [metrics]", "unknown-name", 14, 8, "unknown dimension", "metric"),
    (CLAIM, "half: [metric]", "half: [metric]\nnot_applicable: [metric]", "dimension-twice", 14, 8, "metric", "keep one"),
    (CLAIM, "half: [metric]", "absorbs: [generic_benefit]", "absorbs-itself", 14, 10, "absorb itself", None),
    (CLAIM, "half: [metric]", "asks: [metric]", "not-needed", 14, 8, "no such claim needs 'metric'", "value"),
    (CLAIM, "half: [metric]", "asks: [value]\nnever_asked: [value]", "element-twice", 15, 15, "value", "keep one"),
    (CLAIM, "half: [metric]", "asks: [{ask: value, when: {signal: gren_word}}]", "unknown-name", 14, 36, "signal", "green_word"),
    (CLAIM, "half: [metric]", "absorbs: [generic]", "unknown-name", 14, 11, "unknown claim type", "generic_benefit"),
    ("elements/metric.yml", "number: 2", "number: 7", "element-number", 2, 9, "has number 7", "its number is 2"),
    ("elements/metric.yml", "id: metric", "id: extra", "element-number", 2, 9, "belongs to metric", "begin at 27"),
    ("elements/metric.yml", "match: 1,", "match: 2,", "bad-value", 6, 18, "match is 2, more than 1", "0 to 1"),
    ("elements/metric.yml", "match: 1,", 'match: "1",', "wrong-type", 6, 18, "match is a number, not '1'", None),
    ("elements/metric.yml", "look: [sentence, document]", "look: [sentense]", "unknown-value", 8, 8, "look", "sentence"),
    ("elements/metric.yml", "[{signal: reduce_verb}]\nlook", "[{signal: redu}]\nlook", "unknown-name", 7, 21, "signal", None),
    ("elements/value.yml", "unit: mass", "unit: mas", "unknown-name", 6, 57, "unknown unit class 'mas'", "mass"),
    ("elements/value.yml", "kind: quantity", "kind: quantiti", "unknown-value", 6, 41, "is no value", "quantity"),
    ("elements/value.yml", "brings: [metric]", "brings: [metrik]", "unknown-name", 9, 10, "unknown element", "metric"),
    ("citations.yml", "jurisdiction: xx", "jurisdiction: nowhere", "unknown-name", 7, 19, "unknown jurisdiction", "xx"),
    ("citations.yml", "valid_from: 2024-01-01", "valid_from: 2024", "wrong-type", 9, 17, "not 2024", "quotes"),
    ("citations.yml", "valid_from: 2024-01-01", "valid_from: 2024-13-01", "wrong-type", 9, 17, "is no date; a date is written YYYY-MM-DD", None),
    ("citations.yml", "grade: read", "valid_to: 2023-01-01\n    grade: read", "bad-dates", 10, 15, "is before", None),
    ("citations.yml", "grade: read", "versions: [{edition: b, says: c, grade: read}]\n    grade: read", "bad-dates", 3, 5,
     "two versions of act_1 apply on the same days", "on the day before"),
    ("profiles/xx.yml", "about: The", "general: act_2\nabout: The", "unknown-name", 3, 10, "unknown citation", "act_1"),
    ("scoring.yml", "{metric: 1, value: 2}", "{metric: 1, valeu: 2}", "unknown-name", 4, 51, "unknown element", "value"),
    ("scoring.yml", "{metric: 1, value: 2}", "{metric: 1}", "element-unweighed", 1, 5, "in no dimension", "scoring.yml"),
    ("scoring.yml", "[dimension.subject]", "[dimension.subjekt]", "unknown-name", 6, 39, "unknown dimension", "subject"),
    ("scoring.yml", "[element.value]", "[elements.value]", "bad-value", 7, 42, "is not a path", None),
    ("scoring.yml", "types: [generic_benefit]", "types: [generic]", "unknown-name", 6, 67, "unknown claim type", "generic_"),
    ("scoring.yml", "needs_required: value", "needs_required: valeu", "unknown-name", 7, 74, "unknown element", "value"),
    ("scoring.yml", "{report: {sentence", "{reports: {sentence", "unknown-key", 11, 16, "'reports'", "report"),
    ("profiles/xx.yml", "id: xx", "id: int", "reserved-id", 1, 5, "standards of all the world", "jurisdiction"),
    ("profiles/xx.yml", "ban: error", "ban: eror", "unknown-value", 7, 10, "'eror' is no value for ban", "error"),
    ("profiles/xx.yml", "{H: warning", "{X: warning", "unknown-key", 9, 11, "unknown key 'X'", "known:"),
    ("profiles/xx.yml", "about: The", "overrides: {GEN-002: {because: So.}}\nabout: The", "unknown-name", 3, 13, "rule", "GEN-001"),
    ("units.yml", "factor: 1000", "factor: 0", "bad-value", 2, 39, "factor is 0, not more than 0", None),
    ("pack.yml", 'version: "1.0.0"', "version: 1.0", "wrong-type", 2, 10, "version is text, not 1.0", "quotes"),
    ("languages.yml", "  en: [the,", "  eng: [the,", "bad-key", 3, 3, "key 'eng' is not a language code", None),
    ("languages.yml", "3040-30FF", "3040:30FF", "bad-value", 5, 8, "is not a range", None),
    ("languages.yml", "of, and, to, in, for, is, on, with, as", "of", "bad-value", 3, 7, "less than 10", None),
    (WORDS, "not_in: [green_colour]", "not_in: [green_color]", "unknown-name", 18, 14, "unknown signal", "green_colour"),
    (WORDS, '"green {thing}"', '"green {things}"', "unknown-name", 21, 16, "unknown list 'things'", "thing"),
    (WORDS, '"green {thing}"', '"green {thing"', "bad-slot", 21, 16, "a brace stands alone", "{list}"),
    (WORDS, '"green {thing}"', '"a b c d e f g"', "pattern-length", 21, 16, "this one has 7", None),
    (WORDS, "words: [certified]", 'words: ["{thing}"]', "bad-slot", 30, 13, "has a slot", "patterns"),
    (WORDS, "words: [certified]", "words: [x]", "bad-literal", 30, 13, "has 1 character, a literal has 2 to 80", None),
    (WORDS, "words: [certified]", f"words: [{'x' * 81}]", "bad-literal", 30, 13, "has 81 characters", None),
    (WORDS, "words: [certified]", 'words: ["so  so"]', "bad-literal", 30, 13, "doubled blanks", "write so so"),
    (WORDS, "words: [certified]", "words: [it’s]", "bad-literal", 30, 13, "never holds", "write it's"),
    (WORDS, "words: [certified]", "words: [a–b]", "bad-literal", 30, 13, "never holds", "write a-b"),
    (WORDS, "words: [certified]", "words: [true]", "wrong-type", 30, 13, "not True", "quotes"),
    (WORDS, "    words: [certified]\n", "", "missing-key", 28, 3, "signal proof has no words", "words"),
    (WORDS, "inflect: noun", "inflect: nuon", "unknown-name", 22, 14, "unknown inflection class", "noun"),
    (WORDS, "role: company", "role: compani", "unknown-value", 36, 11, "'compani' is no value for role", "company"),
    (WORDS, "kind: evidence", "kind: evidence\n    role: plan", "wrong-kind", 30, 11, "only grammar signals", None),
    (WORDS, "    topic: climate\n", "", "missing-key", 38, 3, "names no topic", "topic"),
    (WORDS, "ending: x, forms: {base: \"-0\"", "ending: x, forms: {base: \"0\"", "bad-value", 7, 33, "form", None),
    ("sections.yml", "set_aside: definition", "set_aside: claim", "unknown-value", 3, 63, "is no value for set_aside", None),
    ("sections.yml", "id: glossary", "id: Glossary", "bad-value", 3, 10, "a name in lower case", None),
    (WORDS, "about: Words.", "headings: {glossry: {whole: [terms]}}\nabout: Words.", "unknown-name", 1, 12, "kind of section", "glossary"),
    (WORDS, "about: Words.", "tables: {no_values: [nil]}\nabout: Words.", "unknown-key", 1, 10, "no_values", "no_value"),
    (WORDS, "about: Words.", "tables: {roles: {goal: {words: [aim]}}}\nabout: Words.", "unknown-key", 1, 18, "'goal'", None),
    (WORDS, "unit_words: {tonnes: t}", "unit_words: {tonnes: tt}", "unknown-name", 13, 24, "unknown unit", None),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[f"{case[3]}-{place}" for place, case in enumerate(CASES)])
def test_a_fault_names_its_place_and_what_may_be_meant(
    case: tuple[Any, ...], change: Any, faults: Any, pack_folder: Path
) -> None:
    name, old, new, code, line, column, message, hint = case
    path = change(name, old, new)
    found = [one for one in faults() if one.code == code]
    assert found, [str(one) for one in faults()]
    fault = next((one for one in found if (one.line, one.column) == (line, column)), found[0])
    place = (Path(str(fault.path)).name, fault.line, fault.column)
    if code == "element-unweighed":
        path = pack_folder / "elements/value.yml"
    assert place == (path.name, line, column), str(fault)
    assert message.lower() in fault.message.lower()
    assert (hint or "").lower() in (fault.hint or "").lower()
    shown = path.read_text(encoding="utf-8").splitlines()[line - 1].strip()
    assert shown[:20] in fault.message or code == "unknown-name" or len(shown) > 90
    caret = fault.message.splitlines()[-1]
    assert caret.endswith("^")


def test_the_small_pack_has_no_fault(faults: Any) -> None:
    assert faults() == ()
    assert faults(strict=True) == ()


def test_all_faults_of_all_files_come_at_once(change: Any, pack_folder: Path) -> None:
    change(CHECK, "cite: [act_1]", "cite: [act_2]")
    change(CLAIM, "topic: product", "topic: produkt")
    change(WORDS, "inflect: noun", "inflect: nuon")
    with pytest.raises(RuleFileError) as raised:
        load_rulepack([pack_folder], builtin=False)
    error = raised.value
    codes = [one.code for one in error.faults]
    assert codes == ["unknown-name", "unknown-value", "unknown-name"]
    assert [one.path for one in error.faults] == sorted(str(one.path) for one in error.faults)
    assert all(str(one) in str(error) for one in error.faults)
    assert (error.code, error.path, error.line) == (
        error.faults[0].code, error.faults[0].path, error.faults[0].line,
    )  # fmt: skip


def test_a_broken_file_does_not_make_others_wrong(change: Any, faults: Any) -> None:
    """Names that a file with a fault would have defined are not reported as unknown one by one."""
    change(WORDS, "about: Words.", "about: Words.\nabout: Twice.")
    assert [one.code for one in faults()] == ["yaml-duplicate-key"]


def test_letters_weigh_for_every_language(pack_folder: Path, faults: Any) -> None:
    letters = pack_folder / "letters.yml"
    letters.write_text("about: Letters.\nlanguages: [en, de]\nruns: |\n  _a PQ\n  der NZ\n", encoding="utf-8")
    assert faults() == ()
    letters.write_text("about: Letters.\nlanguages: [en, de]\nruns: |\n  _a PQ\n  der N\n", encoding="utf-8")
    assert [(one.code, one.line) for one in faults()] == [("bad-value", 3)]


def test_roles_weigh_for_every_element(pack_folder: Path, faults: Any) -> None:
    roles = pack_folder / "roles.yml"
    head = "about: Roles.\nlanguage: en\nelements: [{}]\nleast: [{}]\nweights: |\n"
    whole = head.format("value", 9) + "  word by: 4\n  fact year: -2\n"
    cases = (
        (whole, []),
        (whole.replace("-2", "high"), [("bad-value", 5)]),
        (whole.replace("-2", "-2 1"), [("bad-value", 5)]),
        (whole.replace("[9]", "[9, 8]"), [("bad-value", 4)]),
        (whole.replace("[value]", "[epoch]"), [("unknown-name", 3)]),
    )
    for text, told in cases:
        roles.write_text(text, encoding="utf-8")
        assert [(one.code, one.line) for one in faults()] == told


def test_nor_does_a_broken_lexicon_make_other_lexicons_wrong(change: Any, pack_folder: Path, faults: Any) -> None:
    """The signals that silence others may stand in the file that could not be read."""
    guards = pack_folder / "lexicons/en/guards.yml"
    guards.write_text(
        "about: Guards.\nsignals:\n  green_light: {kind: guard, words: [green light]}\n", encoding="utf-8"
    )
    change(WORDS, "not_in: [green_colour]", "not_in: [green_colour, green_light]")
    assert faults() == ()
    guards.write_text("about: Guards.\n<<<<<<< mine\nsignals:\n", encoding="utf-8")
    assert [Path(str(one.path)).name for one in faults()] == ["guards.yml"]


@pytest.mark.parametrize(
    ("missing", "told"),
    [
        ("pack.yml", "pack.yml"), ("scoring.yml", "scoring.yml"), ("units.yml", "units.yml"), ("languages.yml", "languages.yml"),
        ("citations.yml", "/passages.yml"), ("profiles/xx.yml", "/profile.yml"), (WORDS, "lexicons/"),
        (CLAIM, "claims/*.yml"),
    ],
)  # fmt: skip
def test_what_no_pack_can_do_without(missing: str, told: str, pack_folder: Path, faults: Any) -> None:
    (pack_folder / missing).unlink()
    found = faults()
    assert [one.code for one in found] == ["missing-file"]
    assert told in found[0].message


@pytest.mark.parametrize(
    ("name", "copy", "what", "line"),
    [
        (CHECK, "checks/GEN/GEN-001-twice.yml", "rule 'GEN-001'", 1),
        (CLAIM, "more/claims/generic_benefit.yml", "claim type 'generic_benefit'", 1),
        (WORDS, "lexicons/en/more.yml", "signal 'green_word'", 15),
        ("profiles/xx.yml", "more/profiles/xx.yml", "profile 'xx'", 1),
    ],
)
def test_an_id_is_defined_once(name: str, copy: str, what: str, line: int, pack_folder: Path, faults: Any) -> None:
    target = pack_folder / copy
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes((pack_folder / name).read_bytes())
    fault = next(one for one in faults() if what in one.message)
    assert (fault.code, fault.line) == ("duplicate-id", line)
    assert "is defined twice" in fault.message
    assert "stands in" in str(fault.hint)


def test_a_check_lies_in_the_folder_of_its_family(pack_folder: Path, faults: Any) -> None:
    (pack_folder / "checks/NEU").mkdir()
    (pack_folder / CHECK).rename(pack_folder / "checks/NEU/GEN-001-broad-word.yml")
    (fault,) = faults()
    assert (fault.code, fault.line, fault.hint) == ("file-folder", 1, "move it to GEN")


def test_aliases_and_names_are_unique(pack_folder: Path, faults: Any) -> None:
    text = (pack_folder / CHECK).read_text(encoding="utf-8")
    second = pack_folder / "checks/GEN/GEN-002-broad-word.yml"
    second.write_text(text.replace("id: GEN-001", "id: GEN-002"), encoding="utf-8")
    found = {one.code: one for one in faults()}
    assert set(found) == {"duplicate-alias", "duplicate-name"}
    assert (found["duplicate-alias"].line, found["duplicate-alias"].column) == (3, 11)
    assert found["duplicate-name"].line == 2


def test_languages_agree_about_a_signal(pack_folder: Path, faults: Any) -> None:
    other = pack_folder / "lexicons/de/woerter.yml"
    other.parent.mkdir()
    other.write_text("about: x\nsignals:\n  green_word:\n    kind: evidence\n    words: [grün]\n", encoding="utf-8")
    (fault,) = faults()
    assert (fault.code, fault.line, fault.column) == ("signal-disagrees", 16, 11)
    assert "woerter.yml" in fault.message
    assert fault.hint == "there it is evidence"
    later = pack_folder / "lexicons/fr"
    other.parent.rename(later)
    (later / "woerter.yml").write_text(
        "about: x\nsignals:\n  green_word: {kind: core, topic: climate, words: [vert]}\n", encoding="utf-8"
    )
    (fault,) = faults()
    assert fault.hint == "there it is left out"


def test_a_lexicon_needs_a_language(pack_folder: Path, faults: Any) -> None:
    (pack_folder / "lexicons/loose.yml").write_text("about: x\nsignals: {}\n", encoding="utf-8")
    (fault,) = faults()
    assert (fault.code, fault.line) == ("unknown-language", 1)
    assert "lexicons/en" in str(fault.hint)


def test_an_entry_has_a_bounded_number_of_forms(change: Any, faults: Any) -> None:
    words = ", ".join(f"word{number}" for number in range(50))
    change(WORDS, "thing: [bottle, box]", f"thing: [{words}]")
    change(WORDS, '"green {thing}"', '"green {thing} {thing}"')
    (fault,) = faults()
    assert (fault.code, fault.line, fault.column) == ("too-many-forms", 21, 16)
    assert "2,500 forms" in fault.message


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "column", "message"),
    [
        ("words: [certified]", "words: [certified, test +nown]", "unknown-name", 30, 24, "class 'nown'"),
        ("thing: [bottle, box]", "thing: [bottle, box +nown]", "unknown-name", 3, 19, "class 'nown'"),
        ("thing: [bottle, box]", 'thing: [bottle, "{things}"]', "unknown-name", 3, 19, "list 'things'"),
        ("thing: [bottle, box]", 'thing: [bottle, "{thing}"]', "names-itself", 3, 3, "list thing"),
        ("about: Words.", "about: Words.\nclosed: [thong]", "unknown-name", 2, 10, "'thong'"),
    ],
)  # fmt: skip
def test_what_entries_name_is_there(
    old: str, new: str, code: str, line: int, column: int, message: str, change: Any, faults: Any
) -> None:
    change(WORDS, old, new)
    (fault,) = faults()
    assert (fault.code, fault.line, fault.column) == (code, line, column)
    assert message in fault.message


def test_a_pack_has_a_bounded_number_of_literals(change: Any, faults: Any, pack_folder: Path) -> None:
    """Thousands of small patterns would make millions of literals; the build stops at the bound."""
    first = ", ".join(f"ab{number}" for number in range(40))
    second = ", ".join(f"cd{number}" for number in range(50))
    patterns = ", ".join(f'"{{one}} {{two}} {number}"' for number in range(3000))
    change(WORDS, "thing: [bottle, box]", f"thing: [bottle, box]\n  one: [{first}]\n  two: [{second}]")
    change(WORDS, "words: [certified]", f"patterns: [{patterns}]")
    found = faults()
    assert {(one.code, one.line) for one in found} == {("too-many-forms", 32), ("too-many-forms", 30)}


def test_literals_do_not_nest_without_end(change: Any, faults: Any) -> None:
    nested = ", ".join("x" * length for length in range(2, 12))
    change(WORDS, "words: [certified]", f"words: [{nested}]")
    found = faults()
    assert {one.code for one in found} == {"suffix-chain"}
    assert "ends in 8 other literals" in found[0].message


def test_the_number_of_faults_is_bounded(change: Any, faults: Any) -> None:
    names = ", ".join(f"none_{number}" for number in range(3000))
    change(CHECK, "cite: [act_1]", f"cite: [{names}]")
    assert len(faults()) == 500
