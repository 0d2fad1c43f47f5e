"""The whole product as real processes: four web, four workers, on either engine, with a clock that the test moves."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import requests

from shared.kernel.actor import Actor
from shared.kernel.clock import FileClock
from shared.kernel.ids import new_id
from shared.kernel.settings import SERVICES, Settings
from shared.kernel.times import rfc3339
from shared.process.keys import make_keys, private_key
from shared.web.tokens import mint
from tests.desk.ports import four_free_ports
from tests.desk.postbox import Postbox

ROOT = Path(__file__).parents[2]
READY_SECONDS = 180  # a machine shared with others may be slow; how fast it is, a bench says
Thing = TypeVar("Thing")


class Installation:
    """`engines` names PostgreSQL and Kafka; empty for the embedded engine. Without `at` the clock is everybody's."""

    def __init__(self, home: Path, postbox: Postbox, at: datetime | None, engines: dict[str, str]) -> None:
        self.home, self.postbox = home, postbox
        self.engine = "engines" if engines else "embedded"
        self.settings = Settings(home=home, port=four_free_ports(), clock=home / "clock" if at else None)
        home.mkdir(parents=True, exist_ok=True)
        (home / "logs").mkdir(exist_ok=True)
        make_keys(self.settings)
        self.key = private_key(self.settings)
        self.environment = self._environment(engines)
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        if at:
            self.set_clock(at)

    @property
    def parts(self) -> list[str]:
        return [f"{service}-{deed}" for service in SERVICES for deed in ("web", "worker")]

    def _environment(self, engines: dict[str, str]) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("HOLDFAST_")}
        own = {"HOME": str(self.home), "PORT": str(self.settings.port), "CLOCK": str(self.settings.clock or "")}
        own |= {
            "SMTP_URL": self.postbox.url,
            "KAFKA_PREFIX": f"t{new_id()[-8:]}",
            "KAFKA_SESSION_SECONDS": "6",
            "CALLS_A_MINUTE": "0",
        }
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        told = {f"HOLDFAST_{name}": value for name, value in own.items()}
        return kept | told | engines | {"PATH": path, "PYTHONUNBUFFERED": "1"}

    def start(self) -> None:
        waiting = [self._begin(f"{service}-migrate") for service in SERVICES]
        assert [each.wait(READY_SECONDS) for each in waiting] == [0] * len(SERVICES), self.log("matching-migrate")
        for part in self.parts:
            self.begin(part)
        self.wait_until_ready()

    def begin(self, part: str) -> None:
        self.processes[part] = self._begin(part)

    def _begin(self, part: str) -> subprocess.Popen[bytes]:
        service, deed = part.split("-")
        with (self.home / "logs" / f"{part}.log").open("ab") as log:
            command = [sys.executable, "-m", f"services.{service}", deed]
            how: Any = {"stdout": log, "stderr": log, "cwd": ROOT, "env": self.environment}
            return subprocess.Popen(command, start_new_session=True, **how)

    def wait_until_ready(self) -> None:
        for service in SERVICES:
            eventually(lambda service=service: self._is_ready(service), within=READY_SECONDS, what=f"{service} ready")

    def _is_ready(self, service: str) -> bool:
        try:
            return requests.get(f"{self.settings.url_of(service)}/health/ready", timeout=2).status_code == 200
        except requests.RequestException:
            return False

    def kill(self, part: str) -> None:
        """SIGKILL, the whole group: nobody gets to say goodbye."""
        process = self.processes[part]
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop(self) -> None:
        for process in self.processes.values():
            if process.poll() is None:
                process.terminate()
        for process in self.processes.values():
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def log(self, part: str) -> str:
        return (self.home / "logs" / f"{part}.log").read_text()

    @property
    def now(self) -> datetime:
        return FileClock(self.home / "clock").now() if self.settings.clock else datetime.now(UTC)

    def set_clock(self, at: datetime) -> None:
        draft = self.home / "clock.next"
        draft.write_text(rfc3339(at))
        draft.replace(self.home / "clock")

    def ahead(self, **by: float) -> None:
        self.set_clock(self.now + timedelta(**by))

    def ask(self, service: str, method: str, path: str, actor: Actor, **given: Any) -> requests.Response:
        token = mint(self.key, actor, audience=SERVICES, now=self.now, minutes=10)
        headers = given.pop("headers", {}) | {"Authorization": f"Bearer {token}"}
        url = f"{self.settings.url_of(service)}{path}"
        return requests.request(method, url, headers=headers, timeout=60, **given)

    def deed(self, service: str, *words: str) -> str:
        command = [sys.executable, "-m", f"services.{service}", *words]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=True)
        return done.stdout


def eventually(look: Callable[[], Thing], *, within: float = 60, what: str = "it", pause: float = 0.05) -> Thing:
    """Look again and again until there is something to see. All in seconds."""
    until = time.monotonic() + within
    while True:
        if found := look():
            return found
        if time.monotonic() > until:
            raise AssertionError(f"waited {within} s for {what}: {found!r}")
        time.sleep(pause)
