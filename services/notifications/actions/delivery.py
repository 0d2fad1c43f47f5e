"""Hand over what is due, each message at most once at a time.

An attempt is kept before a word is said, its outcome right after; between the two no transaction is open. Killed in
between, exactly that one attempt is ambiguous: nobody can know, so it is listed, and its kind decides what follows.
"""

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

import structlog

from services.notifications.actions.claiming import LEASE, claim
from services.notifications.actions.composing import Parcel, compose
from services.notifications.actions.sender_name import SenderName
from services.notifications.domain.message import Outcome, after
from services.notifications.senders.choose import sender_for
from services.notifications.senders.port import Sender
from services.notifications.store import contact_points, hand_over, messages, people
from shared.db.desk import Desk
from shared.db.transaction import transaction
from shared.kernel.actor import Actor
from shared.kernel.clock import Clock, SystemClock
from shared.kernel.errors import Busy

log = structlog.get_logger()
ORPHANS_EVERY = timedelta(seconds=5)
BUSY_TRIES = 20
BUSY_SECONDS = 0.5


@dataclass(frozen=True)
class Told:
    """One attempt that has ended, not written down yet."""

    organisation: str
    parcel: Parcel
    number: int
    outcome: Outcome


class Courier:
    """One sender at work. Belongs to one thread. `real` is the clock of leases and waits.

    What it said and could not write down yet it keeps in mind: nothing else is taken into hand before that is written.
    """

    def __init__(self, desk: Desk, sender: Sender, *, name: str, real: Clock | None = None) -> None:
        self.desk, self.sender, self.name = desk, sender, name
        self.real = real or SystemClock()
        self._looked_at = self.real.now()
        self._told: Told | None = None
        self._adopt(mine=True)

    def turn(self) -> int:
        """How many messages were dealt with. The organisations take turns, a batch each."""
        self._write_down()
        self._look_for_orphans()
        busy = hand_over.organisations_with_due(self.desk, real=self.real.now())
        if not busy or not self.sender.ready():
            return 0
        return sum(self._serve(organisation) for organisation in busy)

    def close(self) -> None:
        """Hang up; what is not written down yet is tried once more."""
        self.sender.close()
        try:
            self._write_down()
        except Busy:
            log.warning("an attempt could not be written down")

    def _serve(self, organisation: str) -> int:
        with self._transaction(organisation) as tx:
            parcels, looked_at = claim(tx, sender=self.name, real=self.real.now())
        for place, parcel in enumerate(parcels):
            if not self.sender.ready():
                self._put_back(organisation, parcels[place:])
                return looked_at
            self._hand_over(organisation, parcel)
        self._surely(self._write_down)
        return looked_at

    def _hand_over(self, organisation: str, parcel: Parcel) -> None:
        """One commit a message: the end of the one before and the beginning of this one."""
        say = self._said_by(parcel)
        if say is None:
            self._surely(lambda: self._write(organisation, unfit=parcel))
        elif number := self._surely(lambda: self._write(organisation, begin=parcel)):
            self._told = Told(organisation, parcel, number, say())

    def _said_by(self, parcel: Parcel) -> Callable[[], Outcome] | None:
        """How to say it; None when it must not be said. What cannot be written is refused, and only that."""
        try:
            mail = compose(parcel)
        except Exception as error:
            log.error("a message cannot be written", id=parcel.row["id"], kind=type(error).__name__)
            return lambda: Outcome("refused")
        return mail and partial(self.sender.send, mail)

    def _write_down(self) -> int | None:
        return self._write(self._told.organisation) if self._told else None

    def _write(self, organisation: str, *, begin: Parcel | None = None, unfit: Parcel | None = None) -> int | None:
        with self._transaction(organisation) as tx:
            if self._told:
                self._end(tx, self._told)
            if unfit:
                messages.drop(tx, [unfit.row["id"]], reason="not_discreet")
            number = begin and hand_over.begin(tx, begin.row, sender=self.name, real=self.real.now(), lease=LEASE)
        self._told = None
        return number

    def _end(self, tx, told: Told) -> None:
        row, outcome = told.parcel.row, told.outcome
        unsure = row["unsure"] + (outcome.result == "ambiguous")
        next = after(outcome, kind=row["kind"], attempts=told.number, unsure=unsure, jitter=random.random())
        self._keep(tx, row, number=told.number, outcome=outcome, next=next)
        if outcome.of_recipient:
            give_up_address(tx, row["person_id"], told.parcel.contact_id)

    def _keep(self, tx, row, *, number, outcome: Outcome, next) -> None:
        told = {"number": number, "sender": self.name, "result": outcome.result, "code": outcome.code}
        hand_over.end(tx, row, **told, next=next, real=self.real.now())
        log.info("message", id=row["id"], kind=row["kind"], result=outcome.result, code=outcome.code)

    def _put_back(self, organisation: str, parcels: list[Parcel]) -> None:
        """The server went away in the middle: nothing was said of these."""
        self._surely(self._write_down)
        with self._transaction(organisation) as tx:
            hand_over.let_go(tx, [parcel.row["id"] for parcel in parcels], sender=self.name)

    def _look_for_orphans(self) -> None:
        if self.real.now() - self._looked_at > ORPHANS_EVERY:
            self._looked_at = self.real.now()
            self._adopt(mine=False)

    def _adopt(self, *, mine: bool) -> None:
        how = {"sender": self.name, "real": self.real.now(), "mine": mine}
        for organisation in hand_over.organisations_with_orphans(self.desk, **how):
            with self._transaction(organisation) as tx:
                for row in hand_over.orphans(tx, **how):
                    hand_over.adopt(tx, row, sender=self.name)
                    self._resolve(tx, row)

    def _resolve(self, tx, row) -> None:
        """Claimed only: nothing was said. Begun: nobody knows."""
        if row["state"] == "claimed":
            hand_over.let_go(tx, [row["id"]], sender=self.name)
            return
        lost = Outcome("ambiguous")
        told = {"attempts": row["attempts"], "unsure": row["unsure"] + 1, "jitter": random.random()}
        self._keep(tx, row, number=row["attempts"], outcome=lost, next=after(lost, kind=row["kind"], **told))

    def _surely(self, write: Callable[[], int | None]) -> int | None:
        """A busy database is asked again for a while; longer, and the next turn begins with what is not written."""
        for _ in range(BUSY_TRIES):
            try:
                return write()
            except Busy:
                time.sleep(BUSY_SECONDS)
        return write()

    def _transaction(self, organisation: str):
        return transaction(self.desk, Actor(self.desk.name, "service", organisation))


def give_up_address(tx, person_id: str, contact_point_id: str) -> None:
    """Nothing arrives there any more: said aloud, so that a person can ask for another way."""
    if contact_points.give_up(tx, contact_point_id):
        told = {"person_id": person_id, "channel": "email"}
        version = people.next_version(tx, person_id)
        tx.emit("address.undeliverable", subject=person_id, key=person_id, version=version, data=told)


def deliver(desk: Desk) -> int:
    """One turn of this thread's courier. Without any way to send, messages wait where they are."""
    courier = _courier_of(desk)
    return courier.turn() if courier else 0


def drop_useless(tx) -> int:
    """What nobody could send in time is said to be so."""
    return messages.drop_useless(tx)


def rest() -> None:
    """This thread's couriers hang up and give their names back."""
    for courier, name in _here.couriers.values():
        courier.close()
        name.release()
    _here.couriers.clear()


class _Here(threading.local):
    def __init__(self) -> None:
        self.couriers: dict[tuple[str, str | None], tuple[Courier, SenderName]] = {}


_here = _Here()


def _courier_of(desk: Desk) -> Courier | None:
    place = (str(desk.engine.url), desk.settings.smtp_url)
    if place not in _here.couriers:
        if (sender := sender_for(desk.settings)) is None:
            return None
        name = SenderName.take(desk.settings.home)
        _here.couriers[place] = Courier(desk, sender, name=name.text), name
    return _here.couriers[place][0]
