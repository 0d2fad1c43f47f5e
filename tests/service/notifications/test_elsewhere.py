"""Another place at the same time."""

from datetime import timedelta

from shared.kernel.ids import new_id
from tests.desk.postbox import invitation_of
from tests.service.notifications.mailbox import text_of

IN_TWO_DAYS = timedelta(days=2)


def test_where_only_the_place_has_changed_nobody_hears_of_another_time(office):
    session = office.people(language="es").book(office.now + IN_TWO_DAYS)
    office.deliver()
    elsewhere = session | {"sequence": 1, "place_id": new_id()}
    office.say("session.booked", session["session_id"], elsewhere, key=session["match_id"])
    office.deliver()
    told = office.mailbox.to("jo@example.org")[-1]
    assert told["Subject"] == "Where you meet has changed: Wednesday, November 25, 9:00 AM"
    assert "The time is the same" in text_of(told) and invitation_of(told) is None
    assert office.mailbox.to("sam@example.org")[-1]["Subject"].startswith("Cambió el lugar: miércoles 25")
    office.say("session.confirmed", session["session_id"], elsewhere | {"state": "confirmed"}, key=session["match_id"])
    office.deliver()
    assert not any(subject.startswith(("New time", "Nueva hora")) for subject in office.mailbox.subjects())
    assert len(office.mailbox.to("sam@example.org")) == 2
