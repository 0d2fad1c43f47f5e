"""Messages to come and gone. Every change asks for the state it expects: of two who try, one succeeds."""

from collections.abc import Collection, Sequence

import sqlalchemy as sa

from services.notifications.domain.message import WAITING
from services.notifications.store.tables import attempts, messages, sessions
from shared.kernel.ids import new_id

FRESH = {"state": "planned", "attempts": 0, "unsure": 0}


def plan(tx, **told) -> bool:
    """Whether it was new. A message planned before stays as it was."""
    return tx.insert_if_absent(messages, id=new_id(), planned_at=tx.now, **(FRESH | told))


def find(rx, message_id):
    return rx.row(messages, messages.c.id == message_id)


def found_by_key(rx, key):
    return rx.row(messages, messages.c.key == key)


def about_session(rx, session_id, person_id):
    return rx.rows(messages, messages.c.session_id == session_id, messages.c.person_id == person_id)


def drop(tx, message_ids: Collection[str], *, reason) -> int:
    """What is on its way already cannot be called back; all else can."""
    return _drop(tx, messages.c.id.in_(message_ids), reason=reason)


def drop_planned(tx, key, *, reason) -> int:
    """There is nothing to say of it; that there was not, is kept."""
    return _drop(tx, messages.c.key == key, reason=reason)


def drop_for_person(tx, person_id, *, reason) -> int:
    return _drop(tx, messages.c.person_id == person_id, reason=reason)


def drop_for_offer(tx, offer_id, *, reason) -> int:
    return _drop(tx, messages.c.offer_id == offer_id, reason=reason)


def drop_for_others(tx, session_id, people: Collection[str], *, reason) -> int:
    """What was to be said of a session to whoever is in it no longer."""
    return _drop(tx, messages.c.session_id == session_id, messages.c.person_id.not_in(people), reason=reason)


def drop_for_cause(tx, cause_id, *, reason, but_for: str | None = None) -> int:
    theirs = [messages.c.cause_id == cause_id] + ([messages.c.person_id != but_for] if but_for else [])
    return _drop(tx, *theirs, reason=reason)


def drop_kind(tx, person_id, kind, *, reason) -> int:
    return _drop(tx, messages.c.person_id == person_id, messages.c.kind == kind, reason=reason)


def planned(rx, person_id, kind):
    mine = (messages.c.person_id == person_id, messages.c.kind == kind, messages.c.state.in_(WAITING))
    return rx.rows(messages, *mine, order_by=(messages.c.due_at,))


def said_lately(rx, person_ids: Collection[str], kinds: Collection[str], *, since) -> Sequence:
    """What reached them, or may have."""
    theirs = (messages.c.person_id.in_(person_ids), messages.c.kind.in_(kinds), messages.c.due_at > since)
    return rx.rows(messages, *theirs, messages.c.state.in_(("handing_over", "handed_over", "ambiguous")))


def not_arrived(rx, *, since) -> int:
    wanted = (messages.c.state.in_(("undeliverable", "no_channel")), messages.c.due_at > since)
    return len(rx.rows(messages, *wanted, messages.c.useless_after > since))


def hand_over_here(tx, message_ids: Collection[str]) -> int:
    """What is read in the portal has arrived when it lies there."""
    done = {"state": "handed_over", "handed_over_at": tx.now, "claimed_by": None, "lease_until": None}
    return tx.update(messages, messages.c.id.in_(message_ids), messages.c.state == "claimed", **done)


def drop_useless(tx) -> int:
    return _drop(tx, messages.c.useless_after <= tx.now, states=("planned",), reason="too_late")


def plan_again(tx, message_id, *, due_at, useless_after) -> None:
    """A reminder that was not wanted for a while, or whose hour has changed; a question that is hurried."""
    waiting = messages.c.state.in_(("planned", "dropped"))
    tx.update(
        messages, messages.c.id == message_id, waiting,
        state="planned", reason=None, due_at=due_at, useless_after=useless_after,
    )  # fmt: skip


def not_on_their_way(rx, person_id):
    """Those of this person that could still go another way; what answers somebody goes where it was asked."""
    mine = (messages.c.person_id == person_id, messages.c.contact_point_id.is_(None), messages.c.useless_after > rx.now)
    return rx.rows(messages, *mine, messages.c.state.in_(("planned", "claimed", "no_channel")))


def go_by(tx, message_ids: Collection[str], *, channel: str) -> int:
    """Somebody who could not be reached can be now, or is reached another way. What was in hand is let go of."""
    these = (messages.c.id.in_(message_ids), messages.c.state.in_(("planned", "claimed", "no_channel")))
    free = {"claimed_by": None, "lease_until": None}
    return tx.update(messages, *these, state="planned", reason=None, channel=channel, **free)


def arrived(tx, message_id) -> None:
    """The provider says so. What was thought unsure, and may have been put back, is handed over after all."""
    known = {"delivered_at": tx.now}
    sure = (messages.c.id == message_id, messages.c.state.in_(("handing_over", "handed_over")))
    unsure = (messages.c.id == message_id, messages.c.state.in_(("ambiguous", "planned")), messages.c.attempts > 0)
    if not tx.update(messages, *sure, **known):
        tx.update(messages, *unsure, state="handed_over", reason=None, handed_over_at=tx.now, **known)


def came_back(tx, message_id) -> bool:
    """Handed over, and yet it did not arrive."""
    out = (messages.c.id == message_id, messages.c.state.in_(("handing_over", "handed_over", "ambiguous")))
    done = {"state": "undeliverable", "reason": "undelivered", "claimed_by": None, "lease_until": None}
    return bool(tx.update(messages, *out, **done))


def go_another_way(tx, message_id, *, channel: str) -> int:
    """It was refused, so it has not arrived: said by another channel it is still said once."""
    refused = (messages.c.id == message_id, messages.c.state == "undeliverable")
    return tx.update(messages, *refused, state="planned", reason="another_way", channel=channel, contact_point_id=None)


def page(rx, *, person_id=None, session_id=None, state=None, seen_by=None, after, limit):
    wanted = [messages.c.person_id == person_id] if person_id else []
    wanted += [messages.c.session_id == session_id] if session_id else []
    wanted += [messages.c.state == state] if state else []
    wanted += [_visible_to(seen_by)] if seen_by else []
    return rx.page(messages, *wanted, by=(messages.c.planned_at, messages.c.id), after=after, limit=limit)


def is_visible_to(rx, message_id, person_id) -> bool:
    return rx.row(messages, messages.c.id == message_id, _visible_to(person_id)) is not None


def story(rx, message_id) -> Sequence:
    return rx.rows(attempts, attempts.c.message_id == message_id, order_by=(attempts.c.number,))


def stories(rx, message_ids: Collection[str]) -> dict[str, list]:
    told: dict[str, list] = {id: [] for id in message_ids}
    for row in rx.rows(attempts, attempts.c.message_id.in_(message_ids), order_by=(attempts.c.number,)):
        told[row["message_id"]].append(row)
    return told


def _visible_to(person_id):
    """One's own; and, for a coach, what was said of sessions with them."""
    theirs = sa.select(sessions.c.id).where(
        sessions.c.coach_id == person_id, sessions.c.organisation == messages.c.organisation
    )
    return sa.or_(messages.c.person_id == person_id, messages.c.session_id.in_(theirs))


def _drop(tx, *where, reason, states=tuple(WAITING)) -> int:
    done = {"state": "dropped", "reason": reason, "claimed_by": None, "lease_until": None}
    return tx.update(messages, messages.c.state.in_(states), *where, **done)
