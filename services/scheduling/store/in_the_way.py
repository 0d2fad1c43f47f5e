from services.scheduling.store.care_tables import in_the_way
from shared.db.reading import Reading
from shared.db.transaction import Transaction

PLACE = "in_the_way.answers"


def keep(tx: Transaction, session_id: str, member_id: str, answers: list[str]) -> None:
    tx.delete(in_the_way, in_the_way.c.session_id == session_id)
    if answers:
        sealed = tx.seal(member_id, answers, place=PLACE, row=session_id)
        tx.insert(in_the_way, session_id=session_id, member_id=member_id, answers=sealed)


def of_session(rx: Reading, session_id: str) -> list[str]:
    """None as well when the person was erased since."""
    row = rx.row(in_the_way, in_the_way.c.session_id == session_id)
    return row and rx.unseal(row["member_id"], row["answers"], place=PLACE, row=session_id) or []
