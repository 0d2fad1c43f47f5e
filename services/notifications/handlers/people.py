from services.notifications.actions.flows import learn_pause
from services.notifications.actions.hearing import erase_person, learn_person
from services.notifications.domain.person import standing


def person_heard(tx, event):
    told = {name: event.data[name] for name in ("time_zone", "language")}
    state = standing(event.data["state"], do_not_contact=event.data.get("do_not_contact", False))
    learn_person(tx, event.data["person_id"], version=event.aggregateversion, state=state, **told)
    until = {"until": event.data.get("until"), "is_paused": state == "paused", "version": event.aggregateversion}
    learn_pause(tx, event.data["person_id"], person_id=event.data["person_id"], **until)


def person_erased(tx, event):
    erase_person(tx, event.data["person_id"])


HANDLERS = {
    "person.registered": person_heard,
    "person.changed": person_heard,
    "person.erased": person_erased,
}
