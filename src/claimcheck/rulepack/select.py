"""Which rules run: select, ignore and extend-select over ids, names, aliases and families."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from claimcheck.errors import UsageError
from claimcheck.model.claim import SEVERITIES, Severity
from claimcheck.model.context import Context, wrong_type
from claimcheck.rulepack.conditions import nearest
from claimcheck.rulepack.pack import Pack
from claimcheck.text.language import code_of

OFF = "off"


def find_rule(pack: Pack, name: str) -> str:
    """Return the id behind a rule's id, old id or kebab-case name.

    Raises ``UsageError`` with the nearest names where there is none.
    """
    upper, low = name.strip().upper(), name.strip().lower()
    named = next((check.id for check in pack.checks.values() if check.shape.name == low), None)
    found = upper if upper in pack.checks else pack.aliases.get(upper, named)
    if found is not None:
        return found
    families = sorted({check.family for check in pack.checks.values()})
    known = [*families, *pack.checks, *(check.shape.name for check in pack.checks.values())]
    like = upper if any(letter.isdigit() for letter in low) or len(low) <= len("GEN") else low
    raise UsageError(f"there is no rule {name!r}", code="unknown-rule", hint=nearest(like, known))


def enabled_rules(
    pack: Pack, select: Sequence[str] = (), ignore: Sequence[str] = (), extend_select: Sequence[str] = ()
) -> frozenset[str]:
    """Return the ids of the rules that run: those selected (or all) and extended, less the ignored.

    A rule that a pack switches off runs where it is selected by its own id or name.

    Each entry is a rule id, an old id, a rule's name or a family. Raises ``UsageError`` for any other.
    """
    listed = [*select, *extend_select]
    chosen = expand(pack, select) or frozenset(pack.checks)
    wanted = {rule for name in listed if len(rules := expand(pack, (name,))) == 1 for rule in rules}
    return ((chosen | expand(pack, extend_select)) - (pack.disabled - wanted)) - expand(pack, ignore)


def expand(pack: Pack, names: Iterable[str]) -> frozenset[str]:
    """The ids behind ids, old ids, names and families of rules. Raises ``UsageError`` for any other."""
    found: set[str] = set()
    for name in names:
        family = name.strip().upper()
        of_family = {check.id for check in pack.checks.values() if check.family == family}
        found |= of_family or {find_rule(pack, name)}
    return frozenset(found)


def severities_of(pack: Pack, wanted: Mapping[str, str]) -> dict[str, Severity | None]:
    """The severity that a user or a pack wants of each rule, None for off.

    The user counts before the pack, and an entry for one rule before one for its family.

    Keys are ids, old ids, names or families. Raises ``UsageError`` for any other, and for any other severity.
    """
    if not isinstance(wanted, Mapping):
        raise wrong_type("severity", wanted, "a mapping of names to severities")
    found: dict[str, Severity | None] = {rule: cast(Severity, one) for rule, one in pack.severities.items()}
    for name in sorted(wanted, key=lambda name: len(expand(pack, (name,))), reverse=True):
        value = wanted[name]
        if value not in (*SEVERITIES, OFF):
            hint = f"one of {', '.join((*SEVERITIES, OFF))}"
            raise UsageError(f"severity of {name}: there is no {value!r}", code="unknown-value", hint=hint)
        for rule in expand(pack, (name,)):
            found[rule] = None if value == OFF else cast(Severity, value)
    return found


def check_setting(pack: Pack, context: Context) -> None:
    """Raises ``UsageError`` for a jurisdiction without a profile and for an answer to a fact that nobody asks for."""
    for name in context.jurisdictions:
        if name not in pack.profiles:
            told, hint = f"there is no profile for jurisdiction {name!r}", nearest(name, pack.profiles.keys())
            raise UsageError(told, code="unknown-jurisdiction", hint=hint)
    for name, said in context.facts:
        if (fault := answer_fault(pack, name, said)) is not None:
            raise fault


def answer_fault(pack: Pack, name: str, said: str) -> UsageError | None:
    """What is wrong with an answer: nobody asks for the fact, or it is neither yes nor no, as "maybe" is.

    Some facts are answered by what they are called, too: a word with a capital, several words, a number, an address.
    """
    if name not in pack.facts:
        hint = nearest(name, pack.facts.keys())
        return UsageError(f"there is no deciding fact {name!r}", code="unknown-fact", hint=hint)
    known = not pack.answers or said.casefold() in pack.answers
    names = not said.isalpha() or said[0].isupper()
    if known or (name in pack.named and said.strip() and names):
        return None
    told = f"{said!r} is no answer to the deciding fact {name!r}"
    more = ", or what it is called" if name in pack.named else ""
    return UsageError(told, code="unknown-value", hint=f"one of {', '.join(pack.answers)}{more}")


def language_asked(tag: str | None, pack: Pack) -> str | None:
    """The language that a caller names by a tag such as ``de``, ``DE`` or ``en-GB``; None for none.

    Raises ``UsageError`` for one that is not known at all.
    """
    language = code_of(tag)
    if tag is None or language in {*pack.lexicons, *pack.languages.languages, *pack.languages.names}:
        return language
    judged = pack.lexicons.keys()
    told = sorted({*pack.languages.languages, *pack.languages.names} - judged)
    hint = f"judged: {', '.join(sorted(judged))}; told apart: {', '.join(told)}; a region is left aside (en-GB)"
    raise UsageError(f"language {tag!r} is not known", code="unknown-language", hint=hint)
