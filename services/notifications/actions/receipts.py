"""What became of a text after it was handed over, as the provider says later. Heard twice, it is heard once."""

from services.notifications.actions.not_delivered import not_delivered
from services.notifications.senders.accounts import Account
from services.notifications.senders.shapes import SHAPES
from services.notifications.store import inbound, messages
from shared.db.desk import Desk
from shared.db.transaction import transaction
from shared.kernel.actor import Actor

MOST_CODE = 99999


def take_receipt(desk: Desk, *, account: Account, id: str, state: str, reference: str, code: object) -> None:
    """A receipt about nothing we said is nobody's: taken, and let go."""
    organisation = inbound.organisation_of_message(desk, reference)
    if organisation is None or state not in ("delivered", "undelivered"):
        return
    with transaction(desk, Actor(desk.name, "service", organisation)) as tx:
        key = inbound.key_of(account.provider, f"{id}\n{state}")
        told = {"message_id": reference, "state": state, "code": _number(code)}
        if inbound.is_new_receipt(tx, key, **told):
            _take(tx, messages.find(tx, reference), state, is_gone(account, code))


def is_gone(account: Account, code: object) -> bool:
    """Whether it says that nothing will ever arrive at this number."""
    known = int(code) if isinstance(code, str) and code.isdigit() else code
    return known in SHAPES[account.shape].gone


def _take(tx, row, state: str, of_recipient: bool) -> None:
    if state == "delivered":
        messages.arrived(tx, row["id"])
    elif messages.came_back(tx, row["id"]) and row["contact_point_id"]:
        not_delivered(tx, row, row["contact_point_id"], of_recipient=of_recipient)


def _number(code: object) -> int | None:
    text = str(code)
    return int(text) if text.isascii() and text.isdigit() and int(text) <= MOST_CODE else None
