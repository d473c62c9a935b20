"""Reading: bytes of any kind become a ``Document`` of blocks, each mapped back to its source.

``door`` is the only way in; it never raises for bad input. ``formats`` lists what can be read,
one module a format.
"""
