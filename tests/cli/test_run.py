"""`holdfast run`, as somebody types it: start, look, Ctrl-C, start again."""

import os
import re
import signal
import socket
import subprocess
import sys
import time

import pytest
import requests

from cli.services import ROOT
from tests.cli.conftest import SETTINGS
from tests.desk.ports import four_free_ports

LINK = re.compile(r"(intake worker|coach|member|supervisor) +(http://\S+)")


@pytest.fixture
def home(tmp_path):
    told = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    port = four_free_ports()
    return {**told, "HOLDFAST_HOME": str(tmp_path), "HOLDFAST_PORT": str(port), "HOLDFAST_DEMO": "1"}


def start(home, output):
    with output.open("w") as said:
        command = [sys.executable, "-m", "cli", "run"]
        return subprocess.Popen(command, cwd=ROOT, env=home, stdout=said, stderr=said)


def wait_for_links(output, process, seconds=240):
    until = time.monotonic() + seconds
    while len(found := dict(LINK.findall(output.read_text()))) < 4:
        assert process.poll() is None and time.monotonic() < until, output.read_text()[-4000:]
        time.sleep(0.5)
    return found


def stop(process):
    process.send_signal(signal.SIGINT)
    return process.wait(timeout=30)


def test_one_command_starts_everything_and_ctrl_c_ends_it_and_the_data_stays(home, tmp_path):
    output = tmp_path / "said"
    process = start(home, output)
    try:
        links = wait_for_links(output, process)
        assert set(links) == {"intake worker", "coach", "member", "supervisor"}
        assert requests.get(links["coach"], timeout=10).status_code == 200
    finally:
        assert stop(process) == 0
    with pytest.raises(requests.ConnectionError):
        requests.get(f"http://127.0.0.1:{home['HOLDFAST_PORT']}/health/live", timeout=2)
    organisations = (tmp_path / "organisations.json").read_text()
    process = start(home, output)
    try:
        again = wait_for_links(output, process)
        assert again["member"] != links["member"]
        assert "Entering" not in output.read_text()
        assert (tmp_path / "organisations.json").read_text() == organisations
    finally:
        assert stop(process) == 0


def test_a_port_that_something_else_uses_is_named(home, tmp_path):
    with socket.create_server(("127.0.0.1", int(home["HOLDFAST_PORT"]) + 2)):
        process = start(home, output := tmp_path / "said")
        assert process.wait(timeout=60) == 1
    assert "(scheduling). HOLDFAST_PORT chooses four others." in output.read_text()
