"""Answer whoever has just written to us: there, within minutes or not at all. And do as a digit says."""

from services.notifications.domain.answering import SOON
from services.notifications.domain.identity import message_key
from services.notifications.domain.session import Session
from services.notifications.store import messages, people, sessions
from shared.kernel.ids import new_id

TELLS = frozenset({"confirm", "cannot_come", "running_late"})
ANSWERED_WITH = {"confirm": "coming", "change": "change", "running_late": "late_heard"}


def answer(tx, kind: str, point, *, session: Session | None = None) -> None:
    """Each is a message of its own: two people may ask the same thing twice."""
    key = message_key(about=new_id(), version=1, kind=kind, channel="sms", person=point["person_id"])
    told = {"person_id": point["person_id"], "audience": "member", "kind": kind, "channel": "sms"}
    told |= {"contact_point_id": point["id"], "sequence": session.sequence if session else 0}
    if session:
        told |= {"session_id": session.id, "audience": session.audience_of(point["person_id"])}
    messages.plan(tx, key=key, due_at=tx.now, useless_after=tx.now + SOON, **told)


def take_digit(tx, said: str, point, last) -> bool:
    """Whether it could be taken as an answer; else a person reads it. Scheduling acts, if it still can."""
    session = sessions.find(tx, last["session_id"]) if last else None
    if session is None or not session.is_live or not _is_in_time(tx, said, session):
        return False
    if session.sequence != last["sequence"]:
        answer(tx, "moved_meanwhile", point, session=session)
        return True
    if said in TELLS:
        _tell(tx, said, point["person_id"], session)
    if said in ANSWERED_WITH:
        answer(tx, ANSWERED_WITH[said], point, session=session)
    if said == "running_late":
        _pass_on(tx, point["person_id"], session)
    return True


def _is_in_time(rx, said: str, session: Session) -> bool:
    return rx.now < (session.ends_at if said == "running_late" else session.starts_at)


def _tell(tx, said: str, person_id: str, session: Session) -> None:
    data = {"person_id": person_id, "session_id": session.id, "session_version": session.version, "answer": said}
    version = people.next_version(tx, person_id)
    tx.emit("reminder.answered", subject=person_id, key=person_id, version=version, data=data)


def _pass_on(tx, person_id: str, session: Session) -> None:
    """Whoever waits hears that it takes a little longer; once a session, however often it is said."""
    for other in session.people:
        if other != person_id and (other == session.coach_id or person_id == session.coach_id):
            key = message_key(about=session.id, version=session.sequence, kind="late", channel="email", person=other)
            told = {"person_id": other, "audience": session.audience_of(other), "kind": "late", "channel": "email"}
            told |= {"session_id": session.id, "sequence": session.sequence}
            messages.plan(tx, key=key, due_at=tx.now, useless_after=session.ends_at, **told)
