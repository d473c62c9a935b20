"""The pack in Markdown: the index ``rules/README.md`` and the table of rule families.

Both are made from the rule files alone, so that they cannot say anything that the files do not; a test compares
them with what is checked in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from claimcheck.rulepack.pack import Check, Pack

_HEAD = """\
# Rules

<!-- Generated from the files in this folder; `python -m pytest tests/docs --update-golden` writes it again. -->

{about}

{counts}. `claimcheck rule ID` explains one of them with its law, its remedy and its examples; `claimcheck rules test`
runs the examples. The tier says what a rule is about: wording that the law bans, wording that it allows on a
condition, a gap in the evidence, the way of presenting, or style. Tier and step (H, M, L, I) become a severity in the
profile of each jurisdiction."""


def index(pack: Pack) -> str:
    """``rules/README.md``: every rule by family, then claim types and evidence elements; ends with a newline."""
    counts = (
        f"{len(pack.checks)} rules in {len(families(pack))} families, {len(pack.claim_types)} claim types, "
        f"{len(pack.elements)} evidence elements, {len(pack.citations)} citations (law as of {pack.law_as_of})"
    )
    parts = [
        _HEAD.format(about=f"{pack.name} {pack.version}.", counts=counts),
        "## Families",
        family_table(pack),
    ]
    for family, checks in families(pack).items():
        parts += [f"## {_family_heading(pack, family)}", _rule_table(checks)]
    parts += ["## Claim types", _type_table(pack), "## Evidence elements", _element_table(pack)]
    return "\n\n".join(parts) + "\n"


def families(pack: Pack) -> dict[str, list[Check]]:
    """Rules by family, both in order of their ids."""
    grouped: dict[str, list[Check]] = {}
    for name in sorted(pack.checks):
        grouped.setdefault(pack.checks[name].family, []).append(pack.checks[name])
    return grouped


def family_table(pack: Pack) -> str:
    """A Markdown table with a row a family: what it is about, how many rules it has, and their names."""
    rows = (
        (
            family,
            pack.families.get(family, ""),
            str(len(checks)),
            ", ".join(check.shape.name for check in checks),
        )
        for family, checks in families(pack).items()
    )
    return _table(("family", "about", "rules", "names"), rows)


def _family_heading(pack: Pack, family: str) -> str:
    about = pack.families.get(family)
    return f"{family}: {about}" if about else family


def _rule_table(checks: Iterable[Check]) -> str:
    rows = (
        (
            f"[{check.id}](checks/{check.family}/{check.id}-{check.shape.name}.yml)",
            check.shape.name,
            check.shape.tier,
            check.shape.step,
            check.shape.confidence,
            check.shape.about,
            ", ".join(check.shape.cite),
        )
        for check in checks
    )
    return _table(("id", "name", "tier", "step", "confidence", "about", "law"), rows)


def _type_table(pack: Pack) -> str:
    rows = (
        (
            f"[{name}](claims/{name}.yml)",
            kind.shape.about,
            ", ".join(kind.shape.required),
            ", ".join(kind.shape.conditional),
        )
        for name, kind in sorted(pack.claim_types.items())
    )
    return _table(("claim type", "about", "required evidence", "on condition"), rows)


def _element_table(pack: Pack) -> str:
    elements = sorted(pack.elements.values(), key=lambda element: element.shape.number)
    rows = (
        (
            f"{element.shape.number:02d}",
            f"[{element.id}](elements/{element.id}.yml)",
            element.shape.title,
            element.shape.ask,
        )
        for element in elements
    )
    return _table(("no.", "element", "title", "what to add"), rows)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\n".join(_lines(heads, rows))


def _lines(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield _line(heads)
    yield _line(["---"] * len(heads))
    for row in rows:
        yield _line(row)


def _line(cells: Sequence[str]) -> str:
    safe = (" ".join(cell.split()).replace("|", "\\|") for cell in cells)
    return f"| {' | '.join(safe)} |"
