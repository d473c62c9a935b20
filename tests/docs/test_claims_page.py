"""What ``docs/claims.md`` says of rules, codes and figures is what the rules and the code say."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import claimcheck
from claimcheck.approval.gathered import CODES
from claimcheck.approval.matcher import LEAST, WHOLE
from claimcheck.approval.register import ApprovalShape, ClaimsShape
from claimcheck.config.file import load
from claimcheck.model.approval import APPROVAL_STATUSES, STANDINGS
from claimcheck.model.evidence import SOON
from claimcheck.rulepack.select import severities_of


@pytest.fixture
def page(root: Path) -> str:
    return (root / "docs" / "claims.md").read_text(encoding="utf-8")


def test_the_table_of_rules_is_that_of_the_pack(page: str) -> None:
    pack = claimcheck.load_rulepack()
    told = dict(re.findall(r"\| (REG-\d{3}) \| (\w+) \|", page))
    family = {name: check for name, check in pack.checks.items() if check.family == "REG"}
    weighed = severities_of(pack, {})
    assert told == {name: weighed.get(name, "warning") for name in family}
    assert {check.shape.step for name, check in family.items() if name not in weighed} <= {"H", "M"}


def test_every_state_and_key_is_told(page: str) -> None:
    table = page[page.index("| how a claim stands") : page.index("## When words are the same")]
    assert set(re.findall(r"`(\w+)`", table)) == set(STANDINGS)
    keys = page[page.index("| key |") : page.index("## What a run says")]
    told = set(re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (.*?) \|", keys, re.MULTILINE))))
    assert told == {*ApprovalShape.model_fields, *ClaimsShape.model_fields} - {"schema_", "claims"}
    assert set(APPROVAL_STATUSES) <= set(re.findall(r"`(\w+)`", keys))


def test_figures_and_codes_are_those_of_the_code(page: str) -> None:
    words = " ".join(page.split())
    assert f"at least {LEAST:.0%}".replace("%", " %") in words
    assert f"one of {({4: 'four'})[WHOLE]} words or more" in words
    assert f"within {SOON.days} days" in words
    assert set(re.findall(r"`(approval-evidence-[\w-]+)` \|", page)) == set(CODES)


def test_the_configuration_on_the_page_is_one(page: str, tmp_path: Path) -> None:
    [shown] = re.findall(r"^```toml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert tomllib.loads(shown)["claims"] == ["claims.yml"]
    (tmp_path / "claimcheck.toml").write_text(shown, encoding="utf-8")
    settings = load(str(tmp_path / "claimcheck.toml")).of(None)
    [value] = settings["claims"].value
    assert Path(value).resolve() == tmp_path / "claims.yml"
    assert settings["claims-complete"].value is True
    severities_of(claimcheck.load_rulepack(), settings["severity"].value)
