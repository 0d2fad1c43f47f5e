"""Which messages follow from the state of a session, and when. The same state always gives the same messages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from services.notifications.domain.message import WAITING
from services.notifications.domain.person import Reader
from services.notifications.domain.session import Session
from services.notifications.domain.wall_clock import days_before

FIRST_SESSION = (24 * 60, 2 * 60)
USUALLY = (24 * 60,)
A_DAY = 24 * 60
NOT_TOLD = (*WAITING, "dropped")
UNTIL_WE_KNOW_WHO = timedelta(minutes=10)
FACES = ("covered", "as_before")
NOTICES = ("confirmation", "update", "elsewhere", *FACES)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One message to come. After `useless_after` it is better left unsaid."""

    person_id: str
    audience: str
    kind: str
    due_at: datetime
    useless_after: datetime
    minutes_before: int | None = None

    @property
    def name(self) -> str:
        """The kind, told apart from others of its kind."""
        return self.kind if self.minutes_before is None else f"{self.kind}-{self.minutes_before}"


def plans_for(
    session: Session, reader: Reader, *, now: datetime, notice: str = "confirmation", knows_who_died: bool = False
) -> list[Plan]:
    """Everything this person should hear of the session as it stands. Reminders already due are among them.

    Of a time that waits for the coach's yes, the coach hears the question, and nobody anything that reads as agreed.
    """
    if reader.is_stopped or session.ends_at <= now:
        return []
    if session.waits_for_a_yes:
        return [_question(session, reader, now)] if session.audience_of(reader.id) == "coach" else []
    if session.is_live:
        return [_notice(session, reader, notice, now), *reminders(session, reader)]
    return [_cancellation(session, reader, now, knows_who_died)] if _is_told_of_the_end(session, reader) else []


def notice_of(session: Session, told: Iterable[Mapping[str, Any]], *, change: str, audience: str = "member") -> str:
    """How its time is said to who was `told` this of it. What was said of a time once, stays said in that way.

    Whoever has heard nothing of it yet hears of a time like any other, and whoever has not heard where it was moved, of
    that. Where only the place has changed, or who will be there, whoever comes hears of that.
    """
    notices = _in_turn(told)
    if notices and notices[-1]["sequence"] == session.sequence:
        return str(notices[-1]["kind"])
    if not notices or (change in FACES and audience == "coach"):
        return "confirmation"
    last, is_told = str(notices[-1]["kind"]), notices[-1]["state"] not in NOT_TOLD
    if is_told or change == "update":
        return change
    if change in FACES:
        return change if last in FACES else last
    return last if last != "as_before" or expects_a_colleague(notices) else change


def expects_a_colleague(told: Iterable[Mapping[str, Any]]) -> bool:
    """Whether what they heard last of who will be there is that it is somebody else."""
    heard = [row["kind"] for row in _in_turn(told) if row["kind"] in FACES and row["state"] not in NOT_TOLD]
    return heard[-1:] == ["covered"]


def _in_turn(told: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return sorted((row for row in told if row["kind"] in NOTICES), key=lambda row: row["sequence"])


def reminders(session: Session, reader: Reader) -> list[Plan]:
    """Members only, and not while they are away: a coach has the day sheet. Two that fall together become one."""
    if session.audience_of(reader.id) != "member" or reader.is_away:
        return []
    at = {_due(session, reader, lead): lead for lead in sorted(_leads(session, reader), reverse=True)}
    return [_reminder(session, reader, due_at, lead) for due_at, lead in sorted(at.items())]


def put_off_for_quiet(due_at: datetime, useless_after: datetime, reader: Reader, otherwise: str = "UTC") -> datetime:
    """For what nobody waits for by the minute: when quiet hours end, unless that is too late."""
    if reader.quiet_hours is None:
        return due_at
    later = reader.quiet_hours.first_moment_after(due_at, reader.zone(otherwise))
    return later if later < useless_after else due_at


def _notice(session: Session, reader: Reader, notice: str, now: datetime) -> Plan:
    """At once, whoever asked for it; who will be there nobody needs to know in the middle of the night."""
    until = session.starts_at
    due_at = put_off_for_quiet(now, until, reader, session.time_zone) if notice in FACES else now
    return _plan(session, reader, notice, due_at=due_at, useless_after=until)


def _question(session: Session, reader: Reader, now: datetime) -> Plan:
    return _plan(session, reader, "asked", due_at=now, useless_after=session.starts_at)


def _cancellation(session: Session, reader: Reader, now: datetime, knows_who_died: bool) -> Plan:
    """Of use until the end: somebody may be there, waiting. Not before we know that it is not the reader who died."""
    due_at = now + UNTIL_WE_KNOW_WHO if session.reason == "died" and not knows_who_died else now
    return _plan(session, reader, "cancellation", due_at=due_at, useless_after=session.ends_at)


def _is_told_of_the_end(session: Session, reader: Reader) -> bool:
    """That somebody died, a coach hears from a person, not from a message; a member, that they do not meet, no more."""
    is_of_a_death = session.reason == "died"
    return session.state == "cancelled" and (not is_of_a_death or session.audience_of(reader.id) == "member")


def _leads(session: Session, reader: Reader) -> tuple[int, ...]:
    if reader.reminders is not None:
        return reader.reminders
    return FIRST_SESSION if session.first else USUALLY


def _due(session: Session, reader: Reader, lead: int) -> datetime:
    """Whole days are the same local time; hours are hours. Out of quiet hours by moving earlier."""
    zone = reader.zone(session.time_zone)
    if lead % A_DAY == 0:
        due_at = days_before(session.starts_at, lead // A_DAY, zone)
    else:
        due_at = session.starts_at - timedelta(minutes=lead)
    return reader.quiet_hours.last_moment_before(due_at, zone) if reader.quiet_hours else due_at


def _reminder(session: Session, reader: Reader, due_at: datetime, lead: int) -> Plan:
    """Of use while a quarter of its lead is left: then there is still time to tell us."""
    useless_after = session.starts_at - timedelta(minutes=lead) / 4
    return _plan(session, reader, "reminder", due_at=due_at, useless_after=useless_after, minutes_before=lead)


def _plan(
    session: Session,
    reader: Reader,
    kind: str,
    *,
    due_at: datetime,
    useless_after: datetime,
    minutes_before: int | None = None,
) -> Plan:
    return Plan(
        person_id=reader.id,
        audience=session.audience_of(reader.id),
        kind=kind,
        due_at=due_at,
        useless_after=useless_after,
        minutes_before=minutes_before,
    )
