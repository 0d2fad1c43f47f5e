"""Hand over what is due, each message at most once at a time.

An attempt is kept before a word is said, its outcome right after; between the two no transaction is open. Killed in
between, exactly that one attempt is ambiguous: nobody can know, so it is listed, and its kind decides what follows.
"""

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

import structlog

from services.notifications.actions.claiming import BATCH, LEASE, claim
from services.notifications.actions.composing import Parcel, compose
from services.notifications.actions.keeping_words import to_keep
from services.notifications.actions.not_delivered import not_delivered
from services.notifications.actions.sender_name import SenderName, names_left
from services.notifications.actions.ways import PERSON
from services.notifications.domain.message import Outcome, after
from services.notifications.senders.choose import sender_for
from services.notifications.senders.port import Sender
from services.notifications.store import contents, hand_over, messages, paces
from shared.db.desk import Desk
from shared.db.engine import hasty
from shared.db.kept import Kept
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


@dataclass(frozen=True)
class Ready:
    """Written, and how to say it: None, when it must not be said. `words`: what is kept of it, sealed."""

    parcel: Parcel
    say: Callable[[], Outcome] | None
    words: dict[str, str] | None


class Courier:
    """One sender at work. Belongs to one thread. `real` is the clock of leases and waits.

    What it said and could not write down yet it keeps in mind: nothing else is taken into hand before that is written.
    """

    def __init__(self, desk: Desk, sender: Sender, *, name: str, real: Clock | None = None, batch: int = BATCH) -> None:
        self._batch = batch
        self.desk, self.sender, self.name = desk, sender, name
        self._hasty = replace(desk, engine=hasty(desk.engine))
        self._line = Kept(self._hasty)
        self.real = real or SystemClock()
        self._looked_at = self.real.now()
        self._served_first = 0
        self._told: Told | None = None
        self._log = log.bind()
        self._adopt(self.name)

    def turn(self) -> int:
        """How many messages were dealt with. The organisations take turns, a batch each; who comes first changes."""
        self._write_down()
        self._look_for_orphans()
        busy = hand_over.organisations_with_due(self.desk, channel=self.sender.channel, real=self.real.now())
        if not busy or not self.sender.ready():
            return 0
        self._served_first += 1
        first = self._served_first % len(busy)
        return sum(self._serve(organisation, len(busy)) for organisation in (*busy[first:], *busy[:first]))

    def close(self) -> None:
        """Hang up; what is not written down yet is tried once more."""
        self.sender.close()
        try:
            self._write_down()
        except Busy:
            log.warning("an attempt could not be written down")
        self._line.close()
        if self._hasty.engine is not self.desk.engine:
            self._hasty.engine.dispose()

    def _serve(self, organisation: str, busy: int) -> int:
        granted = self._granted(busy)
        if not granted:
            return 0
        until = self.real.now() + LEASE
        with transaction(self.desk, self._actor(organisation)) as tx:
            how = {"sender": self.name, "channel": self.sender.channel, "real": until - LEASE}
            parcels, looked_at = claim(tx, **how, limit=granted)
        self._give_back(granted - len(parcels))
        letters = [self._written(parcel) for parcel in parcels]
        for place, letter in enumerate(letters):
            if self.real.now() >= until or not self.sender.ready():
                self._put_back(organisation, parcels[place:])
                return looked_at
            self._hand_over(organisation, letter)
        self._surely(self._write_down)
        return looked_at

    def _granted(self, busy: int) -> int:
        """As many as the provider takes just now, shared out among those who wait."""
        if self.sender.limits.are_none:
            return self._batch
        wanted = max(1, self._batch // busy)
        return paces.take(
            self.desk, self.sender.provider, limits=self.sender.limits, wanted=wanted, real=self.real.now()
        )

    def _give_back(self, unused: int) -> None:
        if not self.sender.limits.are_none:
            paces.give_back(self.desk, self.sender.provider, unused=unused)

    def _written(self, parcel: Parcel) -> Ready:
        """What cannot be written is refused, and only that."""
        try:
            mail = compose(parcel)
            return Ready(parcel, mail and partial(self.sender.send, mail), mail and to_keep(parcel, mail))
        except Exception as error:
            log.error("a message cannot be written", id=parcel.row["id"], kind=type(error).__name__)
            return Ready(parcel, lambda: Outcome("refused"), None)

    def _hand_over(self, organisation: str, letter: Ready) -> None:
        """One commit a message: the end of the one before and the beginning of this one."""
        if letter.say is None:
            self._surely(lambda: self._write(organisation, unfit=letter.parcel))
        elif number := self._surely(lambda: self._write(organisation, begin=letter)):
            self._told = Told(organisation, letter.parcel, number, letter.say())

    def _write_down(self) -> int | None:
        return self._write(self._told.organisation) if self._told else None

    def _write(self, organisation: str, *, begin: Ready | None = None, unfit: Parcel | None = None) -> int | None:
        """Attempts outlive their process without waiting for the disk; what others are told of, waits for it."""
        is_slow = unfit or (self._told and self._told.outcome.result == "refused")
        actor = self._actor(organisation)
        with transaction(self.desk, actor) if is_slow else self._line.making(actor) as tx:
            if self._told:
                self._end(tx, self._told)
            if unfit:
                messages.drop(tx, [unfit.row["id"]], reason="not_discreet")
            number = begin and self._begin(tx, begin)
        self._told = None
        return number

    def _begin(self, tx, letter: Ready) -> int | None:
        parcel = letter.parcel
        told = {"sender": self.name, "provider": self.sender.provider, "contact_point_id": parcel.contact_id}
        number = hand_over.begin(tx, parcel.row, **told, real=self.real.now(), lease=LEASE)
        if number and letter.words:
            contents.keep(tx, parcel.row["id"], **letter.words, again=number > 1)
        return number

    def _end(self, tx, told: Told) -> None:
        row, outcome = told.parcel.row, told.outcome
        unsure = row["unsure"] + (outcome.result == "ambiguous")
        next = after(outcome, kind=row["kind"], attempts=told.number, unsure=unsure, jitter=random.random())
        self._keep(tx, row, number=told.number, outcome=outcome, next=next)
        if outcome.result == "refused":
            not_delivered(tx, row, told.parcel.contact_id, of_recipient=outcome.of_recipient)

    def _keep(self, tx, row, *, number, outcome: Outcome, next) -> None:
        told = {"number": number, "sender": self.name, "result": outcome.result, "code": outcome.code}
        hand_over.end(tx, row, **told, next=next, real=self.real.now())
        self._log.info("message", id=row["id"], kind=row["kind"], result=outcome.result, code=outcome.code)

    def _put_back(self, organisation: str, parcels: list[Parcel]) -> None:
        """The server went away in the middle, or took longer than we said: nothing was said of these."""
        self._surely(self._write_down)
        with transaction(self.desk, self._actor(organisation)) as tx:
            hand_over.let_go(tx, [parcel.row["id"] for parcel in parcels], sender=self.name)

    def _look_for_orphans(self) -> None:
        if self.real.now() - self._looked_at > ORPHANS_EVERY:
            self._looked_at = self.real.now()
            self._adopt()

    def _adopt(self, *mine: str) -> None:
        """What colleagues left who are dead is found by their names; elsewhere, when the lease has run out."""
        with names_left(self.desk.settings.home) as theirs:
            how = {"left": [*mine, *theirs], "real": self.real.now()}
            for organisation in hand_over.organisations_with_orphans(self.desk, **how):
                with transaction(self.desk, self._actor(organisation)) as tx:
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

    def _actor(self, organisation: str) -> Actor:
        return Actor(self.desk.name, "service", organisation)


def deliver(desk: Desk, channel: str = "email") -> int:
    """One turn of this thread's courier. Without any way to send, messages wait where they are."""
    courier = _courier_of(desk, channel)
    return courier.turn() if courier else 0


def hand_to_people(desk: Desk) -> int:
    """What no machine can say, by any channel: each becomes an entry on somebody's list to call."""
    real, done = SystemClock().now(), 0
    for organisation in hand_over.organisations_with_due(desk, channel=PERSON, real=real):
        with transaction(desk, Actor(desk.name, "service", organisation)) as tx:
            parcels, looked_at = claim(tx, sender=PERSON, channel=PERSON, real=real)
        done += looked_at - len(parcels)
    return done


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
        self.couriers: dict[tuple[str | None, ...], tuple[Courier, SenderName]] = {}


_here = _Here()


def _courier_of(desk: Desk, channel: str) -> Courier | None:
    place = (str(desk.engine.url), channel, desk.settings.smtp_url, desk.settings.sms_url)
    if place not in _here.couriers:
        if (sender := sender_for(desk.settings, channel)) is None:
            return None
        name = SenderName.take(desk.settings.home)
        _here.couriers[place] = Courier(desk, sender, name=name.text), name
    return _here.couriers[place][0]
