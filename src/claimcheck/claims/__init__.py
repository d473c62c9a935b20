"""Which clauses claim what: cores recognised by structure, fields filled, the rest set aside with a reason."""

from claimcheck.claims.admissions import Admissions
from claimcheck.claims.finder import ClaimFinder

__all__ = ["Admissions", "ClaimFinder"]
