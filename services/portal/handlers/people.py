from services.portal.accounts import people


def person_told(tx, event) -> None:
    """Registered, changed or erased: the event carries the person's whole state. An erased one stays as a tombstone."""
    people.hear(tx, event.data, version=event.aggregateversion)
