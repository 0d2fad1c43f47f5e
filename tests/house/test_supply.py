"""What an installation is made of is written down, and what is known to be weak in it is not passed over."""

import json
import sys

import pytest

from deploy.supply.audit import answers, everything, judged
from deploy.supply.locks import SERVICES, lock_of, pinned
from deploy.supply.sbom import write

WANTED = {"flask": "3.1.3", "jinja2": "3.1.6"}
SOUND = [{"name": "flask", "version": "3.1.3", "vulns": []}, {"name": "jinja2", "version": "3.1.6", "vulns": []}]
WEAK = [SOUND[0], {"name": "jinja2", "version": "3.1.6", "vulns": [{"id": "PYSEC-2099-1"}]}]


@pytest.mark.parametrize("service", SERVICES)
def test_the_bill_of_materials_names_all_that_is_locked(service):
    bill = json.loads(write(service).read_text())
    named = {one["name"]: one["version"] for one in bill["components"]}
    assert bill["bomFormat"] == "CycloneDX" and named == pinned(lock_of(service))


def test_a_known_weakness_stops_the_check(capsys):
    assert judged(WANTED, SOUND) == 0 and capsys.readouterr().out == ""
    assert judged(WANTED, WEAK) == 1 and "PYSEC-2099-1" in capsys.readouterr().out


@pytest.mark.parametrize("asked", [[], [SOUND[0]], [SOUND[0], {"name": "jinja2", "skip_reason": "not found"}]])
def test_what_nobody_could_look_at_is_said_loudly(asked, capsys, monkeypatch):
    assert judged(WANTED, asked) == 0 and "NOT AUDITED" in capsys.readouterr().out
    monkeypatch.setenv("HOLDFAST_REQUIRE_AUDIT", "1")
    assert judged(WANTED, asked) == 1


def test_an_auditor_that_stumbles_has_looked_at_nothing():
    assert answers([sys.executable, "-c", "print('no network')"]) == []
    assert answers([sys.executable, "-c", "print('{}')"]) == []


def test_everything_we_stand_on_is_asked_about():
    assert {"flask", "sqlalchemy", "cryptography", "joserfc"} <= {name.lower() for name in everything()}
