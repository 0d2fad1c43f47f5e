"""A statement of a known shape is built once; what says more than its values is built as it is said."""

import pytest
import sqlalchemy as sa

from shared.db.changes import new_row, no_rows, other_values
from shared.db.common import audit, inbox, parked
from shared.db.reading import Reading
from shared.db.shapes import in_order, question, told_apart
from shared.db.transaction import Transaction
from shared.kernel.actor import Actor
from shared.kernel.clock import SystemClock

OURS = Actor("p", "intake", "harbour")
THEIRS = Actor("p", "intake", "hillside")
consumer, event_id = inbox.c.consumer, inbox.c.event_id
gates = sa.Table(
    *("gates", sa.MetaData()),
    *(sa.Column("id", sa.String, primary_key=True), sa.Column("organisation", sa.String)),
    *(sa.Column("is_open", sa.Boolean, nullable=False), sa.Column("shut_by", sa.String)),
)
is_open, shut_by = gates.c.is_open, gates.c.shut_by


@pytest.fixture
def line():
    engine = sa.create_engine("sqlite://")
    inbox.metadata.create_all(engine)
    gates.create(engine)
    with engine.connect() as connection:
        connection.begin()
        for who in (OURS, THEIRS):
            tx = Transaction(None, connection, who)
            tx.insert_many(inbox, [_row(who, n) for n in range(6)])
            tx.insert_many(gates, [_gate(who, n) for n in range(6)])
        yield connection
    engine.dispose()


def _row(who, n):
    return {"consumer": f"{who.organisation}-{n % 2}", "event_id": str(n), "at": SystemClock().now()}


def _gate(who, n):
    return {"id": f"{who.organisation}-{n}", "is_open": n % 3 == 0, "shut_by": None if n % 2 else str(n)}


SAID = [
    [consumer == "harbour-1"],
    [consumer == "harbour-1", event_id > "1"],
    [event_id.in_(["0", "3", "9"]), consumer != "harbour-1"],
    [event_id.in_([])],
    [consumer == "hillside-1"],
    [],
    [is_open],
    [shut_by.is_(None)],
    [shut_by.is_not(None), is_open, gates.c.id > "harbour-1"],
]


@pytest.mark.parametrize("where", SAID, ids=lambda where: " and ".join(map(str, where)))
def test_both_ways_find_the_same_and_nothing_of_another_organisation(line, where):
    rx, table = Reading(None, line, OURS), gates if any("gates" in str(each) for each in where) else inbox
    by = list(table.primary_key)[-1]
    assert told_apart(table, where, many=True) and in_order([by.desc(), by])
    for how in ({}, {"limit": 2}, {"order_by": [by], "limit": 2}, {"order_by": [by.desc()], "limit": 2}):
        once, anew = rx.rows(table, *where, **how), rx.rows(table, sa.and_(sa.true(), *where), **how)
        assert once == anew
        assert all(row["organisation"] == "harbour" for row in once)


def test_the_same_words_are_used_again_whatever_the_values():
    asked = [told_apart(inbox, [consumer == who, event_id < who], many=True) for who in ("one", "two")]
    (first, values), (second, others) = asked
    assert values != others
    for make in (
        lambda parts: question(inbox, parts, (), True, True),
        lambda parts: no_rows(inbox, parts),
        lambda parts: other_values(inbox, parts, ("at",)),
        lambda parts: new_row(inbox, ("consumer", "event_id", "at")),
    ):
        assert make(first) is make(second)


MORE = [
    consumer.is_(sa.true()),
    consumer == event_id,
    is_open,
    shut_by.is_(None),
    consumer == sa.bindparam("given"),
    sa.or_(consumer == "a", consumer == "b"),
    ~event_id.in_(["a"]),
    sa.func.lower(consumer) == "a",
    inbox.alias().c.consumer == "a",
    parked.c.consumer == "a",
    consumer.like("a%"),
    audit.c.number == audit.c.position + 1,
]


@pytest.mark.parametrize("condition", MORE, ids=str)
def test_what_says_more_is_built_as_it_is_said(condition):
    assert told_apart(inbox, [consumer == "a", condition], many=True) is None


@pytest.mark.parametrize("by", [event_id.desc().nulls_last(), sa.func.lower(event_id), sa.text("at")], ids=str)
def test_an_order_that_says_more_is_built_as_it_is_said(by):
    assert in_order([consumer, by]) is None


def test_one_of_several_values_is_no_change_written_out_once(line):
    few = event_id.in_(["0", "2"])
    assert told_apart(inbox, [few], many=False) is None
    tx = Transaction(None, line, OURS)
    assert tx.delete(inbox, few) == 2
    assert tx.delete(inbox, consumer == "harbour-1", event_id == "1") == 1
    assert tx.delete(inbox, consumer == "hillside-1") == 0
    assert tx.update(inbox, consumer == "harbour-1", consumer="harbour-9") == 2
    assert tx.update(inbox, event_id == "4", event_id=inbox.c.event_id + "-later") == 1
    assert [row["event_id"] for row in tx.rows(inbox, order_by=[event_id])] == ["3", "4-later", "5"]
    assert len(Reading(None, line, THEIRS).rows(inbox)) == 6
    assert (
        tx.update(gates, shut_by.is_(None), ~is_open, shut_by="us") == tx.delete(gates, shut_by == "us", ~is_open) == 2
    )
    assert tx.delete(gates, shut_by.is_(None)) == tx.delete(gates, is_open) == 1
    assert len(Reading(None, line, THEIRS).rows(gates)) == 6


def test_a_row_that_is_there_already_is_refused_like_everybodys(line):
    tx = Transaction(None, line, OURS)
    row = _row(OURS, 1)
    assert not tx.insert_if_absent(inbox, **row)
    with pytest.raises(sa.exc.IntegrityError):
        tx.insert(inbox, **row)
    with pytest.raises(sa.exc.IntegrityError):
        tx.insert_many(inbox, [row])
