"""A link in a message: a page with a button, and only the button acts."""

from datetime import timedelta

import pytest

from shared.kernel.ids import new_id
from tests.desk.seeing import every_row
from tests.service.notifications.elsewhere import consent, free_time, match, outreach
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


def test_whoever_took_back_that_we_contact_them_can_still_say_by_the_link_that_they_cannot_come(office):
    """What is agreed to be told outside opens and closes no link: it is theirs, and tells nobody anything new."""
    office.people()
    given, outside = consent(office), consent(office, kind="outside")
    session = office.book(office.now + timedelta(days=2))
    office.deliver()
    token, sent = token_to(office), len(office.mailbox.to("sam@example.org"))
    consent(office, id=outside, kind="outside", type="consent.revoked", state="revoked")
    before = ask(office, "look", token=token).json
    consent(office, id=given, type="consent.revoked", state="revoked")
    assert ask(office, "look", token=token).json == before and before["open"]
    answer = ask(office, "redemption", token=token, act="cannot_come")
    assert (answer.status_code, answer.json["session_id"]) == (201, session["session_id"])
    office.cancel(session)
    office.deliver(days=1)
    assert len(office.mailbox.to("sam@example.org")) == sent, "and hears nothing of it"
    assert ask(office, "redemption", token=token, act="confirm").status_code == 409


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


def invited(office):
    """Somebody said yes: a time may be picked. The match, and what the letter carries."""
    office.people()
    id = match(office)
    office.deliver()
    return id, token_to(office)


def test_the_link_that_says_pick_a_time_books_one_of_this_match_alone(office):
    id, token = invited(office)
    seen = ask(office, "look", token=token).json
    assert (seen["match_id"], seen["acts"], seen["open"], seen["session_id"]) == (id, ["book"], True, None)
    answer = ask(office, "redemption", token=token, act="book")
    assert (answer.status_code, answer.json["match_id"]) == (201, id)
    assert ask(office, "redemption", token=token, act="confirm").status_code == 422


def test_while_a_time_lies_ahead_it_books_none_and_says_nothing_of_what_others_booked(office):
    id, token = invited(office)
    session = office.book(office.now + timedelta(days=2), match_id=id)
    seen = ask(office, "look", token=token).json
    assert (seen["open"], seen["session_id"]) == (False, None)
    assert ask(office, "redemption", token=token, act="book").status_code == 409
    office.cancel(session)
    assert ask(office, "look", token=token).json["open"], "nothing lies ahead, and it has booked nothing yet"


def test_what_it_booked_it_shows_and_books_no_more(office):
    _, token = invited(office)
    booked = {"token": token, "act": "book", "session_id": new_id()}
    assert ask(office, "redemption", **booked).json["session_id"] is None, "it was not pressed before"
    assert ask(office, "redemption", **booked).json["session_id"] == booked["session_id"]
    seen = ask(office, "look", token=token).json
    assert (seen["open"], seen["session_id"]) == (False, booked["session_id"])
    assert ask(office, "redemption", **booked | {"session_id": new_id()}).status_code == 409


def test_it_books_nothing_once_the_two_walk_together_no_more_nor_after_a_week(office):
    id, token = invited(office)
    office.room.clock.at += timedelta(days=7)
    assert ask(office, "look", token=token).status_code == 404
    office.room.clock.at -= timedelta(days=1)
    match(office, id=id, type="match.ended", state="ended")
    assert ask(office, "look", token=token).json["open"] is False


def test_what_was_called_off_leads_to_another_time_while_the_two_go_on(office):
    id, _ = invited(office)
    session = office.book(office.now + timedelta(days=2), match_id=id)
    office.deliver()
    office.cancel(session)
    office.deliver()
    assert ask(office, "look", token=token_to(office)).json["match_id"] == id
    assert "/l/" not in text_of(office.mailbox.to("jo@example.org")[-1]), "a coach books from their own page"


def test_the_door_is_open_to_a_time_with_whoever_walks_with_them(office):
    id, _ = invited(office)
    word = outreach(office)
    outreach(office, id=word, type="outreach.completed", state="completed", outcome="door_is_open")
    office.deliver(days=1)
    assert "Whenever" in str(office.mailbox.to("sam@example.org")[-1]["Subject"])
    assert ask(office, "look", token=token_to(office)).json["match_id"] == id


def test_the_door_that_is_open_is_that_of_the_coach_who_said_so(office):
    id, _ = invited(office)
    match(office, coach_id=new_id())
    word = outreach(office)
    outreach(office, id=word, type="outreach.completed", state="completed", outcome="door_is_open")
    office.deliver(days=1)
    assert ask(office, "look", token=token_to(office)).json["match_id"] == id


def gone(office):
    office.put_ways(office.member, [])


def shared(office):
    office.give_address(office.member, "sam@example.org", shared="yes")


def not_said(office):
    office.give_address(office.member, "sam@example.org", shared="unknown")


def no_messages(office):
    office.give_address(office.member, "sam@example.org", message_ok="no")


def another_reads(office):
    office.give_address(new_id(), "sam@example.org")


def away(office):
    office.say_person(office.member, type="person.changed", kinds=["member"], state="paused")


@pytest.mark.parametrize("change", [gone, shared, not_said, no_messages, another_reads, away])
def test_a_link_that_books_ends_with_the_address_that_it_went_to(office, change):
    _, token = invited(office)
    change(office)
    assert ask(office, "look", token=token).status_code == 404
    assert ask(office, "redemption", token=token, act="book").json["code"] == "link_gone"


@pytest.mark.parametrize(("change", "status"), [(gone, 404), (shared, 404), (not_said, 200), (another_reads, 200)])
def test_a_link_of_one_session_ends_where_it_would_not_be_sent_any_more(office, session, change, status):
    token = token_to(office)
    change(office)
    assert ask(office, "look", token=token).status_code == status


def test_an_address_that_stays_keeps_its_links(office):
    _, token = invited(office)
    number = {"kind": "voice", "address": "+15555550123", "shared": "no", "message_ok": "yes"}
    kept = {"kind": "email", "address": "sam@example.org", "shared": "no", "message_ok": "yes"}
    assert office.put_ways(office.member, [number, kept]).status_code == 200
    assert ask(office, "look", token=token).json["open"]


@pytest.mark.parametrize("change", [not_said, another_reads, away])
def test_no_link_that_books_goes_where_others_may_read(office, change):
    """But to the front door, where they say who they are."""
    office.people()
    change(office)
    match(office)
    office.deliver()
    said = text_of(office.mailbox.to("sam@example.org")[-1])
    assert "/l/" not in said and f"{office.room.desk.settings.public_url}/" in said


def test_a_time_that_came_free_is_taken_by_its_link_until_it_begins(office):
    office.people()
    id = free_time(office)
    office.deliver()
    token = token_to(office)
    seen = ask(office, "look", token=token).json
    assert (seen["time_id"], seen["acts"], seen["open"]) == (id, ["take", "pass"], True)
    assert ask(office, "redemption", token=token, act="take").json["time_id"] == id
    office.room.clock.at += timedelta(days=2)
    assert ask(office, "look", token=token).status_code == 404
