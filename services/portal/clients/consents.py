"""matching's door to what people agreed to: read, signed, taken back, and about to end."""

from collections.abc import Iterator

from services.portal.clients.transport import Body, Door, Found


class Consents:
    def __init__(self, door: Door) -> None:
        self.door = door

    def of(self, person_id: str) -> Iterator[Found]:
        return self.door.every("/v1/consents", person_id=person_id)

    def one(self, consent_id: str) -> Found:
        return self.door.get(f"/v1/consents/{consent_id}")

    def give(self, consent: Body, *, key: str) -> Found:
        """422 names each missing element."""
        return self.door.act("/v1/consents", consent, key=key)

    def revoke(self, consent_id: str, *, how: str | None = None, key: str) -> Found:
        return self.door.act(f"/v1/consents/{consent_id}/revocation", {"how": how}, key=key)

    def ending(self) -> list[Found]:
        """Whose last day comes within 30 days, the earliest first."""
        found: list[Found] = self.door.get("/v1/consents/ending", limit=200)["items"]
        return found
