"""The register of approved claims: read, begun, and held against the claims of a document."""

from claimcheck.approval.gathered import gather
from claimcheck.approval.matcher import Matcher
from claimcheck.approval.reader import NAME, load_claims

__all__ = ["NAME", "Matcher", "gather", "load_claims"]
