"""Reading in a process of its own, for formats whose libraries can hang, crash or take all memory on hostile bytes.

``rescue`` reads one file and saves what can be saved when a process is lost; ``worker`` keeps the processes and is the
handle of each, ``child`` is what runs in it, ``wire`` is what both say to each other, ``process`` starts it
and talks with it, ``ceilings`` are the limits that the operating system enforces.
"""
