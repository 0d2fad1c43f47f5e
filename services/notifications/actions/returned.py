"""A mail that was handed over came back: the address is given up where it is gone, and a person is asked to ring."""

from services.notifications.actions.not_delivered import not_delivered
from services.notifications.senders.reports import Returned, read_report
from services.notifications.store import contact_points, inbound, messages
from shared.db.desk import Desk
from shared.db.transaction import transaction
from shared.kernel.actor import Actor


def take_report(desk: Desk, raw: bytes) -> int:
    """How many messages it was about. Heard twice, or about nothing of ours, it changes nothing."""
    return sum(_came_back(desk, each) for each in read_report(raw))


def _came_back(desk: Desk, returned: Returned) -> bool:
    """Anybody can write a report: only one that knows the Message-ID and where it went is believed. Both are known to
    the reader and to the mail servers on the way, and to nobody else.
    """
    key = returned.message_id.strip("<>").partition("@")[0]
    for organisation in inbound.all_organisations(desk):
        with transaction(desk, Actor(desk.name, "service", organisation)) as tx:
            row = messages.found_by_key(tx, key)
            point = row and row["contact_point_id"] and contact_points.find(tx, row["contact_point_id"])
            if point and point["mark"] == contact_points.mark(tx, "email", returned.address.lower()):
                return _take(tx, row, point, returned)
    return False


def _take(tx, row, point, returned: Returned) -> bool:
    if not messages.came_back(tx, row["id"]):
        return False
    not_delivered(tx, row, point["id"], of_recipient=returned.is_gone)
    return True
