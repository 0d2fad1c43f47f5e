"""Whom we may write to, as matching told it and as they asked for it."""

from collections.abc import Collection, Mapping
from typing import Any

from services.notifications.domain.person import STOPPED, Reader
from services.notifications.domain.quiet_hours import DEFAULT, QuietHours
from services.notifications.store.tables import people, preferences

AWAY = ("paused", *sorted(STOPPED))
NOT_HEARD_OF = {"state": "active", "time_zone": None, "language": None, "heard_version": 0, "version": 1}


def find(rx, person_id):
    return rx.row(people, people.c.person_id == person_id)


def is_erased(rx, person_id) -> bool:
    found = find(rx, person_id)
    return found is not None and found["state"] == "erased"


def meet(tx, person_id) -> None:
    """Make a row for somebody we have not heard of yet."""
    tx.insert_if_absent(people, person_id=person_id, **NOT_HEARD_OF)


def learn(tx, person_id, *, state, time_zone, language, heard_version) -> bool:
    """Whether it was news. What was erased stays erased."""
    meet(tx, person_id)
    news = (people.c.heard_version < heard_version, people.c.state != "erased")
    told = {"state": state, "time_zone": time_zone, "language": language, "heard_version": heard_version}
    return bool(tx.update(people, people.c.person_id == person_id, *news, **told))


def next_version(tx, person_id) -> int:
    """Counts what we ourselves say of this person."""
    tx.update(people, people.c.person_id == person_id, version=people.c.version + 1)
    return int(find(tx, person_id)["version"])


def reader(rx, person_id) -> Reader:
    return readers(rx, [person_id])[person_id]


def readers(rx, person_ids: Collection[str]) -> dict[str, Reader]:
    """Somebody we have not heard of is read to as usual."""
    heard = {row["person_id"]: row for row in rx.rows(people, people.c.person_id.in_(person_ids))}
    asked = {row["person_id"]: row for row in rx.rows(preferences, preferences.c.person_id.in_(person_ids))}
    return {id: _reader(id, heard.get(id, NOT_HEARD_OF), asked.get(id)) for id in person_ids}


def preferences_of(rx, person_id) -> Mapping[str, Any] | None:
    return rx.row(preferences, preferences.c.person_id == person_id)


def keep_preferences(tx, person_id, **asked) -> None:
    if not tx.update(preferences, preferences.c.person_id == person_id, **asked):
        tx.insert(preferences, person_id=person_id, **asked)


def who_want_the_digest(rx) -> list[str]:
    return [row["person_id"] for row in rx.rows(preferences, preferences.c.digest)]


def who_want_the_weekly_word(rx) -> set[str]:
    return {row["person_id"] for row in rx.rows(preferences, preferences.c.weekly_word)}


def forget(tx, person_id) -> None:
    """What is left is a row that says: erased."""
    tx.delete(preferences, preferences.c.person_id == person_id)
    gone = {"state": "erased", "time_zone": None, "language": None}
    tx.update(people, people.c.person_id == person_id, **gone)


def _reader(person_id: str, heard: Mapping[str, Any], asked: Mapping[str, Any] | None) -> Reader:
    told = {"id": person_id, "state": heard["state"], "time_zone": heard["time_zone"], "language": heard["language"]}
    if asked is None:
        return Reader(**told, quiet_hours=DEFAULT)
    told["language"] = asked["language"] or heard["language"]
    reminders = None if asked["reminders"] is None else tuple(asked["reminders"])
    told |= {"channels": tuple(asked["channels"]), "discreet": asked["discreet"]}
    return Reader(**told, quiet_hours=_quiet(asked), reminders=reminders)


def _quiet(asked: Mapping[str, Any]) -> QuietHours | None:
    if asked["quiet_start"] is None:
        return None
    return QuietHours(asked["quiet_start"], asked["quiet_end"])
