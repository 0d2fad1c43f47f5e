"""Keys: none by default, renewed without losing a word, and what finds people stays."""

import argparse
import json

import pytest

from shared.db.common import person_keys
from shared.db.desk import make_desk
from shared.db.transaction import reading, transaction
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.kernel.settings import Settings
from shared.process import rewrap
from shared.process.install import desk_of
from shared.process.keys import NoKeys, load_sealer, make_keys, renew

HARBOUR = new_id()
NOOR = Actor(new_id(), "intake", HARBOUR)
ALL = argparse.Namespace(most=20_000)


@pytest.fixture
def home(desk, tmp_path):
    """The same rows, at an installation with keys of its own."""
    told = Settings(home=tmp_path / "own")
    make_keys(told)
    return told, lambda: make_desk(desk.name, desk.engine, desk.clock, load_sealer(told, desk.name), told)


def sealed_by(desk, people):
    with transaction(desk, NOOR) as tx:
        return {person: tx.seal(person, f"story of {person}", place="notes", row=person) for person in people}


def opened(desk, kept):
    with reading(desk, NOOR) as rx:
        return all(rx.unseal(p, text, place="notes", row=p) == f"story of {p}" for p, text in kept.items())


def wrapped(desk):
    with reading(desk, NOOR) as rx:
        return [row["wrapped"] for row in rx.rows(person_keys)]


def test_a_new_key_seals_everybodys_own_anew_and_opens_all_they_ever_told(home):
    settings, at_work = home
    kept = sealed_by(at_work(), [new_id() for _ in range(7)])
    mark = at_work().sealer.blind("ada", purpose="x")
    assert renew(settings) == "k2"
    assert rewrap.do(at_work(), ALL) == {"done": 7, "left": 0} and rewrap.do(at_work(), ALL) == {"done": 0, "left": 0}
    assert all(each.startswith("v1.k2.") for each in wrapped(at_work()))
    assert opened(at_work(), kept) and at_work().sealer.blind("ada", purpose="x") == mark


def test_a_process_that_started_before_reads_what_the_new_key_seals(home):
    settings, at_work = home
    before = at_work()
    sealed_by(before, [new_id()])
    renew(settings)
    kept = sealed_by(at_work(), [new_id()])
    assert opened(before, kept)


def test_a_renewal_that_was_stopped_goes_on_and_the_erased_stay_erased(home):
    settings, at_work = home
    people = [new_id() for _ in range(5)]
    sealed_by(at_work(), people)
    with transaction(at_work(), NOOR) as tx:
        tx.shred(people[0])
    renew(settings)
    rewrap.TOGETHER, before = 2, rewrap.TOGETHER
    try:
        assert rewrap.do(at_work(), argparse.Namespace(most=2)) == {"done": 2, "left": 2}
    finally:
        rewrap.TOGETHER = before
    assert rewrap.do(at_work(), ALL) == {"done": 2, "left": 0}
    assert wrapped(at_work()).count(None) == 1


def test_marks_made_before_their_key_had_a_file_are_still_found(tmp_path):
    settings = Settings(home=tmp_path)
    make_keys(settings)
    told = json.loads((settings.keys / "sealing.json").read_text())
    (settings.keys / "marking.json").unlink()
    make_keys(settings)
    assert json.loads((settings.keys / "marking.json").read_text())["key"] == told["keys"]["k1"]


@pytest.mark.parametrize("name", ["sealing.json", "marking.json", "audit.json"])
def test_nothing_starts_without_its_keys(tmp_path, name):
    settings = Settings(home=tmp_path)
    make_keys(settings)
    (settings.keys / name).unlink()
    with pytest.raises(NoKeys, match=name):
        desk_of("matching", settings)


def test_keys_are_for_their_owner_alone(tmp_path):
    settings = Settings(home=tmp_path)
    make_keys(settings), renew(settings)
    assert {oct(path.stat().st_mode & 0o777) for path in settings.keys.iterdir()} == {"0o600"}
