"""The second wall, on PostgreSQL: a row of another organisation is not there, whatever a statement says.

The first wall is `Reading`, which narrows what it asks. This one binds whoever forgets. It stands on every table that
has an organisation; `migrate` puts it there, for tables that come later too.
"""

from collections.abc import Iterator

import sqlalchemy as sa

SETTING = "app.organisation"
EVERYWHERE = "*"  # said by `looking_everywhere` alone; no actor has it
READ_ACROSS = {"across": "SELECT"}  # finding where work is, or whose a secret's mark is, before there is an actor
WORK_ACROSS = {"across": "ALL"}  # of the installation: the outbox's marks, heartbeats, what is pruned

OWN = f"organisation = nullif(current_setting('{SETTING}', true), '')"
ACROSS = f"current_setting('{SETTING}', true) = '{EVERYWHERE}'"
POLICIES = "SELECT polname, obj_description(oid, 'pg_policy') FROM pg_policy WHERE polrelid = CAST(:table AS regclass)"
WALLED = """
SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organisation' AND NOT a.attisdropped
WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace ORDER BY c.relname
"""
RIGHTS = """
GRANT USAGE ON SCHEMA {schema} TO "{role}";
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO "{role}";
GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO "{role}";
REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM "{role}";
REVOKE UPDATE, DELETE ON audit FROM "{role}";
GRANT UPDATE (number, link, actor, person_id) ON audit TO "{role}"
"""
ROLE = """
SELECT r.rolsuper OR r.rolbypassrls, EXISTS (
    SELECT 1 FROM pg_class c WHERE c.relowner = r.oid AND c.relkind = 'r' AND c.relname = 'organisations')
FROM pg_roles r WHERE r.rolname = current_user
"""


def fence(connection: sa.Connection, metadata: sa.MetaData, *, application: str | None = None) -> None:
    """Wall in every table that has an organisation, and let the application's role in. Again changes nothing."""
    if connection.dialect.name != "postgresql":
        return
    for name, stands in walls(connection).items():
        _policies(connection, name, _wanted(metadata, name))
        if not stands:
            connection.exec_driver_sql(f'ALTER TABLE "{name}" ENABLE ROW LEVEL SECURITY')
            connection.exec_driver_sql(f'ALTER TABLE "{name}" FORCE ROW LEVEL SECURITY')
    if application:
        _let_in(connection, application)


def lift(connection: sa.Connection) -> None:
    """For the length of a migration its owner sees every row: there may be something to carry over."""
    if connection.dialect.name == "postgresql":
        for name, stands in walls(connection).items():
            if stands:
                connection.exec_driver_sql(f'ALTER TABLE "{name}" NO FORCE ROW LEVEL SECURITY')


def walls(connection: sa.Connection) -> dict[str, bool]:
    """Each table that has an organisation, and whether its wall stands."""
    return {name: stands for name, stands in connection.execute(sa.text(WALLED))}


def role_trouble(connection: sa.Connection) -> str | None:
    """Why the wall would not bind us. In words: the doctor says them."""
    if connection.dialect.name != "postgresql":
        return None
    passes, owns = connection.execute(sa.text(ROLE)).one()
    if passes:
        return "its role passes row-level security, so the wall between organisations does not bind it"
    if owns:
        return "its role owns the tables, so it could take down the wall between organisations"
    open_ones = [name for name, stands in walls(connection).items() if not stands]
    return f"no wall stands around {', '.join(open_ones)}: `holdfast migrate` puts it there" if open_ones else None


def _wanted(metadata: sa.MetaData, name: str) -> dict[str, str]:
    across = metadata.tables[name].info.get("across") if name in metadata.tables else None
    own = {"own_organisation": f"FOR ALL USING ({OWN})"}
    return own | ({"everywhere": f"FOR {across} USING ({ACROSS})"} if across else {})


def _policies(connection: sa.Connection, table: str, wanted: dict[str, str]) -> None:
    """What a policy says stands in its comment: the server would give it back in words of its own."""
    known = {name: said for name, said in connection.execute(sa.text(POLICIES), {"table": f'"{table}"'})}
    for name in known:
        if known[name] != wanted.get(name):
            connection.exec_driver_sql(f'DROP POLICY "{name}" ON "{table}"')
    for name, says in wanted.items():
        if known.get(name) != says:
            connection.exec_driver_sql(f'CREATE POLICY "{name}" ON "{table}" {says}')
            words = says.replace("'", "''")
            connection.exec_driver_sql(f'COMMENT ON POLICY "{name}" ON "{table}" IS \'{words}\'')


def _let_in(connection: sa.Connection, role: str) -> None:
    schema = connection.execute(sa.text("SELECT quote_ident(current_schema())")).scalar()
    for grant in _grants(str(schema), role):
        connection.exec_driver_sql(grant)


def _grants(schema: str, role: str) -> Iterator[str]:
    yield from RIGHTS.format(schema=schema, role=role.replace('"', '""')).split(";")
