"""The slots of messages and rewrites: what they are called, and what may fill them."""

from __future__ import annotations

import re

SLOT = re.compile(r"\{(\w+)(?::([\w,]+))?(?:\|([^{}]*))?\}")
"""A slot of messages and rewrites: its name, what may fill it, and what stands there where the text has no words.

``{value:share,mass|[share]}`` of a rewrite takes a share or a mass: a kind of fact or a class of units each, and
``target`` for the figure of a plan. Words before the bracket (``{period| in [year]}``) come and go with the slot: they
are left out where the sentence that the rewrite repeats says the thing already. ``{text:last}`` repeats the sentence
only where it ends with the words that the finding quotes.
"""

CLAIM_SLOTS = ("text", "core", "match", "topic", "type")
# What a register of approved claims says.
APPROVAL_SLOTS = ("approved", "changes", "owner", "until", "entry", "lapsed")
TARGET = "target"
"""Fits of a slot that takes the figure of a plan, and no result."""
LAST = "last"
"""Fits of ``text`` where the words that the finding quotes have to be its last ones, as what is added hangs on them."""
