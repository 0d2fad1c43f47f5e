from services.matching.actions.portraits import coaches_of, member_of
from services.matching.index.crowd import Crowd, Shelf
from services.matching.store import changes, people
from shared.db.transaction import Transaction

SHELF = Shelf()


def crowd_of(rx) -> Crowd:
    """The organisation's people as of this request: only who changed since the last one is read and unsealed.

    What a transaction sees may still be rolled back, so it is not remembered.
    """
    crowd = SHELF.take(rx.desk.engine, rx.actor.organisation)
    change = changes.latest(rx)
    if change > crowd.change:
        crowd = _followed(rx, crowd, change)
        if not isinstance(rx, Transaction):
            SHELF.put(rx.desk.engine, rx.actor.organisation, crowd)
    return crowd


def _followed(rx, crowd: Crowd, change: int) -> Crowd:
    changed = people.changed_since(rx, crowd.change)
    return crowd.after(
        change,
        coaches=coaches_of(rx, [person for person in changed if person.is_coach]),
        members=[member_of(person) for person in changed if person.is_member],
        gone=[person.id for person in changed if person.state == "erased"],
    )
