"""``claimcheck rules``: what can be done with rules as a whole."""

from __future__ import annotations

import click

from claimcheck.cli.lazy import Entry, LazyGroup

COMMANDS = {
    "list": Entry("claimcheck.cli.rules_list:list_rules", "List the rules."),
    "lint": Entry("claimcheck.cli.rules_lint:lint_rules", "Look for what is unused or never holds."),
    "test": Entry("claimcheck.cli.rules_test:test_rules", "Try rules on their own examples."),
    "new": Entry("claimcheck.cli.rules_new:new_rule_file", "Write the file of a new rule."),
    "evaluate": Entry("claimcheck.cli.rules_evaluate:evaluate_rules", "Measure rules on labelled texts."),
}


@click.group(cls=LazyGroup, table=COMMANDS)
def rules() -> None:
    """List, lint, test, begin or measure rules."""
