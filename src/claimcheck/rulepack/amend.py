"""What a pack changes in those below it: words of signals, rules switched off or weighed, the version it needs."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from claimcheck.errors import shown
from claimcheck.rulepack.collect import Collected, Entry, Language
from claimcheck.rulepack.condition_terms import nearest
from claimcheck.rulepack.file_shapes import PackShape
from claimcheck.rulepack.lexicon_shapes import ChangeShape, SignalShape
from claimcheck.rulepack.shapes import CheckShape
from claimcheck.rulepack.versions import fits


def amend(found: Collected) -> None:
    """Apply the changes of words, in the order of the packs; one that changes nothing is a fault."""
    for language in found.languages.values():
        for name, change in language.changes:
            _change(language, name, change)


def _change(language: Language, name: str, change: Entry[ChangeShape]) -> None:
    entry = language.signals.get(name)
    if entry is None:
        change.unknown((), "signal", name, language.signals, key=True)
        return
    signal: SignalShape = entry.value
    gone = set(change.value.remove)
    known = {*signal.words, *signal.patterns, *signal.forms}
    for place, word in enumerate(change.value.remove):
        if word not in known:
            hint = nearest(word, known) if not change.file.log.full else None
            change.fault(("remove", place), f"{name} has no word {shown(word)}", "unknown-name", hint)
    words = [word for word in signal.words if word not in gone]
    update = {
        "words": [*words, *(word for word in change.value.add if word not in words)],
        "patterns": [pattern for pattern in signal.patterns if pattern not in gone],
        "forms": {word: forms for word, forms in signal.forms.items() if word not in gone},
    }
    language.signals[name] = replace(entry, value=signal.model_copy(update=update))


def check_packs(found: Collected, builtin: PackShape | None) -> tuple[frozenset[str], dict[str, str]]:
    """The rules that packs switch off and the severities they give, by rule id; names nobody has are faults.

    ``builtin`` is the pack that ``requires`` is about, None where the built-in rules are left out.
    """
    disabled: set[str] = set()
    severities: dict[str, str] = {}
    for entry in found.packs.values():
        shape = entry.value
        _required(entry, builtin)
        for place, name in enumerate(shape.disable):
            disabled |= _rules(entry, ("disable", place), name, found.checks)
        # An entry for one rule counts before one for its family.
        for name, severity in sorted(shape.severity.items(), key=lambda item: len(item[0]) != len("GEN")):
            severities.update(dict.fromkeys(_rules(entry, ("severity", name), name, found.checks), severity))
    disabled |= {rule for rule, severity in severities.items() if severity == "off"}
    return frozenset(disabled), {rule: one for rule, one in severities.items() if one != "off"}


def _required(entry: Entry[PackShape], builtin: PackShape | None) -> None:
    spec = entry.value.requires
    if spec is None or builtin is None:
        return
    met = fits(builtin.version, spec)
    if met is None:
        hint = "write ==0.1, or bounds such as >=0.1,<0.3"
        entry.fault(("requires",), f"{shown(spec)} is no version", "bad-version", hint)
    elif not met:
        told = f"the pack needs {builtin.name} {spec}, and this is {builtin.version}"
        entry.fault(("requires",), told, "wrong-version", "install the version it needs")


def _rules(
    entry: Entry[PackShape], path: tuple[str | int, ...], name: str, checks: Mapping[str, Entry[CheckShape]]
) -> set[str]:
    """The ids behind an id, an old id, a name or a family."""
    wanted = name.strip()
    rules = {
        rule
        for rule, check in checks.items()
        if wanted.upper() in (rule, rule.partition("-")[0], *check.value.aliases) or wanted.lower() == check.value.name
    }
    if not rules:
        entry.unknown(path, "rule", name, [*checks, *(one.value.name for one in checks.values())])
    return rules
