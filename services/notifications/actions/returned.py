"""A mail that was handed over came back: the address is given up where it is gone, and a person is asked to ring."""

from collections.abc import Sequence

from services.notifications.actions.not_delivered import not_delivered
from services.notifications.senders.reports import Returned
from services.notifications.store import contact_points, inbound, messages
from shared.db.desk import Desk
from shared.db.transaction import reading, transaction
from shared.kernel.actor import Actor


def take_report(desk: Desk, report: Sequence[Returned]) -> int:
    """How many messages it was about. Heard twice, or about nothing of ours, it changes nothing."""
    return sum(_came_back(desk, each) for each in report)


def _came_back(desk: Desk, returned: Returned) -> bool:
    """Looked for in reading: what strangers make up keeps nobody waiting who writes."""
    for organisation in inbound.all_organisations(desk):
        actor = Actor(desk.name, "service", organisation)
        with reading(desk, actor) as rx:
            is_ours = _found(rx, returned) is not None
        if is_ours:
            with transaction(desk, actor) as tx:
                return _take(tx, returned)
    return False


def _found(rx, returned: Returned):
    """Anybody can write a report: only one that knows the Message-ID and where it went is believed. Both are known to
    the reader and to the mail servers on the way; the Message-ID can be worked out by whoever knows the ids it is of.
    """
    row = messages.found_by_key(rx, returned.message_id.strip("<>").partition("@")[0])
    point = row and row["contact_point_id"] and contact_points.find(rx, row["contact_point_id"])
    is_believed = point and point["mark"] == contact_points.mark(rx, "email", returned.address.lower())
    return (row, point) if is_believed else None


def _take(tx, returned: Returned) -> bool:
    found = _found(tx, returned)
    if found is None or not messages.came_back(tx, found[0]["id"]):
        return False
    row, point = found
    not_delivered(tx, row, point["id"], of_recipient=returned.is_gone)
    return True
