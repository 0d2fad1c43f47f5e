"""Nobody waits for somebody else's trouble: not for a silent server, not for an organisation with much to say."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from services.notifications.actions.delivery import BATCH, Courier
from services.notifications.senders.smtp import SmtpSender
from tests.service.notifications.office import Office

IN_TWO_DAYS = timedelta(days=2)


def courier_of(office, batch=BATCH):
    return Courier(office.room.desk, SmtpSender(office.mailbox.url, answer_seconds=2), name="sender-1", batch=batch)


def test_a_server_that_falls_silent_holds_up_no_booking(office):
    office.people()
    office.book(office.now + IN_TWO_DAYS, coach_id=office.member, member_ids=[office.member])
    sender = courier_of(office)
    office.mailbox.silent.set()
    with ThreadPoolExecutor(1) as pool:
        turn = pool.submit(sender.turn)
        assert office.mailbox.heard.wait(10)
        office.mailbox.silent.clear()
        began = time.monotonic()
        office.book(office.now + 2 * IN_TWO_DAYS)
        assert time.monotonic() - began < 1 and not turn.done()
        assert turn.result(timeout=20) == 1
    sender.close()
    assert ["ambiguous"] in [[each["state"] for each in item["attempts"]] for item in office.messages()]


def test_an_organisation_with_much_to_say_does_not_keep_another_waiting(office):
    office.people()
    other = Office(office.room.desk, office.mailbox).people()
    for hour in range(6):
        office.book(office.now + IN_TWO_DAYS + timedelta(hours=hour))
    other.book(office.now + IN_TWO_DAYS)
    sender = courier_of(office, batch=2)
    assert sender.turn() == 4
    sender.close()
    told = [item["state"] for item in other.messages() if item["kind"] == "confirmation"]
    assert told == ["handed_over", "handed_over"]
