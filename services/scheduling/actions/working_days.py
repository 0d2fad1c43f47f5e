"""On which days somebody is there to be in touch with a person: where they live, and while we are not closed."""

from datetime import timedelta

from services.scheduling.domain.busy import BusyTime
from services.scheduling.domain.instants import seconds
from services.scheduling.domain.wallclock import wall_clock
from services.scheduling.domain.working_days import WorkingDays
from services.scheduling.store import heard, hours
from shared.db.reading import Reading

AHEAD = timedelta(days=62)  # a closure longer than that ends here: nobody is left waiting for ever


def working_days_of(rx: Reading, coach_id: str | None, member_id: str) -> WorkingDays:
    """Public holidays and other days on which the organisation is closed are no working days."""
    zone, since, until = zone_of(rx, coach_id, member_id), rx.now - timedelta(days=2), rx.now + AHEAD
    clock = wall_clock(zone, seconds(since), seconds(until))
    rows = hours.busy(rx, [rx.actor.organisation], since, until)
    closed = [BusyTime(row["floating"], row["starts_at"], row["ends_at"]).on(clock) for row in rows]
    return WorkingDays(zone, [(start, min(end, seconds(until))) for start, end in closed])


def zone_of(rx: Reading, coach_id: str | None, member_id: str) -> str:
    """Whose clock hangs on the wall: the coach's, or else the person's own."""
    theirs = hours.find(rx, coach_id) if coach_id else None
    if theirs:
        return str(theirs["document"]["time_zone"])
    person = heard.person(rx, member_id)
    return person.time_zone if person else "UTC"
