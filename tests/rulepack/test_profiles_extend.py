"""Profiles that take over another one: what they inherit, in which order changes apply, and their faults."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from claimcheck.judge.severity import reading, verdict
from claimcheck.model.context import Context
from claimcheck.rulepack.build import load_rulepack
from claimcheck.rulepack.pack import Pack

CHECK = "GEN-001"
CHILD = """\
id: yy
title: Elsewhere
about: The law of elsewhere.
extends: xx
"""


def _child(folder: Path, text: str, name: str = "yy") -> Path:
    path = folder / "profiles" / f"{name}.yml"
    path.write_text(text, encoding="utf-8")
    return path


def _read(pack: Pack, place: str, **context: Any) -> tuple[str, str, str | None]:
    setting = Context(jurisdictions=(place,), **context)
    found = reading(pack.checks[CHECK], pack, pack.profiles[place], setting)
    ruled = verdict(pack.checks[CHECK], pack, setting)
    return found.tier, found.step, ruled and ruled.severity


def _pack(folder: Path) -> Pack:
    return load_rulepack([folder], builtin=False)


def test_a_profile_takes_over_cells_and_readings(pack_folder: Path) -> None:
    _child(pack_folder, CHILD)
    pack = _pack(pack_folder)
    assert pack.profiles["yy"].lineage == ("yy", "xx")
    assert _read(pack, "yy") == _read(pack, "xx") == ("ban", "H", "error")


def test_own_cells_come_first_and_the_rest_is_inherited(pack_folder: Path) -> None:
    cell = (
        "cells: [{audience: [investor], medium: [report], ban: info, conditional: info, gap: info,"
        " presentation: info, style: info}]\n"
    )
    _child(pack_folder, CHILD + cell)
    pack = _pack(pack_folder)
    assert _read(pack, "yy", audience="investor")[2] == "info"
    assert _read(pack, "yy", audience="consumer")[2] == "error"


def test_tier_then_group_then_override_and_the_child_last(pack_folder: Path, change: Any) -> None:
    tiers = "tiers: {ban: {tier: gap, step: M, because: No list bars it.}}\n"
    group = "groups: [{rules: [GEN-001], step: L, audience: [consumer], because: Minor.}]\n"
    change("profiles/xx.yml", "about: The law of nowhere.\n", f"about: The law of nowhere.\n{tiers}{group}")
    _child(pack_folder, CHILD + "overrides: {GEN-001: {step: H, because: The courts say so.}}\n")
    pack = _pack(pack_folder)
    assert _read(pack, "xx", audience="investor") == ("gap", "M", "warning")
    assert _read(pack, "xx", audience="consumer") == ("gap", "L", "info")
    assert _read(pack, "yy", audience="consumer") == ("gap", "H", "warning")


def test_a_group_may_name_severity_and_law(pack_folder: Path) -> None:
    group = "groups: [{rules: [GEN-001], severity: info, medium: [pack], cite: act_1, because: So.}]\n"
    _child(pack_folder, CHILD + group)
    pack = _pack(pack_folder)
    assert _read(pack, "yy", medium="pack") == ("ban", "H", "info")
    assert _read(pack, "yy", medium="web") == ("ban", "H", "error")


FAULTS = [
    (CHILD.replace("extends: xx", "extends: xy"), "unknown-name", 4, "unknown profile 'xy'"),
    (CHILD + "investors: zz\n", "unknown-name", 5, "unknown profile 'zz'"),
    (CHILD.replace("extends: xx", "extends: yy"), "profile-cycle", 4, "yy extends itself: yy > yy"),
    (CHILD.replace("extends: xx\n", ""), "missing-cell", None, "no cell says how severe rules are for consumer"),
    (CHILD + "groups: [{rules: [GEN-002], step: L, because: So.}]\n", "unknown-name", 5, "unknown rule 'GEN-002'"),
    (CHILD + "groups: [{rules: [GEN-001], cite: act_2, because: So.}]\n", "unknown-name", 5, "citation 'act_2'"),
    (CHILD + "lighter_with: [method]\n", "unknown-name", 5, "unknown element 'method'"),
    (CHILD + "heavier_in: [headline]\n", "unknown-value", 5, "'headline' is no kind of block"),
    (CHILD + "tiers: {bann: {tier: gap, step: M, because: So.}}\n", "unknown-key", 5, "bann"),
]


@pytest.mark.parametrize(("text", "code", "line", "message"), FAULTS, ids=[one[3] for one in FAULTS])
def test_a_fault_stands_at_its_line(
    text: str, code: str, line: int | None, message: str, pack_folder: Path, faults: Any
) -> None:
    path = _child(pack_folder, text)
    (fault,) = faults()
    assert (fault.code, Path(str(fault.path)).name) == (code, path.name)
    assert line is None or fault.line == line
    assert message in fault.message


def test_a_circle_of_two_is_told_of_both(pack_folder: Path, faults: Any) -> None:
    _child(pack_folder, CHILD.replace("extends: xx", "extends: zz"))
    _child(pack_folder, CHILD.replace("id: yy", "id: zz").replace("extends: xx", "extends: yy"), "zz")
    found = faults()
    assert [one.code for one in found] == ["profile-cycle"] * 2
    assert "yy > zz > yy" in found[0].message


def test_a_question_may_say_which_texts_tell_it(change: Any, faults: Any) -> None:
    change(
        "checks/GEN/GEN-001-broad-word.yml",
        "questions: [Is it better?]",
        "questions: [{ask: Is it better?, told: {signal: better_word}}]",
    )
    (fault,) = faults()
    assert (fault.code, fault.line) == ("unknown-name", 17)
    assert "unknown signal 'better_word'" in fault.message
