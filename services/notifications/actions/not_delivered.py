"""It did not get there, and will not: another way is tried, or a person is asked to ring."""

from services.notifications.actions.calling import put_on_call_list
from services.notifications.actions.ways import PERSON, channel_for
from services.notifications.store import contact_points, messages, people


def not_delivered(tx, row, contact_point_id: str, *, of_recipient: bool) -> None:
    """`of_recipient`: nothing arrives there any more. What is still of use goes the next way, if there is one."""
    if of_recipient:
        give_up_address(tx, row["person_id"], contact_point_id, channel=row["channel"])
    reader = people.reader(tx, row["person_id"])
    channel = channel_for(tx, reader, kind=row["kind"])
    if of_recipient and channel != PERSON and row["useless_after"] > tx.now:
        messages.go_another_way(tx, row["id"], channel=channel)
    else:
        put_on_call_list(tx, row["person_id"], why="undeliverable")


def give_up_address(tx, person_id: str, contact_point_id: str, *, channel: str, contact_id: str | None = None) -> bool:
    """Nothing arrives there any more: said aloud, so that a person can ask for another way. Whether it was news."""
    if not contact_points.give_up(tx, contact_point_id, contact_id=contact_id):
        return False
    told = {"person_id": person_id, "channel": channel}
    version = people.next_version(tx, person_id)
    tx.emit("address.undeliverable", subject=person_id, key=person_id, version=version, data=told)
    return True
