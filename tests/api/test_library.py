"""The library: public names, one engine, the same answer every time."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import claimcheck

AUDITOR = claimcheck.Auditor()
TEXT = (
    "We have met our climate targets. Our eco-friendly packaging is made of 80 % recycled card.\n\n"
    "The steelworks will reach net zero by 2050.\n"
)
WORDS = st.sampled_from(
    ["We", "our", "emissions", "cut", "by", "30 %", "net zero", "eco-friendly", "not", "2030", "[1, 2]", ".", "\n\n",
     "according to", "the company", "?", '"', "verified", ";", "targets", "met", "\u00ad", "\u2011", "é", "CO₂", " "]
)  # fmt: skip


def test_public_names() -> None:
    assert sorted(claimcheck.__all__) == claimcheck.__all__ or set(claimcheck.__all__) == set(dir(claimcheck))
    for name in claimcheck.__all__:
        assert getattr(claimcheck, name) is not None


def test_what_a_report_holds_has_public_types() -> None:
    document = AUDITOR.audit_text(TEXT).documents[0]
    claim = document.claims[0]
    assert type(document) is claimcheck.DocumentOut
    assert type(claim) is claimcheck.ClaimOut
    assert type(claim.place) is claimcheck.PlaceOut
    assert type(claim.elements[0]) is claimcheck.ElementOut
    assert type(AUDITOR.rulepack) is claimcheck.Pack


def test_version_does_not_load_the_engine() -> None:
    code = (
        "import sys, claimcheck; claimcheck.__version__; "
        "loaded = [m for m in ('pydantic', 'yaml', 'jsonschema', 'claimcheck.pipeline') if m in sys.modules]; "
        "print(loaded)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_report_survives_json() -> None:
    report = AUDITOR.audit_text(TEXT)
    payload = report.model_dump_json()
    assert claimcheck.Report.model_validate_json(payload).model_dump_json() == payload
    assert json.loads(payload)["schema"] == "claimcheck-report/1"


def test_two_runs_are_equal_byte_for_byte(tmp_path: Path) -> None:
    names = ["b.md", "a.md", "c.txt"]
    for name in names:
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    paths = [tmp_path / name for name in names]
    first = AUDITOR.audit(paths).model_dump_json()
    assert AUDITOR.audit(list(reversed(paths))).model_dump_json() == first
    assert AUDITOR.audit(paths, jobs=2).model_dump_json() == first


def test_threads_share_an_auditor() -> None:
    expected = AUDITOR.audit_text(TEXT).model_dump_json()
    with ThreadPoolExecutor(4) as pool:
        assert {pool.submit(AUDITOR.audit_text, TEXT).result().model_dump_json() for _ in range(8)} == {expected}


def test_an_unreadable_file_is_a_document_with_a_problem(tmp_path: Path) -> None:
    good = tmp_path / "good.md"
    good.write_text(TEXT, encoding="utf-8")
    report = AUDITOR.audit([good, tmp_path / "none.pdf"])
    assert report.exit_code == 3
    statuses = {Path(one.path).name: one.status for one in report.documents}
    assert statuses == {"good.md": "complete", "none.pdf": "unreadable"}
    assert report.summary.claims == len(report.documents[0].claims) > 0


@settings(max_examples=2 * settings().max_examples, deadline=None)
@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_offsets_point_into_the_source(text: str) -> None:
    document = AUDITOR.audit_text(text).documents[0]
    lines = text.split("\n")
    for claim in document.claims:
        place = claim.place
        assert 0 <= place.start < place.end <= len(text)
        assert " ".join(text[place.start : place.end].split()) == claim.text
        assert text[place.start] == lines[place.line - 1][place.column - 1]
        for element in claim.elements:
            assert (element.place is None) == (element.quote is None)
            if element.place is not None:
                assert text[element.place.start : element.place.end] == element.quote
        for finding in claim.findings:
            assert text[finding.place.start : finding.place.end] == finding.quote


@settings(max_examples=settings().max_examples, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    AUDITOR.audit_text(text)
    AUDITOR.audit_text(text, format="markdown")


def test_other_languages_are_said_not_skipped() -> None:
    french = "Nous avons réduit les émissions dans nos usines, et ce n'est pas pour nous un but qui se dit au hasard."
    report = AUDITOR.audit_text(french)
    assert [problem.code for problem in report.documents[0].problems] == ["language_not_covered"]
    assert report.documents[0].coverage.characters_unchecked == len(french)
    assert report.exit_code == 3
    mixed = AUDITOR.audit_text("\n\n".join([TEXT] * 40 + [french])).documents[0]
    assert [problem.effect for problem in mixed.problems] == ["note"]


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: AUDITOR.audit_text(b"x"), "wrong-type"),
        (lambda: AUDITOR.audit_text("x", format="pdf"), "unknown-format"),
        (lambda: claimcheck.Context(jurisdictions="eu"), "wrong-type"),
        (lambda: claimcheck.Context(jurisdictions=()), "empty-value"),
        (lambda: claimcheck.Context(company="Corvane"), "wrong-type"),
        (lambda: claimcheck.Context(as_of="2026-01-31"), "wrong-type"),
        (lambda: claimcheck.Context(reporting_year="2025"), "wrong-type"),
        (lambda: claimcheck.Context(terms=["Fell 300", 3]), "wrong-type"),
        (lambda: claimcheck.Context(company=None), "wrong-type"),
        (lambda: claimcheck.Context(facts=3), "wrong-type"),
        (lambda: claimcheck.Auditor(select="GEN-001"), "wrong-type"),
        (lambda: claimcheck.Auditor(context={"audience": "consumer"}), "wrong-type"),
        (lambda: claimcheck.Auditor("rules"), "wrong-type"),
        (lambda: claimcheck.Auditor(limits=5), "wrong-type"),
        (lambda: claimcheck.Auditor(severity=["GEN"]), "wrong-type"),
        (lambda: claimcheck.audit(None), "wrong-type"),
        (lambda: claimcheck.audit(["a.md", 3]), "wrong-type"),
        (lambda: list(AUDITOR.stream(["a.md"], jobs=-1)), "unknown-value"),
        (lambda: AUDITOR.audit(["a.md"], pages=3), "bad-pages"),
        (lambda: AUDITOR.audit_bytes("Our bottle", path="a.txt"), "wrong-type"),
        (lambda: AUDITOR.read(None), "wrong-type"),
        (lambda: AUDITOR.audit_text("Our bottle", path=None), "wrong-type"),
        (lambda: AUDITOR.audit_bytes(b"Our bottle", path=3), "wrong-type"),
        (lambda: claimcheck.audit(io.BytesIO(b"a.md")), "wrong-type"),
        (lambda: claimcheck.audit(b"a.md"), "wrong-type"),
        (lambda: claimcheck.load(None), "wrong-type"),
        (lambda: claimcheck.record(None), "wrong-type"),
        (lambda: claimcheck.compare(None, AUDITOR.audit_text("x")), "wrong-type"),
        (lambda: claimcheck.compare([b"x"], AUDITOR.audit_text("x")), "wrong-type"),
        (lambda: claimcheck.load_rulepack(None), "wrong-type"),
        (lambda: claimcheck.Batch.like("nope"), "unknown-value"),
        (lambda: claimcheck.render(None, "json"), "wrong-type"),
        (lambda: claimcheck.render("report.json", "text"), "wrong-type"),
        (lambda: claimcheck.load_rulepack("nowhere"), "rules-not-found"),
    ],
)
def test_wrong_values_are_called_so(call: Callable[[], object], code: str) -> None:
    with pytest.raises(claimcheck.ClaimcheckError) as caught:
        call()
    faults = getattr(caught.value, "faults", ()) or (caught.value,)
    assert faults[0].code == code


def test_a_path_names_what_is_in_memory() -> None:
    for report in (
        AUDITOR.audit_text(TEXT, path=Path("a.txt")),
        AUDITOR.audit_bytes(TEXT.encode(), path=Path("a.txt")),
    ):
        assert claimcheck.Report.model_validate_json(report.model_dump_json()).documents[0].path == "a.txt"


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_any_kind_of_bytes_is_read(kind: type) -> None:
    report = AUDITOR.audit_bytes(kind(TEXT.encode()), path="a.txt")
    assert report.documents[0].claims == AUDITOR.audit_text(TEXT).documents[0].claims


def test_a_context_takes_lists_and_points_in_time() -> None:
    context = claimcheck.Context(jurisdictions=["uk"], as_of=datetime(2026, 1, 31, 12))  # type: ignore[arg-type]
    assert (context.jurisdictions, context.as_of) == (("uk",), date(2026, 1, 31))
    claimcheck.Auditor(context=context).audit_text(TEXT)


def test_workers_run_no_rule_where_none_is_wanted(tmp_path: Path) -> None:
    paths = [tmp_path / "a.md", tmp_path / "b.md"]
    for path in paths:
        path.write_text(TEXT, encoding="utf-8")
    auditor = claimcheck.Auditor(ignore=sorted(AUDITOR.rulepack.checks))
    claims = [claim for document in auditor.audit(paths).documents for claim in document.claims]
    assert claims
    assert not any(claim.findings for claim in claims)
    assert auditor.audit(paths, jobs=2).model_dump_json() == auditor.audit(paths).model_dump_json()


WORDS = (
    "Our mills used less water than in the year before, because the new filters return most of it to the vats. The "
    "people who live near the river were asked for their opinion, and many of them came to the meetings that we held. "
    "Transport by rail has replaced the lorries between both sites, and the boilers are heated with straw from farms "
    "nearby. "
)


def shifted(text: str) -> str:
    """A text as a font with a wrong table of letters gives it."""
    return "".join(chr(ord(each) + 1) if each.isalpha() else each for each in text)


def test_letters_that_make_no_words_are_not_read() -> None:
    report = claimcheck.audit_text(shifted(WORDS) + "\n\n" + WORDS)
    assert [problem.code for problem in report.documents[0].problems] == []
    garbled = claimcheck.audit_text(shifted(WORDS) * 2).documents[0]
    assert [(problem.code, problem.effect) for problem in garbled.problems] == [("no-language", "partial")]
    assert garbled.status == "partial"
    assert "100 % of the text" in garbled.problems[0].message


def test_letters_of_no_language_between_others_are_told() -> None:
    # As some programs write the letters of a font of which they keep a part.
    glitch = str.maketrans("bcmnrvwxy", "ďĐŵŶƌǀǁǆǇ")
    told = claimcheck.audit_text(WORDS.translate(glitch)).documents[0]
    assert [(problem.code, problem.effect) for problem in told.problems] == [("no-language", "partial")]


@pytest.mark.parametrize(
    "text",
    [
        "Tehtaidemme vedenkulutus laski viime vuonna, koska uudet suodattimet palauttavat suurimman osan vedestä. " * 4,
        "Gyáraink vízfogyasztása tavaly csökkent, mivel az új szűrők a víz nagy részét visszavezetik a kádakba. " * 4,
        "Spotřeba vody v našich závodech loni klesla, protože nové filtry vracejí většinu vody zpět do nádrží. " * 4,
        "Fabrikalarımızın su tüketimi geçen yıl azaldı, çünkü yeni filtreler suyun çoğunu kazanlara geri veriyor. " * 4,
    ],
)
def test_languages_that_are_not_known_are_languages(text: str) -> None:
    assert "no-language" not in {problem.code for problem in claimcheck.audit_text(text).documents[0].problems}
