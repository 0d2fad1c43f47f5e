"""What a process remembers of each database and organisation: as new as the counter it followed, shared by threads."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Generic, Protocol, TypeVar
from weakref import WeakKeyDictionary


class Kept(Protocol):
    @property
    def change(self) -> int: ...


K = TypeVar("K", bound=Kept)


class Shelf(Generic[K]):
    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._kept: WeakKeyDictionary[object, dict[str, K]] = WeakKeyDictionary()
        self._turns: WeakKeyDictionary[object, dict[str, threading.Lock]] = WeakKeyDictionary()

    def take(self, database: object, organisation: str) -> K | None:
        with self._guard:
            return self._kept.get(database, {}).get(organisation)

    def put(self, database: object, organisation: str, kept: K) -> None:
        with self._guard:
            known = self._kept.setdefault(database, {})
            if organisation not in known or kept.change > known[organisation].change:
                known[organisation] = kept

    @contextmanager
    def one_at_a_time(self, database: object, organisation: str) -> Iterator[None]:
        """Of many requests that find something old, one reads what is new; the others take what it found."""
        with self._guard:
            turn = self._turns.setdefault(database, {}).setdefault(organisation, threading.Lock())
        with turn:
            yield
