import sqlalchemy as sa

from services.matching.store.tables import apart
from shared.db.reading import prepared
from shared.kernel.ids import new_id

PLACE = "never_matches.note"
WHO = sa.bindparam("person_id", type_=apart.c.one.type)
OF_PERSON = prepared(sa.select(apart.c.one, apart.c.other).where(sa.or_(apart.c.one == WHO, apart.c.other == WHO)))


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
    return frozenset({person for pair in rx.ask(OF_PERSON, person_id=person_id) for person in pair} - {person_id})
