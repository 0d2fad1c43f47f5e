"""What could get in the way of a session: a ride, childcare, a shift. Asked once, for coach and desk alone.

It is sealed for the person, travels in no event and is counted nowhere.
"""

from collections.abc import Sequence
from typing import Any

from services.scheduling.actions.access import own_session
from services.scheduling.store import in_the_way as store
from shared.db.reading import Reading
from shared.db.transaction import Transaction
from shared.kernel.errors import Invalid

Shown = dict[str, Any]
NOTHING = "nothing"


def say_in_the_way(tx: Transaction, session_id: str, *, answers: Sequence[str]) -> Shown:
    """Said again, it takes the place of what was said before; nothing said is taken back."""
    session = own_session(tx, session_id)
    said = list(dict.fromkeys(answers))
    if NOTHING in said and len(said) > 1:
        raise _invalid("Nothing is in the way, or something is: please choose.")
    if session.member_id is None:
        raise _invalid("This is asked before a session of two.")
    store.keep(tx, session_id, session.member_id, said)
    return {"session_id": session_id, "answers": said}


def in_the_way_seen(rx: Reading, session_id: str) -> Shown:
    session = own_session(rx, session_id)
    return {"session_id": session_id, "answers": store.of_session(rx, session.id)}


def _invalid(words: str) -> Invalid:
    return Invalid("Some fields need another look.", errors={"answers": [words]})
