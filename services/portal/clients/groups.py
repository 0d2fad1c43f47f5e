"""scheduling's door to groups: who has a seat, the sheet for the door, how many came."""

from collections.abc import Iterator

from services.portal.clients.transport import Body, Door, Found


class Groups:
    def __init__(self, door: Door) -> None:
        self.door = door

    def every(self, *, coach_id: str | None = None) -> Iterator[Found]:
        return self.door.every("/v1/groups", coach_id=coach_id)

    def begin(self, wish: Body, *, key: str) -> Found:
        """Once, or every week. `skipped` are the days on which it cannot be."""
        return self.door.act("/v1/groups", wish, key=key)

    def sheet(self, group_id: str, *, session_id: str) -> Found:
        return self.door.get(f"/v1/groups/{group_id}/sheet", session_id=session_id)

    def count(self, group_id: str, heads: Body, *, key: str) -> Found:
        return self.door.act(f"/v1/groups/{group_id}/attendance", heads, key=key)
