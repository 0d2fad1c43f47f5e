"""A telephone that several share: a word on it holds for the number, and nobody is forgotten because of it."""

from datetime import timedelta

from shared.kernel.ids import new_id
from tests.service.notifications.test_replies import SAM, listed, told, write


def test_a_stop_silences_the_number_for_all_and_somebody_rings_each(office, gateway):
    """One confirmation, to the telephone, and not one for each of them."""
    office.people()
    kim = new_id()
    office.say_person(kim, kinds=["member"])
    for person in (office.member, kim):
        office.give_number(person, SAM, shared="unknown")
    office.book(office.now + timedelta(days=2))
    office.deliver()
    gateway.texts.clear()
    write(office, "stop")
    assert gateway.to(SAM) == ["OK, no more texts from us. Alex"]
    assert {call["person_id"] for call in listed(office, "calls")} == {office.member, kim}
    assert {event["person_id"] for event in told(office, "texting.stopped")} == {office.member, kim}
    gateway.texts.clear()
    office.deliver(days=1)
    assert not gateway.texts
