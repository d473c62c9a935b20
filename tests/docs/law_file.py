"""``docs/law.md``, the law behind the rules: which passage asks for what, in force when, and which rules rest on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rules_index import rule_file, table

from claimcheck.model.claim import Citation
from claimcheck.reference.law import WORLDWIDE, in_force, users_of
from claimcheck.rulepack.pack import Pack

_HEAD = """\
# Law and standards

<!-- Generated from rules/: python -m pytest tests/docs --update-golden writes it again. -->

{counts}. A finding cites the passages in force on the day of the run (`--as-of`); one that comes into force later
is cited with its date. The grade says how a passage was checked: *read* in the original, known from a *secondary*
source, or *unverified*, which is to be checked at the source before anyone relies on it. The day
of the last check stands beside it. A passage that changes has a line for each version. claimcheck says what a sentence
would need under a passage, and never that it breaks one. `claimcheck law KEY` shows a passage with its address."""


def law_page(pack: Pack) -> str:
    """The text of ``docs/law.md``: instruments by jurisdiction, each passage with what rests on it."""
    uses = _uses(pack)
    grades = [citation.grade for citation in pack.citations.values()]
    counts = (
        f"{len(grades)} passages of {len({one.instrument for one in pack.citations.values()})} instruments, law as "
        f"of {pack.law_as_of}: {grades.count('read')} read, {grades.count('secondary')} secondary, "
        f"{grades.count('unverified')} unverified"
    )
    parts = [_HEAD.format(counts=counts)]
    for jurisdiction, passages in _by_jurisdiction(pack):
        parts.append(f"## {_title(jurisdiction, pack)}")
        for instrument in sorted({one.instrument for one in passages}):
            own = [one for one in passages if one.instrument == instrument]
            parts += [f"### {instrument}", _passages(own, uses)]
    return "\n\n".join(parts) + "\n"


def _by_jurisdiction(pack: Pack) -> Iterator[tuple[str, list[Citation]]]:
    names = sorted({one.jurisdiction for one in pack.citations.values()}, key=lambda name: (name == WORLDWIDE, name))
    for name in names:
        yield name, [one for _, one in sorted(pack.citations.items()) if one.jurisdiction == name]


def _title(jurisdiction: str, pack: Pack) -> str:
    if jurisdiction == WORLDWIDE:
        return "Worldwide standards"
    profile = pack.profiles.get(jurisdiction)
    return profile.title if profile else jurisdiction.upper()


def _passages(passages: Iterable[Citation], uses: Mapping[str, list[str]]) -> str:
    rows = (
        (
            one.locator, one.says, _in_force(one), one.grade, str(one.checked or ""),
            ", ".join(uses.get(one.key, ())) if one is passage else "", one.key,
        )
        for passage in passages
        for one in (passage, *_others(passage))
    )  # fmt: skip
    return table(("passage", "what it asks", "in force", "grade", "checked", "asked for by", "key"), rows)


def _others(passage: Citation) -> Iterator[Citation]:
    """The other versions, each with its instrument where that is another one."""
    for one in passage.versions:
        same = one.instrument == passage.instrument
        yield one if same else one._replace(locator=f"{one.instrument}, {one.locator}")


def _in_force(one: Citation) -> str:
    periods = (
        f"from {one.periods_from}" if one.periods_from else "",
        f"until {one.periods_to}" if one.periods_to else "",
    )
    begun = " ".join(filter(None, periods))
    return f"{in_force(one)}, periods that begin {begun}" if begun else in_force(one)


def _uses(pack: Pack) -> dict[str, list[str]]:
    """What rests on each passage, by its key, with links to the files: rules, claim types, legal tests, profiles."""
    links = {
        "rules": "[{0}](../rules/{1})",
        "claim types": "[{0}](../rules/claims/{0}.yml)",
        "legal tests": "[{0}](../rules/law/{1}/{0}.yml)",
        "profiles": "[profile {0}](../rules/law/{0}/profile.yml)",
    }
    files = {check.id: rule_file(check) for check in pack.checks.values()}
    lands = {test.id: land for land, tests in pack.legal_tests.items() for test in tests}
    return {
        key: [
            links[kind].format(name, files.get(name) or lands.get(name, ""))
            for kind, names in users_of(key, pack).items()
            for name in names
        ]
        for key in pack.citations
    }
