"""Two reports are held against each other: the same both ways, whatever is read, and never more than is known."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import html5lib
import pytest
from jsonschema import Draft202012Validator

import claimcheck
from claimcheck.errors import UsageError
from claimcheck.model.diff_out import CHANGES, STATUSES, Diff, EntryOut
from claimcheck.model.report import Report
from claimcheck.report.diff.words import CHANGE_WORDS
from claimcheck.report.formats import DIFF_FORMATS
from claimcheck.report.style import Style
from claimcheck.revisions import diff

ROOT = Path(__file__).resolve().parents[2]
VERSIONS = ROOT / "fixtures" / "versions"
MIRROR = {
    "postponed": "brought_forward", "lowered": "raised", "step_gone": "step_new", "hedged": "firmer",
}  # fmt: skip
MIRROR |= {after: before for before, after in MIRROR.items()}

AIMED = """

| Target | Base year | Due | 2024 |
|---|---|---|---|
| Cut absolute Scope 1 emissions by 60 % | 2020 | 2031 | -21 % |
"""


@pytest.fixture(scope="module")
def auditor() -> claimcheck.Auditor:
    return claimcheck.Auditor()


Told = Callable[..., Diff]


@pytest.fixture(scope="module")
def told(auditor: claimcheck.Auditor) -> Told:
    """What changed from one text to another."""

    def compare(old: str, new: str, **how: str) -> Diff:
        reports = [auditor.audit_text(text, format="markdown", path=name) for text, name in ((old, "o"), (new, "n"))]
        return claimcheck.diff(*reports, **how)

    return compare


@pytest.fixture(scope="module")
def reports(auditor: claimcheck.Auditor) -> list[Report]:
    return [auditor.audit(VERSIONS / f"velbrook-{year}.md") for year in (2024, 2025)]


def _changes(diff: Diff) -> list[tuple[str, str | None, str | None]]:
    return [(one.change, one.old, one.new) for entry in diff.entries for one in entry.changes]


def test_a_report_and_itself_do_not_differ(reports: list[Report]) -> None:
    found = claimcheck.diff(reports[0], reports[0], fail_on="worse")
    assert {entry.status for entry in found.entries} == {"same"}
    assert not any(entry.lost or entry.gained or entry.changes for entry in found.entries)
    assert (found.exit_code, found.summary.changes, found.summary.worse) == (0, {}, 0)


def test_the_other_way_round_is_the_mirror(reports: list[Report]) -> None:
    there, back = claimcheck.diff(*reports), claimcheck.diff(*reversed(reports))
    turned = {"gone": "new", "new": "gone"}
    assert there.summary.both == back.summary.both
    assert {turned.get(name, name): number for name, number in there.summary.by_status.items()} == dict(
        back.summary.by_status
    )
    assert Counter((MIRROR.get(kind, kind), new, old) for kind, old, new in _changes(there)) == Counter(_changes(back))
    assert (there.summary.lost, there.summary.gained) == (back.summary.gained, back.summary.lost)


def test_it_is_the_same_each_time_and_from_saved_reports(reports: list[Report], tmp_path: Path) -> None:
    paths = [tmp_path / "old.json", tmp_path / "new.json"]
    for path, report in zip(paths, reports, strict=True):
        path.write_text(claimcheck.render(report, "json"), encoding="utf-8")
    assert claimcheck.diff(*paths) == claimcheck.diff(*reports) == claimcheck.compare(*reports)


def test_a_report_without_its_text_says_so(told: Told) -> None:
    found = told("We will be net zero by 2040.", "Lunch is at noon.")
    assert [(one.code, one.effect) for one in found.problems] == [("text-not-at-hand", "note")]
    assert "NEW is a report without its text" in " ".join(claimcheck.render(found, "text").split())
    assert told("We will be net zero by 2040.", "We will be net zero by 2050.").problems == []


def test_json_that_is_no_report_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_text('{"schema": "claimcheck-report/2"}', encoding="utf-8")
    with pytest.raises(UsageError, match="is a report of the schema claimcheck-report/2"):
        claimcheck.diff(other, other)


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("We will be net zero by 2040.", "We will be net zero by 2050.", "postponed"),
        ("We will be net zero by 2050.", "We will be net zero by 2040.", "brought_forward"),
        # Of two goals in a sentence the second one has its boundary from the first.
        ("By 2030 we will cut our emissions in the value chain by a third, and by 2038 we will be net zero.",
         "By 2030 we will cut our emissions in the value chain by a third, and by 2042 we will be net zero.",
         "postponed"),
        # A figure that the table of goals contradicts is the claim's own all the same.
        (f"We will cut our absolute Scope 1 emissions by 40 % by 2031.{AIMED}",
         f"We will cut our absolute Scope 1 emissions by 35 % by 2031.{AIMED}", "lowered"),
        (f"# Aims\n\n{AIMED}", f"# Aims\n\n{AIMED}".replace("2031", "2034"), "postponed"),
        # The date stands in the line over the list, and the words below it are the same.
        ("By 2031 we will:\n\n- cut waste by 40 %\n- mend our roofs",
         "By 2034 we will:\n\n- cut waste by 40 %\n- mend our roofs", "postponed"),
        # Behind or not, the row of a goal tells it.
        (f"# Aims{AIMED.replace('2024', 'Status').replace('-21 %', 'on track')}",
         f"# Aims{AIMED.replace('2024', 'Status').replace('-21 %', 'behind').replace('2031', '2034')}", "postponed"),
        # A goal is set ahead of somebody else's, and not met.
        ("Our goal is to become a net zero carbon firm by 2035, six years ahead of our rivals.",
         "Our goal is to become a net zero carbon firm by 2041.", "postponed"),
        ("We will cut our emissions by 50 % by 2030.", "We will cut our emissions by 40 % by 2030.", "lowered"),
        ("We will halve our emissions by 2030.", "We will cut our emissions by 60 % by 2030.", "raised"),
        ("We will cut our emissions by 50 % by 2030 against 2018.",
         "We will cut our emissions by 50 % by 2030 against 2021.", "rebased"),
        ("We will cut the emissions of our fleet by 50 % by 2030.",
         "We will cut the emissions of our offices by 50 % by 2030.", "rescoped"),
        ("We will cut what we emit in scopes 1, 2 and 3 by 50 % by 2030.",
         "We will cut what we emit in scopes 1 and 2 by 50 % by 2030.", "rescoped"),
        ("We will cut absolute emissions by 50 % by 2030.",
         "We will cut emissions per tonne of product by 50 % by 2030.", "basis"),
        ("We will cut our emissions by 50 % by 2035 and by 20 % by 2027.",
         "We will cut our emissions by 50 % by 2035.", "step_gone"),
        ("Our scope 1 emissions were 310 tCO2e in 2024.", "Our scope 1 emissions were 350 tCO2e in 2024.", "restated"),
        ("Between 2019 and 2025 our waste fell by 57 %.", "From 2019 to 2025 our waste fell by 62 %.", "restated"),
    ],
)  # fmt: skip
def test_each_kind_of_change_is_told(told: Told, old: str, new: str, kind: str) -> None:
    found = told(old, new)
    assert kind in [change for change, *_ in _changes(found)], found.entries


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # The figures of both stand in both, in another order.
        ("We will cut our emissions by 30 % by 2027 and by 55 % by 2035.",
         "We will cut our emissions by 55 % by 2035 and by 30 % by 2027."),
        # The same figure, written otherwise.
        ("We will cut our waste by 1,500 tonnes by 2030.", "We will cut our waste by 1.5 thousand tonnes by 2030."),
        ("We will halve our emissions by 2030.", "We will cut our emissions by 50 % by 2030."),
        # Another bearer and other figures: two targets.
        ("Our timber business will cut its emissions by 25 % by 2030.",
         "Our cement business will cut its emissions by 35 % by 2035."),
        # What is apart stands in no slot.
        ("We will cut emissions from cement by 50 % by 2030.", "We will cut emissions from timber by 40 % by 2031."),
        ("Women will hold 40 % of senior posts by 2030.", "Women will hold 30 % of board seats by 2028."),
        ("We will cut the emissions of Elsing Paper by 50 % by 2030.",
         "We will cut the emissions of Garth Board by 40 % by 2031."),
        # One of the two leaves open what is reduced.
        ("Less waste to landfill by 2030: 20 % under the 2019 levels (3 % in 2024).",
         "This shows that we are well on our way towards a 90 % reduction on 2019 levels by 2030."),
        # One of the two tells no year.
        ("We will cut our emissions by 50 %.", "We will cut our emissions by 50 % by 2030."),
        ("We will cut scope 1 emissions by 50 % by 2030.", "We will cut scope 2 emissions by 60 % by 2035."),
    ],
)  # fmt: skip
def test_what_is_not_proven_is_no_change(told: Told, old: str, new: str) -> None:
    assert _changes(told(old, new)) == []


def test_pairs_that_are_equally_good_are_left_open(told: Told) -> None:
    found = told(
        "We will cut the emissions of our mill in Elsing by 50 % by 2030.",
        "We will cut the emissions of our mill in Garth by 40 % by 2031.\n\n"
        "We will cut the emissions of our mill in Lowe by 45 % by 2032.",
    )
    assert _changes(found) == []
    assert {entry.status for entry in found.entries} <= {"unclear", "gone", "new"}


def test_what_stands_there_and_is_no_claim_is_not_told_as_gone(told: Told) -> None:
    found = told("We will be carbon neutral by 2030.", "We will not be carbon neutral by 2030.")
    [entry] = found.entries
    assert entry.status == "unclear"
    assert [one.reason for one in entry.alike] == ["negated"]


def test_the_same_figures_of_the_next_year_are_no_change(told: Told) -> None:
    found = told(
        "Our scope 1 emissions were 310 tCO2e in 2024, verified by Castor Lind LLP.",
        "Our scope 1 emissions were 290 tCO2e in 2025.",
    )
    [entry] = found.entries
    assert (entry.status, entry.changes) == ("updated", [])
    assert [one.element for one in entry.lost] == ["verifier"]


def test_what_is_told_besides_makes_no_other_claim(told: Told) -> None:
    """The words for the check make it a claim of another kind in German."""
    words = "# Bericht\n\nUnsere Scope-1-Emissionen betrugen {} t CO2e{}."
    [entry] = told(
        words.format("2024 12.400", ", geprüft von der Brandt Prüfung GmbH"), words.format("2025 11.900", "")
    ).entries
    assert (entry.status, [one.element for one in entry.lost]) == ("updated", ["verifier"])


MISSED = "Our target of 30 % women in management by 2025 was not met."


@pytest.mark.parametrize(
    "text",
    [
        MISSED,
        "We have given up our goal to be climate neutral by 2030.",
        "After missing our 2025 climate target, we have appointed a new team.",
    ],
)
def test_what_a_report_owns_up_to_is_no_target(told: Told, text: str) -> None:
    for found, heading in ((told(text, "Lunch is at noon."), "OLD"), (told("Lunch is at noon.", text), "NEW")):
        [entry] = found.entries
        assert (entry.target, entry.admission is not None, found.summary.worse) == (False, True, 0)
        assert f"Admissions of {heading}" in claimcheck.render(found, "text")


def test_a_target_beside_an_admission_is_one(told: Told) -> None:
    moved = "We moved our target of net zero from 2035 to 2040."
    new = "We will cut water use by 20 % by 2029, after missing our 2025 water target."
    for text in (moved, new):
        [entry] = told("Lunch is at noon.", text).entries
        assert (entry.status, entry.target, entry.admission) == ("new", True, None)


def test_a_target_that_is_told_as_missed_is_told_so(told: Told) -> None:
    target = "Our target is 30 % women in management by {}."
    assert _changes(told(target.format(2025), MISSED)) == [("owned_up", None, "missed")]
    assert _changes(told(MISSED, target.format(2025))) == []
    [entry] = told(
        "We will plant 9,000 trees by 2025.", "We missed our target of planting 9,000 trees by 2025."
    ).entries
    assert (entry.changes[0].change, entry.gained) == ("owned_up", [])
    assert set(_status(told(target.format(2027), MISSED).entries)) == {"unclear"}


def test_what_the_claim_still_says_is_not_lost(told: Told) -> None:
    """The year was one to come in the first report, and has begun in the second one."""
    pledge = "# Report {}\n\nWe pledge to deliver a biodiversity net gain of at least {} % on every estate from 2025."
    found = told(pledge.format(2024, 15), pledge.format(2025, 10))
    assert _changes(found) == [("lowered", "15 %", "10 %")]
    assert [entry.lost for entry in found.entries] == [[]]


def test_a_row_that_was_behind_and_is_gone_is_a_target_that_is_gone(told: Told) -> None:
    rows = f"# Aims{AIMED.replace('2024', 'Status').replace('-21 %', 'behind')}"
    [entry] = told(rows, "Lunch is at noon.").entries
    assert (entry.status, entry.target) == ("gone", True)


@pytest.mark.parametrize(
    ("weaker", "level"),
    [(words, "intended") for words in ("hope to", "aim to", "intend to", "want to", "plan to", "strive to", "expect to",
                                       "endeavour to", "will try to", "are working to")]
    + [("would like to", "hedged"), ("may", "hedged")],
)  # fmt: skip
def test_a_promise_that_becomes_an_intention_is_weaker(told: Told, weaker: str, level: str) -> None:
    firm, less = (f"We {words} cut our emissions by 50 % by 2030." for words in ("will", weaker))
    assert _changes(told(firm, less)) == [("hedged", "promised", level)]
    assert told(firm, less, fail_on="worse").exit_code == 1
    assert _changes(told(less, firm)) == [("firmer", level, "promised")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("We aim to cut our emissions by 50 % by 2030.", "We plan to cut our emissions by 50 % by 2030."),
        ("We will cut our emissions by 50 % by 2030.", "We pledge to cut our emissions by 50 % by 2030."),
        ("Our goal is to cut our emissions by 50 % by 2030.", "We aim to cut our emissions by 50 % by 2030."),
        ("We will cut our emissions by 50 % by 2030.",
         "We will cut our emissions by 50 % by 2030, as we want to be a good neighbour."),
        ("Our filters cut water use by up to 22 %.", "Our filters cut water use by 24 %."),
    ],
)  # fmt: skip
def test_other_words_of_the_same_force_are_no_change(told: Told, old: str, new: str) -> None:
    assert _changes(told(old, new)) == []


def test_a_limit_that_goes_makes_a_stronger_claim(told: Told) -> None:
    limited, bare = "Our filters cut water use by up to 22 %.", "Our filters cut water use by 22 %."
    assert _changes(told(limited, bare)) == [("firmer", "22 % at best", "22 %")]
    careful = told(bare, limited)
    assert (_changes(careful), careful.summary.worse) == ([("hedged", "22 %", "22 % at best")], 0)
    target = "We will cut our emissions by {} % by 2030."
    assert told(target.format("50"), target.format("up to 50"), fail_on="worse").exit_code == 1


def test_evidence_has_the_names_that_an_audit_gives_it(told: Told) -> None:
    claim = "All packaging for spare parts is recyclable"
    found = told(f"{claim}.", f"{claim}, as certified by Kellan Voss (certificate no. 4411).")
    for name in ("text", "concise", "markdown", "html"):
        told_words = " ".join(claimcheck.render(found, name).split())
        assert "who checked it" in told_words
        assert "where to look it up" in told_words


def test_a_claim_with_added_evidence_is_one_and_the_same(told: Told) -> None:
    proof = "are recyclable, certified by Kellan Voss (certificate no. 4411)."
    [entry] = told("Our trays are recyclable.", f"Our trays {proof}").entries
    assert (entry.status, [one.element for one in entry.gained]) == ("reworded", ["locator", "verifier"])
    assert set(_status(told("Our trays are recyclable.", f"Our cups {proof}").entries)) == {"gone", "new"}


def test_a_figure_that_another_place_gives_otherwise_is_no_evidence_to_gain(told: Told) -> None:
    figure = "Our scope 1 emissions were 310 tCO2e in 2025."
    found = told(f"{figure}\n\nScope 1 emissions of the company in 2025 were 290 tCO2e.", figure)
    assert found.summary.gained == 0
    assert told("We cut our waste in 2025.", "We cut our waste by 9 % in 2025.").summary.gained == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Between 2019 and 2025 our emissions fell by 57 %.", "Between 2019 and 2026 our emissions fell by 62 %."),
        ("From 2019 to 2025 our emissions fell by 57 %.", "From 2019 to 2026 our emissions fell by 62 %."),
        ("In the period 2020-2025 our emissions fell by 57 %.", "In the period 2020-2026 our emissions fell by 62 %."),
        ("In the period 2020-25 our emissions fell by 57 %.", "In the period 2020-26 our emissions fell by 62 %."),
        ("In 2025 our emissions were 20 % lower than in 2019.", "In 2025 our emissions were 25 % lower than in 2018."),
    ],
)  # fmt: skip
def test_a_figure_for_another_run_of_years_restates_nothing(told: Told, old: str, new: str) -> None:
    [entry] = told(old, new).entries
    assert (entry.status, entry.changes) == ("updated", [])


def test_fail_on_worse(told: Told) -> None:
    later = ("We will be net zero by 2040.", "We will be net zero by 2050.")
    assert told(*later).exit_code == 0
    assert told(*later, fail_on="worse").exit_code == 1
    assert told(*reversed(later), fail_on="worse").exit_code == 0
    assert told("We will be net zero by 2040.", "Lunch is at noon.", fail_on="worse").exit_code == 1
    with pytest.raises(UsageError, match="fail-on"):
        told(*later, fail_on="error")


def _partly(report: Report) -> Report:
    [document] = report.documents
    problem = {"code": "no-text", "message": "3 of 9 pages are pictures", "effect": "partial"}
    raw = document.model_dump()
    raw["status"], raw["problems"] = "partial", [problem]
    raw["coverage"] |= {"pages": 9, "pages_read": 9, "pages_without_text": [2, 3, 4]}
    return Report.model_validate({**report.model_dump(), "documents": [raw]})


def test_pages_that_were_not_read_are_told_first(reports: list[Report]) -> None:
    found = claimcheck.diff(reports[0], _partly(reports[1]), fail_on="worse")
    assert found.exit_code == 3
    assert (found.new.complete, found.new.unread) == (False, 3)
    for name in ("text", "markdown", "html"):
        text = claimcheck.render(found, name)
        words = " ".join(text.split())
        assert words.index("3 of 9 pages of NEW were not read") < words.index("in both reports")


def test_nothing_is_compared_with_what_could_not_be_read(auditor: claimcheck.Auditor, tmp_path: Path) -> None:
    (tmp_path / "empty.md").write_text("")
    report = auditor.audit_text("We will be net zero by 2040.")
    found = claimcheck.diff(report, tmp_path / "empty.md")
    assert (found.compared, found.entries, found.exit_code) == (False, [], 3)
    assert "Nothing was compared" in claimcheck.render(found, "text")


def test_reports_of_other_settings_or_languages_are_said_to_be_so(auditor: claimcheck.Auditor) -> None:
    german = claimcheck.audit_text(
        "Unsere Emissionen werden wir bis zum Jahr 2040 um die Hälfte senken, und das ist uns wichtig.",
        context=claimcheck.Context(audience="consumer"),
    )
    found = claimcheck.diff(auditor.audit_text("We will halve our emissions by 2040, as we told you."), german)
    assert {one.code for one in found.problems} >= {"different-setting", "different-language"}
    assert found.exit_code == 0


@pytest.mark.parametrize("name", DIFF_FORMATS)
def test_what_the_documents_say_means_nothing_in_any_format(told: Told, name: str) -> None:
    evil = "Our \x1b[31m<script>alert(1)</script> \u202e*kettles* will be net zero by {}."
    found = told(evil.format(2040), evil.format(2050))
    assert _changes(found) == [("postponed", "2040", "2050")]
    text = claimcheck.render(found, name)
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert name in ("text", "concise", "json") or "<script>" not in text
    if name == "html":
        html5lib.HTMLParser(strict=True).parse(text)


def test_the_json_is_as_its_schema_says(reports: list[Report], run_claimcheck: Callable[..., object]) -> None:
    schema = json.loads(run_claimcheck("schema", "diff").stdout)  # type: ignore[attr-defined]
    Draft202012Validator(schema).validate(json.loads(claimcheck.render(claimcheck.diff(*reports), "json")))


def test_a_text_that_is_cut_says_so(reports: list[Report]) -> None:
    found = claimcheck.diff(*reports)
    text = claimcheck.render(found, "text", Style(limit=1))
    assert f"(showing 1 of {found.summary.targets['changed']})" in text
    with pytest.raises(UsageError, match="no format"):
        claimcheck.render(found, "sarif")


def test_every_change_has_words() -> None:
    assert tuple(CHANGE_WORDS) == CHANGES
    assert len(STATUSES) == len(set(STATUSES))


def _many(report: Report, number: int) -> Report:
    """As many claims as asked for, each with words and figures of its own."""
    [document] = report.documents
    [claim, *_] = document.claims
    claims = [
        claim.model_copy(update={"id": f"c{place}", "text": f"We will cut emission{word} by {place} % by 2030.",
                                 "group": None})
        for place in range(number)
        for word in ("".join(chr(97 + int(digit)) for digit in str(place)),)
    ]  # fmt: skip
    return report.model_copy(update={"documents": [document.model_copy(update={"claims": claims})]})


def test_the_work_grows_with_the_reports(auditor: claimcheck.Auditor, linear: Callable[..., None]) -> None:
    report = auditor.audit_text("We will cut our emissions by 50 % by 2030.")
    changed = auditor.audit_text("We will cut our emissions by 40 % by 2032.")

    def prepare(size: int) -> Callable[[], object]:
        old, new = _many(report, size), _many(changed, size)
        return lambda: diff(old, new, version="x")

    linear(prepare, 60, 4)


def _status(entries: list[EntryOut]) -> list[str]:
    return [entry.status for entry in entries]


def test_a_claim_is_one_however_often_it_is_made(told: Told) -> None:
    often = "We will be net zero by 2040.\n\nOur trays are recyclable.\n\nWe will be net zero by 2040.\n"
    assert set(_status(told(often, "We will be net zero by 2040.\n\nOur trays are recyclable.").entries)) == {"same"}
