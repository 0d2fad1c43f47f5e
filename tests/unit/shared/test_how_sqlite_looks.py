"""SQLite finds a handful by their ids, and what changed by its index: held by what it says of its own plan."""

import pytest
import sqlalchemy as sa

from services.matching.store.tables import metadata, people
from shared.db.shapes import is_of


@pytest.fixture
def plan(tmp_path):
    engine = sa.create_engine(f"sqlite:///{tmp_path}/plan.db")
    metadata.create_all(engine)

    def told(*where):
        asked = sa.select(people).where(is_of(people, "harbour", True), *where)
        text = asked.compile(engine, compile_kwargs={"literal_binds": True})
        with engine.connect() as connection:
            return connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}").fetchall()[0][3]

    yield told
    engine.dispose()


def test_a_handful_is_found_by_their_ids_and_not_among_everybody(plan):
    assert "(id=?)" in plan(people.c.id.in_(["one", "two", "three", "four"]))


def test_what_changed_is_found_by_the_index_of_changes(plan):
    assert "people_change (organisation=? AND change>?)" in plan(people.c.change > 5)


def test_everybody_of_an_organisation_is_found_without_looking_at_others(plan):
    assert "(organisation=?)" in plan()
