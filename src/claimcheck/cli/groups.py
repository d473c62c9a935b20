"""The groups of commands: ``baseline``, ``evidence``, ``claims``, ``rules`` and ``cache``."""

from __future__ import annotations

import click

from claimcheck.cli.lazy import Entry, LazyGroup

BASELINE = {
    "write": Entry("claimcheck.cli.baseline_write:write_baseline", "Accept the findings of today."),
    "prune": Entry("claimcheck.cli.baseline_prune:prune_baseline", "Drop what is found no more."),
}

EVIDENCE = {
    "init": Entry(
        "claimcheck.cli.register_init:init_evidence", "Begin a register, filled with what claims lack."
    ),
    "verify": Entry(
        "claimcheck.cli.register_verify:verify_evidence", "Check the files and dates of a register."
    ),
}

CLAIMS = {
    "init": Entry(
        "claimcheck.cli.register_init:init_claims",
        "Begin a register, with a draft for every claim of a text.",
    ),
    "verify": Entry(
        "claimcheck.cli.register_verify:verify_claims", "Say which entries need somebody's attention."
    ),
}

RULES = {
    "list": Entry("claimcheck.cli.rules_list:list_rules", "List the rules."),
    "lint": Entry("claimcheck.cli.rules_lint:lint_rules", "Look for what is unused or never holds."),
    "test": Entry("claimcheck.cli.rules_test:test_rules", "Try rules on their own examples."),
    "new": Entry("claimcheck.cli.rules_new:new_rule_file", "Write the file of a new rule."),
    "evaluate": Entry("claimcheck.cli.rules_evaluate:evaluate_rules", "Measure rules on labelled texts."),
}

CACHE = {
    "info": Entry("claimcheck.cli.cache_commands:info", "Show where records are kept, and how many."),
    "clean": Entry("claimcheck.cli.cache_commands:clean", "Drop all records."),
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
