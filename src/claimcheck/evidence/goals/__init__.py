"""The goals of a document, one record each, from tables and from sentences."""
