"""Which signals a text has, where they stand, and which of them count."""

from claimcheck.annotate.annotator import Annotator

__all__ = ["Annotator"]
