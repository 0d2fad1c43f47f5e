"""Sessions and readers for the tests: invented, and as plain as can be."""

from datetime import UTC, datetime, timedelta

from services.notifications.domain.person import Reader
from services.notifications.domain.session import Session

MEMBER, COACH = "0190-member", "0190-coach"
NEW_YORK = "America/New_York"


def a_session(starts_at: datetime, **more) -> Session:
    told = {"id": "0190-session", "coach_id": COACH, "member_ids": (MEMBER,), "time_zone": NEW_YORK}
    told |= {"starts_at": starts_at, "ends_at": starts_at + timedelta(minutes=45), "state": "booked"}
    return Session(**(told | {"sequence": 0, "version": 1, "ics_uid": "0190-uid"} | more))


def a_member(**more) -> Reader:
    return Reader(**({"id": MEMBER, "time_zone": NEW_YORK} | more))


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)
