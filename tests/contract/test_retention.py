"""What has been kept long enough goes, piece by piece, in each service, on both engines; a dry run lets nothing go."""

import argparse
import importlib
from dataclasses import replace
from datetime import timedelta

import psycopg
import pytest
import sqlalchemy as sa

from shared.db import retention as pieces
from shared.db.common import audit, person_keys
from shared.db.transaction import reading, transaction
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.kernel.settings import SERVICES
from shared.process import retention
from tests.desk.seeing import every_row
from tests.house.rooms import ROOT, tables_of

HERE, ELSEWHERE = new_id(), new_id()


def rules_of(service):
    return importlib.import_module(f"services.{service}.store.retention").RULES


def run(desk, *, dry_run=False):
    found = retention.do(desk, argparse.Namespace(dry_run=dry_run))["items"]
    return {(each["organisation"], each["rule"]): (each["due"], each["gone"]) for each in found}


def as_of(desk, organisation):
    return transaction(desk, Actor(desk.name, "service", organisation))


@pytest.fixture
def tidings_told(desk_for):
    """Twelve told long ago and three told lately, here; two told long ago elsewhere; one long ago that nobody told."""
    from services.matching.store.tables_beside import tidings

    desk = desk_for("matching")
    for organisation, days, times, told in ((HERE, 400, 12, True), (HERE, 3, 3, True), (ELSEWHERE, 400, 2, True)):
        add(desk, tidings, organisation, days, times, told)
    add(desk, tidings, HERE, 400, 1, False)
    return desk


def add(desk, tidings, organisation, days, times, told):
    at = desk.clock.now() - timedelta(days=days)
    row = {"about_id": new_id(), "kind": "died", "made_at": at, "told_at": at if told else None}
    with as_of(desk, organisation) as tx:
        for _ in range(times):
            tx.insert(tidings, id=new_id(), tell_id=new_id(), **row)


RULE = "what somebody was told"


def test_a_dry_run_counts_and_lets_nothing_go(tidings_told):
    for _ in "12":
        found = run(tidings_told, dry_run=True)
        assert found[HERE, RULE] == (12, 0) and found[ELSEWHERE, RULE] == (2, 0)


def test_what_is_over_goes_and_what_is_not_stays(tidings_told):
    assert run(tidings_told)[HERE, RULE] == (12, 12)
    assert run(tidings_told)[HERE, RULE] == (0, 0)
    with every_row(tidings_told.engine) as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM tidings")).scalar() == 4
        assert connection.execute(sa.select(audit.c.deed).where(audit.c.deed == "retention")).first()


def test_that_a_coach_was_late_goes_after_a_week_and_what_they_walk_in_stays(desk_for):
    from services.notifications.store.flow_tables import causes

    desk = desk_for("notifications")
    with as_of(desk, HERE) as tx:
        for kind, days in (("trip", 8), ("trip", 6), ("match", 8)):
            told = {"person_id": new_id(), "kind": kind, "state": "closed", "version": 2}
            tx.insert(causes, id=new_id(), at=tx.now - timedelta(days=days), **told)
    assert run(desk)[HERE, "who was not back in time"] == (1, 1)


def test_stopped_in_between_it_goes_on_from_there(tidings_told, monkeypatch, capsys):
    """Pieces of five here; whoever stops it after the first finds seven left, and runs it again."""
    monkeypatch.setattr(pieces, "TOGETHER", 5)
    rule = next(rule for rule in rules_of("matching") if rule.name == RULE)
    with as_of(tidings_told, HERE) as tx:
        assert pieces.let_go(tx, rule) == 5
    with reading(tidings_told, Actor("matching", "service", HERE)) as rx:
        assert pieces.due(rx, rule) == 7
    assert run(tidings_told)[HERE, RULE] == (7, 7)
    said = capsys.readouterr().err
    assert f"matching: {RULE}: 5 of 7" in said and f"matching: {RULE}: 7 of 7" in said


@pytest.mark.parametrize("desk_for", ["postgresql"], indirect=True)
def test_a_key_that_was_destroyed_goes_from_the_file_of_its_table(desk_for, postgres, capsys):
    desk, ada = desk_for("matching"), new_id()
    with as_of(desk, HERE) as tx:
        tx.key_for(ada)
        kept = tx.row(person_keys, person_keys.c.person_id == ada)["wrapped"].encode()
    with as_of(desk, HERE) as tx:
        tx.shred(ada)
    database = desk.engine.url.database
    assert kept in file_of(postgres, database, "person_keys")
    owned = replace(desk, settings=replace(desk.settings, database_owner_url=postgres.url(database)))
    with as_of(desk, HERE) as somebody:
        somebody.row(person_keys)
        assert retention.do(owned, argparse.Namespace(dry_run=False))["items"]
    assert "could not be written anew" in capsys.readouterr().err
    retention.do(owned, argparse.Namespace(dry_run=False))
    assert "keys are written anew" in capsys.readouterr().err
    assert kept not in file_of(postgres, database, "person_keys")


def file_of(postgres, database, table):
    """As it lies on the disk."""
    with psycopg.connect(postgres.url(database, role="postgres"), autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        [path] = connection.execute("SELECT pg_relation_filepath(%s)", [table]).fetchone()
    return (postgres.folder / path).read_bytes()


@pytest.mark.parametrize("service", SERVICES)
def test_every_rule_can_be_asked_and_followed(service, desk_for):
    desk = desk_for(service)
    with as_of(desk, HERE) as tx:
        for rule in rules_of(service):
            assert pieces.due(tx, rule) == 0 and pieces.let_go(tx, rule) == 0


@pytest.mark.parametrize("service", SERVICES)
def test_the_page_says_what_the_rules_say(service):
    page = (ROOT / "docs/security/retention.md").read_text()
    lines = [line for line in page.splitlines() if line.startswith(f"| {service} |")]
    said = [f"| {service} | {rule.name} | {rule.of} | {rule.days} | {what_goes(rule)} |" for rule in rules_of(service)]
    assert lines == said


def what_goes(rule):
    return " ".join(f"`{name}`" for name in rule.blank) if rule.blank else "the row"


@pytest.mark.parametrize("service", SERVICES)
def test_no_row_that_goes_leaves_one_behind_that_points_at_it(service):
    for rule in rules_of(service):
        pointing = {
            key.parent
            for table in tables_of(service).values()
            for key in table.foreign_keys
            if key.column.table is rule.table
        }
        assert rule.blank or pointing <= set(rule.below), rule.name
