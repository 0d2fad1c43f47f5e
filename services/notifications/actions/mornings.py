"""What comes in the morning: a coach's day, and what a supervisor should know. By the reader's own clock."""

from datetime import date, datetime, time, timedelta, tzinfo

from services.notifications.actions.details import day_of
from services.notifications.actions.flows import tell
from services.notifications.domain.person import Reader
from services.notifications.domain.wall_clock import instant_at, wall_time
from services.notifications.store import causes, messages, organisations, people, sessions

A_DAY = timedelta(days=1)
MORNING = timedelta(hours=4)
MILESTONE_AT = time(10)
A_WEEK = timedelta(days=7)
MOST_AHEAD = timedelta(days=5 * 366)
STILL_WAITING = "still_waiting"


def plan_mornings(tx) -> int:
    """Looked at each minute; each is planned once a day."""
    customs = organisations.customs(tx)
    done = 0
    if customs.agenda_at is not None:
        for coach_id in sessions.coaches_between(tx, tx.now - A_DAY, tx.now + A_DAY):
            done += _agenda(tx, people.reader(tx, coach_id), customs.agenda_at)
    if customs.digest_at is not None:
        for person_id in people.who_want_the_digest(tx):
            done += _digest(tx, people.reader(tx, person_id), customs.digest_at)
    return done + _to_those_who_wait(tx)


def put_milestones(tx, person_id, *, days) -> None:
    """Days that this person chose. Those of before are forgotten, whether they were stopped or not."""
    messages.drop_kind(tx, person_id, "milestone", reason="not_wanted")
    reader = people.reader(tx, person_id)
    for day in days:
        due_at = instant_at(datetime.combine(day, MILESTONE_AT), reader.zone())
        told = {"kind": "milestone", "audience": "member", "about": f"{person_id}:{day}:{tx.now.isoformat()}"}
        tell(tx, person_id, **told, due_at=due_at, useless_after=due_at + MORNING * 2)


def is_to_come(rx, person_id, day: date) -> bool:
    zone = people.reader(rx, person_id).zone()
    now = wall_time(rx.now, zone)
    return now < datetime.combine(day, MILESTONE_AT) and day - now.date() < MOST_AHEAD


def milestones_of(rx, person_id) -> list[date]:
    zone = people.reader(rx, person_id).zone()
    return [wall_time(row["due_at"], zone).date() for row in messages.planned(rx, person_id, "milestone")]


def _to_those_who_wait(tx) -> int:
    """A word for each whole week of waiting, while it is fresh, to those who asked for it."""
    wanted, done = people.who_want_the_weekly_word(tx), 0
    for request in causes.open_ones(tx, "referral", before=tx.now - A_WEEK) if wanted else ():
        weeks = (tx.now - request["at"]) // A_WEEK
        until = request["at"] + weeks * A_WEEK + 2 * A_DAY
        if request["person_id"] in wanted and tx.now < until:
            told = {"kind": STILL_WAITING, "about": request["id"], "audience": "member", "version": weeks}
            done += tell(tx, request["person_id"], **told, useless_after=until, cause_id=request["id"])
    return done


def _agenda(tx, reader: Reader, at: time) -> int:
    """Not once the last of the day has begun."""
    theirs = sessions.of_coach(tx, reader.id, *day_of(tx.now, reader))
    if not theirs or theirs[-1].starts_at <= tx.now:
        return 0
    return _once_a_day(
        tx, reader, at, reader.zone(), kind="agenda", audience="coach", useless_after=theirs[-1].starts_at
    )


def _digest(tx, reader: Reader, at: time) -> int:
    """Of staff we may not have heard where they are: then by the clock of the house, as its sessions tell it."""
    zone = reader.zone(sessions.usual_zone(tx) or "UTC")
    until = instant_at(datetime.combine(wall_time(tx.now, zone).date(), at), zone) + MORNING
    return _once_a_day(tx, reader, at, zone, kind="digest", audience="staff", useless_after=until)


def _once_a_day(tx, reader: Reader, at: time, zone: tzinfo, *, kind, audience, useless_after) -> int:
    shown = wall_time(tx.now, zone)
    if shown.time() < at or useless_after <= tx.now:
        return 0
    about = f"{reader.id}:{shown.date()}"
    told = {"kind": kind, "audience": audience, "about": about, "useless_after": useless_after}
    return int(tell(tx, reader.id, **told, at_once=True))
