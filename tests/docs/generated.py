"""The tables of the README and of ``docs/`` that are made from rules, code and measurements."""

from __future__ import annotations

import importlib.util
import json
import re
import types
import typing
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from rules_index import families, table

import claimcheck
from claimcheck.cli.evaluation import summary
from claimcheck.config.file import FILE_KEYS
from claimcheck.config.shapes import ConfigShape
from claimcheck.gold.evaluate import evaluate
from claimcheck.gold.evaluation import Evaluation, Share
from claimcheck.read.formats import FORMATS as INPUTS
from claimcheck.read.limits import DEFAULT, MEBIBYTE, Limits
from claimcheck.report.terms import band_name, dimension_name, element_name, plain

ROOT = Path(__file__).resolve().parents[2]
PEERS = ROOT / "benchmarks" / "peers.json"
PAGES = ROOT / "benchmarks" / "pages.json"


def family_rows() -> str:
    """Families of rules: how many rules, about what."""
    pack = claimcheck.load_rulepack()
    rows = [(name, str(len(checks)), pack.families[name]) for name, checks in families(pack).items()]
    return table(("family", "rules", "about"), rows)


def profile_rows() -> str:
    """Jurisdictions that there is a profile for."""
    pack = claimcheck.load_rulepack()
    return table(("id", "whose law"), [(f"`{name}`", one.title) for name, one in sorted(pack.profiles.items())])


@cache
def measured() -> Evaluation:
    """The rules on our English gold texts."""
    return evaluate(ROOT / "fixtures" / "gold", lang="en")


def gold_whole() -> str:
    """All figures on the gold texts, and how far two people agree on their labels."""
    spec = importlib.util.spec_from_file_location("agreement", ROOT / "benchmarks" / "agreement.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    agreement = script.agreement(list(script.labellings(ROOT / "fixtures" / "gold")))
    return f"{summary(measured())}\n\n{script.summary(agreement)}"


def gold_short() -> str:
    """The figures that say how good the whole is, each with what it says."""
    found = measured()
    elements = found.elements
    rows = [
        ("claims found that are claims (precision)", found.claims.precision),
        ("claims that are found (recall)", found.claims.recall),
        ("passages that claim nothing, taken for a claim", found.ordinary.flagged),
        ("types of found claims right", found.types.right),
        ("evidence found that is there (precision)", elements.precision),
        ("evidence there that is found (recall)", elements.recall),
        ("missing evidence that is named", elements.missing),
    ]
    return table(("what", "share", "95 % interval", "of"), [(name, *_share(one)) for name, one in rows])


def page_rows() -> str:
    """Our own gold texts beside pages of real reports that somebody else labelled, with the gap."""
    pages = json.loads(PAGES.read_text(encoding="utf-8")) if PAGES.is_file() else {}
    own = measured().claims
    rows = [
        ("claims that are found (recall)", own.recall.value),
        ("claims found that are claims (precision)", own.precision.value),
    ]
    parts = [pages.get(part) for part in ("open", "sealed")]
    shares = [_page_shares(part) for part in parts]
    cells = []
    for number, (name, value) in enumerate(rows):
        assert value is not None
        told = [f"{one[number]:.1%}" if one else "not scored yet" for one in shares]
        gap = f"{100 * (value - shares[1][number]):.0f} points" if shares[1] else ""
        cells.append((name, f"{value:.1%}", *told, gap))
    heads = [
        f"{name} pages" + (f", {part['date']} (rules {part['rules']})" if part else "")
        for name, part in zip(("open", "sealed"), parts, strict=True)
    ]
    return table(("what", "our own texts", *heads, "gap, ours to sealed"), cells)


def _page_shares(part: Mapping[str, Any] | None) -> tuple[float, float] | None:
    """Recall and precision of a part of the labelled pages."""
    if part is None:
        return None
    (found, claims), (wrong, extracted) = part["found"], part["wrong"]
    return found / claims, 1 - wrong / extracted


def _share(share: Share) -> tuple[str, str, str]:
    assert share.value is not None
    return f"{share.value:.1%}", f"{share.low:.1%} to {share.high:.1%}", f"{share.of:,}"


def band_rows() -> str:
    """Bands of the score."""
    scoring = claimcheck.load_rulepack().scoring
    bands = sorted(scoring.bands, key=lambda one: -one.least)
    tops = [100, *(one.least - 1 for one in bands)]
    rows = [(f"{one.least} to {top}", band_name(one.id)) for one, top in zip(bands, tops, strict=False)]
    rows.append((f"at most {scoring.contradicted_at_most}", "contradicted by another passage, whatever else it holds"))
    return table(("score", "band"), rows)


def dimension_rows() -> str:
    """Dimensions with their weights, and the weights of the elements in them."""
    scoring = claimcheck.load_rulepack().scoring
    rows = [
        (
            dimension_name(one.id),
            f"{one.weight:g}",
            ", ".join(f"{element_name(name)} {v:g}" for name, v in one.elements.items()),
        )
        for one in scoring.dimensions
    ]
    return table(("dimension", "weight", "elements with their weight in it"), rows)


def element_rows() -> str:
    """Elements of evidence: the word in reports, and what it asks for."""
    shapes = sorted((one.shape for one in claimcheck.load_rulepack().elements.values()), key=lambda one: one.number)
    rows = [(f"{one.number:02d}", f"`{one.id}`", element_name(one.id), one.ask) for one in shapes]
    return table(("no.", "id", "words in reports", "what it asks for"), rows)


def place_rows() -> str:
    """What evidence counts by where it stands."""
    credit = claimcheck.load_rulepack().scoring.place_credit
    media = [name for name in ("report", "press", "web", "advert", "pack") if name in credit]
    rows = [(plain(place), *(f"{credit[name][place]:g}" for name in media)) for place in credit["report"]]
    return table(("where it stands", *media), rows)


def limit_rows() -> str:
    """Limits of the score."""
    scoring = claimcheck.load_rulepack().scoring
    rows = [
        (
            one.reason,
            f"{one.floor:g}",
            ", ".join(plain(name.partition(".")[2]) for name in one.on),
            ", ".join(map(plain, one.types))
            or (f"those that require a {one.needs_required}" if one.needs_required else "all"),
        )
        for one in scoring.limits
    ]
    return table(("limit", "floor", "on", "of types"), rows)


def reason_rows() -> str:
    """Reasons of the order of claims, part by part."""
    parts = yaml.safe_load((ROOT / "rules" / "ranking.yml").read_text(encoding="utf-8"))["parts"]
    rows = [
        (part["id"] if place == 0 else "", term["id"], term["title"], str(term["points"]), term["why"])
        for part in parts
        for place, term in enumerate(part["terms"])
    ]
    return table(("part", "reason", "in words", "points", "why"), rows)


def read_limit_rows() -> str:
    """Limits of reading, with their defaults."""
    rows = []
    for name in Limits.__struct_fields__:
        value = getattr(DEFAULT, name)
        shown = (
            f"{value // MEBIBYTE:,} MiB"
            if isinstance(value, int) and value >= MEBIBYTE and not value % MEBIBYTE
            else (f"{value:g} s" if isinstance(value, float) else f"{value:,}")
        )
        rows.append((f"`{name.replace('_', '-')}`", shown))
    return table(("limit", "default"), rows)


def config_rows() -> str:
    """Keys of the configuration."""
    rows = []
    for name, field in ConfigShape.model_fields.items():
        key = name.replace("_", "-")
        where = "yes" if key in FILE_KEYS else ""
        rows.append((f"`{key}`", _kind(field.annotation), where, field.description or ""))
    return table(("key", "value", "per path", "what it does"), rows)


def _kind(annotation: Any) -> str:
    """A type in words."""
    origin, inner = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (typing.Union, types.UnionType):
        return " or ".join(_kind(one) for one in inner if one is not type(None))
    if origin is typing.Annotated:
        return _kind(inner[0])
    if origin is typing.Literal:
        return ", ".join(f"`{one}`" for one in inner)
    if origin is list:
        return "list of tables" if isinstance(inner[0], type) and inner[0] is not str else "list of words"
    if origin is dict:
        return f"table: name = {_kind(inner[1])}"
    return {str: "words", int: "whole number", float: "number", bool: "`true` or `false`"}[annotation]


def input_rows() -> str:
    """Kinds of files that are read."""
    rows = [
        (re.sub(r"^an? ", "", one.label), ", ".join(one.suffixes), "yes" if one.isolated else "when large")
        for one in INPUTS.values()
        if one.read is not None
    ]
    return table(("kind", "suffixes", "read in a process of its own"), rows)


@cache
def _peers() -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(PEERS.read_text(encoding="utf-8"))
    return found


def peers_found() -> str:
    """Which gold sentences each peer says something about."""
    rows = [
        (_name(tool), tool["looks_for"], *(_of(tool["found"][kind]) for kind in tool["found"]))
        for tool in _peers()["tools"]
    ]
    return table(("program", "counted", "claims", "other sentences", "claims in copy", "other sentences in copy"), rows)


def peers_speed() -> str:
    """How fast each peer reads the same copy."""
    size = _peers()["copy"]["bytes"] / 1_000_000
    rows = []
    seen: set[str] = set()
    for tool in _peers()["tools"]:
        if tool["package"] in seen:
            continue
        seen.add(tool["package"])
        seconds = tool["speed"]["seconds"]
        if seconds is not None:
            cells = (f"{seconds:.1f}", f"{size / seconds:.2f}")
        elif "patience" in tool["speed"]:
            cells = (f"not done after {tool['speed']['patience']:g}", "")
        else:
            cells = ("failed", "")
        rows.append((_name(tool), *cells))
    return table(("program", "CPU seconds", "MB per CPU second"), rows)


def peers_about() -> str:
    """Versions, and what each peer is made for."""
    rows = [
        (
            tool["name"],
            f"`{tool['package']}`" + (f" ({tool['index']})" if tool["index"] else ""),
            tool["version"] or "",
            tool["made_for"],
        )
        for tool in _peers()["tools"]
    ]
    return table(("program", "package", "version", "made for"), rows)


def peers_day() -> str:
    """When and on what it was measured."""
    found = _peers()
    size = found["copy"]["bytes"] / 1_000_000
    days = " and ".join(sorted({one["measured"] for one in found["tools"]}))
    return (
        f"Measured on {days} ({found['machine']}) on {size:.1f} MB of Markdown and "
        f"{found['gold']['sentences']:,} gold sentences."
    )


def speed_short() -> str:
    """Our own speed, and that of a plain search for keywords."""
    rows = []
    size = _peers()["copy"]["bytes"] / 1_000_000
    for tool in _peers()["tools"]:
        if tool["name"] in ("claimcheck", "list of keywords"):
            seconds = tool["speed"]["seconds"]
            rows.append((tool["name"], f"{seconds:.1f}", f"{size / seconds:.1f}"))
    return table(("program", f"CPU seconds for {size:.1f} MB", "MB per CPU second"), rows)


def _name(tool: Mapping[str, Any]) -> str:
    return str(tool["name"])


def _of(counts: tuple[int, int]) -> str:
    hits, of = counts
    return f"{hits} of {of} ({hits / of:.0%})"


TABLES = {
    "families": family_rows,
    "profiles": profile_rows,
    "gold": gold_short,
    "gold-whole": gold_whole,
    "pages": page_rows,
    "bands": band_rows,
    "dimensions": dimension_rows,
    "elements": element_rows,
    "places": place_rows,
    "limits": limit_rows,
    "reasons": reason_rows,
    "read-limits": read_limit_rows,
    "keys": config_rows,
    "inputs": input_rows,
    "peers-found": peers_found,
    "peers-speed": peers_speed,
    "peers-about": peers_about,
    "peers-day": peers_day,
    "speed": speed_short,
}
