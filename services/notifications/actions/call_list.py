"""See whom to ring, and say how it went. An outcome is told, so that it counts where reaching out is kept."""

from datetime import timedelta

from services.notifications.actions.not_delivered import give_up_address
from services.notifications.actions.ways import find_a_way
from services.notifications.domain.calls import DONE, MOST_TRIES, NUMBER_GONE, REACHED
from services.notifications.store import calls, causes, contact_points, people, sessions
from shared.kernel.errors import Conflict, NotFound

A_MONTH = timedelta(days=30)


def calls_seen(rx, *, coach_id=None, person_id=None, state=None, limit, cursor):
    """A coach's list is of those they walk with; staff see everybody."""
    wanted = {"coach_id": coach_id if _sees_all(rx) else rx.actor.person, "person_id": person_id, "state": state}
    rows, next = calls.page(rx, **wanted, after=cursor, limit=limit)
    return {"items": rows, "next": next}


def say_how_it_went(tx, call_id, *, outcome, contact_point_id=None):
    call = calls.find(tx, call_id)
    if call is None or not (_sees_all(tx) or call["coach_id"] == tx.actor.person):
        raise NotFound("We have no such call.")
    tries = call["tries"] + 1
    done = outcome in DONE or tries >= MOST_TRIES
    told = {"tries": tries, "outcome": outcome, "state": "done" if done else "open"}
    told |= {"closed_at": tx.now, "closed_by": tx.actor.person} if done else {}
    if not calls.keep(tx, call_id, **told):
        raise Conflict("This call is done already.", code="done")
    if outcome == NUMBER_GONE and contact_point_id:
        _give_up(tx, call["person_id"], [contact_point_id])
    tx.audit("call.tried", person_id=call["person_id"])
    data = {"call_id": call_id, "person_id": call["person_id"], "coach_id": call["coach_id"], "outcome": outcome}
    tx.emit("call.tried", subject=call_id, key=call["person_id"], version=tries, data=data | {"at": tx.now})
    return calls.find(tx, call_id)


def hear_of_contact(tx, contact_id, *, person_id, kind, outcome, at, is_news) -> None:
    """Somebody met or rang them, whoever asked for that. Which number does not work is known if they had but one then;
    what is put right later (not `is_news`) may be of a time when they had others, and ends what it said before.
    """
    is_gone = kind == "call" and outcome == NUMBER_GONE
    if not is_news:
        take_contact_back(tx, contact_id, number_too=not is_gone)
    if person_id and outcome in REACHED:
        _hear_they_were_reached(tx, contact_id, person_id, outcome, at)
    if person_id and is_gone and is_news:
        _give_up(tx, person_id, _the_only_one(tx, person_id, at), contact_id=contact_id)


def take_contact_back(tx, contact_id, *, number_too: bool = True) -> None:
    """It did not happen after all: whom it took from the list is to be rung again, unless they were reached besides,
    and the number is theirs again.
    """
    causes.let_go(tx, contact_id)
    if call := calls.closed_for(tx, contact_id):
        _ring_again(tx, call)
    for person_id in contact_points.take_back(tx, contact_id) if number_too else ():
        find_a_way(tx, person_id)


def _hear_they_were_reached(tx, contact_id, person_id, outcome, at) -> None:
    """Once more after they were taken from the list: kept, for the day on which the first word is taken back."""
    call = calls.open_for(tx, person_id)
    if call and at >= call["opened_at"]:
        calls.close_for(tx, person_id, outcome=outcome, contact_id=contact_id)
    elif not call and calls.closed_for_contacts(tx, person_id, after=at - A_MONTH, until=at):
        told = {"person_id": person_id, "kind": causes.REACHED, "held_by": None, "at": at}
        causes.keep(tx, contact_id, version=1, state="open", **told)


def _ring_again(tx, call) -> None:
    person_id = call["person_id"]
    if besides := causes.reached_since(tx, person_id, call["opened_at"]):
        calls.say_closed_for(tx, call["id"], besides[0]["id"])
    elif calls.open_for(tx, person_id) or calls.closed_for_contacts(tx, person_id, after=call["opened_at"]):
        return
    elif not people.reader(tx, person_id).is_stopped:
        calls.reopen(tx, call["id"], coach_id=sessions.coach_of(tx, person_id))


def _the_only_one(rx, person_id, at) -> list[str]:
    """Of the numbers they had `at` that time; none where somebody has said since that it is still theirs."""
    had = [point for point in contact_points.spoken_of(rx, person_id) if (point["given_at"] or at) <= at]
    return [point["id"] for point in had if len(had) == 1 and (point["confirmed_at"] or at) <= at]


def _give_up(tx, person_id, contact_point_ids, contact_id=None) -> None:
    """What was rung in vain is neither rung nor texted again until somebody confirms that it works."""
    for point in contact_points.spoken_of(tx, person_id):
        why = {"channel": point["kind"], "contact_id": contact_id}
        if point["id"] in contact_point_ids and give_up_address(tx, person_id, point["id"], **why):
            find_a_way(tx, person_id)


def _sees_all(rx) -> bool:
    return rx.actor.is_staff or rx.actor.role == "service"
