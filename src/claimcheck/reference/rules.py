"""One rule, told to a person in text or Markdown, or to a program as plain values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, cast

from claimcheck.judge.legal import LegalTests
from claimcheck.judge.severity import Reading, reading, verdict
from claimcheck.model.claim import Citation, Severity
from claimcheck.model.context import Context
from claimcheck.report.layout import listed, row, visible, wrap
from claimcheck.report.markdown_text import escaped
from claimcheck.report.style import Style, Tone
from claimcheck.report.terms import confidence_name, step_name, tier_name
from claimcheck.report.words import plain
from claimcheck.rulepack.pack import Check, LegalTest, Pack
from claimcheck.rulepack.shapes import ApprovalExample, CheckExample, CheckShape

GRADES = {"read": "read in the original", "secondary": "from a secondary source", "unverified": "not verified"}
_ADDRESS = re.compile(r"https?://[\w./?=&%#~:;,+-]+", re.ASCII)
COMMANDS = {"audit": Context(audience="investor"), "check": Context(audience="consumer")}

_LOOKS_AT = {
    "claim": "claims",
    "passage": "sentences in which no claim was found",
    "either": "claims, and sentences in which none was found",
    "document": "the document as a whole",
    "contradiction": "passages of a document that contradict each other",
}


def rule_values(check: Check, pack: Pack) -> dict[str, Any]:
    """The rule as plain values that JSON can carry."""
    shape = check.shape
    told = (
        "aliases", "since", "tier", "step", "confidence", "on", "about", "why", "message", "sum", "contradicts",
        "covers",
    )  # fmt: skip
    return {
        "id": check.id,
        "name": shape.name,
        "family": check.family,
        **{name: getattr(shape, name) for name in told},
        "severity": {command: _severity_values(check, pack, context) for command, context in COMMANDS.items()},
        "jurisdictions": {
            name: {"tier": found.tier, "step": found.step, "because": found.because}
            for name, found in _readings(check, pack)
        },
        "legal_tests": [_test_values(test) for test in _tests(check, pack)],
        "citations": [_citation_values(pack.citations[key]) for key in shape.cite],
        "questions": _asks(shape),
        **{name: getattr(shape, name) for name in ("remedy", "rewrite", "worked", "false_positives")},
        "examples": {
            key: [example.model_dump(mode="json", exclude_defaults=True) for example in getattr(shape, key)]
            for key in ("fires", "silent")
        },
    }


def _severity_values(check: Check, pack: Pack, context: Context) -> dict[str, Any] | None:
    found = _verdict(check, pack, context)
    return found and {"severity": found[0], "jurisdictions": list(found[1])}


def _verdict(check: Check, pack: Pack, context: Context) -> tuple[str, tuple[str, ...]] | None:
    known = tuple(name for name in context.jurisdictions if name in pack.profiles)
    wanted = cast(Severity | None, pack.severities.get(check.id))
    setting = Context(audience=context.audience, jurisdictions=known)
    found = verdict(check, pack, setting, wanted, (), LegalTests(pack, setting).of_passages(check.id))
    return (found.severity, found.jurisdictions) if found else None


def _readings(check: Check, pack: Pack) -> Iterator[tuple[str, Reading]]:
    """How each jurisdiction reads the rule in a text for consumers."""
    for name, profile in sorted(pack.profiles.items()):
        yield name, reading(check, pack, profile, COMMANDS["check"])


def _place_words(check: Check, pack: Pack) -> list[str]:
    """A line for each way in which the rule is read, the jurisdictions that read it so first."""
    alike: dict[tuple[str, str, str | None], list[str]] = {}
    for name, found in _readings(check, pack):
        alike.setdefault((found.tier, found.step, found.because), []).append(name)
    return [
        f"{listed(names)}: {tier_name(tier)}, {step_name(step)}{f'. {because}' if because else ''}"
        for (tier, step, because), names in alike.items()
    ]


def _tests(check: Check, pack: Pack) -> list[LegalTest]:
    """The legal tests that decide the rule somewhere."""
    return [test for tests in pack.legal_tests.values() for test in tests if check.id in test.shape.on]


def _test_values(test: LegalTest) -> dict[str, Any]:
    shape = test.shape
    told = ("id", "jurisdiction", "title", "tier", "audience", "medium", "why", "remedy", "exposure", "cite")
    return {key: getattr(shape, key) for key in told}


def _test_words(test: LegalTest) -> str:
    shape = test.shape
    to = listed((*shape.audience, *shape.medium))
    exposure = f" {shape.exposure}" if shape.exposure else ""
    return f"{shape.id}{f' ({to})' if to else ''}: {shape.title}. {shape.why} {shape.remedy}{exposure}"


def citation_values(citation: Citation, *told: str) -> dict[str, Any]:
    """Some of what is known of a passage, as JSON can carry it."""
    values = {name: getattr(citation, name) for name in told}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def _citation_values(citation: Citation) -> dict[str, Any]:
    return citation_values(
        citation, "key", "instrument", "locator", "edition", "jurisdiction", "says", "valid_from", "valid_to", "grade",
        "url",
    )  # fmt: skip


def _asks(shape: CheckShape) -> list[str]:
    """The questions in words, whatever a text tells."""
    return [one if isinstance(one, str) else one.ask or one.fact or "" for one in shape.questions]


def rule_text(check: Check, pack: Pack, style: Style) -> str:
    """The rule for a terminal, ending with a newline."""
    shape = check.shape
    lines = [style.paint(f"{check.id} {shape.name}", "head"), style.paint(style.rule, "dim")]
    lines += wrap(visible(shape.about), style.width)
    lines.append("")
    for label, text in _facts(check, pack):
        lines += _row(label, text, style)
    lines += _section("By jurisdiction", _items(_place_words(check, pack), style), style)
    tests = [_test_words(test) for test in _tests(check, pack)]
    lines += _section("Legal tests", _items(tests, style), style)
    lines += _section("Law", _law_lines(check, pack, style), style)
    lines += _section("Fires on", _example_lines(shape.fires, "bad", style), style)
    lines += _section("Stays silent on", _example_lines(shape.silent, "good", style), style)
    lines += _section("Remedy", _paragraph(shape.remedy, style), style)
    lines += _section("Instead", _paragraph(shape.rewrite, style), style)
    lines += _section("For example", _paragraph(shape.worked or "", style), style)
    lines += _section("Known false positives", _items(shape.false_positives, style), style)
    return "\n".join(lines) + "\n"


def _facts(check: Check, pack: Pack) -> Iterator[tuple[str, str]]:
    shape = check.shape
    family = pack.families.get(check.family)
    yield "why", shape.why
    yield "family", f"{check.family}: {family}" if family else check.family
    yield "kind", f"{tier_name(shape.tier)}, {step_name(shape.step)}, {confidence_name(shape.confidence)}"
    yield "looks at", _LOOKS_AT[shape.on]
    if shape.sum:
        yield "sum", shape.sum
    if shape.covers:
        left_out = "where it finds something, these say the same gap and are left out"
        yield "covers", f"{listed(shape.covers)}: {left_out}"
    yield "severity", "; ".join(_severity_words(check, pack))
    if shape.cite and all(pack.citations[key].grade == "unverified" for key in shape.cite):
        yield "law", "no passage cited below has been read at its source: check before relying on it"
    if shape.aliases:
        yield "once", listed(shape.aliases)
    for question in _asks(shape):
        yield "ask", question


def _severity_words(check: Check, pack: Pack) -> Iterator[str]:
    for command, context in COMMANDS.items():
        found = _verdict(check, pack, context)
        yield f"{command}: {found[0]} ({listed(found[1])})" if found else f"{command}: off"


def _row(label: str, text: str, style: Style) -> list[str]:
    return row(label, visible(text), width=style.width, column=12, paint=lambda words: style.paint(words, "dim"))


def _section(title: str, lines: list[str], style: Style) -> list[str]:
    return ["", style.paint(title, "head"), *lines] if lines else []


def _paragraph(text: str, style: Style) -> list[str]:
    return [f"  {line}" for line in wrap(visible(text), style.width - 2)] if text else []


def _items(texts: list[str], style: Style, tone: Tone = "plain") -> list[str]:
    lines = []
    for text in texts:
        lines += row(
            "-", visible(text), width=style.width, indent=2, column=2, paint=lambda words: style.paint(words, tone)
        )
    return lines


def _law_lines(check: Check, pack: Pack, style: Style) -> list[str]:
    lines = []
    for key in check.shape.cite:
        citation = pack.citations[key]
        lines += row(
            plain(citation.jurisdiction), _law_words(citation), width=style.width, indent=2, column=6,
            paint=lambda words: style.paint(words, "fair"),
        )  # fmt: skip
    return lines


def _law_words(citation: Citation) -> str:
    url = f" {visible(citation.url)}" if citation.url else ""
    return _passage_words(citation) + url


def _passage_words(citation: Citation) -> str:
    words = visible(listed(part for part in (citation.instrument, citation.locator) if part))
    notes = [GRADES[citation.grade]]
    if citation.valid_from:
        notes.append(f"from {citation.valid_from}")
    if citation.valid_to:
        notes.append(f"until {citation.valid_to}")
    return f"{words} ({listed(notes)}): {visible(citation.says)}"


def _law_markdown(citation: Citation) -> str:
    """The passage with a link to its source; only an address without anything else in it becomes one."""
    words = escaped(_passage_words(citation))
    safe = citation.url is not None and _ADDRESS.fullmatch(citation.url)
    return f"{words} [Source]({citation.url})" if safe else words


def _example_lines(examples: list[CheckExample], tone: Tone, style: Style) -> list[str]:
    return _items([_example_words(example) for example in examples], style, tone)


def _example_words(example: CheckExample) -> str:
    day = example.as_of and example.as_of.isoformat()
    setting = [value for value in (example.audience, example.medium, example.subject, day) if value]
    if example.evidence is not None:
        setting.append(f"with evidence that is {example.evidence}")
    if example.approval is not None:
        setting += _register_words(example.approval)
    return f"{example.text} ({listed(setting)})" if setting else example.text


def _register_words(one: ApprovalExample) -> Iterator[str]:
    whole = " in a complete register" if one.complete else ""
    yield f"{one.standing}{whole}: “{one.wording}”"
    if one.evidence is not None:
        yield f"resting on evidence that is {one.evidence}"


def rule_markdown(check: Check, pack: Pack) -> str:
    """The rule as a Markdown page, ending with a newline."""
    shape = check.shape
    lines = [f"# {check.id} {escaped(shape.name)}", "", escaped(shape.about), ""]
    lines += [f"- **{label}**: {escaped(text)}" for label, text in _facts(check, pack)]
    parts: list[tuple[str, list[str]]] = [
        ("By jurisdiction", [escaped(words) for words in _place_words(check, pack)]),
        ("Legal tests", [escaped(_test_words(test)) for test in _tests(check, pack)]),
        ("Law", [_law_markdown(pack.citations[key]) for key in shape.cite]),
        ("Fires on", [escaped(_example_words(example)) for example in shape.fires]),
        ("Stays silent on", [escaped(_example_words(example)) for example in shape.silent]),
        ("Remedy", [escaped(shape.remedy)]),
        ("Instead", [escaped(shape.rewrite)] if shape.rewrite else []),
        ("For example", [escaped(shape.worked)] if shape.worked else []),
        ("Known false positives", [escaped(text) for text in shape.false_positives]),
    ]
    for title, texts in parts:
        if texts:
            lines += ["", f"## {title}", "", *(f"- {text}" for text in texts)]
    return "\n".join(lines) + "\n"
