"""Members' and coaches' accounts come from what matching says; staff are invited."""

import json
import subprocess
import sys

import pytest

from services.portal.accounts.links import make_link, whose_link
from services.portal.accounts.people import account_of, invite
from services.portal.accounts.visits import begin_visit, whose_visit
from shared.db.transaction import reading, transaction
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id

HERE, SOMEBODY = new_id(), new_id()
US = Actor("portal", "service", HERE)


@pytest.fixture
def room(room_for):
    return room_for("portal")


def tell(room, deed, *, version, **said):
    told = {"person_id": SOMEBODY, "kinds": ["member"], "time_zone": "America/Denver", "language": "es"}
    told |= {"state": "active"} | said
    type = f"person.{deed}"
    return room.tell(type, subject=SOMEBODY, key=SOMEBODY, version=version, data=told, organisation=HERE)


def account(room):
    with reading(room.desk, US) as rx:
        return account_of(rx, SOMEBODY)


def test_who_is_registered_has_an_account(room):
    tell(room, "registered", version=1)
    known = account(room)
    assert (known.roles, known.language, known.time_zone) == (("member",), "es", "America/Denver")
    assert known.may_sign_in


def test_an_older_word_changes_nothing(room):
    tell(room, "changed", version=3, kinds=["member", "coach"])
    tell(room, "registered", version=1)
    assert account(room).roles == ("coach", "member")


def test_what_somebody_was_invited_as_stays(room):
    with transaction(room.desk, US) as tx:
        invite(tx, SOMEBODY, role="intake", language="en", time_zone="UTC")
    tell(room, "registered", version=1, kinds=["coach", "staff"])
    assert account(room).roles == ("intake", "coach")


def test_being_staff_to_matching_opens_no_staff_page(room):
    tell(room, "registered", version=1, kinds=["staff"])
    assert account(room).roles == () and not account(room).may_sign_in


@pytest.mark.parametrize("state", ["ended", "died", "erased"])
def test_who_is_gone_is_signed_out_at_once_and_stays_out(room, state):
    tell(room, "registered", version=1)
    with transaction(room.desk, US) as tx:
        cookie, link = begin_visit(tx, SOMEBODY), make_link(tx, SOMEBODY, role="member")
    tell(room, "erased" if state == "erased" else "changed", version=2, state=state)
    tell(room, "changed", version=1)
    assert not account(room).may_sign_in
    assert whose_visit(room.desk, cookie) is None and whose_link(room.desk, link) is None


def test_another_organisation_knows_nothing_of_it(room):
    tell(room, "registered", version=1)
    with reading(room.desk, Actor("portal", "service", new_id())) as rx:
        assert account_of(rx, SOMEBODY) is None


def test_the_command_line_makes_a_link_and_the_account(tmp_path):
    place = {"HOLDFAST_HOME": str(tmp_path), "HOLDFAST_DEMO": "1", "HOLDFAST_PORT": "18300", "PATH": ""}

    def portal(*words):
        done = subprocess.run(
            [sys.executable, "-m", "services.portal", *words], env=place, capture_output=True, text=True, check=False
        )
        return done.returncode, done.stdout, done.stderr

    assert portal("migrate")[0] == 0
    code, said, _ = portal("link", "--person", SOMEBODY, "--role", "intake", "--organisation", HERE)
    assert code == 0 and json.loads(said)["url"].startswith("http://127.0.0.1:18300/in/")
    code, _, trouble = portal("link", "--role", "intake")
    assert code == 1 and "--person" in trouble


def test_what_is_over_leaves_no_trace(room):
    tell(room, "registered", version=1)
    with transaction(room.desk, US) as tx:
        cookie, link = begin_visit(tx, SOMEBODY), make_link(tx, SOMEBODY, role="member")
    room.tick(hours=12, minutes=30)  # the half hour in which what was typed can still be given back
    assert whose_visit(room.desk, cookie) is None and whose_link(room.desk, link) is None
