"""What was done stays written: whoever edits, deletes, moves or cuts short the audit is found out, on both engines."""

import argparse
from datetime import timedelta
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import ProgrammingError

from shared.db.common import audit
from shared.db.transaction import reading, transaction
from shared.events.sealer import heads_file, kept_heads, seal_audit
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.process import ledger
from tests.desk.seeing import every_row

HARBOUR, ELSEWHERE = new_id(), new_id()
NOOR, SAL, ADA, BO = (new_id() for _ in "nsab")


@pytest.fixture
def written(desk):
    """Ten rows of one organisation and three of another, sealed in two goes; heads from earlier tests are gone."""
    heads_file(desk).unlink(missing_ok=True)
    for organisation, times in ((HARBOUR, 5), (ELSEWHERE, 3), (HARBOUR, 5)):
        for number in range(times):
            with transaction(desk, Actor(NOOR if number % 2 else SAL, "intake", organisation)) as tx:
                tx.audit("read_member", person_id=ADA if number < 3 else BO, purpose="to ring")
        assert seal_audit(desk) == 1
        desk.clock.at += timedelta(minutes=1)
    assert seal_audit(desk) == 0
    return desk


def broken(desk, organisation=HARBOUR, heads=None):
    found = ledger.verify(desk, kept_heads(desk) if heads is None else heads)
    assert next(each for each in found if each["organisation"] == ELSEWHERE)["broken"] == []
    return next(each for each in found if each["organisation"] == organisation)["broken"]


def tamper(desk, *statements):
    with every_row(desk.engine) as connection:
        for statement in statements:
            connection.execute(statement)


def at(number):
    return sa.and_(audit.c.organisation == HARBOUR, audit.c.number == number)


def test_what_was_left_alone_holds(written):
    assert broken(written) == []
    assert kept_heads(written)[HARBOUR].number == 10


@pytest.mark.parametrize(
    "change",
    [
        {"deed": "read_name"},
        {"credential": "another"},
        {"actor": BO},
        {"person_id": BO},
        {"purpose": None},
        {"role": "coach"},
    ],
)
def test_an_edited_row_is_found(written, change):
    tamper(written, audit.update().where(at(2)).values(change))
    assert any("number 2 was changed" in words for words in broken(written))


def test_a_row_dated_otherwise_is_found(written):
    tamper(written, audit.update().where(at(4)).values(at=written.clock.at - timedelta(days=9)))
    assert any("number 4 was changed" in words for words in broken(written))


def test_a_deleted_row_is_found_even_if_the_others_close_ranks(written):
    tamper(written, audit.delete().where(at(4)))
    assert any("1 rows are missing after number 3" in words for words in broken(written))
    for number in range(5, 11):
        tamper(written, audit.update().where(at(number)).values(number=number - 1))
    assert broken(written)


def test_rows_that_changed_places_are_found(written):
    tamper(
        written,
        audit.update().where(at(3)).values(number=99),
        audit.update().where(at(7)).values(number=3),
        audit.update().where(at(99)).values(number=7),
    )
    assert any("number 3" in words for words in broken(written))


def test_a_row_put_in_between_is_found(written):
    forged = {"organisation": HARBOUR, "at": written.clock.at, "actor": SAL, "role": "intake", "deed": "read_name"}
    tamper(written, audit.insert().values(forged | {"number": 11, "link": "0" * 64}))
    assert any("number 11 was changed" in words for words in broken(written))


def test_a_chain_cut_short_is_found_beside_the_head_that_was_kept(written):
    tamper(written, audit.delete().where(audit.c.organisation == HARBOUR, audit.c.number > 7))
    assert broken(written) == ["it ends at number 7; 10 was reached: the last rows are missing"]
    assert broken(written, heads={}) == []  # why a head is kept elsewhere


@pytest.mark.parametrize(
    ("since", "words"),
    [
        (1, "it ends at number 8; 10 was reached: the last rows are missing"),
        (6, "number 10 is not what was kept outside"),
    ],
)
def test_an_older_copy_put_back_is_found_however_much_is_written_afterwards(written, since, words):
    tamper(written, audit.delete().where(audit.c.organisation == HARBOUR, audit.c.number > 7))
    for _ in range(since):
        with transaction(written, Actor(NOOR, "intake", HARBOUR)) as tx:
            tx.audit("read_member", person_id=BO)
        assert seal_audit(written) == 1
    assert broken(written) == [words] and kept_heads(written)[HARBOUR].number == 10


def test_a_chain_that_is_gone_altogether_is_found(written):
    tamper(written, audit.delete().where(audit.c.organisation == HARBOUR))
    assert broken(written) == ["it ends at number 0; 10 was reached: the last rows are missing"]


def test_a_chain_written_anew_without_the_key_is_found(written):
    """Somebody with the whole database makes links of their own: none of them is ours."""
    for number in range(1, 11):
        tamper(written, audit.update().where(at(number)).values(link=f"{number:064x}"))
    assert len(broken(written)) >= 10


def test_the_application_may_add_rows_and_take_none_away(desk):
    if desk.engine.dialect.name == "sqlite":
        return  # the file's owner may do anything: there the chain alone tells
    with transaction(desk, Actor(NOOR, "intake", HARBOUR)) as tx:
        tx.audit("read_member", person_id=ADA)
    for wish in (audit.delete(), audit.update().values(deed="slept")):
        noor = Actor(NOOR, "intake", HARBOUR)
        with pytest.raises(ProgrammingError, match="permission denied"), transaction(desk, noor) as tx:
            tx.connection.execute(wish)


def test_who_was_erased_is_named_nowhere_and_the_chain_still_holds(written):
    with transaction(written, Actor(NOOR, "service", HARBOUR)) as tx:
        tx.hide_in_audit(ADA)
    with reading(written, Actor(NOOR, "service", HARBOUR)) as rx:
        assert ADA not in str(rx.rows(audit)) and len(rx.rows(audit)) == 10
    assert broken(written) == []


def test_whose_records_somebody_touched_is_one_question(written):
    given = argparse.Namespace(what="touched", actor=SAL, credential=None, since=None, until=None)
    found = {each["person_id"]: each for each in ledger.do(written, given)["items"] if each["organisation"] == HARBOUR}
    assert set(found) == {ADA, BO} and found[ADA]["times"] == 4 and found[ADA]["deeds"] == ["read_member"]
    nobody = SimpleNamespace(what="touched", actor=None, credential=None, since=written.clock.at, until=None)
    assert ledger.do(written, nobody)["items"] == []


def test_what_one_stolen_visit_or_token_touched_is_one_question(written):
    """Noor has been here before, and was here elsewhere meanwhile: only what this visit opened is asked for."""
    for visit, whom in (("visit-1", ADA), ("visit-2", BO), ("visit-1", ADA)):
        with transaction(written, Actor(NOOR, "intake", HARBOUR, credential=visit)) as tx:
            tx.audit("read_member", person_id=whom)
    seal_audit(written)
    given = argparse.Namespace(what="touched", actor=None, credential="visit-1", since=None, until=None)
    (found,) = ledger.do(written, given)["items"]
    assert (found["person_id"], found["times"], found["credentials"]) == (ADA, 2, ["visit-1"])
    assert broken(written) == []


def test_rows_from_before_visits_were_kept_still_hold(written):
    tamper(written, audit.update().values(credential=None))
    assert broken(written) == []


def test_each_days_first_head_is_kept_for_good(written):
    days = heads_file(written).with_suffix(".days.jsonl")
    before = len(days.read_text().splitlines())
    written.clock.at += timedelta(days=400)
    with transaction(written, Actor(NOOR, "intake", HARBOUR)) as tx:
        tx.audit("read_member", person_id=ADA)
    seal_audit(written)
    assert len(days.read_text().splitlines()) == before + 1
