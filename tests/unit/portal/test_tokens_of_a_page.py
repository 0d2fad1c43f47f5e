"""One signed token for all that a page asks of a service: signing each question took as long as asking it."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from joserfc import jwt
from joserfc.jwk import OKPKey

from services.portal.pages.services import Signing, door_of
from shared.kernel.actor import Actor
from shared.kernel.clock import FixedClock
from shared.kernel.settings import Settings
from shared.web.context import Door
from shared.web.tokens import ALGORITHM

ADA, BO = Actor("ada", "member", "harbour"), Actor("bo", "coach", "harbour")
KEY = OKPKey.generate_key("Ed25519")


@pytest.fixture
def clock(tmp_path):
    clock, app = FixedClock(datetime(2026, 3, 2, 15, tzinfo=UTC)), Flask("portal")
    desk = SimpleNamespace(clock=clock, settings=Settings(home=tmp_path))
    app.extensions |= {"holdfast": Door(desk, KEY), "signing": Signing(KEY)}
    with app.test_request_context():
        yield clock


def test_all_that_a_page_asks_of_a_service_carries_one_token_and_nobody_else_s(clock):
    given = door_of("matching", ADA).token()
    assert door_of("matching", ADA).token() == given
    others = [("scheduling", ADA), ("matching", BO), ("matching", Actor("ada", "member", "harbour", scope="GET:/v1"))]
    others += [("matching", Actor("ada", "member", "harbour", credential="visit"))]
    assert len({given, *(door_of(*other).token() for other in others)}) == 5


def test_what_takes_longer_than_a_token_lives_goes_on_with_a_new_one(clock):
    ask = door_of("matching", ADA).token
    for _ in range(5):
        clock.at += timedelta(seconds=45)
        claims = jwt.decode(ask(), KEY, algorithms=[ALGORITHM]).claims
        assert claims["exp"] - clock.at.timestamp() >= 60
