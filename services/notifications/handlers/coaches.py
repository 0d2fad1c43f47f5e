from services.notifications.actions.hearing import learn_time_off


def time_off_heard(tx, event):
    spans = zip(event.data["starts_at"], event.data["ends_at"], strict=True)
    learn_time_off(tx, event.data["coach_id"], spans, version=event.aggregateversion)


HANDLERS = {"time_off.changed": time_off_heard}
