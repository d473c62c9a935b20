"""The decisions file: what reviewers decide about claims, read, changed and written."""

from claimcheck.decisions.register import DECISIONS, NAME, answered, decided, text_of

__all__ = ["DECISIONS", "NAME", "answered", "decided", "text_of"]
