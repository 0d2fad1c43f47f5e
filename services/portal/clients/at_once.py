"""Questions that do not wait for one another, asked at once by a few hands that the whole process shares."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from functools import cache
from typing import Generic, TypeVar

T = TypeVar("T")
HANDS = 12


class Asked(Generic[T]):
    """On its way as soon as it is made. `ask` carries with it all that it needs: it knows no request."""

    def __init__(self, ask: Callable[[], T]) -> None:
        self._ask = ask
        self._begun = _hands().submit(ask)

    def answer(self) -> T:
        """What came of it, or what went wrong. What no hand has taken up yet is asked here, so that nobody waits for
        a free hand.
        """
        if self._begun.cancel():
            return Context().run(self._ask)
        return self._begun.result()


@cache
def _hands() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(HANDS, "asks")
