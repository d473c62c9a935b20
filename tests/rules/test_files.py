"""The rule files as files: order of keys, names, citations, profiles, and what conditions rest on."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import claimcheck
from all_cases import for_each
from claimcheck.rulepack.contradictions import CONTRADICTION_SLOTS
from claimcheck.rulepack.document_conditions import FIGURE_SLOTS
from claimcheck.rulepack.lookup import basis_of, count_bases
from claimcheck.rulepack.pack import Check, Pack
from claimcheck.rulepack.slots import APPROVAL_SLOTS, SLOT

RULES = Path(__file__).resolve().parents[2] / "rules"
CHECKS = sorted((RULES / "checks").rglob("*.yml"))

KEYS = (
    "id", "name", "aliases", "since", "tier", "step", "confidence", "about", "on", "when",
    "contradicts", "marks", "covers", "last_resort", "once", "once_for_words", "copy_only", "missing_in",
    "told_in", "message", "sum", "why", "remedy", "rewrite", "rewrite_when", "worked", "questions", "cite",
    "false_positives", "fires", "silent",
)  # fmt: skip
OPTIONAL = {
    "aliases", "since", "on", "contradicts", "last_resort", "marks", "covers", "once", "once_for_words", "copy_only",
    "missing_in", "told_in", "sum", "questions", "rewrite_when", "worked",
}  # fmt: skip
FAMILIES = (
    "GEN", "QNT", "CMP", "RED", "TGT", "MET", "NEU", "REN", "CIR", "LBL", "VER", "QUA", "FRM", "SOC", "DON",
    "SUP", "FIN", "AIX", "NAT", "GOV", "STY", "CON", "REG",
)  # fmt: skip
LEAST_RULES, LEAST_FAMILIES, LEAST_SHARE = 140, 22, 0.6
# Lines of a rule file in front of its examples.
MOST_LINES = 60
# The tool says what a text would need, never what it is before the law.
VERDICTS = re.compile(r"(?i)\b(illegal|unlawful|legal to|compliant with the law|violates?|breach(?:es)? of law)\b")
# A rule says what is in the text; what a law makes of it is said by the tests of that law.
LAW = re.compile(
    r"(?i)\b(EU|UCPD|European|Union law|Annex I|courts?|directives?|regulations?|regulators?|statut\w+"
    r"|(?<!public )authorit(?:y|ies)|FTC|Green Guides|guides? (?:treat|ask|do)|CMA|ASA|ESRS"
    r"|banned?|bars?|barred|German\w*|French|Brit\w+|Korean?|California|United States"
    r"|(?<!by )(?:laws?|legal(?:ly)?))\b"
)
# The facts of these two are legal requirements themselves.
ON_DUTIES = {"GEN-008", "RED-007"}
# Standards that a rule names because they have ended.
ENDED = {"NEU-008": "pas_2060"}


@cache
def _pack() -> Pack:
    return claimcheck.load_rulepack()


@cache
def _read(path: Path) -> dict[str, Any]:
    loaded: dict[Any, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    # YAML 1.1 takes the bare word "on" for true; the loader of the rules does not.
    return {"on" if key is True else key: value for key, value in loaded.items()}


def _stem(path: Path) -> str:
    return path.stem


@for_each(CHECKS, _stem)
def test_keys_stand_in_one_order(path: Path) -> None:
    keys = list(_read(path))
    assert keys == [key for key in KEYS if key in keys]
    assert set(KEYS) - OPTIONAL <= set(keys)


@for_each(CHECKS, _stem)
def test_path_says_id_and_name(path: Path) -> None:
    rule = _read(path)
    assert path.name == f"{rule['id']}-{rule['name']}.yml"
    assert path.parent.name == rule["id"].partition("-")[0]
    assert re.fullmatch(r"[A-Z]{3}-\d{3}", rule["id"])
    assert path.parent.name in FAMILIES
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule["name"])


@for_each(CHECKS, _stem)
def test_what_people_read_is_complete(path: Path) -> None:
    rule = _read(path)
    for key in ("about", "why", "remedy"):
        assert rule[key].strip().endswith("."), key
        assert not VERDICTS.search(rule[key]), key
    for key in ("message", "rewrite"):
        assert not VERDICTS.search(rule[key]), key
    assert len(rule["message"]) <= 120
    assert not rule["message"].endswith(".")
    assert "?" not in rule["message"], "a message states, and does not ask"
    given = rule.get("on") == "contradiction"
    assert given or re.search(r"\[[^\]]+\]", rule["rewrite"]), "a rewrite shows what to fill in"
    assert rule["false_positives"]
    assert all(line.endswith(".") for line in rule["false_positives"])
    if rule["tier"] in ("ban", "conditional"):
        assert rule.get("questions"), "a ban rests on facts that the text may not tell"
        asked = [line if isinstance(line, str) else line["ask"] for line in rule["questions"]]
        assert all(line.endswith("?") for line in asked)
        assert rule["confidence"] != "high"


@for_each(CHECKS, _stem)
def test_a_rule_speaks_of_no_law(path: Path) -> None:
    rule = _read(path)
    if rule["id"] not in ON_DUTIES:
        asked = [line if isinstance(line, str) else line.get("ask", "") for line in rule.get("questions", ())]
        read = [rule[key] for key in ("about", "message", "why", "remedy", "rewrite")] + asked
        assert [found[0] for text in read for found in LAW.finditer(text)] == []


@for_each(CHECKS, _stem)
def test_slots_of_a_message_cannot_stay_open(path: Path) -> None:
    """In a message every element has words to stand in for it; in a rewrite, a bracketed placeholder."""
    rule = _read(path)
    free = {"text", "core", "match", "topic", "type"}
    if rule.get("on") == "document":
        free |= {*FIGURE_SLOTS}
    if rule.get("on") == "contradiction":
        # What contradicts each other is always there, or the rule does not fire.
        free |= {*CONTRADICTION_SLOTS}
    if path.parent.name == "REG":
        # Nor does it without an entry, or evidence that has lapsed; only owner and end may be left out.
        free |= {*APPROVAL_SLOTS} - {"owner", "until"}
    for slot, fallback in re.findall(r"\{(\w+)(?:\|([^{}]*))?\}", rule["message"]):
        assert slot in free or fallback or rule["id"] == "TGT-005", slot
        assert "[" not in fallback
    for slot, _, fallback in SLOT.findall(rule["rewrite"]):
        assert slot in free or re.fullmatch(r"[^\[\]]*\[[^\]]+\][^\[\]]*", fallback), slot


def test_ids_and_names_are_used_once() -> None:
    rules = [_read(path) for path in CHECKS]
    for key in ("id", "name"):
        values = [rule[key] for rule in rules]
        assert len(set(values)) == len(values)
    aliases = [alias for rule in rules for alias in rule.get("aliases", ())]
    assert not {*aliases} & {rule["id"] for rule in rules}


def test_families_and_numbers() -> None:
    checks = _pack().checks
    assert len(checks) == len(CHECKS) >= LEAST_RULES
    assert len({check.family for check in checks.values()}) >= LEAST_FAMILIES
    for family, numbers in {"QNT": range(1, 11), "MET": range(1, 5)}.items():
        assert {f"{family}-{number:03}" for number in numbers} <= set(checks)


def test_most_rules_look_further_than_words() -> None:
    checks = _pack().checks.values()
    on_words = [check.id for check in checks if basis_of(check) == {"words"}]
    assert len(on_words) <= (1 - LEAST_SHARE) * len(checks), on_words
    assert count_bases(checks)["words"] == len(on_words)


@for_each(CHECKS, _stem)
def test_a_rule_is_short(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines.index("fires:") <= MOST_LINES
    assert lines.index("silent:") > lines.index("fires:")


def test_most_rules_depend_on_evidence() -> None:
    """Most rules ask for the state of an element, so that added evidence silences them."""
    checks = _pack().checks.values()
    asking = [check for check in checks if check.when.element_names]
    assert len(asking) >= LEAST_SHARE * len(checks)


@for_each(_pack().checks.values(), lambda check: check.id)
def test_citations_are_known_and_in_force(check: Check) -> None:
    pack = _pack()
    cited = [pack.citations[key] for key in check.shape.cite]
    assert len(set(check.shape.cite)) == len(cited) >= 2
    ended = {one.key for one in cited if one.valid_to is not None and one.valid_to < pack.law_as_of}
    assert ended == {ENDED[check.id]} if check.id in ENDED else not ended
    begun = [one for one in cited if one.valid_from is None or one.valid_from <= pack.law_as_of]
    assert {one.jurisdiction for one in begun} & {"eu", "esrs", "uk", "us"}, "nothing in force here"


def test_citations_file() -> None:
    pack = _pack()
    assert pack.law_as_of == date(2026, 11, 25)
    files = sorted((RULES / "law").glob("*/passages.yml"))
    says = {one["key"]: one["says"] for path in files for one in _read(path)["citations"]}
    assert set(says) == set(pack.citations)
    for key, citation in pack.citations.items():
        assert re.fullmatch(r"[a-z][a-z0-9_]*", key)
        assert re.fullmatch(r".{20,260}\.", says[key]), key
        assert not VERDICTS.search(says[key]), key
        if citation.valid_from and citation.valid_to:
            assert citation.valid_from < citation.valid_to, key
        assert citation.url is None or citation.url.startswith("https://"), key


BEGINS = {"ucpd_annex_i_4a": date(2026, 9, 27), "dmcc_226": date(2025, 4, 6), "ca_74_01_1_b2": date(2026, 3, 26)}


@pytest.mark.parametrize(("key", "day"), BEGINS.items())
def test_law_begins_on_its_day(key: str, day: date) -> None:
    assert _pack().citations[key].valid_from == day


@pytest.mark.parametrize(
    ("key", "day", "instrument", "words"),
    [
        ("ca_74_01_1_b2", date(2025, 6, 1), "Competition Act", "internationally recognized methodology"),
        ("ca_74_01_1_b2", date(2026, 3, 26), "Competition Act", "only the Commissioner"),
        ("dmcc_226", date(2025, 4, 5), "Regulations 2008", "deceive"),
        ("dmcc_226", date(2025, 4, 6), "Consumers Act 2024", "deceive"),
        ("ca_prc_42357", date(2021, 12, 31), "California", "plastic products only"),
        ("gri_305", date(2027, 1, 1), "GRI 102", "transition plan"),
    ],
)
def test_earlier_and_later_law_is_at_hand(key: str, day: date, instrument: str, words: str) -> None:
    found = _pack().citations[key].on(day)
    assert instrument in found.instrument
    assert words in found.says
    assert found.valid_from is not None
    assert found.valid_from <= day <= (found.valid_to or day)


def test_standards_of_assurance_go_by_reporting_periods() -> None:
    citations = _pack().citations
    assert citations["isae_3410"].periods_to == date(2026, 12, 14)
    assert citations["issa_5000"].periods_from == date(2026, 12, 15)
    assert citations["isae_3410"].valid_to is None


def test_what_was_read_says_where_and_when() -> None:
    """A passage that was checked by itself names its kind and, unless it was not found, the copy or the authority."""
    for key, citation in _pack().citations.items():
        for one in (citation, *citation.versions):
            assert citation.kind is not None, key
            assert one.grade == "unverified" or one.checked is None or one.source or one.url, key
            assert one.grade != "read" or one.checked is None or one.url, key


WITHOUT_STATUTES = ("issb",)
"""The standards of the ISSB are worldwide: they stand under int."""


def test_each_profile_has_statutes_of_its_own() -> None:
    statutes = {one.jurisdiction for one in _pack().citations.values() if one.kind == "statute"}
    assert {name for name in _pack().profiles if name not in statutes} == set(WITHOUT_STATUTES)


def test_each_profile_names_its_law_against_misleading_statements() -> None:
    pack = _pack()
    for name, profile in pack.profiles.items():
        if name not in ("issb", "esrs"):
            assert profile.general is not None, name
            general = pack.citations[profile.general]
            assert general.jurisdiction in profile.lineage
            assert general.grade != "unverified"


def test_withdrawn_standard_ends_on_its_day() -> None:
    assert _pack().citations["pas_2060"].valid_to == date(2025, 11, 30)
