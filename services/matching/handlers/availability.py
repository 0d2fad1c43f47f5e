from services.matching.actions.availability import hear_openings


def availability_changed(tx, event) -> None:
    told = {name: event.data[name] for name in ("coach_id", "minutes", "starts", "min_notice_minutes")}
    hear_openings(tx, version=event.aggregateversion, from_at=event.data["from_"], **told)


HANDLERS = {"availability.changed": availability_changed}
