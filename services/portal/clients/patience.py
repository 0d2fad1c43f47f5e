"""After an acceptance the page may be faster than the event (decision 13): ask again for a moment, then say so."""

import time
from collections.abc import Callable
from typing import TypeVar

from services.portal.clients.transport import Declined

T = TypeVar("T")
STEP_SECONDS = 0.15


def patiently(call: Callable[[], T], *, seconds: float = 3.0) -> T:
    """What `call` gives, once the service has heard of it; its 404 when it has not within `seconds`."""
    until = time.monotonic() + seconds
    while True:
        try:
            return call()
        except Declined as no:
            if no.status != 404 or time.monotonic() > until:
                raise
            time.sleep(STEP_SECONDS)
