"""Every answer of a service, whatever it says, tells the reader to run, frame, keep and pass on nothing."""

import pytest

from shared.web.headers import HEADERS
from tests.house.rooms import API_SERVICES


@pytest.mark.parametrize("desk_for", ["sqlite"], indirect=True)
@pytest.mark.parametrize("service", API_SERVICES)
@pytest.mark.parametrize("path", ["/health/live", "/v1/nowhere", "/openapi.json", "/v1/coaches"])
def test_every_answer_carries_them(service, path, room_for):
    answer = room_for(service).ask("GET", path, None)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Strict-Transport-Security" not in answer.headers  # until it is served over https
