"""The worker's part in a sign-in: look up whether anybody is reached there, and only then say the code.

The code lives in this process from when it is made until it is handed over. Killed in between, a new one is made.
"""

import threading
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import parseaddr

import structlog

from services.notifications.actions.verifying import code_mark
from services.notifications.domain.code import digits
from services.notifications.domain.identity import message_id
from services.notifications.domain.ways import EVERYTHING, SENT
from services.notifications.senders.choose import sender_for
from services.notifications.senders.port import Mail, Sender, Text
from services.notifications.store import contact_points, opt_outs, organisations, paces, verifications
from services.notifications.wording.letter import write
from services.notifications.wording.texts import write_text
from shared.db.desk import Desk
from shared.db.transaction import reading, transaction
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
    senders = {kind: sender for kind in SENT if waiting and (sender := _sender_of(desk, kind)) and sender.ready()}
    if not senders:
        return 0
    return sum(_serve(desk, senders, organisation, real) for organisation in waiting)


def _serve(desk: Desk, senders: Mapping[str, Sender], organisation: str, real: datetime) -> int:
    with _transaction(desk, organisation) as tx:
        rows = verifications.claim(tx, kinds=list(senders), real=real, lease=LEASE, limit=BATCH)
    for row in rows:
        _deal_with(desk, senders[row["kind"]], row, real)
    return len(rows)


def _deal_with(desk: Desk, sender: Sender, row, real: datetime) -> None:
    address = _where(desk, row)
    if address is None:
        return _put(desk, row, state="unknown", sealed=None)
    if not _may_go_now(desk, sender, real):
        return _put(desk, row, state="asked", again_at=real + A_MOMENT)
    code = digits()
    _put(desk, row, code_mark=code_mark(desk, row["id"], code))
    outcome = sender.send(_written(desk, row, address, code))
    log.info("code", id=row["id"], result=outcome.result, code=outcome.code)
    if outcome.result == "try_again":
        return _put(desk, row, state="asked", again_at=real + A_MOMENT)
    return _put(desk, row, state="sent")


def _where(desk: Desk, row) -> str | None:
    """To the address, if anybody is reached there. Where everybody is of a house that rehearses, to the house."""
    address = verifications.address_of(desk, row)
    known = contact_points.whose_is(desk, kind=row["kind"], address=address)
    known = [each for each in known if not _wants_none(desk, each)]
    rehearsing = {_rehearsal_email(desk, organisation) for organisation in {each["organisation"] for each in known}}
    if None in rehearsing:
        return address
    return next(iter(rehearsing), None)


def _wants_none(desk: Desk, point) -> bool:
    """Where texts were stopped no code is texted either: a desk, a mail or a sheet of paper has one."""
    with reading(desk, Actor(desk.name, "service", point["organisation"])) as rx:
        return EVERYTHING in opt_outs.among(rx, [point["mark"]]).get(point["mark"], ())


def _may_go_now(desk: Desk, sender: Sender, real: datetime) -> bool:
    if sender.limits.are_none:
        return True
    return bool(paces.take(desk, sender.provider, limits=sender.limits, wanted=1, real=real))


def _rehearsal_email(desk: Desk, organisation: str) -> str | None:
    with reading(desk, Actor(desk.name, "service", organisation)) as rx:
        customs = organisations.customs(rx)
    return customs.rehearsal_email if customs.rehearsal else None


def _put(desk: Desk, row, **told) -> None:
    with _transaction(desk, row["organisation"]) as tx:
        verifications.put(tx, row["id"], **told)


def _written(desk: Desk, row, address: str, code: str) -> Mail | Text:
    name, own = parseaddr(desk.settings.smtp_from)
    if row["kind"] == "sms":
        body = write_text("code", tag=row["locale"], sender=name, more={"code": code})
        return Text(to=address, body=body, reference=row["id"])
    letter = write("code", tag=row["locale"], sender=name, more={"code": code})
    identity = message_id(row["id"].replace("-", ""), domain=own.rpartition("@")[2])
    told = {"subject": letter.subject, "text": letter.text, "html": letter.html}
    return Mail(to=address, sender=desk.settings.smtp_from, message_id=identity, at=desk.clock.now(), **told)


def _transaction(desk: Desk, organisation: str):
    return transaction(desk, Actor(desk.name, "service", organisation))


class _Here(threading.local):
    def __init__(self) -> None:
        self.senders: dict[tuple[str | None, ...], Sender | None] = {}


_here = _Here()


def _sender_of(desk: Desk, kind: str) -> Sender | None:
    """A line of our own: a code does not wait behind a thousand reminders."""
    place = (kind, desk.settings.smtp_url, desk.settings.sms_url)
    if place not in _here.senders:
        _here.senders[place] = sender_for(desk.settings, kind)
    return _here.senders[place]


def hang_up() -> None:
    for sender in _here.senders.values():
        if sender:
            sender.close()
    _here.senders.clear()
