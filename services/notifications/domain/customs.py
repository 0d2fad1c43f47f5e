"""How an organisation wants its messages. What it has not said is as usual."""

from dataclasses import dataclass
from datetime import time

MOST_DAYS_KEPT = 90
STOP_SCOPES = ("everything", "topic")


@dataclass(frozen=True, kw_only=True)
class Customs:
    """`sender_name`: the first name they are signed with. While it rehearses, everything goes to `rehearsal_email`.

    Words are kept for `content_kept_days`; what was sent, when, to whom stays. `a_day` and `a_week` bound what nobody
    asked for. A stop is about `everything`, or about the `topic` of what it answers. Replies are read by a person from
    `read_from` until `read_until` on `read_days` (ISO weekdays). `agenda_at` and `digest_at` are by each reader's own
    clock; None: not wanted.
    """

    sender_name: str | None = None
    content_kept_days: int = 7
    rehearsal: bool = False
    rehearsal_email: str | None = None
    a_day: int = 1
    a_week: int = 4
    agenda_at: time | None = time(7, 30)
    digest_at: time | None = time(8, 30)
    stop_scope: str = "everything"
    read_days: tuple[int, ...] = (1, 2, 3, 4, 5)
    read_from: time = time(9)
    read_until: time = time(17)
