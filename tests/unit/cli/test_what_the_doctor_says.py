from dataclasses import replace

import pytest

from cli.commands.doctor import _mail, _troubles, _worker, _worth_knowing
from cli.running.ready import Door
from shared.contracts.environment import settings_from_environment

OPEN = Door("notifications", True, "ok", "ok")
ALL_WELL = {"mail_trouble": None, "telling_settings": [], "behind": 3}


def parts(**ages):
    return {"worker": {name: {"state": "running", "age_seconds": age} for name, age in ages.items()}}


def said(**trouble):
    return list(_troubles("notifications", ALL_WELL | parts(relay=1) | trouble, OPEN))


def test_nothing_is_said_when_all_is_well():
    assert said() == []


def test_a_part_of_the_worker_that_is_silent_is_named_while_others_speak():
    told = parts(timers=2.0, relay=61.0, consumer=600.0)
    assert _worker(told) == "silent: consumer, relay"
    assert said(**told) == [
        "notifications: its worker is silent: consumer, relay; what that does waits. `holdfast run` starts it."
    ]


def test_a_part_that_stopped_is_named_and_so_is_one_that_is_silent():
    told = parts(relay=61.0) | {}
    told["worker"]["consumer"] = {"state": "stopped: too many dead letters", "age_seconds": 900.0}
    assert _worker(told) == "stopped: consumer; silent: relay"


def test_housekeeping_speaks_once_an_hour_and_a_worker_that_never_spoke_is_silent():
    assert _worker(parts(relay=1.0, housekeeping=3000.0)) == "ok"
    assert _worker(parts(relay=1.0, housekeeping=3700.0)) == "silent: housekeeping"
    assert _worker({}) == "silent"


def test_mail_that_cannot_go_out_and_settings_that_tell_too_much_are_trouble():
    assert said(mail_trouble="HOLDFAST_SMTP_URL is not set: messages wait.") == [
        "notifications: HOLDFAST_SMTP_URL is not set: messages wait."
    ]
    assert said(telling_settings=["HOLDFAST_SMTP_FROM: says too much."]) == [
        "notifications: HOLDFAST_SMTP_FROM: says too much."
    ]


def test_what_is_only_worth_knowing_is_no_trouble():
    known = {"worth_knowing": ["Somebody may wait."]}
    assert said(**known) == [] and list(_worth_knowing("matching", known)) == ["matching: Somebody may wait."]


def test_who_has_much_still_to_hear_is_named():
    assert "4000 events still to hear" in said(behind=4000)[0]


@pytest.mark.parametrize(("is_demo", "words"), [(True, "shown on the terminal"), (False, "no mail server yet")])
def test_messages_are_on_the_terminal_in_a_demo_alone(is_demo, words):
    settings = replace(settings_from_environment(), smtp_url=None, demo=is_demo)
    assert words in _mail(settings)
    assert "SMTP server" in _mail(replace(settings, smtp_url="smtp://localhost"))
