"""Every column has a class in docs/security/columns.toml, and is what its class says."""

import tomllib

import pytest
import sqlalchemy as sa

from shared.db.columns import Instant
from shared.db.common import common
from shared.kernel.settings import SERVICES
from tests.house.rooms import ROOT, tables_of

CLASSES = ("tenant", "key", "person", "sealed", "secret", "life", "time", "words", "working")
PAGE = ROOT / "docs" / "security" / "columns.toml"
# Text without a bound that nobody has to seal: an organisation's own words, and events, which carry ids and codes.
PLAIN_TEXT = {"outbox.envelope", "availability.starts"}


def written(service):
    told = tomllib.loads(PAGE.read_text())
    return {
        f"{table}.{column}": name
        for table, classes in (told["every"] | told[service]).items()
        for name, columns in classes.items()
        for column in columns.split()
    }


def built(service):
    return {f"{table}.{column.name}": column for table, made in tables_of(service).items() for column in made.columns}


@pytest.mark.parametrize("service", SERVICES)
def test_every_column_has_a_class(service):
    """A new column gets its word in docs/security/columns.toml; one that went leaves the page too."""
    assert set(built(service)) == set(written(service))


@pytest.mark.parametrize("service", SERVICES)
def test_no_column_stands_under_two_classes(service):
    told = tomllib.loads(PAGE.read_text())
    for table, classes in (told["every"] | told[service]).items():
        columns = " ".join(classes.values()).split()
        assert len(columns) == len(set(columns)) and set(classes) <= set(CLASSES), table


@pytest.mark.parametrize("service", SERVICES)
def test_columns_are_what_their_class_says(service):
    classes = written(service)
    for name, column in built(service).items():
        is_moment = isinstance(column.type, Instant | sa.Date)
        assert is_moment == (classes[name] == "time"), name
        assert (column.name == "organisation") == (classes[name] == "tenant"), name
        if classes[name] == "sealed":
            assert isinstance(column.type, sa.Text), f"{name}: what is sealed has no length of its own"


@pytest.mark.parametrize("service", SERVICES)
def test_text_that_could_hold_a_story_is_sealed_or_nobodys(service):
    for name, column in built(service).items():
        if isinstance(column.type, sa.Text) and name not in PLAIN_TEXT:
            assert written(service)[name] in ("sealed", "secret", "words"), name


def test_the_tables_of_every_service_are_written_once():
    told = tomllib.loads(PAGE.read_text())
    assert set(told) == {"every", *SERVICES} and set(told["every"]) == set(common.tables)


@pytest.mark.parametrize("service", SERVICES)
def test_no_index_is_the_beginning_of_another(service):
    """It would be written with every row and asked by nobody."""
    for table, made in tables_of(service).items():
        whole = [key_of(each) for each in (*unconditional(made.indexes), *made.constraints) if key_of(each)]
        for index in unconditional(made.indexes):
            columns = key_of(index)
            longer = [other for other in whole if other != columns and other[: len(columns)] == columns]
            assert not longer and whole.count(columns) == 1, f"{table}: {index.name}"


def unconditional(indexes):
    return [index for index in indexes if index.dialect_options["sqlite"]["where"] is None]


def key_of(what):
    is_key = isinstance(what, sa.Index | sa.UniqueConstraint | sa.PrimaryKeyConstraint)
    return [column.name for column in what.columns] if is_key else []
