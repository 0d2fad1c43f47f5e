"""Processes that end with us, in order when we can and at once when we cannot."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from typing import Any

WAIT_SECONDS = 10


def start(command: list[str], *, when_we_are_gone: signal.Signals, **how: Any) -> subprocess.Popen[bytes]:
    """In a process group of its own: Ctrl-C reaches it once, through us."""
    return subprocess.Popen(command, preexec_fn=_apart(when_we_are_gone), **how)


def _apart(sent: signal.Signals) -> Callable[[], None]:
    def in_the_child() -> None:
        os.setpgid(0, 0)
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(1, int(sent))

    return in_the_child


def stop(child: subprocess.Popen[bytes], politely: signal.Signals) -> None:
    if child.poll() is None:
        child.send_signal(politely)
    try:
        child.wait(WAIT_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
