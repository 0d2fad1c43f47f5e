"""Matching hears of each change to a coach's openings, soon and never too little, whatever happens to our worker."""

import threading

import psycopg
import pytest
import sqlalchemy as sa

from services.scheduling.actions.bookable import tell_openings
from services.scheduling.store.tables import coaches_to_tell
from tests.desk.seeing import every_row
from tests.service.scheduling.centre import ADA_AND_BO, BO, BO_THE_COACH, DEE, DEE_THE_MEMBER, TUESDAY_TEN, new_id

ELEVEN, NOON = "2026-11-24T16:00:00Z", "2026-11-24T17:00:00Z"
DEE_AND_BO = new_id()


@pytest.fixture
def centre(open_centre):
    open_centre.match(DEE_AND_BO, BO, DEE)
    open_centre.settle()
    return open_centre


def of_bo(centre):
    return [event for event in centre.room.told() if event.type == "availability.changed" and event.subject == BO]


def waiting(centre):
    with every_row(centre.room.desk.engine) as connection:
        return connection.execute(sa.select(sa.func.count()).select_from(coaches_to_tell)).scalar()


def once(engine, beginning, deed):
    """Before the next statement that begins so, this happens, once, whoever tells the driver."""
    pending = [deed]

    def look(statement):
        if pending and statement.startswith(beginning):
            pending.pop()()

    class Watched(psycopg.Cursor):
        def execute(self, query, *how, **more):
            look(query)
            return super().execute(query, *how, **more)

    def watch(line, *_):
        if engine.dialect.name == "sqlite":
            line.set_trace_callback(look)
        else:
            line.cursor_factory = Watched

    sa.event.listen(engine, "before_cursor_execute", lambda _line, _cursor, statement, *_: look(statement))
    sa.event.listen(engine, "checkout", watch)


def test_a_booking_says_nothing_of_openings_itself_and_the_worker_does_soon_after(centre):
    before = len(of_bo(centre))
    centre.booked()
    assert len(of_bo(centre)) == before and waiting(centre)
    assert tell_openings(centre.room.desk)
    assert len(of_bo(centre)) == before + 1 and not waiting(centre)
    assert TUESDAY_TEN not in centre.bookable() and tell_openings(centre.room.desk) == 0


def test_changes_close_together_are_told_as_one(centre):
    before = len(of_bo(centre))
    for start in (TUESDAY_TEN, ELEVEN, NOON):
        centre.booked(starts_at=start)
    assert not {TUESDAY_TEN, ELEVEN, NOON} & set(centre.bookable())
    assert len(of_bo(centre)) == before + 1


def test_a_worker_that_is_killed_while_it_tells_tells_when_it_comes_back(centre):
    before = len(of_bo(centre))
    centre.booked()
    once(centre.room.desk.engine, "DELETE FROM coaches_to_tell", killed)
    with pytest.raises(KeyboardInterrupt):
        tell_openings(centre.room.desk)
    assert len(of_bo(centre)) == before and waiting(centre)
    assert TUESDAY_TEN not in centre.bookable()
    assert len(of_bo(centre)) == before + 1


def test_a_change_while_another_is_being_worked_out_is_told_too(centre):
    centre.booked()
    meanwhile = aside(lambda: centre.booked(actor=DEE_THE_MEMBER, match_id=DEE_AND_BO, starts_at=ELEVEN))
    once(centre.room.desk.engine, "SELECT busy_times", meanwhile)
    assert not {TUESDAY_TEN, ELEVEN} & set(centre.bookable())
    assert [event.aggregateversion for event in of_bo(centre)] == sorted({e.aggregateversion for e in of_bo(centre)})


def test_of_two_workers_with_the_same_news_one_tells_it(centre):
    before = len(of_bo(centre))
    centre.booked()
    once(centre.room.desk.engine, "SELECT busy_times", aside(lambda: tell_openings(centre.room.desk)))
    tell_openings(centre.room.desk)
    centre.settle()
    assert len(of_bo(centre)) == before + 1 and not waiting(centre)


def test_hours_of_one_who_was_nobody_until_now_are_told(centre):
    newcomer = new_id()
    centre.hours(newcomer)
    assert TUESDAY_TEN in centre.bookable(newcomer)


def test_what_was_refused_is_not_told(centre):
    before = len(of_bo(centre))
    assert centre.book(BO_THE_COACH, ADA_AND_BO, starts_at="2026-11-22T15:00:00Z").status_code == 409
    assert not waiting(centre) and len(of_bo(centre)) == before


def killed():
    raise KeyboardInterrupt


def aside(deed):
    """In another thread, on another connection, to its end."""

    def run():
        thread = threading.Thread(target=deed)
        thread.start()
        thread.join()

    return run
