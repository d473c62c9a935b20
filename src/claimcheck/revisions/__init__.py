"""Two reports of one company, or two drafts: which claims are in both, and what became of them."""

from claimcheck.revisions.differ import FAIL_ON, diff
from claimcheck.revisions.stated import Texts

__all__ = ["FAIL_ON", "Texts", "diff"]
