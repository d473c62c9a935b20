"""The groups of commands: ``baseline``, ``evidence``, ``claims``, ``rules`` and ``cache``."""

from __future__ import annotations

import click

from claimcheck.cli.lazy import Entry, LazyGroup

BASELINE = {
    "write": Entry("baseline_commands:write_baseline", "Accept the findings of today."),
    "prune": Entry("baseline_commands:prune_baseline", "Drop what is found no more."),
}

EVIDENCE = {
    "init": Entry("register_commands:init_evidence", "Begin a register, filled with what claims lack."),
    "verify": Entry("register_commands:verify_evidence", "Check the files and dates of a register."),
}

CLAIMS = {
    "init": Entry(
        "register_commands:init_claims", "Begin a register, with a draft for every claim of a text."
    ),
    "verify": Entry("register_commands:verify_claims", "Say which entries need somebody's attention."),
}

RULES = {
    "list": Entry("rules_list:list_rules", "List the rules."),
    "lint": Entry("rules_commands:lint_rules", "Look for what is unused or never holds."),
    "test": Entry("rules_commands:test_rules", "Try rules on their own examples."),
    "new": Entry("rules_commands:new_rule_file", "Write the file of a new rule."),
    "evaluate": Entry("rules_commands:evaluate_rules", "Measure rules on labelled texts."),
}

CACHE = {
    "info": Entry("cache_commands:info", "Show where records are kept, and how many."),
    "clean": Entry("cache_commands:clean", "Drop all records."),
}


@click.group(cls=LazyGroup, table=BASELINE)
def baseline() -> None:
    """Accept the findings of today, or drop those that are gone.

    A baseline lets a gate begin where a text stands: it names findings by a hash of their rule and their words, with a
    reason and, if you like, an end. `--baseline FILE`, or the key baseline of a configuration, makes audit and check
    use it.
    """


@click.group(cls=LazyGroup, table=EVIDENCE)
def evidence() -> None:
    """Begin or check a register of evidence, which audit and check read with --evidence."""


@click.group(cls=LazyGroup, table=CLAIMS)
def claims() -> None:
    """Begin or check a register of approved claims, which audit and check read with --claims."""


@click.group(cls=LazyGroup, table=RULES)
def rules() -> None:
    """List, lint, test, begin or measure rules."""


@click.group(cls=LazyGroup, table=CACHE)
def cache() -> None:
    """Show or empty the cache, from which check and audit take the records of files that are as they were."""
