"""matching's door to rounds: the whole waiting list at once, a draft until somebody publishes it."""

from typing import Any

from services.portal.clients.transport import Body, Door, Found


class Rounds:
    def __init__(self, door: Door) -> None:
        self.door = door

    def begin(self, wish: Body, *, key: str) -> Found:
        return self.door.act("/v1/rounds", wish, key=key)

    def lately(self) -> list[Found]:
        found: list[Found] = self.door.get("/v1/rounds")["items"]
        return found

    def one(self, round_id: str, **query: Any) -> Found:
        """How far it is; then the pairs, with reasons."""
        return self.door.get(f"/v1/rounds/{round_id}", **query)

    def let_go(self, round_id: str) -> None:
        self.door.delete(f"/v1/rounds/{round_id}")

    def change_pair(self, round_id: str, referral_id: str, *, coach_id: str | None, version: str) -> Found:
        """Somebody else, or nobody this time. `version` is the pair's."""
        path = f"/v1/rounds/{round_id}/pairs/{referral_id}"
        return self.door.patch(path, {"coach_id": coach_id}, version=f'"{version}"')

    def publish(self, round_id: str, *, key: str) -> Found:
        return self.door.act(f"/v1/rounds/{round_id}/publication", key=key)
