"""Processes that share the work of one run.

The program starts one process, the nursery, which gets nothing of it but where modules are found: the script that calls
the library is not run again. The nursery prepares what every piece of work needs, once, and forks the workers from that
state; where a system cannot fork, each of them is started anew and prepares for itself.
"""

from claimcheck.workers.sharing import shared as shared
