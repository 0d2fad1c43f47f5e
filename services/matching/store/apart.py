import sqlalchemy as sa

from services.matching.store.tables import apart
from shared.kernel.ids import new_id

PLACE = "never_matches.note"


def keep_apart(tx, people, *, kind, note=None) -> str:
    """Both directions at once. Said again, it stays one."""
    one, other = sorted(people)
    pair = {"one": one, "other": other, "kind": kind}
    row = new_id()
    sealed = tx.seal(one, note, place=PLACE, row=row) if note else None
    said = {"note": sealed, "made_at": tx.now, "made_by": tx.actor.person}
    if tx.insert_if_absent(apart, id=row, **pair, **said):
        return row
    return tx.row(apart, *(apart.c[name] == value for name, value in pair.items()))["id"]


def apart_from(rx, person_id) -> frozenset[str]:
    rows = rx.rows(apart, sa.or_(apart.c.one == person_id, apart.c.other == person_id))
    return frozenset({person for row in rows for person in (row["one"], row["other"])} - {person_id})
