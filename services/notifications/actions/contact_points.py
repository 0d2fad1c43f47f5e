"""Ways to reach a person. Reading one is always written down."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.notifications.actions.access import NO_SUCH_PERSON, check_may_change, check_may_reach, may_ring
from services.notifications.actions.ways import find_a_way
from services.notifications.domain.ways import SPOKEN, call_first, links_of
from services.notifications.store import contact_points, people
from shared.kernel.errors import Conflict, Invalid, NotFound

SECRETS = ("address", "say_we_are", "best_times")
OPEN_TO_RING = ("id", "kind", "address")
KEPT = ("id", "consent", "given_at", "confirmed_at", "undeliverable_at", "given_up_for")


def put_contact_points(tx, person_id, *, items: Sequence[Mapping[str, Any]]):
    """All of them anew. Somebody we have not heard of yet is met here; an address that stays keeps its consent."""
    check_may_change(tx, person_id)
    tx.queue_for(f"ways:{person_id}")
    people.meet(tx, person_id)
    if people.find(tx, person_id)["state"] == "erased":
        raise Conflict("This person's record was erased.", code="erased")
    _replace(tx, person_id, items)
    tx.audit("contact_points.written", person_id=person_id)
    find_a_way(tx, person_id)
    return told(tx, person_id)


def read_contact_points(tx, person_id, *, purpose):
    """Open to the person, their own coach, and those who take people in; to a coach's members, what they may ring."""
    is_to_ring = may_ring(tx, person_id)
    if not is_to_ring:
        check_may_reach(tx, person_id)
    if people.find(tx, person_id) is None:
        raise NotFound(NO_SUCH_PERSON)
    if purpose is None and tx.actor.person != person_id:
        raise Invalid("Please say what for.", errors={"purpose": ["Please say what for."]})
    tx.audit("contact_points.read", person_id=person_id, purpose=purpose)
    return _to_ring(tx, person_id) if is_to_ring else told(tx, person_id)


def confirm_contact_point(tx, person_id, contact_point_id):
    """Still your best number? Asked at each meeting, by whoever may reach them; yes is good for sixty days."""
    check_may_reach(tx, person_id)
    mine = {point["id"] for point in contact_points.of(tx, person_id)}
    if contact_point_id not in mine:
        raise NotFound("We have no such way to reach them.")
    contact_points.confirm(tx, contact_point_id)
    tx.audit("contact_points.confirmed", person_id=person_id)
    find_a_way(tx, person_id)
    return next(point for point in told(tx, person_id)["items"] if point["id"] == contact_point_id)


def end_contact_point(tx, person_id, contact_point_id):
    """Not theirs any more: nothing goes there, and the others stay as they are. Said twice, it changes nothing."""
    check_may_change(tx, person_id)
    tx.queue_for(f"ways:{person_id}")
    if people.find(tx, person_id) is None:
        raise NotFound(NO_SUCH_PERSON)
    if contact_points.end(tx, person_id, contact_point_id):
        tx.audit("contact_points.ended", person_id=person_id)
        find_a_way(tx, person_id)


def told(rx, person_id):
    """Each with what a telephone does at one tap, and whether to call before a text is sent."""
    return {
        "items": [
            point | {"links": links_of(point["kind"], point["address"]), "call_first": call_first(point, rx.now)}
            for point in contact_points.of(rx, person_id)
        ]
    }


def _to_ring(rx, person_id):
    """Numbers that still work and that the coach lets the people they walk with ring: nothing else of them, and not
    while the coach is away or wants to be let be.
    """
    coach = people.reader(rx, person_id)
    if coach.is_away or coach.is_stopped:
        return {"items": []}
    works = [point for point in contact_points.of(rx, person_id) if point["undeliverable_at"] is None]
    open_ones = [point for point in works if point["members_may_ring"] and point["kind"] in SPOKEN]
    shown = [{name: point[name] for name in OPEN_TO_RING} for point in open_ones]
    return {"items": [one | {"links": {"tel": links_of("voice", one["address"])["tel"]}} for one in shown]}


def _replace(tx, person_id, items) -> None:
    before = {(point["kind"], point["mark"]): point for point in contact_points.of(tx, person_id)}
    is_own, marks = tx.actor.person == person_id, set()
    fresh = []
    for place, item in enumerate(items):
        mark = contact_points.mark(tx, item["kind"], item["address"].lower())
        if (item["kind"], mark) in marks:
            said = {f"items.{place}.address": ["Given twice."]}
            raise Invalid("An address is given twice.", code="given_twice", errors=said)
        marks.add((item["kind"], mark))
        fresh.append(_row(item, mark, before.get((item["kind"], mark)), is_own=is_own))
    contact_points.replace(tx, person_id, fresh)


def _row(item, mark, before, *, is_own) -> dict[str, Any]:
    """Consent belongs to one address: another one starts without. That a number may be rung by members is for its
    owner to say; whoever else writes it down keeps what was said, or ends it.
    """
    agreed = before is not None and before["members_may_ring"]
    asked = item.get("members_may_ring", agreed)
    kept = {name: before[name] for name in KEPT} if before else {"consent": None}
    told = {name: item[name] for name in ("kind", "shared", "message_ok")}
    consent = item.get("consent") or kept["consent"]
    secret = {name: item.get(name) for name in SECRETS} | {"members_may_ring": asked and (is_own or agreed)}
    return kept | told | {"mark": mark, "consent": consent, "secret": secret}
