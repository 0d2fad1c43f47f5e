"""Three services and their workers as real processes, on an installation of their own; the command line beside them."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli.__main__ import main
from cli.installation import this_installation
from cli.running.ready import look_at
from cli.services import ROOT, environment
from shared.contracts.environment import settings_from_environment
from tests.desk.ports import four_free_ports

SERVICES = ("matching", "scheduling", "notifications")
SETTINGS = [name for name in os.environ if name.startswith("HOLDFAST_")]


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """The environment in which they run; commands of the same environment find them."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in SETTINGS:
            patch.delenv(name)
        patch.setenv("HOLDFAST_HOME", str(home))
        patch.setenv("HOLDFAST_PORT", str(four_free_ports()))
        patch.setenv("HOLDFAST_DEMO", "1")
        assert run("keys").exit_code == 0
        for service in SERVICES:
            subprocess.run([sys.executable, "-m", f"services.{service}", "migrate"], cwd=ROOT, check=True)
        processes = [_start(service, part, home) for service in SERVICES for part in ("web", "worker")]
        try:
            _wait(home, processes)
            yield this_installation()
        finally:
            for process in processes:
                process.send_signal(signal.SIGTERM)
            for process in processes:
                process.wait(timeout=20)


def run(*words):
    """A command of `holdfast`, as typed."""
    return CliRunner().invoke(main, list(words))


def _start(service: str, part: str, home: Path) -> subprocess.Popen:
    with (home / f"{service}-{part}.log").open("w") as log:
        command = [sys.executable, "-m", f"services.{service}", part]
        return subprocess.Popen(command, cwd=ROOT, env=environment(), stdout=log, stderr=log)


def _wait(home: Path, processes: list[subprocess.Popen], seconds: float = 120) -> None:
    settings = settings_from_environment()
    until = time.monotonic() + seconds
    while not all(_stands(look_at(settings, service)) for service in SERVICES):
        is_hopeful = time.monotonic() < until and all(process.poll() is None for process in processes)
        assert is_hopeful, "\n".join(log.read_text()[-2000:] for log in home.glob("*.log"))
        time.sleep(0.2)


def _stands(door) -> bool:
    return door.is_open and door.worker == "ok"
