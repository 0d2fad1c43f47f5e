"""Everybody of an organisation, ready to be ranked: in memory, never on disk, as new as the counter it followed."""

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from services.matching.domain.people import Coach, Member


@dataclass(frozen=True)
class Crowd:
    change: int = -1
    coaches: Mapping[str, Coach] = field(default_factory=dict)
    members: Mapping[str, Member] = field(default_factory=dict)

    def after(
        self, change: int, *, coaches: Iterable[Coach], members: Iterable[Member], gone: Iterable[str]
    ) -> "Crowd":
        """A new crowd; whoever still reads the old one is not disturbed."""
        now_coaches = {**self.coaches, **{coach.id: coach for coach in coaches}}
        now_members = {**self.members, **{member.id: member for member in members}}
        for id in gone:
            now_coaches.pop(id, None), now_members.pop(id, None)
        return Crowd(change, now_coaches, now_members)


class Shelf:
    """One crowd per database and organisation, shared by the threads of a process."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._crowds: WeakKeyDictionary[object, dict[str, Crowd]] = WeakKeyDictionary()

    def take(self, database: object, organisation: str) -> Crowd:
        with self._guard:
            return self._crowds.get(database, {}).get(organisation, Crowd())

    def put(self, database: object, organisation: str, crowd: Crowd) -> None:
        with self._guard:
            crowds = self._crowds.setdefault(database, {})
            if crowd.change > crowds.get(organisation, Crowd()).change:
                crowds[organisation] = crowd
