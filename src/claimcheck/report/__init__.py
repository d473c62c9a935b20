"""Renderers: one module a format, each a function from a Report and a Style to text."""
