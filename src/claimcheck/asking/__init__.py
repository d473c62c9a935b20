"""Decides which missing evidence is worth asking for, by what is claimed."""

from claimcheck.asking.asker import MOST_ASKED as MOST_ASKED
from claimcheck.asking.asker import Asker as Asker
