"""Markup that is rewritten as another one that has a reader, with every character mapped back to where it stands."""
