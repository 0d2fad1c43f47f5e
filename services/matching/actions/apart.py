from services.matching.store import apart, people
from shared.kernel.errors import Invalid


def keep_two_apart(tx, *, person_ids, kind, note=None) -> dict:
    """For good, in both directions. Nobody is ever told why somebody is not shown."""
    known = {person.id for person in people.those(tx, person_ids)}
    unknown = {f"person_ids.{n}": ["We have no such person."] for n, id in enumerate(person_ids) if id not in known}
    if unknown:
        raise Invalid("We have no such person.", errors=unknown)
    if len(known) != 2:
        raise Invalid("Please name two people.", errors={"person_ids": ["Please name two people."]})
    pair = apart.keep_apart(tx, person_ids, kind=kind, note=note)
    for person in sorted(known):
        tx.audit("keep_apart", person_id=person)
    return {"id": pair, "person_ids": person_ids, "kind": kind}
