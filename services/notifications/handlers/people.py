from services.notifications.actions.hearing import erase_person, learn_person


def person_heard(tx, event):
    told = {name: event.data[name] for name in ("state", "time_zone", "language")}
    learn_person(tx, event.data["person_id"], version=event.aggregateversion, **told)


def person_erased(tx, event):
    erase_person(tx, event.data["person_id"])


HANDLERS = {
    "person.registered": person_heard,
    "person.changed": person_heard,
    "person.erased": person_erased,
}
