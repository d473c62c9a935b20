"""Word files: the text as it stands once every tracked change is accepted, with its structure."""
