"""What can be read here: every message while its words are kept, and those that came by no other way."""

from datetime import timedelta

from services.notifications.actions.claiming import claim
from services.notifications.actions.composing import written
from services.notifications.domain.ways import HERE
from services.notifications.store import contents, hand_over, messages, organisations
from shared.db.desk import Desk
from shared.db.transaction import transaction
from shared.kernel.actor import Actor
from shared.kernel.clock import SystemClock
from shared.kernel.errors import NotFound


def deliver_here(desk: Desk) -> int:
    """One commit: it lies here, or it does not. Nothing is handed over, so nothing is ever unsure."""
    real, done = SystemClock().now(), 0
    for organisation in hand_over.organisations_with_due(desk, channel=HERE, real=real):
        with transaction(desk, Actor(desk.name, "service", organisation)) as tx:
            parcels, looked_at = claim(tx, sender=HERE, channel=HERE, real=real)
            for parcel in parcels:
                _lay_down(tx, parcel)
        done += looked_at
    return done


def read_inbox(rx, person_id, *, unread, only_here, limit, cursor):
    _check_own(rx, person_id)
    channel = HERE if only_here else None
    items, next = contents.page(rx, person_id, unread=unread, channel=channel, after=cursor, limit=limit)
    return {"items": items, "next": next}


def mark_read(tx, message_id):
    contents.read(tx, message_id, tx.actor.person)
    if (item := contents.item(tx, message_id, tx.actor.person)) is None:
        raise NotFound("We have no such message.")
    return item


def purge_words(tx) -> int:
    kept = timedelta(days=organisations.customs(tx).content_kept_days)
    return contents.purge(tx, before=tx.now - kept)


def _lay_down(tx, parcel) -> None:
    words = written(parcel)
    if words is None:
        messages.drop(tx, [parcel.row["id"]], reason="not_discreet")
        return
    sealed = contents.sealed(parcel.key, parcel.row["id"], words)
    told = {"person_id": parcel.row["person_id"], "wording": parcel.wording}
    contents.keep(tx, parcel.row["id"], **told, sealed=sealed)
    messages.hand_over_here(tx, [parcel.row["id"]])


def _check_own(rx, person_id) -> None:
    if rx.actor.person != person_id:
        raise NotFound("We have no such person.")
