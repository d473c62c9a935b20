"""Normalised text with its way back to the source, and the figures in it."""
