"""matching's door to the notice of privacy, and to lists of who received what through an exchange."""

from collections.abc import Iterator

from services.portal.clients.transport import Body, Door, Found


class Privacy:
    def __init__(self, door: Door) -> None:
        self.door = door

    def newest(self) -> list[Found]:
        """What we say now, alone; nothing where nothing has been published yet."""
        found: list[Found] = self.door.get("/v1/privacy-notices", limit=1)["items"]
        return found

    def publish(self, said: Body, *, key: str) -> Found:
        return self.door.act("/v1/privacy-notices", said, key=key)

    def had_by(self, person_id: str) -> list[Found]:
        """The newest notice first."""
        found: list[Found] = self.door.get(f"/v1/people/{person_id}/acknowledgements")["items"]
        return found

    def not_had(self, *, limit: int, cursor: str | None = None) -> Found:
        """To how many the newest is still owed, and some of them."""
        return self.door.get("/v1/privacy-notices/not-had", limit=limit, cursor=cursor)

    def have(self, person_id: str, number: int, *, how: str | None = None, key: str) -> Found:
        """409 where there is a newer one by now."""
        said = {"number": number, "how": how}
        return self.door.act(f"/v1/people/{person_id}/acknowledgements", said, key=key)

    def ask_for_list(self, person_id: str, *, how: str | None = None, key: str) -> Found:
        return self.door.act(f"/v1/people/{person_id}/list-requests", {"how": how}, key=key)

    def lists(self, **query: str) -> Iterator[Found]:
        """Asked for by a `person_id`, in a `state`; what is due first before the rest."""
        return self.door.every("/v1/list-requests", **query)

    def give_list(self, request_id: str, *, key: str) -> Found:
        return self.door.act(f"/v1/list-requests/{request_id}/giving", key=key)

    def through_exchanges(self, person_id: str) -> Iterator[Found]:
        """What stands on such a list."""
        return self.door.every(f"/v1/people/{person_id}/disclosures", recipient_kind="intermediary")
