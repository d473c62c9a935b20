"""Tables of banned substances: each becomes a condition that rules and legal tests of the jurisdiction can ask for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import claimcheck
from claimcheck.errors import ClaimcheckError

RULE = """id: XYZ-901
name: banned-word
tier: gap
step: M
confidence: medium
about: A sentence names a substance and a product of the table.
on: either
when: {shared: banned_in_xx}
message: "{match}"
why: It is a test.
remedy: None.
rewrite: "[none]"
cite: []
false_positives: [None.]
fires: [{text: We sell moss without chalk.}, {text: We sell moss free of chalk.}, {text: Chalk and moss., hard: true}]
silent: [{text: We sell moss.}, {text: We sell chalk.}, {text: We sell turf free of chalk., hard: true}]
"""
WORDS = """about: Words of a test.
signals:
  chalk_word: {kind: evidence, words: [chalk]}
  moss_word: {kind: evidence, words: [moss]}
"""
TABLE = """about: A table of a test.
grade: unverified
checked: 2026-11-30
banned:
  - {substance: chalk_word, products: [moss_word], law: Moss Act 1, url: "https://example.org/moss"}
"""


Pack = Callable[..., Path]


@pytest.fixture
def pack(pack_folder: Path) -> Pack:
    """The small pack with a rule on the substances of a table."""

    def made(table: str = TABLE) -> Path:
        return _written(pack_folder, table)

    return made


def _written(folder: Path, table: str) -> Path:
    families = (folder / "pack.yml").read_text(encoding="utf-8").replace("{GEN:", "{XYZ: tests, GEN:")
    files = {
        "pack.yml": families,
        "lexicons/en/house.yml": WORDS,
        "checks/XYZ/XYZ-901-banned-word.yml": RULE,
        "law/xx/banned.yml": table,
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def _fired(folder: Path, text: str) -> bool:
    context = claimcheck.Context(audience="consumer", medium="web", jurisdictions=("xx",), as_of=date(2026, 11, 30))
    pack = claimcheck.load_rulepack(folder, builtin=False)
    report = claimcheck.Auditor(pack, context, lang="en").audit_text(text)
    return any(finding.rule == "XYZ-901" for finding in report.documents[0].findings)


def test_a_row_asks_for_the_substance_and_one_of_its_products(pack: Pack) -> None:
    folder = pack()
    assert _fired(folder, "We sell moss without chalk.")
    assert not _fired(folder, "We sell turf without chalk.")


def test_a_row_without_products_is_about_all_of_them(pack: Pack) -> None:
    folder = pack(TABLE.replace(" products: [moss_word],", ""))
    assert _fired(folder, "We sell turf without chalk.")


def test_a_word_that_no_lexicon_has_is_a_fault_of_the_table(pack: Pack) -> None:
    folder = pack(TABLE.replace("substance: chalk_word", "substance: chalk_wird"))
    with pytest.raises(ClaimcheckError, match="chalk_wird"):
        claimcheck.load_rulepack(folder, builtin=False)


def test_the_table_of_union_law_names_each_act_with_its_address() -> None:
    table = Path(claimcheck.__file__).resolve().parents[2] / "rules" / "law" / "eu" / "banned.yml"
    text = table.read_text(encoding="utf-8")
    assert text.count("substance:") == text.count("    law: ") == text.count("https://eur-lex.europa.eu/eli/")


@pytest.mark.parametrize(
    ("text", "told"), [("Bleifreie Wandfarbe.", True), ("FCKW-freies Haarspray.", True), ("Bleifreies Lötzinn.", False)]
)
def test_the_table_holds_in_every_language_that_has_its_words(text: str, told: bool) -> None:
    context = claimcheck.Context(audience="consumer", medium="pack", as_of=date(2026, 11, 30))
    (document,) = claimcheck.Auditor(context=context, lang="de").audit_text(text).documents
    rules = {finding.rule for claim in document.claims for finding in claim.findings}
    assert ("GEN-008" in rules) == told
