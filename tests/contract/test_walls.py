"""The second wall: on PostgreSQL a row of another organisation is not there, whatever a statement says."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import ProgrammingError

from services.matching.store import coaches
from services.matching.store.tables import people
from shared.db.common import audit, outbox, person_keys
from shared.db.engine import NotFromEverywhere, for_reading, narrow
from shared.db.fence import EVERYWHERE, fence, role_trouble, walls
from shared.db.migrate import migrate
from shared.db.transaction import reading, transaction
from shared.kernel.actor import Actor
from shared.kernel.errors import Forbidden
from shared.kernel.ids import new_id
from shared.kernel.settings import SERVICES
from tests.desk.seeing import every_row
from tests.house.rooms import tables_of

HARBOUR, ELSEWHERE = new_id(), new_id()
NOTED = Actor(new_id(), "supervisor", HARBOUR)
ACROSS = {
    "common": {"organisations", "outbox", "inbox", "parked", "idempotency", "heartbeats", "audit"},
    "portal": {"sign_in_links", "visits", "known_desks", "kiosks", "referring_clients"},
    "matching": {"rounds"},
    "scheduling": {"coaches_to_tell", "calendars", "busy_calendars"},
    "notifications": {"messages", "links", "contact_points", "verifications", "codes", "people", "paces"},
}


on_postgresql = pytest.mark.parametrize("desk_for", ["postgresql"], indirect=True)


@pytest.mark.parametrize("service", SERVICES)
@on_postgresql
def test_a_wall_stands_around_every_table_after_every_migration(service, desk_for):
    with desk_for(service).engine.connect() as connection:
        assert walls(connection) == dict.fromkeys(sorted(tables_of(service)), True)
        asked = "SELECT tablename, policyname FROM pg_policies ORDER BY 1, 2"
        policies = {tuple(row) for row in connection.execute(sa.text(asked))}
        across = {table for table, name in policies if name == "everywhere"}
        assert {table for table, name in policies if name == "own_organisation"} == set(tables_of(service))
        assert across == {name for name, table in tables_of(service).items() if "across" in table.info}
        assert role_trouble(connection) is None


@pytest.mark.parametrize("service", SERVICES)
def test_what_may_be_looked_at_across_organisations_is_named_here(service):
    """Rows that tell where work is, or whose a secret is. A new one needs a line above, and a reason."""
    assert {name for name, table in tables_of(service).items() if "across" in table.info} == (
        ACROSS["common"] | ACROSS[service]
    )


def test_what_may_be_missing_is_narrowed_where_it_is_joined_and_hides_nobody(desk_for):
    """A coach whose hours nobody told yet is read too, a thousand at a time or one by one, and nobody else's is."""
    desk, told = desk_for("matching"), {}
    for organisation in (HARBOUR, ELSEWHERE):
        with transaction(desk, Actor(new_id(), "intake", organisation)) as tx:
            told[organisation] = [_coach(tx, number) for number in range(3)]
    with reading(desk, NOTED) as rx:
        parts = list(rx.ask_in_parts(coaches.CHANGED, size=2, since=-1))
    assert [len(part) for part in parts] == [2, 1]
    assert {row.id for part in parts for row in part} == set(told[HARBOUR])
    assert not any(row.starts for part in parts for row in part)


def _coach(tx, number: int) -> str:
    plain = {"language": "en", "time_zone": "UTC", "state": "active", "capacity": 5.0, "accepting": True}
    kinds = {"is_coach": True, "is_member": False, "is_staff": False, "do_not_contact": False}
    tx.insert(people, id=(id := new_id()), sealed="", change=number, version=1, **plain, **kinds)
    return id


@on_postgresql
def test_whoever_forgets_to_narrow_sees_their_own_alone(desk_for):
    desk = desk_for("matching")
    for organisation in (HARBOUR, ELSEWHERE):
        with transaction(desk, Actor(new_id(), "intake", organisation)) as tx:
            tx.audit("looked")
    with reading(desk, NOTED) as rx:
        seen = rx.connection.execute(sa.select(audit.c.organisation)).scalars().all()
    assert seen == [HARBOUR]


@on_postgresql
def test_nothing_can_be_written_changed_or_taken_away_beyond_the_wall(desk_for):
    desk = desk_for("matching")
    with transaction(desk, Actor(new_id(), "intake", ELSEWHERE)) as tx:
        tx.seal(new_id(), "a name", place="x", row="y")
    with transaction(desk, NOTED) as tx:
        assert tx.connection.execute(person_keys.update().values(wrapped=None)).rowcount == 0
        assert tx.connection.execute(person_keys.delete()).rowcount == 0
    with pytest.raises(ProgrammingError, match="row-level security"), transaction(desk, NOTED) as tx:
        stolen = {"person_id": new_id(), "organisation": ELSEWHERE, "wrapped": None}
        tx.connection.execute(person_keys.insert().values(stolen))


@on_postgresql
def test_who_says_nothing_sees_nothing(desk_for):
    desk = desk_for("matching")
    with transaction(desk, NOTED) as tx:
        tx.audit("looked")
    with desk.engine.connect() as connection:
        assert connection.execute(sa.select(audit)).all() == []


@on_postgresql
def test_everywhere_opens_marked_tables_and_no_other(desk_for):
    """Even said past our own doors: the server answers the same."""
    desk = desk_for("matching")
    with transaction(desk, NOTED) as tx:
        tx.seal(new_id(), "a name", place="x", row="y")
        tx.emit(
            "coach.changed",
            subject=(coach := new_id()),
            key=coach,
            version=1,
            data={"coach_id": coach, "accepting": True, "state": "active"},
        )
    with desk.engine.connect() as connection:
        narrow(connection, EVERYWHERE)
        assert len(connection.execute(sa.select(outbox)).all()) == 1
        assert connection.execute(sa.select(person_keys)).all() == []


@on_postgresql
def test_the_application_cannot_take_the_wall_down(desk_for):
    desk = desk_for("matching")
    for wish in ("ALTER TABLE people DISABLE ROW LEVEL SECURITY", "DROP POLICY own_organisation ON people"):
        with pytest.raises(ProgrammingError, match="must be owner"), desk.engine.begin() as connection:
            connection.exec_driver_sql(wish)


def test_a_table_that_is_not_marked_is_not_looked_at_from_everywhere(desk_for):
    """On either engine: what PostgreSQL would answer with silence is an error one can read."""
    desk = desk_for("matching")
    with pytest.raises(NotFromEverywhere, match="people"), for_reading(desk.engine) as connection:
        connection.execute(sa.select(people.c.id))


def test_nobody_is_of_every_organisation(desk_for):
    desk = desk_for("matching")
    everywhere = Actor(new_id(), "supervisor", EVERYWHERE)
    with pytest.raises(Forbidden), reading(desk, everywhere):
        pass
    with pytest.raises(Forbidden), transaction(desk, everywhere):
        pass


@on_postgresql
def test_a_wall_that_was_taken_down_is_told_of_and_put_back(desk_for):
    desk = desk_for("portal")
    with every_row(desk.engine) as connection:
        connection.exec_driver_sql("ALTER TABLE visits DISABLE ROW LEVEL SECURITY")
    with desk.engine.connect() as connection:
        assert "visits" in (role_trouble(connection) or "")
    with every_row(desk.engine) as connection:
        assert "passes row-level security" in (role_trouble(connection) or "")
        fence(connection, tables_metadata("portal"))
    with desk.engine.connect() as connection:
        assert role_trouble(connection) is None
    assert migrate(desk)  # as the application: nothing is left to do


def tables_metadata(service):
    return next(iter(tables_of(service).values())).metadata
