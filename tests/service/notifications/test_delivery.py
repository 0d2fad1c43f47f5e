"""Bad days: servers that are away, that refuse, that fall silent; senders that are killed."""

import subprocess
import sys
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.exc import OperationalError

from services.notifications.actions import delivery
from services.notifications.actions.claiming import claim
from services.notifications.actions.delivery import Courier, rest
from services.notifications.actions.sender_name import SenderName
from services.notifications.senders.smtp import SmtpSender
from services.notifications.store import hand_over
from shared.db.transaction import transaction
from shared.kernel.clock import FixedClock
from shared.kernel.errors import Busy
from tests.service.notifications.mailbox import LOST
from tests.service.notifications.office import name_of

IN_TWO_DAYS = timedelta(days=2)
AT_ONCE = "confirmation"
ROOT = Path(__file__).parents[3]


@pytest.fixture
def courier(office, monkeypatch):
    """A sender whose real clock we hold."""
    made = []
    monkeypatch.setattr(delivery, "BUSY_SECONDS", 0)

    def make(name="sender-1"):
        sender = SmtpSender(office.mailbox.url, answer_seconds=2)
        made.append(Courier(office.room.desk, sender, name=name, real=FixedClock(datetime.now(UTC))))
        return made[-1]

    yield make
    for each in made:
        each.close()


def attempts(office, kind, audience="member"):
    (item,) = [item for item in office.messages() if (name_of(item), item["audience"]) == (kind, audience)]
    return [(attempt["state"], attempt["code"]) for attempt in item["attempts"]]


def only_the_member(office):
    office.people()
    return office.book(office.now + IN_TWO_DAYS, coach_id=office.member, member_ids=[office.member])


def test_a_server_that_is_away_loses_nothing(office):
    office.mailbox.shut()
    office.people().book(office.now + IN_TWO_DAYS)
    office.deliver()
    assert set(office.states().values()) == {"planned"}
    office.mailbox.open()
    wait_for(office, 2)
    assert office.states()[("member", AT_ONCE)] == "handed_over"


def test_a_server_that_says_not_now_is_asked_again_later(office, courier):
    office.mailbox.answers.append("451 4.7.1 greylisted, come back")
    only_the_member(office)
    sender = courier()
    assert sender.turn() == 1 and not office.mailbox.letters
    assert sender.turn() == 0, "not at once"
    sender.real.at += timedelta(seconds=10)
    assert sender.turn() == 1 and len(office.mailbox.letters) == 1
    assert attempts(office, AT_ONCE) == [("try_again", 451), ("handed_over", 250)]


def test_a_server_that_refuses_for_good_is_not_asked_again(office, courier):
    office.mailbox.answers.append("554 5.6.0 no")
    only_the_member(office)
    sender = courier()
    sender.turn()
    sender.real.at += timedelta(hours=1)
    assert sender.turn() == 0
    assert (office.states()[("member", AT_ONCE)], office.reason(AT_ONCE)) == ("undeliverable", "refused")
    assert "address.undeliverable" not in office.room.told_types()


def test_an_address_that_does_not_exist_is_told_once_and_not_used_again(office):
    office.mailbox.unknown.add("sam@example.org")
    office.people().book(office.now + IN_TWO_DAYS)
    office.deliver()
    office.deliver(days=1)
    assert office.room.told_types() == ["address.undeliverable"]
    assert office.room.told()[0].data == {"person_id": office.member, "channel": "email"}
    assert office.states()[("member", AT_ONCE)] == "undeliverable"
    assert office.states()[("member", "reminder-1440")] == "no_channel"
    (call,) = office.room.ask("GET", "/v1/calls", office.staff).json["items"]
    assert (call["person_id"], call["why"]) == (office.member, "undeliverable")


def test_without_an_answer_a_confirmation_goes_out_again_under_the_same_id(office, courier):
    office.mailbox.answers.append(LOST)
    only_the_member(office)
    sender = courier()
    sender.turn()
    sender.real.at += timedelta(seconds=10)
    sender.turn()
    first, second = office.mailbox.letters
    assert first["Message-ID"] == second["Message-ID"]
    assert attempts(office, AT_ONCE) == [("ambiguous", None), ("handed_over", 250)]


def test_without_an_answer_a_reminder_is_not_sent_again_and_is_listed(office, courier):
    only_the_member(office)
    sender = courier()
    sender.turn()
    office.mailbox.answers.append(LOST)
    office.room.clock.at += timedelta(days=1)
    sender.turn()
    sender.real.at += timedelta(hours=1)
    sender.turn()
    assert len(office.mailbox.letters) == 2
    (item,) = office.messages(state="ambiguous")
    assert (name_of(item), item["reason"]) == ("reminder-1440", "no_answer")


def test_many_messages_go_over_one_connection(office):
    office.people()
    for hour in range(6):
        office.book(office.now + IN_TWO_DAYS + timedelta(hours=hour))
    office.deliver()
    assert (len(office.mailbox.letters), office.mailbox.connections) == (12, 1)


def test_two_senders_never_send_the_same_message(office, courier):
    office.people()
    for hour in range(6):
        office.book(office.now + IN_TWO_DAYS + timedelta(hours=hour))
    one, other = courier("one"), courier("other")
    while one.turn() + other.turn():
        pass
    ids = [letter["Message-ID"] for letter in office.mailbox.letters]
    assert len(ids) == len(set(ids)) == 12


def test_what_a_sender_claimed_and_never_began_is_handed_over_by_the_next(office, courier):
    only_the_member(office)
    leave_in_hand(office, courier("one"))
    other = courier("other")
    assert other.turn() == 0, "the lease still runs"
    other.real.at += timedelta(minutes=5)
    assert other.turn() == 1
    assert attempts(office, AT_ONCE) == [("handed_over", 250)]


def test_what_a_dead_colleague_had_in_hand_is_handed_over_without_waiting_for_the_lease(office, courier):
    only_the_member(office)
    name = SenderName.take(office.room.desk.settings.home)
    leave_in_hand(office, courier(name.text))
    other = courier("other")
    other.real.at += timedelta(seconds=10)
    assert other.turn() == 0, "the colleague is alive"
    name.release()  # as the end of its process does, however it ends
    other.real.at += timedelta(seconds=10)
    assert other.turn() == 1
    assert attempts(office, AT_ONCE) == [("handed_over", 250)]


def test_a_sender_that_comes_back_knows_its_own_at_once(office, courier):
    only_the_member(office)
    leave_in_hand(office, courier("one"))
    assert courier("one").turn() == 1


def test_what_is_called_off_between_claim_and_sending_is_not_sent(office, courier):
    session = only_the_member(office)
    sender = courier()
    claimed = leave_in_hand(office, sender)
    office.cancel(session)
    with transaction(office.room.desk, office.staff) as tx:
        how = {"sender": "sender-1", "provider": "smtp", "real": sender.real.now(), "lease": timedelta(minutes=1)}
        how["contact_point_id"] = claimed[0].contact_id
        assert hand_over.begin(tx, claimed[0].row, **how) is None


@pytest.mark.parametrize(("kind", "sent"), [("reminder-1440", 1), (AT_ONCE, 2)])
def test_a_sender_killed_before_it_heard_the_answer_leaves_one_ambiguous_attempt(office, kind, sent):
    only_the_member(office)
    if kind != AT_ONCE:
        office.deliver()
        rest()
        office.room.clock.at += timedelta(days=1)
    before = len(office.mailbox.letters)
    kill_while_sending(office)
    office.room.tick()
    wait_for(office, before + sent)
    ids = [letter["Message-ID"] for letter in office.mailbox.letters[before:]]
    assert len(ids) == sent and len(set(ids)) == 1
    assert attempts(office, kind)[0] == ("ambiguous", None)


@pytest.mark.parametrize("kind", [AT_ONCE, "reminder-1440"])
def test_a_database_that_is_away_after_a_mail_has_gone_out_does_not_send_it_twice(office, courier, kind):
    only_the_member(office)
    sender = courier()
    if kind != AT_ONCE:
        sender.turn()
        office.room.clock.at += timedelta(days=1)
    before = len(office.mailbox.letters)
    with database_away_after(office, letters=before + 1), pytest.raises(Busy):
        sender.turn()
    assert len(office.mailbox.letters) == before + 1
    sender.real.at += timedelta(hours=1)
    sender.turn()
    assert len(office.mailbox.letters) == before + 1
    assert attempts(office, kind) == [("handed_over", 250)]


def test_while_an_answer_is_not_written_down_nobody_else_is_written_to(office, courier):
    office.people().book(office.now + IN_TWO_DAYS)
    sender = courier()
    with database_away_after(office, letters=1):
        for _ in range(3):
            with pytest.raises(Busy):
                sender.turn()
    assert len(office.mailbox.letters) == 1
    sender.real.at += timedelta(minutes=5)
    sender.turn()
    assert sorted(letter["To"] for letter in office.mailbox.letters) == ["jo@example.org", "sam@example.org"]


def test_a_mail_another_sender_believed_lost_is_not_sent_again_once_we_can_say_it_arrived(office, courier):
    only_the_member(office)
    one, other = courier("one"), courier("other")
    with database_away_after(office, letters=1), pytest.raises(Busy):
        one.turn()
    other.real.at += timedelta(minutes=5)
    other.turn()
    assert attempts(office, AT_ONCE) == [("ambiguous", None)]
    one.turn()
    other.real.at += timedelta(hours=1)
    other.turn()
    assert (len(office.mailbox.letters), office.states()[("member", AT_ONCE)]) == (1, "handed_over")


@contextmanager
def database_away_after(office, *, letters):
    """From this letter on no connection begins a transaction, until the end."""

    def refuse(_dialect, _connection):
        if len(office.mailbox.letters) >= letters:
            raise OperationalError("BEGIN", None, Exception("the server is away"))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DefaultDialect, "do_begin", refuse)
        yield


def kill_while_sending(office):
    """A real process, killed for good after the server has got the message and before it answers."""
    desk = office.room.desk
    told = [str(desk.engine.url.render_as_string(hide_password=False)), str(desk.settings.home), office.mailbox.url]
    command = [sys.executable, "-m", "tests.service.notifications.one_turn", *told, desk.clock.now().isoformat()]
    office.mailbox.silent.set()
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    assert office.mailbox.heard.wait(30)
    process.kill()
    process.wait()
    office.mailbox.silent.clear()


def leave_in_hand(office, courier):
    """As if killed right after the claim."""
    with transaction(office.room.desk, office.staff) as tx:
        return claim(tx, sender=courier.name, real=courier.real.now())[0]


def wait_for(office, letters):
    """Waits after trouble are in real time."""
    until = datetime.now(UTC) + timedelta(seconds=15)
    while len(office.mailbox.letters) < letters and datetime.now(UTC) < until:
        office.room.tick()


def test_a_wrong_address_of_a_mail_server_is_refused_without_repeating_it():
    for url in ("http://x", "smtp://", "mail.example.org"):
        with pytest.raises(ValueError, match="HOLDFAST_SMTP_URL"):
            SmtpSender(url)
