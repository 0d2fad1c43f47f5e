"""Processes that end with us, in order when we can and at once when we cannot."""

import shutil
import signal
import subprocess
from typing import Any

WAIT_SECONDS = 10


def start(command: list[str], *, when_we_are_gone: signal.Signals, **how: Any) -> subprocess.Popen[bytes]:
    """In a process group of its own: Ctrl-C reaches it once, through us. Safe where we have threads already."""
    return subprocess.Popen([*_guard(when_we_are_gone), *command], process_group=0, **how)


def _guard(sent: signal.Signals) -> list[str]:
    """Even when we are killed it is told to stop, where there is setpriv (Linux)."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", sent.name.removeprefix("SIG")] if setpriv else []


def stop(child: subprocess.Popen[bytes], politely: signal.Signals) -> None:
    if child.poll() is None:
        child.send_signal(politely)
    try:
        child.wait(WAIT_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
