"""``ranking.yml``: what is checked in it, that the last one counts, and that a pack does without."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import claimcheck

RANKING = """\
about: What comes first.
parts:
  - id: kind
    about: What it is.
    terms:
      - {id: broad, title: broad word, points: 5, why: It is broad., when: {claim: {type: generic_benefit}}}
      - {id: noted, title: definition, points: -5, why: It is a definition., sections: [glossary]}
      - {id: banned, title: banned wording, points: 9, why: It is banned., tiers: [ban], traits: [headline]}
"""


@pytest.fixture
def ranking(pack_folder: Path) -> Path:
    path = pack_folder / "ranking.yml"
    path.write_text(RANKING, encoding="utf-8")
    return path


def test_a_ranking_is_compiled(ranking: Path, faults: Any) -> None:
    assert not faults()
    pack = claimcheck.load_rulepack([ranking.parent], builtin=False)
    (part,) = pack.ranking
    assert [(term.id, term.points) for term in part] == [("broad", 5), ("noted", -5), ("banned", 9)]
    assert part[0].when is not None
    assert (part[1].sections, part[2].tiers, part[2].traits) == ({"glossary"}, {"ban"}, {"headline"})


def test_a_pack_without_ranking_keeps_the_order_of_the_text(pack_folder: Path) -> None:
    pack = claimcheck.load_rulepack([pack_folder], builtin=False)
    assert pack.ranking == ()


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "hint"),
    [
        ("generic_benefit", "generic_benfit", "unknown-name", 6, "generic_benefit"),
        ("glossary", "glosary", "unknown-name", 7, "glossary"),
        ("id: noted", "id: broad", "duplicate-id", 7, ""),
        ("traits: [headline]", "traits: [headlines]", "unknown-value", 8, "headline"),
        ("tiers: [ban]", "tiers: [bans]", "unknown-value", 8, "ban"),
        ("points: 9", "points: 9.5", "wrong-type", 8, ""),
        (", why: It is banned.", "", "missing-key", 8, "why"),
    ],
)
def test_a_fault_has_its_place(old: str, new: str, code: str, line: int, hint: str, ranking: Path, faults: Any) -> None:
    ranking.write_text(RANKING.replace(old, new), encoding="utf-8")
    (fault,) = faults()
    assert (fault.code, Path(str(fault.path)).name, fault.line) == (code, "ranking.yml", line)
    assert hint in f"{fault.hint} {fault.message}"


def test_the_last_ranking_counts(tmp_path: Path) -> None:
    (tmp_path / "ranking.yml").write_text(RANKING, encoding="utf-8")
    pack = claimcheck.load_rulepack([tmp_path])
    assert [term.id for part in pack.ranking for term in part] == ["broad", "noted", "banned"]
