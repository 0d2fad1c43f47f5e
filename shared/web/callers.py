"""How often one caller knocks, counted by the minute in a file that every process of a service on this machine maps.

In real time, and without the database: whoever floods us must not cost us a transaction each.
"""

import fcntl
import mmap
import os
import struct
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import current_app, request

from shared.kernel.actor import Actor
from shared.kernel.errors import TooMany
from shared.web.context import door

MINUTE = 60
SLOT = struct.Struct("<QII")  # whose, in which minute, how often
SLOTS = 16_384
LOOKED_AT = 8
SERVICE_IS = 10  # the portal asks as itself for a whole organisation: as often as ten people
WORDS = "That is more in a minute than one person asks. Please wait a little."


class Callers:
    """Nobody can be read back from the file: it holds marks, minutes and counts."""

    def __init__(self, path: Path, *, now: Callable[[], float] = time.time) -> None:
        self.now = now
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        weakref.finalize(self, os.close, self._file)
        os.ftruncate(self._file, SLOTS * SLOT.size)
        self._slots = mmap.mmap(self._file, SLOTS * SLOT.size)
        self._threads = threading.Lock()

    def count(self, mark: str, *, minute: int) -> int:
        """How often this caller has knocked in this minute, this time among them."""
        whose = int(mark[:16], 16) | 1  # never nobody
        with self._alone():
            at, so_far = self._found(whose, minute)
            SLOT.pack_into(self._slots, at, whose, minute, so_far + 1)
        return so_far + 1

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self._threads:
            fcntl.flock(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.flock(self._file, fcntl.LOCK_UN)

    def _found(self, whose: int, minute: int) -> tuple[int, int]:
        """Their own slot; else one of another minute, or of whoever has knocked least."""
        best = (minute + 1, 0, 0)
        for step in range(LOOKED_AT):
            at = (whose + step) % SLOTS * SLOT.size
            owner, when, times = SLOT.unpack_from(self._slots, at)
            if owner == whose and when == minute:
                return at, times
            best = min(best, (when, times, at))
        return best[2], 0


def count_caller(actor: Actor) -> None:
    """TooMany once they have knocked more often than HOLDFAST_CALLS_A_MINUTE."""
    most = door().desk.settings.calls_a_minute
    _count(f"{actor.organisation}:{actor.person}:{actor.role}", most * (SERVICE_IS if actor.role == "service" else 1))


def count_stranger() -> None:
    """The same for whoever is known by their address alone."""
    _count(f"stranger:{request.remote_addr}", door().desk.settings.calls_a_minute)


def _count(who: str, most: int) -> None:
    if not most:
        return
    callers, mark = _callers(), door().desk.sealer.blind(who, purpose="callers")
    minute, gone = divmod(int(callers.now()), MINUTE)
    if callers.count(mark, minute=minute) > most:
        raise TooMany(WORDS, again_in=MINUTE - gone)


def _callers() -> Callers:
    kept = current_app.extensions
    if "callers" not in kept:
        desk = door().desk
        kept["callers"] = Callers(desk.settings.home / f"{desk.name}.callers")
    found: Callers = kept["callers"]
    return found
