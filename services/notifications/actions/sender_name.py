"""A sender has a name that outlives its process: whoever takes it up finds what the one before left in hand."""

import fcntl
import socket
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import IO


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
        place = sha256(str(folder.resolve()).encode()).hexdigest()[:8]
        for number in count(1):
            if held := _lock(folder / f"{number}.lock"):
                return cls(f"{socket.gethostname()[:32]}-{place}-{number}", held)
        raise AssertionError("there is always another number")

    def release(self) -> None:
        self.held.close()


def _lock(path: Path) -> IO[bytes] | None:
    file = path.open("wb")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    return file
