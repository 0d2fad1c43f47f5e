"""A log line is one line, ours, and quotes nobody: whatever a stranger writes into a path, a header or a body."""

import json
import subprocess
import sys

import pytest
from structlog.testing import capture_logs

from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from tests.house.rooms import ROOT

pytestmark = pytest.mark.parametrize("desk_for", ["sqlite"], indirect=True)
FORGED = '{"event": "request", "status": 200}'
SECRET = "Zanzibarella"
PATHS = (f"/v1/{SECRET}%0a{FORGED}", f"/v1/members/{SECRET}%0d%0a", f"/calendars/{SECRET}.ics", f"/v1/x?q={SECRET}")
SPEAK = "from shared.process.log import speak_in_ids; import structlog; speak_in_ids(service='matching');"


@pytest.mark.parametrize("path", PATHS)
def test_a_path_cannot_write_into_the_log(room_for, path):
    room = room_for("matching")
    with capture_logs() as lines:
        room.ask("GET", path, Actor(new_id(), "intake", new_id()), headers={"X-Correlation-Id": f"{SECRET} {FORGED}"})
    assert [line["event"] for line in lines] == ["request"] and SECRET not in str(lines)


def test_neither_a_body_nor_a_token_is_in_the_log(room_for):
    room, said = room_for("matching"), {"display_name": f"{SECRET}\n{FORGED}"}
    with capture_logs() as lines:
        assert room.ask("POST", "/v1/members", Actor(new_id(), "intake", new_id()), json=said).status_code == 201
        assert room.ask("POST", "/v1/members", None, headers={"Authorization": f"Bearer {SECRET}"}).status_code == 401
    assert len(lines) == 2 and SECRET not in str(lines)


def test_what_is_logged_is_one_line_whatever_it_holds(desk_for):
    """In a process of its own, as a service writes it."""
    deed = f"{SPEAK} structlog.get_logger().warning('event.parked', why={f'a{chr(10)}{FORGED}'!r})"
    done = subprocess.run([sys.executable, "-c", deed], cwd=ROOT, capture_output=True, text=True, check=True)
    (line,) = done.stderr.splitlines()
    assert json.loads(line)["event"] == "event.parked"
