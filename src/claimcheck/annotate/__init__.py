"""The one pass over the text: which signals stand where, and which of them count."""

from claimcheck.annotate.annotator import Annotator

__all__ = ["Annotator"]
