"""The register of approved claims: read, begun, and held against the claims of a document."""

from claimcheck.approval.matcher import Matcher

__all__ = ["Matcher"]
