"""The worker's part in a sign-in: look up whether anybody is reached there, and only then say the code.

The code lives in this process from when it is made until it is handed over. Killed in between, a new one is made.
"""

import threading
from datetime import datetime, timedelta
from email.utils import parseaddr

import structlog

from services.notifications.actions.verifying import code_mark
from services.notifications.domain.code import digits
from services.notifications.domain.identity import message_id
from services.notifications.senders.choose import sender_for
from services.notifications.senders.port import Mail, Sender
from services.notifications.store import contact_points, verifications
from services.notifications.wording.letter import write
from shared.db.desk import Desk
from shared.db.transaction import transaction
from shared.kernel.actor import Actor
from shared.kernel.clock import SystemClock

log = structlog.get_logger()
LEASE = timedelta(seconds=60)
A_MOMENT = timedelta(seconds=3)
BATCH = 20


def send_codes(desk: Desk) -> int:
    """How many questions were dealt with. Without a way to send they run out, which is said to nobody either."""
    real = SystemClock().now()
    waiting = verifications.organisations_waiting(desk, real=real)
    sender = _sender_of(desk) if waiting else None
    if sender is None or not sender.ready():
        return 0
    return sum(_serve(desk, sender, organisation, real) for organisation in waiting)


def _serve(desk: Desk, sender: Sender, organisation: str, real: datetime) -> int:
    with _transaction(desk, organisation) as tx:
        rows = verifications.claim(tx, real=real, lease=LEASE, limit=BATCH)
    for row in rows:
        _deal_with(desk, sender, row, real)
    return len(rows)


def _deal_with(desk: Desk, sender: Sender, row, real: datetime) -> None:
    address = verifications.address_of(desk, row)
    if row["kind"] != sender.channel or not contact_points.whose_is(desk, kind=row["kind"], address=address):
        return _put(desk, row, state="unknown", sealed=None)
    code = digits()
    _put(desk, row, code_mark=code_mark(desk, row["id"], code))
    outcome = sender.send(_mail(desk, row, address, code))
    log.info("code", id=row["id"], result=outcome.result, code=outcome.code)
    if outcome.result == "try_again":
        return _put(desk, row, state="asked", again_at=real + A_MOMENT)
    return _put(desk, row, state="sent")


def _put(desk: Desk, row, **told) -> None:
    with _transaction(desk, row["organisation"]) as tx:
        verifications.put(tx, row["id"], **told)


def _mail(desk: Desk, row, address: str, code: str) -> Mail:
    name, own = parseaddr(desk.settings.smtp_from)
    letter = write("code", tag=row["locale"], sender=name, more={"code": code})
    identity = message_id(row["id"].replace("-", ""), domain=own.rpartition("@")[2])
    told = {"subject": letter.subject, "text": letter.text, "html": letter.html}
    return Mail(to=address, sender=desk.settings.smtp_from, message_id=identity, at=desk.clock.now(), **told)


def _transaction(desk: Desk, organisation: str):
    return transaction(desk, Actor(desk.name, "service", organisation))


class _Here(threading.local):
    def __init__(self) -> None:
        self.senders: dict[str | None, Sender | None] = {}


_here = _Here()


def _sender_of(desk: Desk) -> Sender | None:
    """A line of our own: a code does not wait behind a thousand reminders."""
    url = desk.settings.smtp_url
    if url not in _here.senders:
        _here.senders[url] = sender_for(desk.settings)
    return _here.senders[url]


def hang_up() -> None:
    for sender in _here.senders.values():
        if sender:
            sender.close()
    _here.senders.clear()
