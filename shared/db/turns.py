import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from shared.kernel.errors import Busy

BUSY = "Many people are asking just now. Please try again in a moment."


class Turns:
    """Writers of one process queue here, first come first served, before SQLite's own lock.

    On SQLite's busy wait alone one of eight writers got a turn in 4–6 seconds; whoever waits longest goes next here.
    """

    def __init__(self, *, wait_seconds: float) -> None:
        self._wait_seconds = wait_seconds
        self._guard = threading.Lock()
        self._taken = False
        self._waiting: deque[threading.Event] = deque()

    @contextmanager
    def one(self) -> Iterator[None]:
        self._enter()
        try:
            yield
        finally:
            self._leave()

    def _enter(self) -> None:
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            mine = threading.Event()
            self._waiting.append(mine)
        if not mine.wait(self._wait_seconds) and not self._was_called(mine):
            raise Busy(BUSY)

    def _was_called(self, mine: threading.Event) -> bool:
        """The call may have come just as the wait ran out."""
        with self._guard:
            if mine in self._waiting:
                self._waiting.remove(mine)
                return False
            return True

    def _leave(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False
