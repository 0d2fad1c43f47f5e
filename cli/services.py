"""Starts `python -m services.NAME …`: what touches a service's database is that service's own work (decision 24)."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]


class ServiceSaid(Exception):
    """A service's process ended with trouble. The words and the status are its own."""

    def __init__(self, words: str, status: int = 1) -> None:
        super().__init__(words)
        self.exit_status = max(status, 1)  # below 0: it was stopped from outside


def ask_service(service: str, *deed: str, shows_progress: bool = False) -> Any:
    """What the deed answered, read from its stdout; what it says on the way goes on to the terminal, if asked for."""
    return answer_of(service, start_service(service, *deed, shows_progress=shows_progress))


def start_service(service: str, *deed: str, shows_progress: bool = False) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", f"services.{service}", *deed]
    trouble = None if shows_progress else subprocess.PIPE
    pipes = {"stdout": subprocess.PIPE, "stderr": trouble, "text": True}
    return subprocess.Popen(command, cwd=ROOT, env=environment(), **pipes)


def answer_of(service: str, process: subprocess.Popen[str]) -> Any:
    said, trouble = process.communicate()
    if process.returncode:
        raise ServiceSaid(f"{service}: {_last_line(trouble) or 'stopped without a word'}", process.returncode)
    return json.loads(said.strip().splitlines()[-1]) if said.strip() else None


def environment() -> dict[str, str]:
    """Ours, with our own programs found first: gunicorn of this virtual environment, not of another."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    return {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}


def _last_line(text: str | None) -> str:
    lines = [line for line in (text or "").strip().splitlines() if not line.startswith("{")]
    return lines[-1] if lines else ""
