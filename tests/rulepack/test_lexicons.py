"""From word lists to literals: inflection, slots, hyphens, boundaries, guards, roles and topics."""

from __future__ import annotations

from typing import Any

import pytest

from claimcheck.rulepack.build import load_rulepack
from claimcheck.rulepack.inflect import Inflector, Spellings, is_verb, parse_step, parted
from claimcheck.rulepack.lexicon import bounded
from claimcheck.rulepack.lexicon_shapes import InflectionRule
from claimcheck.rulepack.literals import hyphen_variants, literal_problem
from claimcheck.rulepack.pack import Lexicon, Pack

WORDS = "lexicons/en/words.yml"
VERB = [
    InflectionRule(ending="", forms={"base": "-0", "s": "-0+s", "ing": "-0+ing", "past": "-0+ed"}),
    InflectionRule(ending="e", forms={"base": "-0", "s": "-0+s", "ing": "-1+ing", "past": "-1+ed"}),
    InflectionRule(ending="ee", forms={"base": "-0", "s": "-0+s", "ing": "-0+ing", "past": "-1+ed"}),
]
NOUN = [
    InflectionRule(ending="", forms={"base": "-0", "plural": "-0+s"}),
    InflectionRule(ending="ty", forms={"base": "-0", "plural": "-1+ies"}),
]


def test_the_longest_ending_wins() -> None:
    verb = Inflector(VERB, verb=True)
    assert verb.word("reduce") == (
        ("reduce", "base"), ("reduces", "s"), ("reducing", "ing"), ("reduced", "past"),
    )  # fmt: skip
    assert verb.word("agree")[2:] == (("agreeing", "ing"), ("agreed", "past"))
    assert verb.word("lower")[2:] == (("lowering", "ing"), ("lowered", "past"))


def test_verbs_bend_the_first_word_and_nouns_the_last() -> None:
    verb, noun = Inflector(VERB, verb=True), Inflector(NOUN, verb=False)
    assert [text for text, _ in verb.phrase("phase out coal")] == [
        "phase out coal", "phases out coal", "phasing out coal", "phased out coal",
    ]  # fmt: skip
    assert noun.phrase("green city") == (("green city", ""), ("green cities", ""))
    assert noun.phrase("green box lid") == (("green box lid", ""), ("green box lids", ""))


def test_irregular_words_override_the_rules() -> None:
    bent = {"cut": ["cut", "cuts", "cutting", "cut"], "grow": ["grow", "grows", "growing", "grew", "grown"]}
    verb = Inflector(VERB, bent, verb=True)
    assert verb.phrase("cut down") == (
        ("cut down", "base"), ("cuts down", "s"), ("cutting down", "ing"), ("cut down", "past"),
    )  # fmt: skip
    assert verb.word("grow")[3:] == (("grew", "past"), ("grown", "past"))
    assert verb.word("lower")[3] == ("lowered", "past")


def test_an_irregular_phrase_is_taken_whole() -> None:
    verb = Inflector(VERB, {"drive down": ["drive down", "drives down", "driving down", "drove down"]}, verb=True)
    assert verb.phrase("drive down")[3] == ("drove down", "past")
    assert verb.phrase("drive up")[3] == ("drived up", "past")


def test_without_rules_words_stay() -> None:
    assert Inflector(verb=False).phrase("any thing") == (("any thing", ""),)


@pytest.mark.parametrize(
    ("step", "meaning"),
    [
        ("-0", (False, "", 0, "")),
        ("-1+ing", (False, "", 1, "ing")),
        ("|zu+-0", (True, "zu", 0, "")),
        ("ge+-12+x", (False, "ge", 12, "x")),
        ("+s", None),
        ("1", None),
        ("-1+", None),
        ("", None),
    ],
)
def test_steps(step: str, meaning: object) -> None:
    assert parse_step(step) == meaning


def test_classes_of_verbs_are_known_by_their_name() -> None:
    assert is_verb("verb")
    assert is_verb("verb_weak")
    assert not is_verb("noun")
    assert not is_verb("adverb")


@pytest.mark.parametrize(
    ("entry", "base", "marks"),
    [
        ("report +noun", "report", ("noun",)),
        ("cover in full +verb.s +verb.past", "cover in full", ("verb.s", "verb.past")),
        ("A +", "A +", ()),
        ("1 +2", "1 +2", ()),
        ("+noun", "+noun", ()),
        ("report+noun", "report+noun", ()),
    ],
)
def test_marks_stand_behind_an_entry(entry: str, base: str, marks: tuple[str, ...]) -> None:
    assert parted(entry) == (base, marks)


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("organisation", ("organisation", "organization")),
        ("organization of fibres", ("organization of fibres", "organisation of fibers")),
        ("plain", ("plain",)),
    ],
)
def test_a_text_has_two_spellings(text: str, spelled: tuple[str, ...]) -> None:
    spellings = Spellings([("isation", "ization"), ("is", "iz"), ("fibre", "fiber")])
    assert spellings.of(text) == spelled
    assert Spellings().of(text) == (text,)


@pytest.mark.parametrize(
    ("text", "variants"),
    [
        ("eco-friendly", ("eco-friendly", "eco friendly")),
        ("end-of-life", ("end-of-life", "end-of life", "end of-life", "end of life")),
        ("-free", ("-free",)),
        ("a - b", ("a - b",)),
        ("a-b-c-d-e", ("a-b-c-d-e", "a b c d e")),
        ("plain", ("plain",)),
    ],
)
def test_a_hyphen_also_matches_a_blank(text: str, variants: tuple[str, ...]) -> None:
    assert hyphen_variants(text) == variants


@pytest.mark.parametrize(
    "text", ["ab", "x" * 80, "é" * 2, "碳", "co2", "=", "†", "%", "-free", "n't", "a b", "than 1 ", " a"]
)
def test_good_literals(text: str) -> None:
    assert literal_problem(text) is None


@pytest.mark.parametrize(
    "text", ["", "a", "é", ".", ",", "-", " ", "x" * 81, "a  b", "  ", "“a”", "a\u00a0b", "CO₂", "a\tb"]
)
def test_bad_literals(text: str) -> None:
    assert literal_problem(text) is not None


def test_signs_and_scripts_without_blanks_have_no_word_boundary() -> None:
    assert bounded("a")
    assert bounded("é")
    assert bounded("2")
    assert not bounded("%")
    assert not bounded("-")
    assert not bounded("碳")
    assert not bounded("か")


def lexicon(pack: Pack) -> Lexicon:
    return pack.lexicons["en"]


def entries(pack: Pack, signal: str) -> dict[str, tuple[bool, bool, str | None, list[str]]]:
    number = pack.signal_numbers[signal]
    return {
        one.text: (one.left, one.right, one.exact, [form for sign, form in one.signals if sign == number])
        for one in lexicon(pack).literals
        if any(sign == number for sign, _ in one.signals)
    }


def loaded(pack_folder: Any) -> Pack:
    return load_rulepack([pack_folder], builtin=False, strict=True)


def test_signals_are_numbered_by_name(pack_folder: Any) -> None:
    pack = loaded(pack_folder)
    assert list(pack.signal_names) == sorted(pack.signal_names)
    assert [pack.signal_numbers[name] for name in pack.signal_names] == list(range(len(pack.signal_names)))


def test_words_patterns_and_forms(pack_folder: Any) -> None:
    pack = loaded(pack_folder)
    assert set(entries(pack, "green_word")) == {"eco-friendly", "eco friendly", "green"}
    assert set(entries(pack, "green_thing")) == {"green bottle", "green bottles", "green box", "green boxes"}
    verbs = entries(pack, "reduce_verb")
    assert verbs["reducing"] == (True, True, None, ["ing"])
    assert verbs["cut"] == (True, True, None, ["base", "past"])
    assert set(verbs) == {"reduce", "reduces", "reducing", "reduced", "cut", "cuts", "cutting"}


@pytest.mark.parametrize(
    ("mode", "left", "right"), [("word", True, True), ("prefix", True, False), ("part", False, False)]
)
def test_modes_ask_for_boundaries(mode: str, left: bool, right: bool, change: Any, pack_folder: Any) -> None:
    change(WORDS, "words: [certified]", f"words: [Certified, -free]\n    mode: {mode}")
    found = entries(loaded(pack_folder), "proof")
    assert found["certified"] == (left, right, None, [""])
    assert found["-free"] == (False, right, None, [""])


def test_case_can_matter(change: Any, pack_folder: Any) -> None:
    change(WORDS, "words: [certified]", "words: [SBTi, GREEN]\n    case_sensitive: true")
    pack = loaded(pack_folder)
    assert entries(pack, "proof") == {"sbti": (True, True, "SBTi", [""]), "green": (True, True, "GREEN", [""])}
    greens = [one for one in lexicon(pack).literals if one.text == "green"]
    assert sorted(str(one.exact) for one in greens) == ["GREEN", "None"]


def test_signals_share_a_literal_but_not_its_boundaries(change: Any, pack_folder: Any) -> None:
    change(WORDS, "words: [certified]", "words: [green]\n    mode: part")
    pack = loaded(pack_folder)
    same = [one for one in lexicon(pack).literals if one.text == "green"]
    assert sorted((one.left, one.right, len(one.signals)) for one in same) == [(False, False, 1), (True, True, 1)]
    change(WORDS, "mode: part", "mode: word")
    (one,) = [one for one in lexicon(loaded(pack_folder)).literals if one.text == "green"]
    assert len(one.signals) == 2


def test_no_literal_stands_twice(pack_folder: Any) -> None:
    literals = lexicon(loaded(pack_folder)).literals
    keys = [(one.text, one.left, one.right, one.exact) for one in literals]
    assert len(keys) == len(set(keys))
    assert all(one.text == one.text.lower() for one in literals)


def test_guards_roles_topics(pack_folder: Any) -> None:
    pack = loaded(pack_folder)
    number = pack.signal_numbers
    assert lexicon(pack).not_in == {number["green_word"]: 1 << number["green_colour"]}
    assert lexicon(pack).roles == {"company": 1 << number["company"]}
    assert lexicon(pack).role_words == {"company": ("our", "we")}
    assert lexicon(pack).topics == {number["climate"]: "climate"}


def test_two_signals_can_have_one_role(change: Any, pack_folder: Any) -> None:
    change(WORDS, "kind: evidence", "kind: grammar\n    role: company")
    pack = loaded(pack_folder)
    both = 1 << pack.signal_numbers["company"] | 1 << pack.signal_numbers["proof"]
    assert lexicon(pack).roles["company"] == both
    assert lexicon(pack).role_words["company"] == ("certified", "our", "we")


def test_an_irregular_word_need_not_be_listed_twice(change: Any, pack_folder: Any) -> None:
    change(WORDS, "words: [reduce]", "words: [reduce, cut]")
    twice = entries(loaded(pack_folder), "reduce_verb")
    change(WORDS, "words: [reduce, cut]", "words: [reduce]")
    assert entries(loaded(pack_folder), "reduce_verb") == twice


def test_the_language_is_the_folder(pack_folder: Any) -> None:
    other = pack_folder / "lexicons/de/woerter.yml"
    other.parent.mkdir()
    other.write_text("about: x\nsignals:\n  green_word: {kind: core, words: [grün]}\n", encoding="utf-8")
    pack = loaded(pack_folder)
    assert set(pack.lexicons) == {"de", "en"}
    (literal,) = pack.lexicons["de"].literals
    assert literal.signals == ((pack.signal_numbers["green_word"], ""),)


def test_marks_bring_the_forms_of_a_class_without_their_names(change: Any, pack_folder: Any) -> None:
    change(WORDS, "words: [certified]", "words: [test +noun, trace coal +verb.s +verb.ing, label]")
    found = entries(loaded(pack_folder), "proof")
    assert set(found) == {"test", "tests", "trace coal", "traces coal", "tracing coal", "label"}
    assert {form for *_, forms in found.values() for form in forms} == {""}


def test_marks_add_to_the_inflection_of_the_signal(change: Any, pack_folder: Any) -> None:
    change(WORDS, "words: [reduce]", "words: [reduce +noun]")
    found = entries(loaded(pack_folder), "reduce_verb")
    assert found["reduces"] == (True, True, None, ["s"])
    assert set(found) == {"reduce", "reduces", "reducing", "reduced", "cut", "cuts", "cutting"}


def test_marks_of_lists_and_patterns(change: Any, pack_folder: Any) -> None:
    change(WORDS, "thing: [bottle, box]", "thing: [bottle, box +noun]")
    change(WORDS, "words: [certified]", 'patterns: ["test of {thing} +verb.s"]')
    assert set(entries(loaded(pack_folder), "proof")) == {
        f"{verb} of {thing}" for verb in ("test", "tests") for thing in ("bottle", "box", "boxes")
    }


def test_a_list_brings_the_words_of_another(change: Any, pack_folder: Any) -> None:
    change(WORDS, "thing: [bottle, box]", 'thing: [bottle, "{crate}", "big {crate}"]\n  crate: [crate +noun]')
    change(WORDS, "words: [certified]", 'patterns: ["tested {thing}"]')
    assert set(entries(loaded(pack_folder), "proof")) == {
        "tested bottle", "tested crate", "tested crates", "tested big crate", "tested big crates",
    }  # fmt: skip


def test_what_a_language_spells_in_two_ways_is_found_in_both(change: Any, pack_folder: Any) -> None:
    change(WORDS, "about: Words.", "about: Words.\nspellings: [[our, or]]")
    change(WORDS, "words: [certified]", "words: [colour, labor-free]")
    assert set(entries(loaded(pack_folder), "proof")) == {
        "colour", "color", "labor-free", "labor free", "labour-free", "labour free",
    }  # fmt: skip
