"""How often something was tried, counted in a table, so that it holds across processes. In real time: a test's clock
slows nobody down."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from services.portal.store.tables import tries
from services.portal.store.whose import NOBODY
from shared.db.desk import Desk
from shared.db.transaction import transaction
from shared.kernel.clock import SystemClock
from shared.kernel.errors import TooMany


@dataclass(frozen=True)
class Limit:
    name: str
    most: int
    within: timedelta


PAPER = Limit("code on paper, by browser's address", 10, timedelta(minutes=15))
PIN = Limit("PIN, by person", 5, timedelta(minutes=15))
SECOND = Limit("second factor, by person", 5, timedelta(minutes=15))
CLIENT = Limit("token asked for, by its address", 120, timedelta(minutes=15))
CHECK_IN = Limit("check-in, by screen", 200, timedelta(minutes=15))
ELSEWHERE = Limit("sign-in elsewhere begun, by browser's address", 120, timedelta(minutes=15))
ASKED = Limit("code asked for, by browser's address", 30, timedelta(minutes=15))


def count_try(desk: Desk, limit: Limit, whose: str) -> None:
    """TooMany once it is one more than the limit. Counted before the answer is known, and kept whatever follows."""
    now = SystemClock().now()
    window_at = _window(now, limit.within)
    mark = desk.sealer.blind(f"{limit.name}:{whose}", purpose="tries")
    here = (tries.c.mark == mark, tries.c.window_at == window_at)
    with transaction(desk, NOBODY) as tx:
        ends_at = window_at + limit.within
        tx.delete(tries, tries.c.expires_at <= now)
        tx.insert_if_absent(tries, mark=mark, window_at=window_at, count=0, expires_at=ends_at)
        tx.update(tries, *here, count=tries.c.count + 1)
        row = tx.row(tries, *here)
    if row is not None and row["count"] > limit.most:
        raise TooMany("That was tried many times just now.", again_in=int((ends_at - now).total_seconds()) + 1)


def _window(now: datetime, length: timedelta) -> datetime:
    seconds = int(length.total_seconds())
    return datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, UTC)
