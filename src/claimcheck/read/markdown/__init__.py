"""Markdown files, with the HTML inside them."""
