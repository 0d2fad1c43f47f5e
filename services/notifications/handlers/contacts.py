from services.notifications.actions.call_list import hear_of_contact, take_contact_back

TOLD = ("person_id", "kind", "outcome", "at")


def contact_heard(tx, event):
    told = {name: event.data[name] for name in TOLD}
    hear_of_contact(tx, event.data["contact_id"], **told, is_news=event.aggregateversion == 1)


def contact_taken_back(tx, event):
    take_contact_back(tx, event.data["contact_id"])


HANDLERS = {"contact.recorded": contact_heard, "contact.taken_back": contact_taken_back}
