"""What an organisation looks after in each service: read with a version, changed only from that version on."""

from collections.abc import Iterator
from urllib.parse import quote

from services.portal.clients.transport import Body, Door, Found


class Organisation:
    """`door` says whose: matching, scheduling and notifications each keep their own."""

    def __init__(self, door: Door) -> None:
        self.door = door

    def customs(self) -> tuple[Found, str]:
        return self.door.read("/v1/organisation")

    def change_customs(self, changes: Body, *, version: str) -> Found:
        return self.door.patch("/v1/organisation", changes, version=version)


class Places:
    def __init__(self, door: Door) -> None:
        self.door = door

    def every(self) -> Iterator[Found]:
        return self.door.every("/v1/places")

    def one(self, place_id: str) -> Found:
        return self.door.get(f"/v1/places/{place_id}")

    def uses(self, place_id: str) -> Found:
        """Whose hours name it, and which sessions are to be there."""
        return self.door.get(f"/v1/places/{place_id}/uses")

    def add(self, place: Body, *, key: str) -> Found:
        """With its two names: the staff's, and the one that stands in messages."""
        return self.door.act("/v1/places", place, key=key)

    def replace(self, place_id: str, instead: str, *, key: str) -> Found:
        """In hours and in what lies ahead of two people."""
        return self.door.act(f"/v1/places/{place_id}/replacement", {"place_id": instead}, key=key)

    def change(self, place_id: str, changes: Body, *, version: str) -> Found:
        return self.door.patch(f"/v1/places/{place_id}", changes, version=version)


class Words:
    """matching's: an organisation's own codes, and what weighs how much."""

    def __init__(self, door: Door) -> None:
        self.door = door

    def vocabulary(self) -> Found:
        return self.door.get("/v1/vocabulary")

    def add_code(self, code: Body, *, key: str) -> Found:
        return self.door.act("/v1/vocabulary/codes", code, key=key)

    def retire_code(self, *, facet: str, code: str, key: str) -> Found:
        return self.door.act("/v1/vocabulary/codes/retirement", {"facet": facet, "code": code}, key=key)

    def weights(self) -> tuple[Found, str]:
        return self.door.read("/v1/weights")

    def change_weights(self, points: Body, *, version: str) -> Found:
        return self.door.patch("/v1/weights", points, version=version)

    def try_weights(self, points: Body) -> list[Found]:
        """What they would do to the ten lists looked at last. Nothing is changed."""
        found: list[Found] = self.door.ask("/v1/weights/preview", points)["items"]
        return found


def _wording(kind: str, tag: str) -> str:
    return f"/v1/wordings/{quote(kind, safe='')}/{quote(tag, safe='')}"


class Wordings:
    """notifications': what messages say, in one's own words. `kind` and `tag` (a language) name one of them."""

    def __init__(self, door: Door) -> None:
        self.door = door

    def every(self) -> list[Found]:
        found: list[Found] = self.door.get("/v1/wordings")["items"]
        return found

    def one(self, kind: str, tag: str) -> Found:
        return self.door.get(_wording(kind, tag))

    def preview(self, kind: str, tag: str, said: Body) -> Found:
        """How it would read, and what stands against it. Nothing is kept."""
        return self.door.ask(_wording(kind, tag) + "/preview", said)

    def keep(self, kind: str, tag: str, said: Body, *, version: str) -> Found:
        return self.door.put(_wording(kind, tag), said, version=version)

    def drop(self, kind: str, tag: str, *, version: str) -> None:
        self.door.delete(_wording(kind, tag), version=version)
