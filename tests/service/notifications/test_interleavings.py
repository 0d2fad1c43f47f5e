"""Whatever happens between planning, claiming and handing over: nothing goes out whose reason is gone."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from services.notifications.actions.delivery import Courier
from services.notifications.actions.stop_links import stop_mail, stop_token
from services.notifications.domain.message import Outcome
from services.notifications.domain.pace import Limits
from services.notifications.store.tables import contact_points, messages
from shared.db.transaction import reading
from shared.kernel.ids import new_id
from tests.service.notifications.elsewhere import consent
from tests.service.notifications.office import Office

OF_THE_MEMBER = ("leave me be", "be in touch", "pause", "come back", "die")
MEANWHILE = ("book", "move", "cancel", "stop", "revoke", "end match", "a day", "two hours", *OF_THE_MEMBER)
DEEDS = (*MEANWHILE, "send", "send", "send")


class Witness:
    """A sender that lets the next deed happen between claim and hand-over, and looks whether it is still true."""

    channel, provider, limits = "email", "witness", Limits()

    def __init__(self, town: "Town") -> None:
        self.town, self.sent = town, []

    def ready(self) -> bool:
        self.town.meanwhile()
        return True

    def send(self, mail) -> Outcome:
        key = mail.message_id.strip("<>").partition("@")[0]
        with reading(self.town.office.room.desk, self.town.office.staff) as rx:
            row = rx.row(messages, messages.c.key == key)
        self.town.judge(row)
        assert key not in self.sent, "said twice"
        self.sent.append(key)
        return Outcome("handed_over", 250)

    def close(self) -> None:
        """Nothing is held."""


class Town:
    """What is true, kept beside the product by the simplest of means."""

    def __init__(self, office: Office) -> None:
        self.office, self.sessions, self.over = office, {}, set()
        self.is_let_be, self.is_away, self.wants_none, self.waiting, self.is_busy = False, False, False, [], False
        self.has_died = False
        self.courier = Courier(office.room.desk, Witness(self), name=new_id())

    def meanwhile(self) -> None:
        if self.waiting and not self.is_busy:
            self.do(self.waiting.pop(0))

    def do(self, deed: str) -> None:
        self.is_busy = True
        if deed == "book":
            session = self.office.book(self.office.now + timedelta(days=2, hours=len(self.sessions)))
            self.sessions[session["session_id"]] = session
        elif deed in ("move", "cancel", "end match"):
            self._change(deed)
        elif deed in OF_THE_MEMBER:
            self._say_member(deed)
        elif deed in ("stop", "revoke"):
            self.wants_none = True
            self._stop() if deed == "stop" else self._revoke()
        elif deed in ("a day", "two hours"):
            self.office.room.clock.at += timedelta(days=1) if deed == "a day" else timedelta(hours=2)
        self.is_busy = False

    def _say_member(self, deed: str) -> None:
        self.is_let_be = {"leave me be": True, "be in touch": False}.get(deed, self.is_let_be)
        self.is_away = {"pause": True, "come back": False}.get(deed, self.is_away)
        self.has_died = self.has_died or deed == "die"
        state = "died" if self.has_died else "paused" if self.is_away else "active"
        told = {"type": "person.changed", "kinds": ["member"], "do_not_contact": self.is_let_be, "state": state}
        self.office.say_person(self.office.member, **told)

    def _revoke(self) -> None:
        """That we support and contact them."""
        consent(self.office, id=consent(self.office), type="consent.revoked", state="revoked")

    def _change(self, deed: str) -> None:
        live = [s for s in self.sessions.values() if s["state"] == "booked" and s["match_id"] not in self.over]
        if not live:
            return
        session = live[0]
        if deed == "end match":
            self.office.end_match(session)
            self.over.add(session["match_id"])
        else:
            changed = self.office.cancel(session) if deed == "cancel" else self._moved(session)
            self.sessions[session["session_id"]] = changed

    def _moved(self, session):
        return self.office.move(session, max(session["starts_at"], self.office.now) + timedelta(days=1))

    def _stop(self) -> None:
        """As the one click of a mail program does."""
        with reading(self.office.room.desk, self.office.staff) as rx:
            point = rx.row(contact_points, contact_points.c.person_id == self.office.member)
            token = stop_token(rx, point["id"])
        stop_mail(self.office.room.desk, self.office.portal, token=token)

    def judge(self, row) -> None:
        if row is None or row["session_id"] is None:
            return  # left over from another office, or of no session: other tests judge those
        session = self.sessions[row["session_id"]]
        assert self.office.now < row["useless_after"]
        if row["person_id"] == self.office.member:
            assert not self.is_let_be and not self.wants_none and not self.has_died
            assert row["kind"] != "reminder" or not self.is_away
        if row["kind"] == "cancellation":
            assert session["state"] == "cancelled"
        else:
            assert (session["state"], session["sequence"]) == ("booked", row["sequence"])
            assert session["match_id"] not in self.over


@pytest.fixture
def desks(desk_for):
    return desk_for("notifications")


def each_between_claim_and_sending(test):
    """Tried in any case: the first two hours pass before the claim, and what comes next after it."""
    for deed in ("move", "cancel", "stop", "revoke", "leave me be", "die"):
        test = example(before=[], between=["two hours", deed])(test)
    return example(before=["send", "a day"], between=["two hours", "pause"])(test)


@given(
    before=st.lists(st.sampled_from(DEEDS), min_size=3, max_size=8),
    between=st.lists(st.sampled_from(MEANWHILE), max_size=5),
)
@each_between_claim_and_sending
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=4)
def test_nothing_goes_out_whose_reason_is_gone(desks, mailbox, before, between):
    office = Office(replace(desks), mailbox).people()
    town = Town(office)
    for deed in ["book", *before, "send"]:
        if deed == "send":
            town.waiting = list(between)
            while town.courier.turn():
                pass
            town.waiting = []
        else:
            town.do(deed)
    town.courier.close()
