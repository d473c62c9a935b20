"""``rules/README.md``, the index of the rules: what the rule files say, a line each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from claimcheck.rulepack.pack import Check, Pack

_HEAD = """\
# Rules

<!-- Generated from the files of this folder: python -m pytest tests/docs --update-golden writes it again. -->

{counts}.

`claimcheck rule ID` explains a rule with its law, its remedy and its examples; `claimcheck rules test` runs
the examples. The tier says what a rule is about: wording ruled out as it stands, wording that the law allows on a
condition, a gap in the evidence, the way of presenting, or style. The profile of each jurisdiction turns tier
and step (H, M, L, I) into a severity."""


_METRICS = """\
What figures in prose and tables are told apart by, from `metrics.yml`; their words stand under metrics in
the lexicons. Figures are set against each other only where metric, period, boundary, scope and basis are the same."""


def index(pack: Pack) -> str:
    """The text of ``rules/README.md``: every rule by family, then claim types, evidence elements and metrics."""
    grouped = families(pack)
    counts = (
        f"{pack.name} {pack.version} has {len(pack.checks)} rules in {len(grouped)} families, "
        f"{len(pack.claim_types)} claim types, {len(pack.elements)} evidence elements, "
        f"{len(pack.metrics)} metrics and "
        f"{len(pack.citations)} citations (law as of {pack.law_as_of})"
    )
    parts = [_HEAD.format(counts=counts)]
    for family, checks in grouped.items():
        about = pack.families.get(family)
        parts += [f"## {family}: {about}" if about else f"## {family}", _rule_table(checks)]
    parts += ["## Claim types", _type_table(pack), "## Evidence elements", _element_table(pack)]
    if pack.metrics:
        parts += ["## Metrics", _METRICS, _metric_table(pack)]
    return "\n\n".join(parts) + "\n"


def families(pack: Pack) -> dict[str, list[Check]]:
    """Rules by family, both in order of their ids."""
    grouped: dict[str, list[Check]] = {}
    for name in sorted(pack.checks):
        grouped.setdefault(pack.checks[name].family, []).append(pack.checks[name])
    return grouped


def rule_file(check: Check) -> str:
    """The file of a built-in rule, from the folder of the rules."""
    return f"checks/{check.family}/{check.id}-{check.shape.name}.yml"


def _rule_table(checks: Iterable[Check]) -> str:
    rows = (
        (
            f"[{check.id}]({rule_file(check)})",
            check.shape.name,
            check.shape.tier,
            check.shape.step,
            check.shape.confidence,
            check.shape.about,
            ", ".join(check.shape.cite),
        )
        for check in checks
    )
    return table(("id", "name", "tier", "step", "confidence", "about", "law"), rows)


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
    return table(("claim type", "about", "required evidence", "on condition"), rows)


def _element_table(pack: Pack) -> str:
    shapes = sorted((element.shape for element in pack.elements.values()), key=lambda shape: shape.number)
    rows = ((f"{one.number:02d}", f"[{one.id}](elements/{one.id}.yml)", one.title, one.ask) for one in shapes)
    return table(("no.", "element", "title", "what to add"), rows)


def _metric_table(pack: Pack) -> str:
    rows = (
        (
            f"`{one.id}`",
            one.title,
            one.topic,
            ", ".join(one.units),
            one.better or "",
            "; ".join(" + ".join(part) for part in one.parts),
        )
        for one in pack.metrics.values()
    )
    return table(("metric", "title", "topic", "units", "better", "sum of"), rows)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; bars and line breaks in cells are made harmless."""
    return "\n".join(_lines(heads, rows))


def _lines(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield _line(heads)
    yield _line(["---"] * len(heads))
    for row in rows:
        yield _line(row)


def _line(cells: Sequence[str]) -> str:
    safe = (" ".join(cell.split()).replace("|", "\\|") for cell in cells)
    return f"| {' | '.join(safe)} |"
