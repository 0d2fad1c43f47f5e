"""Somebody wrote back. What one word or digit can mean is done at once; everything else is for a person to read."""

from collections.abc import Sequence
from datetime import timedelta

from services.notifications.actions.answering import answer, take_digit
from services.notifications.actions.calling import put_on_call_list
from services.notifications.actions.not_delivered import give_up_address
from services.notifications.actions.ways import find_a_way
from services.notifications.domain.inbound import DIGITS, meaning_of
from services.notifications.domain.ways import EVERYTHING, topic_of
from services.notifications.store import contact_points, inbound, opt_outs, organisations, people, replies, sessions
from shared.db.desk import Desk
from shared.db.transaction import reading, transaction
from shared.kernel.actor import Actor

ENDS = frozenset({"stop", "cancel", "wrong_number"})
ANSWERS = frozenset(DIGITS.values())
ONCE_A_DAY = timedelta(days=1)


def take_text(desk: Desk, *, provider: str, id: str, number: str, text: str) -> None:
    """In every organisation that knows the number. That no more is wanted, each remembers, known or not."""
    key, meaning = inbound.key_of(provider, id), meaning_of(text)
    for organisation in inbound.all_organisations(desk):
        actor = Actor(desk.name, "service", organisation)
        with reading(desk, actor) as rx:
            is_known = bool(inbound.reached_at(rx, contact_points.mark(rx, "sms", number)))
        if is_known or meaning in ENDS:
            with transaction(desk, actor) as tx:
                _take(tx, key, meaning, number, text)


def _take(tx, key: str, meaning: str, number: str, text: str) -> None:
    mark = contact_points.mark(tx, "sms", number)
    tx.queue_for(f"number:{mark}")
    if not inbound.is_new(tx, key, meaning=meaning):
        return
    points = inbound.reached_at(tx, mark)
    last = inbound.last_said_to(tx, [point["id"] for point in points])
    if len(points) == 1 and meaning not in ENDS:
        contact_points.confirm(tx, points[0]["id"])
    if meaning in ENDS:
        _end(tx, meaning, mark, points, last)
    elif meaning == "start":
        _start(tx, mark, points)
    elif meaning not in ANSWERS or not take_digit(tx, meaning, _asked(points, last), last):
        _for_a_person(tx, mark, points, last, text)


def _end(tx, meaning: str, mark: str, points: Sequence, last) -> None:
    """At once. One confirmation, and nothing after."""
    is_news = opt_outs.keep(tx, kind="sms", mark=mark, topic=_scope(tx, meaning, last))
    for point in points:
        if meaning == "wrong_number":
            give_up_address(tx, point["person_id"], point["id"], channel="sms")
    if not is_news:
        return
    for person_id in dict.fromkeys(point["person_id"] for point in points):
        _tell_stopped(tx, person_id, _scope(tx, meaning, last))
        find_a_way(tx, person_id)
        if meaning == "wrong_number":
            put_on_call_list(tx, person_id, why="wrong_number")
        elif len(points) > 1 or sessions.next_of(tx, person_id):
            put_on_call_list(tx, person_id, why="stopped")
    if points:
        _confirm(tx, meaning, _asked(points, last), _scope(tx, meaning, last))


def _scope(rx, meaning: str, last) -> str:
    if meaning == "stop" and last is not None and organisations.customs(rx).stop_scope == "topic":
        return topic_of(last["kind"])
    return EVERYTHING


def _confirm(tx, meaning: str, point, scope: str) -> None:
    ahead = sessions.next_of(tx, point["person_id"]) if meaning == "cancel" else None
    if meaning == "wrong_number":
        answer(tx, "not_theirs", point)
    elif ahead:
        answer(tx, "stopped_and_asked", point, session=ahead)
    else:
        answer(tx, "stopped" if scope == EVERYTHING else "stopped_some", point)


def _tell_stopped(tx, person_id: str, topic: str) -> None:
    data = {"person_id": person_id, "topic": topic}
    version = people.next_version(tx, person_id)
    tx.emit("texting.stopped", subject=person_id, key=person_id, version=version, data=data)


def _start(tx, mark: str, points: Sequence) -> None:
    opt_outs.take_back(tx, kind="sms", mark=mark)
    for person_id in dict.fromkeys(point["person_id"] for point in points):
        find_a_way(tx, person_id)
    answer(tx, "started", points[0])


def _for_a_person(tx, mark: str, points: Sequence, last, text: str) -> None:
    """Kept for whoever walks with them; answered at once, once a day, with when that will be."""
    point = _asked(points, last)
    session = sessions.find(tx, last["session_id"]) if last else None
    is_member = session is not None and session.audience_of(point["person_id"]) == "member"
    coach_id = session.coach_id if session and is_member else sessions.coach_of(tx, point["person_id"])
    reply_id = replies.add(tx, point["person_id"], text=text, coach_id=coach_id, contact_point_id=point["id"])
    if not replies.was_answered_since(tx, point["id"], tx.now - ONCE_A_DAY):
        replies.mark_answered(tx, reply_id)
        answer(tx, "heard", point)


def _asked(points: Sequence, last):
    """Of several people on one number, whoever was written to last."""
    return next((point for point in points if last and point["id"] == last["contact_point_id"]), points[0])
