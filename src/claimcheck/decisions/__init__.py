"""The decisions file: what reviewers decide about claims, read, changed and written."""

from claimcheck.decisions.changes import answered, decided
from claimcheck.decisions.reader import NAME, load_decisions, parsed_decisions
from claimcheck.decisions.writer import text_of

__all__ = ["NAME", "answered", "decided", "load_decisions", "parsed_decisions", "text_of"]
