"""Questions that do not wait for one another, asked at once by a few hands that the whole process shares."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
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
        self._here: Future[T] | None = None

    def answer(self) -> T:
        """What came of it, or what went wrong, however often it is read. What no hand has taken up yet is asked here,
        so that nobody waits for a free hand.
        """
        if self._here is None and self._begun.cancel():
            self._here = _asked_here(self._ask)
        return (self._here or self._begun).result()


def _asked_here(ask: Callable[[], T]) -> "Future[T]":
    told: Future[T] = Future()
    try:
        told.set_result(Context().run(ask))
    except Exception as wrong:
        told.set_exception(wrong)
    return told


@cache
def _hands() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(HANDS, "asks")
