"""Reads rule files and makes of them a pack that is compiled once and cannot be changed."""
