"""notifications' door: ways to reach a person, what was sent, codes and links."""

from collections.abc import Iterator, Sequence
from typing import Any

from services.portal.clients.transport import Body, Door, Found


class Notifications:
    def __init__(self, door: Door) -> None:
        self.door = door

    def contact_points(self, person_id: str, **query: Any) -> Found:
        return self.door.get(f"/v1/people/{person_id}/contact-points", **query)

    def set_contact_points(self, person_id: str, items: Sequence[Body]) -> Found:
        return self.door.put(f"/v1/people/{person_id}/contact-points", {"items": list(items)})

    def set_preferences(self, person_id: str, preferences: Body) -> Found:
        return self.door.put(f"/v1/people/{person_id}/preferences", preferences)

    def messages(self, **query: Any) -> Iterator[Found]:
        """Of a person_id or session_id, in a `state`."""
        return self.door.every("/v1/messages", **query)

    def message(self, message_id: str) -> Found:
        return self.door.get(f"/v1/messages/{message_id}")

    def send_code(self, address: str, *, locale: str) -> str:
        """An id to answer to, whether or not we know the address."""
        return str(self.door.ask("/v1/verifications", {"address": address, "locale": locale})["id"])

    def answer_code(self, verification_id: str, code: str) -> list[Found]:
        """Who it may be: the people of this address, each with their organisation."""
        return list(self.door.ask(f"/v1/verifications/{verification_id}/answer", {"code": code})["people"])

    def look_at_link(self, token: str) -> Found:
        """What the link in a message is for. Changes nothing: scanners of mail open every link."""
        return self.door.ask("/v1/links/look", {"token": token})

    def redeem_link(self, token: str, *, act: str | None = None) -> Found:
        return self.door.ask("/v1/links/redemption", {"token": token, "act": act})
