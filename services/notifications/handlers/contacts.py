from services.notifications.actions.call_list import hear_of_contact


def contact_heard(tx, event):
    if person_id := event.data["person_id"]:
        told = {name: event.data[name] for name in ("kind", "outcome", "at")}
        hear_of_contact(tx, person_id, **told, is_news=event.aggregateversion == 1)


HANDLERS = {"contact.recorded": contact_heard}
