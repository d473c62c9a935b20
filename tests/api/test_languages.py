"""Every passage is judged in its language, and where no lexicon has it that is said, line by line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
import yaml

import claimcheck
from claimcheck.errors import UsageError
from claimcheck.model.report import DocumentOut
from claimcheck.pipeline.tongues import excerpt, spoken
from claimcheck.read.dispatch import read_path, read_text

PACK = claimcheck.load_rulepack()
AUDITOR = claimcheck.Auditor(context=claimcheck.Context(audience="consumer"))
ROOT = Path(__file__).parents[2]
REPORTS = ROOT.parent / "shared" / "data" / "reports"
ENGLISH = (
    "asx__Spark*",
    "asx__CBA*",
    "esgbench__SASB*",
    "esgcheck__2024_UK_SC_Index*",
    "glitter__Nestle*",
    "glitter__Humana*",
)
GERMAN, FRENCH = "Unsere Flasche ist klimaneutral.", "Notre bouteille est neutre en carbone."
ENGLISH_LINE = "Our bottle is carbon neutral."


def _listed(name: str) -> list[tuple[str, str]]:
    found = yaml.safe_load((ROOT / "fixtures/languages" / name).read_text(encoding="utf-8"))
    return [(key, text) for key, texts in found.items() for text in texts]


def _audited(text: str, lang: str | None = None) -> DocumentOut:
    auditor = claimcheck.Auditor(context=AUDITOR.context, lang=lang) if lang else AUDITOR
    return auditor.audit_text(text).documents[0]


def _codes(document: DocumentOut) -> list[str]:
    return [problem.code for problem in document.problems if problem.code != "language_partly_covered"]


@pytest.mark.parametrize(("language", "text"), _listed("slogans.yml"))
def test_copy_in_any_language_is_never_silently_clean(language: str, text: str) -> None:
    document = _audited(text)
    if language in PACK.lexicons:
        assert document.language == language
    else:
        assert document.status == "partial" or document.claims


@pytest.mark.parametrize(("kind", "text"), _listed("snippets.yml"))
def test_short_english_is_clean(kind: str, text: str) -> None:
    report = AUDITOR.audit_text(text)
    assert report.exit_code == 0
    assert _codes(report.documents[0]) == []


def test_each_line_is_judged_in_its_language() -> None:
    document = _audited("\n".join([GERMAN, FRENCH, ENGLISH_LINE, "このボトルは環境にやさしい。"]))
    assert [(one.text, one.place.line) for one in document.claims] == [(GERMAN, 1), (ENGLISH_LINE, 3)]
    assert [one.rank for one in document.claims] == [1, 2]
    assert _codes(document) == ["language_not_covered"]
    asides = [(one.reason, one.place.line) for one in document.set_aside]
    assert asides == [("language", 2), ("language", 4)]
    assert document.summary.claims == document.coverage.claims == 2


def test_a_slogan_in_a_document_of_another_language_is_judged_by_its_own_lexicon() -> None:
    english = "The depot was rebuilt in the spring, and all of its staff have moved to the new hall by the river. " * 9
    document = _audited(f"{english}\n\n{GERMAN}\n\n{english}")
    assert document.language == "en"
    assert [(one.text, one.place.line) for one in document.claims] == [(GERMAN, 3)]
    assert any(finding.rule.startswith("NEU") for finding in document.claims[0].findings)


def test_a_claim_that_another_lexicon_found_can_be_traced(
    run_claimcheck: Callable[..., CompletedProcess[str]], tmp_path: Path
) -> None:
    english = "The depot was rebuilt in the spring, and all of its staff have moved to the new hall by the river."
    path = tmp_path / "copy.txt"
    path.write_text(f"{english}\n\n{GERMAN}\n\n{FRENCH}\n", encoding="utf-8")
    done = run_claimcheck("trace", f"{path}:3", "--rule", "NEU-001", "--format", "json")
    assert done.returncode == 3
    told = json.loads(done.stdout)
    assert [(one["text"], one["place"]["line"]) for one in told["claims"]] == [(GERMAN, 3)]
    assert "language_not_covered" in [problem["code"] for problem in told["problems"]]


def test_comments_allow_what_another_lexicon_finds() -> None:
    text = (
        f"The depot was rebuilt in the spring, and all of its staff moved to the hall.\n\n"
        f'{GERMAN} <!-- claimcheck: allow NEU-001 reason="quotes the award" -->\n'
    )
    document = AUDITOR.audit_text(text, format="markdown").documents[0]
    states = {finding.rule: finding.state for claim in document.claims for finding in claim.findings}
    assert states["NEU-001"] == "suppressed"
    assert "suppression-unused" not in _codes(document)


def test_what_is_not_judged_is_told_with_language_place_and_share() -> None:
    document = _audited("\n\n".join([ENGLISH_LINE, FRENCH, "Onze koffie is klimaatneutraal."]))
    (problem,) = (one for one in document.problems if one.code == "language_not_covered")
    assert problem.message == "2 lines not judged: French, Dutch, no lexicon (lines 3, 5; 70 % of the text)"
    assert problem.effect == "partial"
    assert document.coverage.characters_unchecked == len(FRENCH) + len("Onze koffie is klimaatneutraal.")


def test_of_a_document_without_a_lexicon_the_lines_that_have_one_are_judged() -> None:
    french = "Nous avons réduit les émissions dans nos usines, et ce n'est pas pour nous un but qui se dit au hasard. "
    document = _audited(
        f"{french * 20}\n\n{ENGLISH_LINE}\n\n{french * 20} Un produit sustainable pour tous nos clients."
    )
    assert [one.text for one in document.claims] == [ENGLISH_LINE]
    assert document.coverage.characters_unchecked == document.coverage.characters - len(ENGLISH_LINE) > 4_000
    assert document.language == "fr"


def test_a_document_of_which_a_line_is_english_has_the_language_of_the_rest() -> None:
    french = "Nous avons réduit les émissions dans nos usines, et ce n'est pas pour nous un but qui se dit au hasard. "
    document = _audited(f"{french * 20}\n\nThe hall was opened by the mayor in May.\n\n{french * 20}")
    assert (document.claims, document.language) == ([], "fr")


def test_a_little_of_another_language_is_a_note() -> None:
    document = _audited("\n\n".join([*[ENGLISH_LINE] * 40, FRENCH]))
    assert [one.effect for one in document.problems] == ["note"]
    assert [one.text for one in document.set_aside if one.reason == "language"] == [FRENCH]


def test_a_language_that_cannot_be_told_is_said_to_be_so() -> None:
    text = "Vælg Clean Line og spar på vandet."
    document = _audited(text)
    assert _codes(document) == ["language_unknown"]
    assert document.language is None
    assert [one.text for one in document.set_aside] == [text]


@pytest.mark.parametrize("text", ["100 % klimaneutral", "Klimaneutral!"])
def test_a_word_or_two_are_tried_with_every_lexicon(text: str) -> None:
    document = _audited(text)
    assert document.language == "de"
    assert [one.type for one in document.claims] == ["carbon_neutral"]


def test_the_option_goes_before_the_text() -> None:
    assert _audited(ENGLISH_LINE, lang="fr").status == "partial"
    named = _audited("Velora Duo Compact\n\nKlima Plus 300", lang="en")
    assert (named.language, named.status) == ("en", "complete")


@pytest.mark.parametrize(
    ("text", "lang", "told"),
    [
        ("Our kettle is eco-friendly.", "de", "English, but German was asked for"),
        (GERMAN, "en", "German, but English was asked for"),
        (FRENCH, "en", "French, but English was asked for"),
    ],
)
def test_text_that_clearly_is_not_in_the_language_of_the_option_is_not_judged(text: str, lang: str, told: str) -> None:
    document = _audited(text, lang=lang)
    assert (document.language, document.status) == (lang, "partial")
    (problem,) = (one for one in document.problems if one.code == "language_not_covered")
    assert told in problem.message
    assert [one.text for one in document.set_aside if one.reason == "language"] == [text]


def test_of_a_page_that_is_asked_in_one_language_its_lines_are_judged_in_that() -> None:
    document = _audited(f"{ENGLISH_LINE}\n{GERMAN}", lang="en")
    assert [one.text for one in document.claims] == [ENGLISH_LINE]
    assert [one.place.line for one in document.set_aside if one.reason == "language"] == [2]


@pytest.mark.parametrize(
    ("tag", "language"), [("DE", "de"), ("de-CH", "de"), ("de_AT", "de"), ("sv-SE", "sv"), ("nb", "nb")]
)
def test_a_tag_may_have_capitals_and_a_region(tag: str, language: str) -> None:
    assert _audited(GERMAN, lang=tag).language == language


@pytest.mark.parametrize("tag", ["xx", "german", ""])
def test_a_language_that_is_not_known_is_refused_with_those_that_are(tag: str) -> None:
    with pytest.raises(UsageError, match="is not known") as refused:
        claimcheck.Auditor(lang=tag)
    assert "judged: de, en; told apart: am, " in str(refused.value.hint)


@pytest.mark.parametrize(
    ("page", "language", "status"),
    [
        ('<html lang="fr"><p>Velora Duo</p></html>', "fr", "partial"),
        ('<html lang="fr-CA"><p>Our bottle is carbon neutral.</p></html>', "en", "complete"),
        ('<html lang="en"><p>Notre bouteille est neutre en carbone.</p></html>', "fr", "partial"),
        ('<html lang="en"><p>Velora Duo</p><p lang="nl">Velora Duo Compact</p></html>', "en", "partial"),
        ('<html lang="en"><p>Velora Duo</p><nav><a lang="nl">Nederlands</a></nav></html>', "en", "complete"),
        ('<html lang="en"><p>Velora Duo</p><p lang="nl">Klimaatneutraal</p></html>', "en", "partial"),
        ('<html lang="en"><p>Velora Duo</p><p lang="it">100 % ecologico</p></html>', "en", "partial"),
        ('<html lang="en"><p>Velora Duo</p><p lang="sv">VK-300: 1.7</p></html>', "en", "partial"),
        (
            '<html lang="en"><p>Velora Duo</p><ul><li lang="fr">FR</li><li lang="fr">Français</li></ul></html>',
            "en",
            "complete",
        ),
        ('<html lang="de"><p>Klimaneutral und gut</p></html>', "de", "complete"),
    ],
)
def test_what_a_page_says_of_its_language_holds_where_its_text_does_not_speak_against_it(
    page: str, language: str, status: str
) -> None:
    document = AUDITOR.audit_bytes(page.encode(), path="page.html").documents[0]
    assert (document.language, document.status) == (language, status)


PAGE = "The kettle boils a litre of water in two minutes, and it is made of steel. Our bottle is carbon neutral.\n\n"


@pytest.mark.parametrize("badge", ["Klimaneutral", "Plastikfrei", "Nachhaltig"])
def test_a_german_word_that_stands_alone_on_an_english_page_is_judged_by_german_rules(badge: str) -> None:
    document = _audited(f"{PAGE}{badge}\n")
    assert [one.text for one in document.claims] == [ENGLISH_LINE, badge]
    assert document.claims[1].findings
    table = _audited(f"{PAGE}| Kettle | Note |\n|---|---|\n| Duo | {badge} |\n")
    assert len(table.claims) == 2


@pytest.mark.parametrize("badge", ["Recycling", "Klima Plus", "Plastic", "Velora Natur"])
def test_nor_is_a_name_or_an_english_word_one(badge: str) -> None:
    document = _audited(f"{PAGE}{badge}\n")
    assert ([one.text for one in document.claims], document.status) == ([ENGLISH_LINE], "complete")


def test_an_english_label_on_a_german_page_is_judged_by_english_rules() -> None:
    german = "Der Kessel ist aus Stahl, und er kocht einen Liter Wasser in zwei Minuten."
    document = _audited(f"{german} {GERMAN}\n\nCarbon neutral\n")
    assert [one.text for one in document.claims] == [GERMAN, "Carbon neutral"]
    made = _audited(f"{german} {GERMAN}\n\nMade in Germany\n\nMehr erfahren\n")
    assert ([one.text for one in made.claims], made.status) == ([GERMAN], "complete")


def test_the_end_of_a_wrapped_paragraph_or_a_field_stands_not_alone() -> None:
    wrapped = "The kettle boils a litre of water in two minutes and is sold with\nneutre en carbone"
    field = "Passage: eutrophication"
    for text in (wrapped, field):
        document = _audited(f"The depot was rebuilt in the spring, and it is open to all of us.\n\n{text}\n")
        assert (document.claims, document.status) == ([], "complete")


@pytest.mark.parametrize("badge", ["Neutre en carbone", "Cero emisiones", "Miljövänlig", "Sans plastique"])
def test_a_label_in_a_language_without_a_lexicon_is_not_judged(badge: str) -> None:
    for text in (f"{PAGE}{badge}\n", f"Kettle\nBoils fast\n{badge}\n", badge):
        document = _audited(text)
        assert badge in [one.text for one in document.set_aside if one.reason == "language"]
        assert document.status == "partial"
    files = {"json": json.dumps({"badge": badge}), "csv": f"name,badge\nKettle,{badge}\n"}
    for suffix, content in files.items():
        assert AUDITOR.audit_bytes(content.encode(), path=f"x.{suffix}").documents[0].status == "partial"


def test_parts_stand_where_they_stood() -> None:
    document = read_text("A first line.\nUnsere Flasche ist klimaneutral. More of it.", path="x", format="text")
    parts = spoken(document, PACK, "en").parts(document, {"de"})
    (block,) = excerpt(document, parts).blocks
    (piece,) = block.pieces
    assert block.text.strip() == GERMAN
    assert document.source[piece.source : piece.source + piece.length] == block.text


def _told_foreign(paths: list[Path]) -> tuple[list[str], int]:
    """Parts of English documents that are told to be in another language, and how many blocks there are."""
    wrong: list[str] = []
    number = 0
    for path in paths:
        document = read_path(str(path), isolated=False)
        heard = spoken(document, PACK, "en")
        if heard.usual == "en":
            number += len(document.blocks)
            wrong += [document.blocks[one.block].text[one.start : one.end] for one in heard.others]
    return wrong, number


def test_hardly_a_heading_or_entry_of_english_text_is_told_to_be_foreign() -> None:
    wrong, number = _told_foreign(sorted((ROOT / "fixtures/silent").glob("*.md")))
    assert number > 2_000
    assert len(wrong) <= number / 1_000, wrong


def test_nor_is_one_of_real_reports() -> None:
    paths = [path for pattern in ENGLISH for path in sorted(REPORTS.glob(pattern))]
    if not paths:
        pytest.skip("the reports lie outside of the repository")
    wrong, number = _told_foreign(paths)
    assert number > 2_000
    assert len(wrong) <= number / 1_000, wrong


def test_a_few_words_in_a_language_without_rules_are_tried_with_those_of_another() -> None:
    judged = AUDITOR.audit_text("Zero waste, no disposable cups.").documents[0]
    assert [claim.type for claim in judged.claims] == ["generic_benefit"]
    assert judged.status == "partial", "it may be Spanish, which is still said"
    silent = AUDITOR.audit_text("Nuestra botella respira.").documents[0]
    assert (silent.language, silent.status, silent.claims) == ("es", "partial", [])


def test_a_sentence_of_a_report_in_a_language_without_a_lexicon_is_no_claim() -> None:
    foreign = "Mohon jelaskan komitmen dan tautan ke dokumen yang memuat target net zero emission perusahaan kami."
    english = "We cut our emissions by 12 % against 2021. The kilns burn gas and the office is warm. " * 300
    (document,) = claimcheck.audit_text(f"# Report 2025\n\n{english}\n\n{foreign}", format="markdown").documents
    assert document.claims
    assert not any("komitmen" in one.text for one in document.claims)
    assert [one.reason for one in document.set_aside if "komitmen" in one.text] == ["language"]
    assert any("Indonesian" in one.message for one in document.problems)
