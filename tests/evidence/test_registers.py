"""Evidence that a register holds: for which claims it counts, how much, and when it does not."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

import claimcheck
from claimcheck.model.claim_out import ClaimOut, ElementOut
from claimcheck.model.report import Report
from claimcheck.report.formats import FORMATS

PACK = claimcheck.load_rulepack()
DAY = date(2026, 11, 25)
CLAIM = "We cut our Scope 1 emissions by 23 % in 2024."
PROVES = {"verifier": "Nordlicht Assurance GmbH, ISO 14064-3", "base_year": 2019}
SUPPORT = {"topic": "climate", "metric": "Scope 1 emissions", "period": 2024}

Make = Callable[..., Path]


@pytest.fixture
def register(tmp_path: Path) -> Make:
    """Write a register with one entry and the file that it names."""

    def make(supports: Any = None, *, name: str = "claimcheck-evidence.yml", **changes: Any) -> Path:
        file = tmp_path / "statement.txt"
        file.write_text("Statement of the assurer.\n", encoding="utf-8")
        entry = {
            "id": "statement-2024",
            "supports": [SUPPORT] if supports is None else supports,
            "file": file.name,
            "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
            "page": 2,
            "kind": "assurance",
            "issuer": "Nordlicht Assurance GmbH",
            "proves": PROVES,
            **changes,
        }
        path = tmp_path / name
        path.write_text(yaml.safe_dump({"schema": "claimcheck-register/1", "entries": [entry]}), "utf-8")
        return path

    return make


def audited(text: str, evidence: Path | None, **context: Any) -> Report:
    setting = claimcheck.Context(as_of=DAY, **context)
    auditor = claimcheck.Auditor(PACK, setting, evidence=() if evidence is None else evidence)
    return auditor.audit_text(text, format="markdown")


def first(report: Report) -> ClaimOut:
    return report.documents[0].claims[0]


def element(claim: ClaimOut, name: str) -> ElementOut:
    return next(one for one in claim.elements if one.element == name)


def verifier(text: str, evidence: Path, **context: Any) -> tuple[str, float]:
    one = element(first(audited(text, evidence, **context)), "verifier")
    return one.state, one.credit


def test_an_entry_that_agrees_counts_with_its_place(register: Make) -> None:
    before, after = first(audited(CLAIM, None)), first(audited(CLAIM, register()))
    one = element(after, "verifier")
    assert (one.state, one.credit, one.value) == ("registered", 0.8, PROVES["verifier"])
    assert one.source is not None
    assert (one.source.entry, one.source.file, one.source.page) == ("statement-2024", "statement.txt", 2)
    assert one.place is None
    assert after.score > before.score
    year = element(after, "base_year")
    assert (year.state, year.parsed.year if year.parsed else None) == ("registered", 2019)


def test_less_counts_in_an_advert(register: Make) -> None:
    assert verifier(CLAIM, register(), audience="consumer", medium="advert") == ("registered", 0.5)


@pytest.mark.parametrize(
    ("support", "wanted"),
    [
        ({"topic": "climate", "metric": "Scope 1 emissions", "period": 2024}, 0.8),
        ({"topic": "climate", "metric": "Scope 1 emissions", "period": "2023-2024"}, 0.8),
        ({"metric": "Scope 1 and 2 emissions", "period": "FY2024"}, 0.8),
        ({"metric": "ghg_scope_1", "period": 2024}, 0.8),
        ({"metric": "direct emissions", "period": 2024, "boundary": "Scope 1"}, 0.8),
        # Silence on one side is worth a half.
        ({"topic": "climate"}, 0.4),
        ({"topic": "climate", "boundary": "Scope 1"}, 0.4),
        ({"topic": "climate", "metric": "Scope 1 emissions", "boundary": "Lund mill"}, 0.4),
        # Something else is worth nothing.
        ({"topic": "water"}, 0.0),
        ({"topic": "climate", "metric": "Water withdrawal"}, 0.0),
        ({"topic": "climate", "metric": "Scope 2 emissions", "period": 2024}, 0.0),
        ({"topic": "climate", "metric": "Scope 1 emissions", "period": 2023}, 0.0),
        ({"topic": "climate", "metric": "Scope 1 emissions", "subject": "product"}, 0.0),
    ],
    ids=str,
)
def test_what_has_to_agree(register: Make, support: dict[str, Any], wanted: float) -> None:
    state, credit = verifier(CLAIM, register([support]))
    assert credit == pytest.approx(wanted)
    assert (state == "registered") == bool(wanted)


@pytest.mark.parametrize(
    ("text", "support", "wanted"),
    [
        ("Our Lund mill cut Scope 1 emissions by 23 % in 2024.", {"boundary": "Lund mill"}, 0.8),
        ("Our Lund mill cut Scope 1 emissions by 23 % in 2024.", {"boundary": "Lund"}, 0.8),
        ("Our Lund mill cut Scope 1 emissions by 23 % in 2024.", {}, 0.4),
        ("Our Lund mill cut Scope 1 emissions by 23 % in 2024.", {"boundary": "Rotterdam mill"}, 0.0),
        ("Our Lund mill cut Scope 1 emissions by 23 % in 2024.", {"subject": "Novabake"}, 0.0),
        ("Novabake cut its Scope 1 emissions by 23 % in 2024.", {"subject": "Novabake"}, 0.8),
        ("We cut our Scope 1 and 2 emissions by 23 % in 2024.", {}, 0.0),
        ("We cut our emissions by 23 % in 2024.", {}, 0.4),
        ("We cut our Scope 1 emissions by 23 % in 2023 and 2024.", {}, 0.0),
        ("Between 2019 and 2024 we cut our Scope 1 emissions by 23 %.", {}, 0.8),
        ("We will cut our Scope 1 emissions by 23 % by 2024.", {}, 0.8),
        ("We cut our Scope 1 emissions by 23 %.", {}, 0.8),
        ("We recycled 23 % of our waste in 2024.", {}, 0.0),
    ],
    ids=str,
)
def test_what_is_limited(register: Make, text: str, support: dict[str, Any], wanted: float) -> None:
    state, credit = verifier(text, register([{**SUPPORT, **support}]))
    assert credit == pytest.approx(wanted)
    assert (state == "registered") == bool(wanted)


def test_one_thing_that_fits_is_enough(register: Make) -> None:
    assert verifier(CLAIM, register([{"topic": "water"}, SUPPORT])) == ("registered", 0.8)


def test_a_claim_by_its_id_in_every_occurrence(register: Make) -> None:
    text = f"{CLAIM}\n\nThe office opens at nine.\n\n{CLAIM}\n"
    name = first(audited(text, None)).id
    claims = audited(text, register([{"claim": name}])).documents[0].claims
    assert [one.occurrence for one in claims] == [1, 2]
    assert {(one.state, one.credit) for claim in claims for one in [element(claim, "verifier")]} == {
        ("registered", 0.8)
    }


def test_an_id_does_not_excuse_another_period(register: Make) -> None:
    name = first(audited(CLAIM, None)).id
    assert verifier(CLAIM, register([{"claim": name, "period": 2023}])) == ("missing", 0.0)


def test_another_id_is_nothing(register: Make) -> None:
    assert verifier(CLAIM, register([{"claim": "cAAAAAAAAAAAAAAAA"}])) == ("missing", 0.0)


@pytest.mark.parametrize(
    ("value", "unit", "counts"),
    [(23, "%", True), (23.4, "%", True), (24, "%", False), (31, "%", False), (8000, "t CO2e", True)],
)
def test_an_entry_with_another_figure_proves_nothing(register: Make, value: float, unit: str, counts: bool) -> None:
    path = register(proves={**PROVES, "value": {"value": value, "unit": unit}})
    assert (verifier(CLAIM, path)[0] == "registered") == counts


def test_units_are_converted(register: Make) -> None:
    text = "Our kilns emitted 1,200 t CO2e (Scope 1) in 2024."
    held = register(proves={**PROVES, "value": {"value": 1.2, "unit": "kt CO2e"}})
    assert first(audited(text, held)).type == "performance_metric"
    assert verifier(text, held)[0] == "registered"
    assert verifier(text, register(proves={**PROVES, "value": {"value": 12, "unit": "kt CO2e"}}))[0] == "missing"


def test_a_value_brings_its_unit(register: Make) -> None:
    text = "We cut our Scope 1 emissions in 2024."
    claim = first(audited(text, register(proves={"value": {"value": 23, "unit": "%"}})))
    value, unit = element(claim, "value"), element(claim, "unit")
    assert (value.state, value.value) == ("registered", "23 %")
    assert value.parsed is not None
    assert (value.parsed.number, value.parsed.unit) == (23.0, "%")
    assert (unit.state, unit.value) == ("registered", "%")


def test_what_the_sentence_holds_is_better(register: Make) -> None:
    text = f"{CLAIM[:-1]}, verified by Nordlicht Assurance GmbH under ISO 14064-3."
    assert verifier(text, register()) == ("present", 1.0)


@pytest.mark.parametrize(
    ("changes", "code", "state"),
    [
        ({"valid_until": "2026-11-24"}, "evidence-expired", "expired"),
        ({"valid_from": "2026-11-26"}, "evidence-early", "early"),
        ({"sha256": "0" * 64}, "evidence-changed", "changed"),
        ({"file": "gone.pdf"}, "evidence-missing", "missing"),
        ({"sha256": None}, "evidence-unsealed", "unsealed"),
    ],
)
def test_what_has_lapsed_counts_for_nothing_and_is_said(
    register: Make, changes: dict[str, Any], code: str, state: str
) -> None:
    path = register(**changes)
    report = audited(CLAIM, path)
    one = element(first(report), "verifier")
    assert (one.state, one.credit, one.value) == ("missing", 0.0, None)
    assert one.source is not None
    assert one.source.state == state
    assert first(report).score == first(audited(CLAIM, None)).score
    [problem] = report.problems
    assert problem.code == code
    assert problem.hint
    assert problem.place is not None
    assert problem.place.startswith(path.as_posix())
    assert report.exit_code == (3 if state == "missing" else 0)


@pytest.mark.parametrize("bound", [{"valid_until": "2026-11-25"}, {"valid_from": "2026-11-25"}])
def test_the_last_day_and_the_first_count(register: Make, bound: dict[str, str]) -> None:
    assert verifier(CLAIM, register(**bound))[0] == "registered"


def test_what_is_confidential_is_an_id_and_no_more(register: Make) -> None:
    path = register(
        confidential=True,
        file="statement.txt",
        place="Annex of secrets",
        proves={"verifier": "The secret body", "value": {"value": 23, "unit": "%"}},
    )
    report = audited("We cut our Scope 1 emissions in 2024.", path)
    assert element(first(report), "verifier").credit == 0.8
    for name in FORMATS:
        shown = claimcheck.render(report, name)
        for secret in ("secret", "statement.txt", "Nordlicht", "23 %"):
            assert secret not in shown, name
    for name in ("text", "markdown", "html", "json"):
        assert "statement-2024" in claimcheck.render(report, name)


def test_confidential_may_be_yes(register: Make) -> None:
    one = element(first(audited(CLAIM, register(confidential="yes"))), "verifier")
    assert one.source is not None
    assert one.source.confidential


def test_qualification_and_subject_belong_into_the_text(register: Make) -> None:
    text = "Our eco-friendly mug."
    path = register([{"topic": first(audited(text, None)).topic}], proves={"qualification": "of recycled clay"})
    assert first(audited(text, path)).score == first(audited(text, None)).score


def test_workers_have_the_register_too(register: Make, tmp_path: Path) -> None:
    for name in ("one.md", "two.md"):
        (tmp_path / name).write_text(CLAIM, "utf-8")
    auditor = claimcheck.Auditor(context=claimcheck.Context(as_of=DAY), evidence=register())
    paths = [tmp_path / "one.md", tmp_path / "two.md"]
    alone, shared = auditor.audit(paths), auditor.audit(paths, jobs=2)
    assert alone == shared
    assert element(shared.documents[1].claims[0], "verifier").state == "registered"


def test_in_a_folder_a_register_says_that_it_is_one(register: Make, tmp_path: Path) -> None:
    register()
    (tmp_path / "other.yml").write_text("name: not ours\n", "utf-8")
    report = audited(CLAIM, tmp_path)
    assert report.problems == []
    assert element(first(report), "verifier").state == "registered"


def test_a_file_that_is_no_register_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other.yml").write_text("name: not ours\n", "utf-8")
    with pytest.raises(claimcheck.ClaimcheckError) as caught:
        audited(CLAIM, tmp_path / "other.yml")
    assert caught.value.exit_code == 2
