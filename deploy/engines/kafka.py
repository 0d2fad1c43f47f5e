"""One Kafka broker, through deploy/kafka/start."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from deploy.engines import children
from deploy.engines.missing import EngineMissing

START = Path(__file__).resolve().parents[1] / "kafka" / "start"
REMEDY = "See deploy/kafka/README.md: Java 17, and Maven (and a network) the first time"


class KafkaBroker:
    """`folder` is kept between starts. Without ports, free ones are found and kept for this object's life."""

    def __init__(
        self, folder: Path, *, port: int = 0, controller_port: int = 0, user: str = "", password: str = ""
    ) -> None:
        self.folder = folder
        self.port = port or free_port()
        self.controller_port = controller_port or free_port()
        self.user, self._password = user, password
        self.ready_seconds = 0.0
        self._broker_pid = 0
        self._start: subprocess.Popen[bytes] | None = None

    @property
    def servers(self) -> str:
        return f"127.0.0.1:{self.port}"

    def start(self) -> None:
        """Returns once the broker lists itself."""
        began = time.monotonic()
        ports = ["--port", str(self.port), "--controller-port", str(self.controller_port)]
        who = ["--user", self.user] if self.user else []
        command = [sys.executable, str(START), *ports, *who, "--data", str(self.folder)]
        told = os.environ | ({"HOLDFAST_KAFKA_PASSWORD": self._password} if self.user else {})
        self._start = children.start(
            command, when_we_are_gone=signal.SIGTERM, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=told
        )
        self._wait()
        self.ready_seconds = time.monotonic() - began

    def _wait(self) -> None:
        assert self._start and self._start.stdout
        said = []
        for line in self._start.stdout:
            said.append(line.decode())
            if b"ready in " in line:  # Maven may have left half a line before it
                self._broker_pid = int(line.split()[-1])
                return
        self.stop()
        raise EngineMissing(f"Kafka did not start: {''.join(said).strip()}", REMEDY)

    def stop(self) -> None:
        """`start` brings it back at the same place, with everything it kept."""
        if self._start:
            children.stop(self._start, signal.SIGTERM)
            assert self._start.stdout
            self._start.stdout.close()

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Neither gone nor answering."""
        os.kill(self._broker_pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(self._broker_pid, signal.SIGCONT)


def free_port() -> int:
    """Below the ports that the system gives to those who call: a stopped broker finds its own free again."""
    while True:
        port = random.randrange(20_000, 32_000)
        with socket.socket() as listener, suppress(OSError):
            listener.bind(("127.0.0.1", port))
            return port
