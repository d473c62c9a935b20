"""A new rule file: everything in its place, texts to be replaced, and examples that do not fire yet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from claimcheck.errors import UsageError
from claimcheck.rulepack.pack import Pack

# Rules of users begin here, so that a later release cannot take their number.
FIRST_OF_USERS = 901
LAST = 999
_UNWRITTEN = "replace this by"

_FAMILY = re.compile(r"[A-Z]{3}")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

_TEMPLATE = """\
id: {id}
name: {name}
tier: gap          # ban | conditional | gap | presentation | style
step: M            # H | M | L | I; a profile turns tier and step into a severity
confidence: medium # high | medium | low
about: Replace this by what the rule finds, in one sentence.
# Over claim fields, element states, signals and context; `claimcheck schema check` shows every key.
# With `on: passage` or `on: either` it also runs where no claim was found.
when:
  all:
    - claim: {{type: {type}}}
    - element: {{{element}: missing}}
    - not: {{element: {{locator: held}}}}
message: "Replace this by what is wrong with '{{core}}'"
why: Replace this by why it matters to a reader.
remedy: Replace this by what closes the gap.
rewrite: "{{text}}, [what is missing]"
# Passages of law that ask for it, such as the one most cited by rules of the family; a house rule needs none.
cite: [{cite}]
false_positives:
  - Replace this by a text on which the rule is wrong.
# At least three each, one of each a near miss: `claimcheck rules test` fails until these are sentences.
fires:
  - text: First example that fires, to be replaced.
  - text: Second example that fires, to be replaced.
  - {{text: "Near miss that fires all the same, to be replaced.", hard: true}}
silent:
  - text: First example that stays silent, to be replaced.
  - text: Second example that stays silent, to be replaced.
  - {{text: "Near miss that stays silent, to be replaced.", hard: true}}
"""


def is_unwritten(text: str) -> bool:
    """Whether a text of a new rule or pack is still the one that stands for what somebody has to write."""
    return text.lower().startswith(_UNWRITTEN)


def new_rule(pack: Pack, family: str, name: str, folder: Path, *, builtin: bool) -> tuple[Path, str]:
    """Where the file of a new rule belongs below ``folder``, and its text.

    ``builtin`` says that the folder is that of the built-in rules, which take the next free number. Raises
    ``UsageError`` for a family or a name that no rule can have, for a name that one has, and where no number is free.
    """
    if not _FAMILY.fullmatch(family):
        hint = f"three capitals: one of {', '.join(sorted(pack.families))}, or your own"
        raise UsageError(f"{family!r} is no family", code="unknown-family", hint=hint)
    if not _NAME.fullmatch(name):
        hint = "small letters, digits and hyphens, such as reduction-without-base"
        raise UsageError(f"{name!r} is no name of a rule", code="bad-name", hint=hint)
    same = next((check.id for check in pack.checks.values() if check.shape.name == name), None)
    if same is not None:
        hint = "take another name; ids and names are told apart"
        raise UsageError(f"{same} is named {name} already", code="name-taken", hint=hint)
    identifier = f"{family}-{_number(pack, family, builtin=builtin):03d}"
    text = _TEMPLATE.format(id=identifier, name=name, **_usual(pack, family))
    return folder / "checks" / family / f"{identifier}-{name}.yml", text


def pack_file(pack: Pack, family: str, folder: Path) -> tuple[Path, str] | None:
    """The ``pack.yml`` that says what a family of one's own is about, and its text; None where that is said.

    The text is that of a whole file, to be replaced in part, or the line to be added where there is a file already.
    """
    if family in pack.families:
        return None
    path = folder / "pack.yml"
    families = f"families: {{{family}: replace this by what its rules find}}\n"
    if path.exists():
        return path, families
    about = "Replace this by what the pack is for."
    return path, f"name: {_pack_name(folder)}\nversion: 0.1.0\nabout: {about}\n{families}"


def _pack_name(folder: Path) -> str:
    """A name for a pack in this folder."""
    return re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-") or "rules"


def _number(pack: Pack, family: str, *, builtin: bool) -> int:
    """The next free number; numbers of rules that are gone stay taken through their aliases."""
    taken = {int(name[4:]) for name in (*pack.checks, *pack.aliases) if name.startswith(f"{family}-")}
    own = {number for number in taken if (number < FIRST_OF_USERS) == builtin}
    number = max(own, default=0 if builtin else FIRST_OF_USERS - 1) + 1
    if number > (FIRST_OF_USERS - 1 if builtin else LAST):
        raise UsageError(f"{family} has no free number left", code="no-number", hint="take another family")
    return number


def _usual(pack: Pack, family: str) -> dict[str, str]:
    """What most rules of the family are about, ask for and cite: a start that the pack knows."""
    own = [check for check in pack.checks.values() if check.family == family]
    near = own or list(pack.checks.values())
    kind = _most(name for check in near for name in sorted(check.types or ())) or min(pack.claim_types)
    required = list(pack.claim_types[kind].shape.required)
    return {
        "type": kind,
        "element": required[0] if required else min(pack.elements),
        "cite": _most(key for check in own for key in check.shape.cite) or "",
    }


def _most(names: Iterable[str]) -> str | None:
    counted = Counter(names)
    return min(counted, key=lambda name: (-counted[name], name)) if counted else None
