"""What other languages than English need of the mechanism, shown with made-up words and with German."""

from __future__ import annotations

from pathlib import Path

import pytest

import claimcheck
from claimcheck.errors import RuleFileError
from claimcheck.rulepack import lexicon
from claimcheck.rulepack.assembly import assemble
from claimcheck.rulepack.build import load_rulepack
from claimcheck.rulepack.inflect import Inflector, parse_step
from claimcheck.rulepack.lexicon_shapes import InflectionRule
from claimcheck.rulepack.literals import MAX_LITERALS

VERB = [
    InflectionRule(ending="en", forms={"base": ["-0", "|zu+-0"], "s": "-2+t", "past": ["-2+te", "ge+-2+t"]}),
    InflectionRule(ending="en", beginnings=["ver", "be"], forms={"base": "-0", "s": "-2+t", "past": "-2+t"}),
    InflectionRule(ending="ten", forms={"base": "-0", "past": "-2+ete"}),
]


@pytest.fixture(scope="module")
def german() -> claimcheck.Auditor:
    return claimcheck.Auditor(lang="de")


def _types(auditor: claimcheck.Auditor, text: str) -> list[tuple[str, str]]:
    return [(one.type, one.tense) for one in auditor.audit_text(text).documents[0].claims]


def test_a_form_may_have_letters_in_front_and_several_steps() -> None:
    assert Inflector(VERB, verb=True).word("senken") == (
        ("senken", "base"), ("senkt", "s"), ("senkte", "past"), ("gesenkt", "past"),
    )  # fmt: skip


def test_a_rule_with_beginnings_goes_first_and_a_longer_ending_before_it() -> None:
    verbs = Inflector(VERB, verb=True)
    assert verbs.word("verkürzen") == (("verkürzen", "base"), ("verkürzt", "s"), ("verkürzt", "past"))
    assert verbs.word("leisten") == (("leisten", "base"), ("leistete", "past"))


def test_a_parted_verb_stands_in_one_word_or_in_two() -> None:
    forms = Inflector(VERB, verb=True).word("ab|senken")
    assert [text for text, _ in forms] == [
        "absenken", "abzusenken", "absenkt", "absenkte", "abgesenkt",
        "senken … ab", "senkt … ab", "senkte … ab",
    ]  # fmt: skip


def test_irregular_verbs_come_apart_as_well_and_have_any_number_of_past_forms() -> None:
    bent = {"zurück|gehen": ["gehen", "geht", "gehend", "ging", "gingen", "gegangen"]}
    forms = dict(Inflector((), bent, verb=True).word("zurück|gehen"))
    assert forms["zurückgegangen"] == forms["ging … zurück"] == forms["gingen … zurück"] == "past"


@pytest.mark.parametrize("step", ["ge+", "ge-2+t", "||-0", "|", "ge++-2"])
def test_what_is_no_step(step: str) -> None:
    assert parse_step(step) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # The particle ends the clause, far from its verb; without it the verb is another one.
        ("Wir gleichen alle Emissionen jeder Bestellung aus.", True),
        ("Wir gleichen alle Emissionen jeder Bestellung aus, die wir nicht vermeiden.", True),
        ("Wir gleichen alle Emissionen jeder Bestellung aus und liefern kostenlos.", True),
        ("Wir gleichen alle Emissionen jeder Bestellung mit den Zahlen aus dem Vorjahr ab.", False),
    ],
)
def test_the_particle_of_a_verb_ends_its_clause(german: claimcheck.Auditor, text: str, found: bool) -> None:
    assert ("carbon_neutral" in [one for one, _ in _types(german, text)]) is found


@pytest.mark.parametrize(
    ("text", "kind", "tense"),
    [
        # Auxiliary and verb stand at the two ends of the clause.
        ("Wir werden die Emissionen unserer drei Mühlen am Fluss deutlich senken.", "future_target", "planned"),
        ("Die Emissionen unserer drei Mühlen am Fluss werden deutlich gesenkt.", "reduction_achieved", "ongoing"),
        ("Die Emissionen unserer drei Mühlen am Fluss wurden deutlich gesenkt.", "reduction_achieved", "achieved"),
        # One text for two forms.
        ("Das Werk reduziert den Stromverbrauch.", "reduction_achieved", "ongoing"),
        ("Das Werk hat den Stromverbrauch reduziert.", "reduction_achieved", "achieved"),
        # A participle that is an adjective tells no time.
        ("Die Mühle verwendet geprüftes, vollständig recyceltes Papier.", "recycled_content", "attribute"),
        # The last part of a compound is what it is.
        ("Alle Minderungsziele und Klimaschutzziele wurden erreicht.", "target_met", "achieved"),
    ],
)  # fmt: skip
def test_tense_where_verbs_stand_last(german: claimcheck.Auditor, text: str, kind: str, tense: str) -> None:
    assert (kind, tense) in _types(german, text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        # What is denied stands before the word that denies it, but not in another clause.
        ("Die Emissionen senkten wir im vergangenen Jahr nicht.", "negated"),
        ("Der Wald grenzt an das Kloster Birkenau.", "mention"),
    ],
)
def test_set_aside_in_free_order(german: claimcheck.Auditor, text: str, reason: str) -> None:
    document = german.audit_text(text).documents[0]
    assert document.claims == []
    assert {one.reason for one in document.set_aside} <= {reason}


def test_a_negator_leaves_the_other_clause_alone(german: claimcheck.Auditor) -> None:
    text = "Wir haben unsere Emissionen um 12 % gesenkt, aber unser Ziel haben wir nicht erreicht."
    assert _types(german, text) == [("reduction_achieved", "achieved")]


def test_figures_are_read_as_the_language_writes_them(german: claimcheck.Auditor) -> None:
    text = "Wir haben unsere Emissionen gegenüber 2019 um 1.234,5 t CO2e gesenkt."
    held = {one.element: one for one in german.audit_text(text).documents[0].claims[0].elements}
    value, base = held["value"].parsed, held["base_year"].parsed
    assert value is not None
    assert value.number == pytest.approx(1234.5)
    assert base is not None
    assert base.year == 2019


def test_a_text_is_told_to_be_german_and_its_report_says_what_was_not_looked_for() -> None:
    text = "Wir haben die Emissionen unserer Mühlen in den letzten Jahren um die Hälfte gesenkt."
    document = claimcheck.Auditor().audit_text(text).documents[0]
    assert (document.language, document.status, len(document.claims)) == ("de", "complete", 1)
    assert document.claims[0].findings
    assert [(one.code, one.effect) for one in document.problems] == [("language_partly_covered", "note")]
    assert document.coverage.rules_run < len(claimcheck.load_rulepack().checks)


def test_english_is_covered_whole() -> None:
    document = claimcheck.Auditor().audit_text("We cut the emissions of the kiln by 31 %.").documents[0]
    assert document.problems == []
    assert document.coverage.rules_run == len(claimcheck.load_rulepack().checks)


def test_a_language_without_words_for_some_claims_makes_its_reports_partial(tmp_path: Path) -> None:
    folder = tmp_path / "mine" / "lexicons" / "nl"
    folder.mkdir(parents=True)
    (folder / "some.yml").write_text(
        "about: A beginning.\nsignals:\n  neutral_claim: {kind: core, words: [klimaatneutraal]}\n", encoding="utf-8"
    )
    pack = claimcheck.load_rulepack(tmp_path / "mine")
    document = claimcheck.Auditor(pack, lang="nl").audit_text("Onze fiets is klimaatneutraal.").documents[0]
    assert [one.type for one in document.claims] == ["carbon_neutral"]
    assert document.status == "partial"
    (problem,) = document.problems
    assert problem.code == "language_partly_covered"
    assert "target_met" in problem.message
    assert "carbon_neutral" not in problem.message
    assert problem.message.endswith("; nor has it words of negation: what is denied reads as claimed")
    with (folder / "some.yml").open("a", encoding="utf-8") as more:
        more.write("  negation: {kind: grammar, role: negation, words: [niet]}\n")
    auditor = claimcheck.Auditor(claimcheck.load_rulepack(tmp_path / "mine"), lang="nl")
    document = auditor.audit_text("Onze fiets is niet klimaatneutraal.").documents[0]
    assert document.claims == []
    assert document.problems[0].message.endswith("such claims were not looked for")


def test_the_limit_on_words_is_that_of_each_language(
    pack_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lexicon, "MAX_LITERALS", 300)
    words = [f"w{number}" for number in range(400)]
    folders = [pack_folder, tmp_path / "mine"]
    for language in ("nl", "fr"):  # together more than one may have
        _lexicon(tmp_path / "mine" / "lexicons" / language, words[:200])
    found = claimcheck.load_rulepack(folders, builtin=False).lexicons
    assert [len(found[language].literals) for language in ("nl", "fr")] == [200, 200]
    _lexicon(tmp_path / "mine" / "lexicons" / "nl", words)
    with pytest.raises(RuleFileError) as caught:
        claimcheck.load_rulepack(folders, builtin=False)
    (fault,) = caught.value.faults
    assert fault.code == "too-many-forms"
    assert "the language has more than 300 literals" in fault.message


def test_no_built_in_language_is_near_the_limit_on_words() -> None:
    """So that packs of users have room for a tenth more."""
    for name, each in claimcheck.load_rulepack().lexicons.items():
        assert 1.1 * len(each.literals) < MAX_LITERALS, name


def _lexicon(folder: Path, words: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    body = f"about: Many.\nsignals:\n  green_word: {{kind: core, words: [{','.join(words)}]}}\n"
    (folder / "many.yml").write_text(body, encoding="utf-8")


def test_words_of_a_language_are_unpacked_when_a_text_needs_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from claimcheck.rulepack import cache

    monkeypatch.setattr(cache, "_compiled", {})
    unpacked: list[int] = []
    unpack = cache._unpacked_words

    def noted(packed: memoryview, digest: str) -> object:
        unpacked.append(len(packed))
        return unpack(packed, digest)

    monkeypatch.setattr(cache, "_unpacked_words", noted)
    load_rulepack()
    cache._compiled.clear()
    pack = load_rulepack()
    assert unpacked == []
    claimcheck.Auditor(pack).audit_text("We cut our emissions by 31 %.")
    assert len(unpacked) == 1
    claimcheck.Auditor(pack, lang="de").audit_text("Wir senken unsere Emissionen.")
    assert len(unpacked) == 2


@pytest.mark.parametrize(
    ("language", "signal", "shared"), [("de", "generic_benefit", {"en"}), ("nl", "aaa_before_all_others", {"de", "en"})]
)
def test_words_that_a_user_leaves_alone_are_made_once(
    language: str, signal: str, shared: set[str], tmp_path: Path
) -> None:
    builtin, _ = assemble((), builtin=True, strict=True)
    folder = tmp_path / "lexicons" / language
    folder.mkdir(parents=True)
    text = f"about: Words.\nsignals:\n  {signal}: {{kind: core, words: [milieuvriendelijk]}}\n"
    (folder / "own.yml").write_text(text, encoding="utf-8")
    pack, _ = assemble([tmp_path], builtin=True, strict=True)
    same = {name for name in builtin.lexicons if pack.lexicons[name].words is builtin.lexicons[name].words}
    assert same == shared
    assert pack.signal_names == tuple(dict.fromkeys((*builtin.signal_names, signal))), "behind ours"
    report = claimcheck.Auditor(pack, lang="en").audit_text("Our bottle is eco-friendly.")
    assert [claim.type for claim in report.documents[0].claims] == ["generic_benefit"]
