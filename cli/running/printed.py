"""The terminal of `holdfast run`: what a person may want to see. The log goes to files, a whole message never."""

import json
from pathlib import Path
from typing import IO, Any, TextIO

from honcho.printer import Printer

QUIET_LEVELS = {"debug", "info"}
SHOWS_MESSAGES = "notifications-worker"
MOST_BYTES = 5 * 1024 * 1024
OURS_ALONE = 0o600


class QuietPrinter(Printer):  # type: ignore[misc]
    """Everyday lines of the log go to HOLDFAST_HOME/log alone; messages, warnings and trouble come here too."""

    def __init__(self, output: TextIO, folder: Path) -> None:
        super().__init__(output, prefix=False)
        self.folder = folder
        self.files: dict[str, IO[str]] = {}
        folder.mkdir(parents=True, exist_ok=True)

    def write(self, message: Any) -> None:
        line = message.data.decode("utf-8", "replace") if isinstance(message.data, bytes) else str(message.data)
        if is_kept(message.name, line):
            self._file(message.name).write(line if line.endswith("\n") else line + "\n")
        if message.name != "system" and not is_everyday(line):
            print(f"{message.name:<{self.width}} | {line.rstrip()}", file=self.output, flush=True)

    def close(self) -> None:
        for file in self.files.values():
            file.close()

    def _file(self, name: str) -> IO[str]:
        if name not in self.files:
            path = self.folder / f"{name}.log"
            if path.exists() and path.stat().st_size > MOST_BYTES:
                path.replace(path.with_suffix(".before.log"))
            path.touch(mode=OURS_ALONE)
            path.chmod(OURS_ALONE)
            self.files[name] = path.open("a", buffering=1)
        return self.files[name]


def is_kept(process: str, line: str) -> bool:
    """In a demo the worker of notifications shows whole messages, with links that open: those are on no disk."""
    return process != SHOWS_MESSAGES or line.startswith("{")


def is_everyday(line: str) -> bool:
    """A JSON line of the log that reports no trouble, or an empty one."""
    if not line.startswith("{"):
        return not line.strip()
    try:
        return str(json.loads(line).get("level", "")).lower() in QUIET_LEVELS
    except (ValueError, AttributeError):
        return False
