"""The rule files as files: order of keys, names, citations, profiles, and what conditions rest on."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

import claimcheck
from claimcheck.model.claim import Severity
from claimcheck.model.context import Audience, Medium
from claimcheck.rulepack.pack import Check, Pack

RULES = Path(__file__).resolve().parents[2] / "rules"
CHECKS = sorted((RULES / "checks").rglob("*.yml"))
PROFILES = sorted((RULES / "profiles").glob("*.yml"))

KEYS = (
    "id", "name", "aliases", "since", "tier", "step", "confidence", "about", "when", "marks", "message",
    "why", "remedy", "rewrite", "questions", "cite", "false_positives", "fires", "silent",
)  # fmt: skip
OPTIONAL = {"aliases", "since", "marks", "questions"}
FAMILIES = (
    "GEN", "QNT", "CMP", "RED", "TGT", "MET", "NEU", "REN", "CIR", "LBL", "VER", "QUA", "FRM", "SOC", "DON",
    "SUP", "FIN", "AIX", "NAT", "GOV", "STY", "CON",
)  # fmt: skip
LEAST_RULES, LEAST_FAMILIES, LEAST_SHARE = 30, 12, 0.6
# Operators that look further than words.
BEYOND_WORDS = {"element", "claim", "context", "compare", "other_claim"}
# The tool says what a text would need, never what it is before the law.
VERDICTS = re.compile(
    r"(?i)\b(illegal|unlawful|legal to|compliant with the law|violates?|breach(?:es)? of law)\b"
)
SEVERITIES = {*get_args(Severity), "off"}
# Standards that a rule names because they have ended.
ENDED = {"FRM-006": "tcfd_mt", "NEU-008": "pas_2060"}


@cache
def _pack() -> Pack:
    return claimcheck.load_rulepack()


@cache
def _read(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def _named(paths: list[Path]) -> list[object]:
    return [pytest.param(path, id=path.stem) for path in paths]


@pytest.mark.parametrize("path", _named(CHECKS))
def test_keys_stand_in_one_order(path: Path) -> None:
    keys = list(_read(path))
    assert keys == [key for key in KEYS if key in keys]
    assert set(KEYS) - OPTIONAL <= set(keys)


@pytest.mark.parametrize("path", _named(CHECKS))
def test_path_says_id_and_name(path: Path) -> None:
    rule = _read(path)
    assert path.name == f"{rule['id']}-{rule['name']}.yml"
    assert path.parent.name == rule["id"].partition("-")[0]
    assert re.fullmatch(r"[A-Z]{3}-\d{3}", rule["id"])
    assert path.parent.name in FAMILIES
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", rule["name"])


@pytest.mark.parametrize("path", _named(CHECKS))
def test_what_people_read_is_complete(path: Path) -> None:
    rule = _read(path)
    for key in ("about", "why", "remedy"):
        assert rule[key].strip().endswith("."), key
        assert not VERDICTS.search(rule[key]), key
    for key in ("message", "rewrite"):
        assert not VERDICTS.search(rule[key]), key
    assert len(rule["message"]) <= 120
    assert not rule["message"].endswith(".")
    assert re.search(r"\[[^\]]+\]", rule["rewrite"]), "a rewrite shows what to fill in"
    assert rule["false_positives"]
    assert all(line.endswith(".") for line in rule["false_positives"])
    if rule["tier"] in ("ban", "conditional"):
        assert rule.get("questions"), "a ban rests on facts that the text may not tell"
        assert all(line.endswith("?") for line in rule["questions"])
        assert rule["confidence"] != "high"


@pytest.mark.parametrize("path", _named(CHECKS))
def test_slots_of_a_message_cannot_stay_open(path: Path) -> None:
    """In a message every element has words to stand in for it; in a rewrite, a bracketed placeholder."""
    rule = _read(path)
    free = {"text", "core", "match", "topic", "type"}
    for slot, fallback in re.findall(r"\{(\w+)(?:\|([^{}]*))?\}", rule["message"]):
        assert slot in free or fallback or rule["id"] == "TGT-005", slot
        assert "[" not in fallback
    for slot, fallback in re.findall(r"\{(\w+)(?:\|([^{}]*))?\}", rule["rewrite"]):
        assert slot in free or re.fullmatch(r"\[[^\]]+\]", fallback), slot


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
    further = [check for check in checks if check.when.uses & BEYOND_WORDS]
    assert len(further) >= LEAST_SHARE * len(checks), sorted({*checks} - {*further}, key=lambda one: one.id)


def test_most_rules_depend_on_evidence() -> None:
    """Most rules ask for the state of an element, so that added evidence silences them."""
    checks = _pack().checks.values()
    asking = [check for check in checks if check.when.element_names]
    assert len(asking) >= LEAST_SHARE * len(checks)


@pytest.mark.parametrize("check", [pytest.param(one, id=one.id) for one in _pack().checks.values()])
def test_citations_are_known_and_in_force(check: Check) -> None:
    pack = _pack()
    cited = [pack.citations[key] for key in check.shape.cite]
    assert len(set(check.shape.cite)) == len(cited) >= 2
    ended = {one.key for one in cited if one.valid_to is not None and one.valid_to < pack.law_as_of}
    assert ended == {ENDED[check.id]} if check.id in ENDED else not ended
    begun = [one for one in cited if one.valid_from is None or one.valid_from <= pack.law_as_of]
    assert {one.jurisdiction for one in begun} & {"eu", "uk", "us"}, "nothing in force here"


@pytest.mark.parametrize("check", [pytest.param(one, id=one.id) for one in _pack().checks.values()])
def test_bans_rest_on_law_of_the_place(check: Check) -> None:
    """Where a rule is a ban or a condition, a passage of that jurisdiction is cited."""
    pack = _pack()
    for name in pack.profiles:
        override = pack.profiles[name].overrides.get(check.id)
        tier = (override and override.tier) or check.shape.tier
        if tier in ("ban", "conditional"):
            assert name in {pack.citations[key].jurisdiction for key in check.shape.cite}, name


def test_citations_file() -> None:
    pack = _pack()
    assert pack.law_as_of == date(2026, 11, 25)
    says = {one["key"]: one["says"] for one in _read(RULES / "citations.yml")["citations"]}
    assert set(says) == set(pack.citations)
    for key, citation in pack.citations.items():
        assert re.fullmatch(r"[a-z][a-z0-9_]*", key)
        assert re.fullmatch(r".{20,260}\.", says[key]), key
        assert not VERDICTS.search(says[key]), key
        if citation.valid_from and citation.valid_to:
            assert citation.valid_from < citation.valid_to, key
        assert citation.url is None or citation.url.startswith("https://"), key


BEGINS = {"ucpd_annex_i_4a": date(2026, 9, 27), "dmcc_226": date(2025, 4, 6), "issa_5000": date(2026, 12, 15)}


@pytest.mark.parametrize(("key", "day"), BEGINS.items())
def test_law_begins_on_its_day(key: str, day: date) -> None:
    assert _pack().citations[key].valid_from == day


def test_withdrawn_standard_ends_on_its_day() -> None:
    assert _pack().citations["pas_2060"].valid_to == date(2025, 11, 30)


@pytest.mark.parametrize("path", _named(PROFILES))
def test_each_audience_and_medium_has_one_cell(path: Path) -> None:
    profile = _read(path)
    assert profile["id"] == path.stem
    for audience, medium in product(get_args(Audience), get_args(Medium)):
        fitting = [one for one in profile["cells"] if audience in one["audience"] and medium in one["medium"]]
        assert len(fitting) == 1, (audience, medium)
        for tier in ("ban", "conditional", "gap", "presentation", "style"):
            value = fitting[0][tier]
            by_step = value if isinstance(value, dict) else dict.fromkeys("HMLI", value)
            assert set(by_step) >= set("HMLI"), tier
            assert set(by_step.values()) <= SEVERITIES, tier


@pytest.mark.parametrize("path", _named(PROFILES))
def test_overrides_name_rules_and_change_something(path: Path) -> None:
    pack = _pack()
    for rule, override in pack.profiles[path.stem].overrides.items():
        shape = pack.checks[rule].shape
        assert (override.tier or shape.tier, override.step or shape.step) != (shape.tier, shape.step), rule
        assert override.because.endswith("."), rule


def _verdicts(audience: Any, medium: Any, jurisdiction: str) -> set[tuple[str, str]]:
    """Tier and severity of the rule on generic words for one sentence."""
    context = claimcheck.Context(
        audience=audience, medium=medium, jurisdictions=(jurisdiction,), as_of=_pack().law_as_of
    )
    auditor = claimcheck.Auditor(rulepack=_pack(), context=context, lang="en")
    (document,) = auditor.audit_text("Our eco-friendly lampshade.").documents
    findings = [one for claim in document.claims for one in claim.findings if one.rule == "GEN-001"]
    return {(one.tier, one.severity) for one in findings}


def test_an_advert_is_judged_harder_than_a_report_for_investors() -> None:
    """The same sentence is an error in an advert for consumers and a warning of reuse in a report."""
    assert _verdicts("consumer", "advert", "eu") == {("ban", "error")}
    assert _verdicts("investor", "report", "eu") == {("ban", "warning")}


@pytest.mark.parametrize("jurisdiction", ["uk", "us"])
def test_a_ban_of_one_place_is_a_gap_in_another(jurisdiction: str) -> None:
    assert _verdicts("consumer", "advert", jurisdiction) == {("gap", "warning")}
