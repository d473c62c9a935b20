"""Orders the claims of a document by what to deal with first, and finds those that say the same."""

from claimcheck.ranking.ranker import Rankable as Rankable
from claimcheck.ranking.ranker import Ranker as Ranker
