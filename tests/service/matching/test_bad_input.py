"""What somebody who means harm sends along: refused in words, on every engine, and nothing breaks."""

import json
from base64 import urlsafe_b64encode

import pytest


def bent(*values):
    return urlsafe_b64encode(json.dumps(values).encode()).decode()


@pytest.mark.parametrize("path", ["/v1/coaches", "/v1/list-requests"])
def test_a_cursor_that_no_page_ended_with_is_refused_on_every_engine(house, path):
    ends = ["\x00", "\ud800", "0001-01-01T00:00:00+23:59", "2026-01-01T00:00:00", 10**30, None, True]
    for end in ends:
        for cursor in (bent(end), bent(end, "a"), bent("2026-01-01T00:00:00Z", end)):
            answer = house.ask("GET", path, house.supervisor, query_string={"cursor": cursor})
            assert answer.status_code in (200, 422), (end, answer.text)


def test_a_version_that_no_row_ever_had_has_changed_meanwhile(house):
    path, said = f"/v1/members/{house.member()}", {"display_name": "Ada"}
    for version in ("9" * 9, "9" * 20, "9" * 4000, "-1"):
        assert house.ask("PATCH", path, house.intake, json=said, headers={"If-Match": version}).status_code == 412
