"""What is said with a process of its own: frames given to it and taken from it, each in a thread beside."""

from __future__ import annotations

import queue
import subprocess
import threading
from contextlib import suppress

from claimcheck.read.isolation import wire

Frame = tuple[bytes, bytes]
START_SECONDS = 60.0
"""How long a process may take to start on a busy machine, which is no fault of the file."""
TIDY_SECONDS = 5.0
_LONGEST_WAIT = 1.0  # Windows looks for an interrupt only between two waits


class Talk:
    """The talk with a started ``process``.

    A frame of more than ``most`` bytes ends it, and ``too_long`` stands in its place.
    """

    def __init__(self, process: subprocess.Popen[bytes], too_long: bytes, most: int = 0) -> None:
        self.process = process
        self.most = most
        self._too_long = too_long
        self._frames: queue.SimpleQueue[Frame | None] = queue.SimpleQueue()
        self._giver: threading.Thread | None = None
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def give(self, head: bytes, payload: bytes) -> None:
        """Give the process a frame, without waiting until it has taken it."""
        self._giver = threading.Thread(target=self._give, args=(head, payload), daemon=True)
        self._giver.start()

    def _give(self, head: bytes, payload: bytes) -> None:
        pipe = self.process.stdin
        assert pipe is not None
        with suppress(OSError, ValueError):  # the process is gone, which the waiting side sees
            wire.send(pipe, head, payload)

    def _listen(self) -> None:
        pipe = self.process.stdout
        assert pipe is not None
        with suppress(OSError, ValueError):
            try:
                while (frame := wire.receive(pipe, lambda: self.most)) is not None:
                    self._frames.put(frame)
            except wire.TooLong:
                self._frames.put((self._too_long, b""))
        self._frames.put(None)

    def next(self, seconds: float) -> Frame | None:
        """The next frame, None where there are no more. Raises ``queue.Empty`` where it does not come in time."""
        while seconds > _LONGEST_WAIT:
            with suppress(queue.Empty):
                return self._frames.get(timeout=_LONGEST_WAIT)
            seconds -= _LONGEST_WAIT
        return self._frames.get(timeout=max(seconds, 0.0))

    def end(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.wait()
        for thread in (self._giver, self._listener):
            # A descriptor that is closed under a thread may be another file's by the time it is used.
            if thread is not None:
                thread.join(TIDY_SECONDS)
        self.drop()

    def drop(self) -> None:
        """Close the pipes."""
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
