"""A link in a message: a page with a button, and only the button acts."""

from datetime import timedelta

import pytest

from tests.desk.seeing import every_row
from tests.service.notifications.mailbox import text_of
from tests.service.notifications.office import token_in


@pytest.fixture
def session(office):
    session = office.people().book(office.now + timedelta(days=2))
    office.deliver()
    return session


def token_to(office, address="sam@example.org"):
    return token_in(text_of(office.mailbox.to(address)[-1]))


def ask(office, deed, actor=None, **given):
    return office.room.ask("POST", f"/v1/links/{deed}", actor or office.portal, json=given)


def test_the_page_sees_whose_link_it_is_and_what_can_be_done(office, session):
    seen = ask(office, "look", token=token_to(office)).json
    assert (seen["person_id"], seen["session_id"]) == (office.member, session["session_id"])
    assert (seen["organisation"], seen["audience"]) == (office.organisation, "member")
    assert (seen["acts"], seen["open"]) == (["confirm", "change", "cannot_come"], True)


def test_the_button_redeems_it_as_often_as_minds_change(office, session):
    for act in ("confirm", "cannot_come"):
        answer = ask(office, "redemption", token=token_to(office), act=act)
        assert (answer.status_code, answer.json["act"], answer.json["version"]) == (201, act, 1)


def test_a_coach_s_link_is_the_coach_s(office, session):
    seen = ask(office, "look", token=token_to(office, "jo@example.org")).json
    assert (seen["person_id"], seen["audience"], seen["acts"]) == (office.coach, "coach", ["change", "cannot_come"])
    refused = ask(office, "redemption", token=token_to(office, "jo@example.org"), act="confirm")
    assert (refused.status_code, list(refused.json["errors"])) == (422, ["act"])


def test_every_message_has_a_link_of_its_own(office, session):
    office.deliver(days=1)
    assert len({token_in(text_of(letter)) for letter in office.mailbox.letters}) == 3


@pytest.mark.parametrize("deed", ["move", "cancel"])
def test_when_the_time_has_changed_an_old_link_says_so_and_does_nothing(office, session, deed):
    token = token_to(office)
    office.move(session, office.now + timedelta(days=4)) if deed == "move" else office.cancel(session)
    assert ask(office, "look", token=token).json["open"] is False
    refused = ask(office, "redemption", token=token, act="confirm")
    assert (refused.status_code, refused.json["code"]) == (409, "session_changed")


def test_unknown_and_past_links_are_answered_alike(office, session):
    token = token_to(office)
    office.room.clock.at += timedelta(days=2)
    past, unknown = ask(office, "look", token=token), ask(office, "look", token="A" * 22)
    assert (past.status_code, past.json) == (unknown.status_code, unknown.json)
    assert (past.status_code, past.json["code"]) == (404, "link_gone")


def test_nobody_but_the_portal_may_ask(office, session):
    assert ask(office, "look", office.staff, token=token_to(office)).status_code == 403


def test_the_token_itself_is_not_kept(office, session):
    token = token_to(office)
    assert token not in everything_kept(office)


def everything_kept(office):
    from sqlalchemy import select

    from services.notifications.store.tables import metadata

    with every_row(office.room.desk.engine) as connection:
        rows = [connection.execute(select(table)).all() for table in metadata.sorted_tables]
    return repr(rows)
