"""A mail that cannot be sent holds up nobody else; a name of ours that cannot be written holds up all, and is said."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.notifications.store import contact_points
from services.notifications.store.tables import people
from shared.db.transaction import transaction

IN_TWO_DAYS = timedelta(days=2)


@pytest.fixture
def booked(office):
    return office.people().book(office.now + IN_TWO_DAYS)


def under_the_name(office, smtp_from):
    desk = office.room.desk
    office.room.desk = replace(desk, settings=replace(desk.settings, smtp_from=smtp_from))


def give_an_address_no_server_can_be_told(office):
    """As one might have been kept long ago."""
    kept = {"kind": "email", "mark": "long ago", "shared": "no", "message_ok": True, "consent": None}
    secret = {"address": "sám@example.org", "say_we_are": None, "best_times": None}
    with transaction(office.room.desk, office.staff) as tx:
        contact_points.replace(tx, office.member, [kept | {"secret": secret}])


def test_an_address_no_server_can_be_told_holds_up_nobody_else(office, booked):
    give_an_address_no_server_can_be_told(office)
    assert [letter["To"] for letter in office.deliver()] == ["jo@example.org"]
    assert office.states()[("member", "confirmation")] == "undeliverable"
    assert office.states()[("coach", "confirmation")] == "handed_over"


def test_a_message_that_cannot_be_written_holds_up_nobody_else(office, booked):
    with transaction(office.room.desk, office.staff) as tx:
        tx.update(people, people.c.person_id == office.member, time_zone="Nowhere/At_All")
    assert [letter["To"] for letter in office.deliver()] == ["jo@example.org"]
    assert office.states()[("member", "confirmation")] == "undeliverable"


def test_a_name_of_ours_in_any_letters_is_on_every_mail(office, booked):
    under_the_name(office, "José <jose@example.org>")
    assert {letter["From"] for letter in office.deliver()} == {"José <jose@example.org>"}


def test_under_an_address_no_server_can_be_told_messages_wait(office, booked):
    under_the_name(office, "jose@bücher.example.org")
    assert not office.deliver()
    states = {item["state"] for item in office.messages() if item["kind"] == "confirmation"}
    assert states == {"planned"}
