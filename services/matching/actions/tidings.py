from services.matching.domain.refusals import refusal
from services.matching.store import tidings
from shared.kernel.errors import NotFound


def list_tidings(rx, *, state: str, cursor, limit):
    """What is still to be told by a person, the oldest first."""
    return tidings.page(rx, is_told=state == "told", cursor=cursor, limit=limit)


def tell(tx, id):
    if tidings.find(tx, id) is None:
        raise NotFound("We have nothing like this to tell.")
    if not tidings.told(tx, id):
        raise refusal("told_already")
    tx.audit("tell", person_id=tidings.find(tx, id)["tell_id"])
    return tidings.find(tx, id)
