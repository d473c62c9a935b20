"""Values that travel between the stages; no behaviour beyond their invariants."""
