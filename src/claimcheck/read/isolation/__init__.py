"""Reading in a process of its own, for formats whose libraries can hang, crash or take all memory on hostile bytes.

``pool`` keeps the processes and is used by the door; ``rescue`` reads one file through them and saves what can be
saved when one is lost; ``worker`` is the handle of one process, ``child`` is what runs in it, ``wire`` is what both
say to each other, ``process`` starts it, ``ceilings`` are the limits that the operating system enforces.
"""
