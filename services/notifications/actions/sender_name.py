"""A sender has a name that outlives its process: whoever takes it up finds what the one before left in hand."""

import fcntl
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import IO

LOOKING = "looking"
"""Held by whoever takes a name, and by whoever looks through those that are left."""


@dataclass(frozen=True)
class SenderName:
    """Held as long as the file is: the lock goes with the process, however it ends."""

    text: str
    held: IO[bytes]

    @classmethod
    def take(cls, home: Path) -> "SenderName":
        """The first name of this installation that nobody alive holds."""
        folder = home / "senders"
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / LOOKING).open("wb") as looking:
            fcntl.flock(looking, fcntl.LOCK_EX)
            for number in count(1):
                if held := _lock(folder / f"{number}.lock"):
                    return cls(_name(folder, number), held)
        raise AssertionError("there is always another number")

    def release(self) -> None:
        self.held.close()


@contextmanager
def names_left(home: Path) -> Iterator[list[str]]:
    """Those of this installation that nobody alive holds. Until the end nobody takes one up: whoever starts waits, or
    each start would leave one name more. None while a colleague looks.
    """
    folder = home / "senders"
    with ExitStack() as stack:
        if not (looking := _lock(folder / LOOKING)):
            yield []
            return
        stack.callback(looking.close)
        left = []
        for path in sorted(folder.glob("*.lock")):
            if path.stem.isdecimal() and (held := _lock(path)):
                stack.callback(held.close)
                left.append(_name(folder, int(path.stem)))
        yield left


def _name(folder: Path, number: int) -> str:
    place = sha256(str(folder.resolve()).encode()).hexdigest()[:8]
    return f"{socket.gethostname()[:32]}-{place}-{number}"


def _lock(path: Path) -> IO[bytes] | None:
    """None where somebody alive holds it, or where it is not ours to open."""
    try:
        file = path.open("wb")
    except OSError:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    return file
