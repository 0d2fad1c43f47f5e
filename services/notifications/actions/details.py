"""What some messages say besides a time: worked out when they are written, so that it is true then."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from services.notifications.domain.person import Reader
from services.notifications.domain.wall_clock import instant_at, wall_time
from services.notifications.store import causes, messages, replies, sessions
from services.notifications.wording.counted import counted
from services.notifications.wording.templates import language
from services.notifications.wording.times import clock

FIRST_SESSION_WITHIN = timedelta(hours=48)
A_DAY = timedelta(days=1)
NOTICE_DAYS = (3, 14, 30)


def details(rx, row, reader: Reader) -> dict[str, str] | None:
    """None: there is nothing to say after all."""
    if row["kind"] == "agenda":
        return _agenda(rx, row["due_at"], reader)
    if row["kind"] == "digest":
        return _digest(rx, reader)
    return {}


def day_of(instant: datetime, reader: Reader) -> tuple[datetime, datetime]:
    """From when to when it is this day on the reader's wall."""
    zone = reader.zone()
    day = wall_time(instant, zone).date()
    return instant_at(datetime.combine(day, time()), zone), instant_at(datetime.combine(day + A_DAY, time()), zone)


def _agenda(rx, at: datetime, reader: Reader) -> dict[str, str] | None:
    """Times and ways, and nothing of with whom. One that waits for this coach's yes does not read as agreed."""
    speech, zone = language(reader.language), reader.zone()
    ahead = [one for one in sessions.of_coach(rx, reader.id, *day_of(at, reader)) if one.ends_at > rx.now]
    lines = [
        f"{clock(one.starts_at, zone=zone, locale=speech.locale, time=speech.time)}, "
        f"{speech.how.get(one.modality or 'unknown', speech.how['unknown'])}"
        f"{f' ({speech.not_agreed})' if one.waits_for_a_yes else ''}"
        for one in ahead
    ]
    return {"list": "\n".join(lines), "count": counted("sessions", len(lines), reader.language)} if lines else None


def _digest(rx, reader: Reader) -> dict[str, str] | None:
    """How many, and never who: whoever may see that looks it up."""
    waiting = causes.open_ones(rx, "referral", before=rx.now - FIRST_SESSION_WITHIN)
    met = sessions.members_seen(rx, [row["person_id"] for row in waiting])
    numbers = {
        "waiting": len({row["person_id"] for row in waiting} - met),
        "offers": sessions.count_open_offers(rx),
        "outreach": len(causes.open_ones(rx, "outreach", held_by="supervisor")),
        "replies": len(replies.waiting_long(rx)),
        "not_arrived": messages.not_arrived(rx, since=rx.now - A_DAY),
        "look_again": len({row["person_id"] for row in _to_look_at_again(rx, reader)}),
    } | {f"ends_in_{days}": _ending_in(rx, days, reader) for days in NOTICE_DAYS}
    lines = [counted(what, number, reader.language) for what, number in numbers.items() if number]
    return {"list": "\n".join(lines)} if lines else None


def _to_look_at_again(rx, reader: Reader) -> Sequence:
    """Whose day has come, on the reader's wall; said each morning until somebody has looked."""
    _, midnight = day_of(rx.now, reader)
    return causes.open_ones(rx, causes.LOOK_AGAIN, before=midnight - timedelta.resolution)


def _ending_in(rx, days: int, reader: Reader) -> int:
    """How many permissions have their last day then; it ends at midnight. Each is said three times in all."""
    since, midnight = day_of(rx.now + days * A_DAY, reader)
    return len(causes.open_ones(rx, "consent", since=since + timedelta.resolution, before=midnight))
