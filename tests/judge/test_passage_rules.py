"""Rules over sentences in which no claim was found: when they run, what they say, and what they leave alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import claimcheck
from claimcheck.errors import RuleFileError
from claimcheck.model.passage import Sentence
from claimcheck.model.report import DocumentOut
from claimcheck.rulepack.pack import Pack
from claimcheck.text.passages import Passages

RULE = """\
id: {id}
name: {name}
tier: gap
step: H
confidence: high
about: A lantern is praised.
on: {on}
when: {when}
marks: [lantern_word]
message: "'{{match}}' in '{{text}}'"
why: Lanterns hang high.
remedy: Name the lantern.
rewrite: "{{core}} [number]"
cite: [cma_p6]
false_positives: [A lamp.]
fires:
  - {{text: A lantern hung there.}}
silent:
  - {{text: A lamp hung there.}}
"""
WORDS = """\
about: Lanterns.
signals:
  lantern_word: {kind: evidence, words: [lantern, lanterns]}
  wick_word: {kind: evidence, words: [wick]}
"""
HELD = "{signal: lantern_word}"
BESIDE_CLAIMS = (
    "{any: [{claim: {claimant: company}}, {element: {value: missing}},"
    " {all: [{signal: lantern_word}, {signal: wick_word}]}]}"
)


def _written(folder: Path, *rules: tuple[str, str, str]) -> Path:
    """A folder with rules on lanterns: id, what they run over, and their condition."""
    (folder / "lexicons" / "en").mkdir(parents=True)
    (folder / "lexicons" / "en" / "lanterns.yml").write_text(WORDS, encoding="utf-8")
    (folder / "checks" / "LAN").mkdir(parents=True)
    for number, (name, on, when) in enumerate(rules):
        text = RULE.format(id=name, name=f"lantern-{number}", on=on, when=when)
        (folder / "checks" / "LAN" / f"{name}-lantern-{number}.yml").write_text(text, encoding="utf-8")
    return folder


def _without_words(folder: Path) -> Path:
    """The same with a built-in signal for the lanterns: loading words of one's own takes four times as long."""
    (folder / "lexicons" / "en" / "lanterns.yml").unlink()
    for path in folder.rglob("*.yml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("lantern_word", "generic_benefit"), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """The built-in rules with a rule of each kind; loading them takes longer than all tests that use them."""
    rules = (
        ("LAN-901", "passage", HELD),
        ("LAN-902", "either", HELD),
        ("LAN-903", "claim", HELD),
        ("LAN-904", "passage", "{signal: lantern_word, scope: any}"),
        ("LAN-905", "either", BESIDE_CLAIMS),
    )
    return claimcheck.load_rulepack(_written(tmp_path_factory.mktemp("lanterns"), *rules))


def _document(pack: Pack, text: str, **settings: str) -> DocumentOut:
    (document,) = claimcheck.Auditor(rulepack=pack, lang="en").audit_text(text, **settings).documents  # type: ignore[arg-type]
    return document


def _rules(document: DocumentOut) -> list[str]:
    return [finding.rule for finding in document.findings if finding.family == "LAN"]


def test_a_passage_rule_finds_words_that_claim_nothing(pack: Pack) -> None:
    document = _document(pack, "The mayor came. Two lanterns hung above the door.")
    finding = document.findings[0]
    assert not document.claims
    assert (finding.rule, finding.quote, finding.place.line) == ("LAN-901", "Two lanterns hung above the door", 1)
    assert finding.message == "'Two lanterns hung above the door' in 'Two lanterns hung above the door'"
    assert finding.rewrite == "Two lanterns hung above the door [number]"
    assert [one.key for one in finding.citations] == ["cma_p6"]
    assert document.summary.by_tier == {"gap": 3}
    assert document.summary.by_state == {"new": 3}


@pytest.mark.parametrize(
    "written", ["“Old” lanterns hung above the door", "Lanterns – two – hung above the door", "#TwoLanterns hung"]
)
def test_a_message_quotes_what_is_written(pack: Pack, written: str) -> None:
    finding = _document(pack, f"The mayor came. {written}.").findings[0]
    assert finding.message == f"'{finding.quote}' in '{written}'"


def test_where_a_claim_is_found_only_rules_that_look_at_claims_run(pack: Pack) -> None:
    document = _document(pack, "Our lanterns are eco-friendly. A lantern fell.")
    (claim,) = document.claims
    assert [one.rule for one in claim.findings if one.family == "LAN"] == ["LAN-902", "LAN-903", "LAN-905"]
    assert _rules(document) == ["LAN-901", "LAN-902", "LAN-904"]


@pytest.mark.parametrize(
    "text",
    ["There is no lantern in the hall.", "Where does the lantern hang?", "Critics said that the lantern smokes."],
)
def test_guarded_words_do_not_count_unless_a_rule_says_so(pack: Pack, text: str) -> None:
    assert _rules(_document(pack, text)) == ["LAN-904"]


def test_sections_that_make_no_statements_are_left_alone(pack: Pack) -> None:
    text = "# Report\n\nA lantern hung there.\n\n# Glossary\n\nA lantern is a lamp with a handle.\n"
    document = _document(pack, text, format="markdown")
    assert {finding.place.line for finding in document.findings} == {3}


def test_rows_of_a_table_are_no_passages(pack: Pack) -> None:
    text = "| thing | number |\n| --- | --- |\n| lantern | 4 |\n| ladder | 2 |\n"
    assert not _rules(_document(pack, text, format="markdown"))


def test_what_asks_for_a_claim_never_holds_in_a_passage(pack: Pack) -> None:
    assert "LAN-905" not in _rules(_document(pack, "The lantern burns."))
    assert "LAN-905" in _rules(_document(pack, "The lantern has a wick."))


IMPOSSIBLE = {
    "LAN-901": (
        "passage",
        "{all: [{signal: lantern_word}, {not: {element: {value: held}}}]}",
        "cannot ask for element",
    ),
    "LAN-902": ("passage", "{any: [{signal: lantern_word}, {claim: {tense: planned}}]}", "cannot ask for claim"),
    "LAN-903": ("either", "{all: [{signal: lantern_word}, {claim: {tense: planned}}]}", "never holds in a passage"),
}


def test_rules_that_cannot_hold_are_refused(tmp_path: Path) -> None:
    rules = [(name, on, when) for name, (on, when, _) in IMPOSSIBLE.items()]
    with pytest.raises(RuleFileError) as caught:
        claimcheck.load_rulepack(_without_words(_written(tmp_path, *rules)))
    faults = {Path(str(one.path)).name[:7]: one for one in caught.value.faults}
    assert len(caught.value.faults) == len(faults) == len(IMPOSSIBLE)
    for name, (_, _, told) in IMPOSSIBLE.items():
        assert told in faults[name].message
        assert faults[name].line == RULE[: RULE.index("when:")].count("\n") + 1


def test_a_passage_has_no_topic_to_name(tmp_path: Path) -> None:
    _without_words(_written(tmp_path, ("LAN-901", "passage", HELD)))
    file = next((tmp_path / "checks" / "LAN").iterdir())
    file.write_text(file.read_text(encoding="utf-8").replace("{core} [number]", "{topic}"), encoding="utf-8")
    with pytest.raises(RuleFileError, match="a passage has no topic"):
        claimcheck.load_rulepack(tmp_path)


def test_findings_outside_of_claims_can_be_suppressed_and_decide_the_exit_code(pack: Pack) -> None:
    auditor = claimcheck.Auditor(rulepack=pack, lang="en", select=["LAN-901"])
    plain = auditor.audit_text("A lantern fell.\n", format="markdown").documents[0]
    allowed = auditor.audit_text(
        'A lantern fell. <!-- claimcheck: allow LAN-901 reason="it is a lamp" -->\n', format="markdown"
    ).documents[0]
    assert [one.state for one in plain.findings] == ["new"]
    assert [one.state for one in allowed.findings] == ["suppressed"]
    assert plain.findings[0].fingerprint == allowed.findings[0].fingerprint
    assert auditor.report([plain], fail_on="warning").exit_code == 1
    assert auditor.report([allowed], fail_on="warning").exit_code == 0


def test_every_format_shows_them(pack: Pack) -> None:
    from claimcheck.report import concise, markdown, text
    from claimcheck.report.style import Style

    auditor = claimcheck.Auditor(rulepack=pack, lang="en", select=["LAN-901"])
    report = auditor.audit_text("A lantern fell.\n")
    style = Style()
    for render in (text.render, markdown.render, concise.render):
        shown = render(report, style)
        assert "LAN-901" in shown
        assert "lantern" in shown
    assert "lantern [number]" in text.render(report, style)
    wire = json.loads(report.model_dump_json())
    assert wire["documents"][0]["findings"][0]["quote"] == "A lantern"


def test_ordinary_text_costs_no_annotation(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sentences without the words of any rule are passed over by their signals alone."""
    asked: list[int] = []
    whole = Passages.sentence

    def counted(passages: Passages, index: int) -> Sentence:
        asked.append(index)
        return whole(passages, index)

    monkeypatch.setattr(Passages, "sentence", counted)
    auditor = claimcheck.Auditor(lang="en")
    assert not auditor.audit_text("The tram stops at the corner. The choir sang twice. " * 200).documents[0].findings
    assert not asked
    assert auditor.audit_text("The report as a whole was assured.").documents[0].findings
    assert {*asked} == {0}
