"""Which way a message goes. Worked out when it is planned, when ways or wishes change, and once more when it is due."""

from collections.abc import Sequence

from services.notifications.domain.person import Reader
from services.notifications.domain.ways import Point, best_way
from services.notifications.store import contact_points, messages, opt_outs, people

PERSON = "person"
"""The channel of what no machine can say: it becomes an entry on somebody's list to call."""


def channel_for(rx, reader: Reader, *, kind: str) -> str:
    points = contact_points.points_of(rx, [reader.id])[reader.id]
    return _channel(rx, points, reader, kind)


def find_a_way(tx, person_id) -> None:
    """Their ways or wishes have changed: what is not on its way goes the way that is best now."""
    reader = people.reader(tx, person_id)
    points = contact_points.points_of(tx, [person_id])[person_id]
    for row in messages.not_on_their_way(tx, person_id):
        channel = _channel(tx, points, reader, row["kind"])
        if channel != PERSON or row["state"] != "no_channel":
            messages.go_by(tx, [row["id"]], channel=channel)


def _channel(rx, points: Sequence[Point], reader: Reader, kind: str) -> str:
    stopped = opt_outs.among(rx, [point["mark"] for point in points])
    way = best_way(points, reader=reader, kind=kind, stopped=stopped, now=rx.now)
    return way["kind"] if way else PERSON
