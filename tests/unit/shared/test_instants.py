"""An instant on SQLite: the same text as SQLAlchemy would write, and read again as it was."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from shared.db.columns import Instant, Seconds

ENGINE = sqlite.dialect()
ENGINES = {"sqlite": ENGINE, "postgresql": postgresql.dialect()}
INSTANTS = [
    datetime(2026, 11, 27, 13, 46, 11, 802987, UTC),
    datetime(2026, 3, 8, 2, 30, tzinfo=UTC),
    datetime(1, 1, 2, tzinfo=UTC),
    datetime(2026, 11, 1, 1, 30, tzinfo=timezone(timedelta(hours=-5))),
]


@pytest.mark.parametrize("instant", [*INSTANTS, None], ids=str)
def test_it_is_written_as_sqlalchemy_writes_it_and_read_again(instant):
    ours = Instant().bind_processor(ENGINE)(instant)
    theirs = sa.DateTime().dialect_impl(ENGINE).bind_processor(ENGINE)
    assert ours == theirs(instant and instant.astimezone(UTC))
    again = Instant().result_processor(ENGINE, None)(ours)
    assert again == instant and (again is None or again.tzinfo is UTC)


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="needs its time zone"):
        Instant().bind_processor(ENGINE)(INSTANTS[0].replace(tzinfo=None))


@pytest.mark.parametrize("instant", INSTANTS[:2], ids=str)
def test_whole_seconds_are_those_of_the_instant_on_both_engines(instant):
    text = Instant().bind_processor(ENGINE)(instant)
    read = {name: Seconds().result_processor(engine, None) for name, engine in ENGINES.items()}
    assert read["sqlite"](text) == read["postgresql"](instant) == int(instant.timestamp())
