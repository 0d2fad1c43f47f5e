from pathlib import Path

import pytest

from shared.contracts.environment import WrongSetting, settings_from_environment


@pytest.fixture
def told(monkeypatch):
    def read(**given):
        for name, value in given.items():
            monkeypatch.setenv(f"HOLDFAST_{name}", value)
        return settings_from_environment()

    return read


def test_nothing_told_means_this_machine_alone(told):
    settings = told()
    assert (settings.host, settings.port, settings.is_embedded, settings.demo) == ("127.0.0.1", 8000, True, False)
    assert settings.url_of("notifications") == "http://127.0.0.1:8003"
    assert settings.database_of("matching") == f"sqlite:///{Path.cwd() / 'var' / 'matching'}.db"


def test_each_service_has_a_database_of_its_own_on_the_server_too(told):
    settings = told(DATABASE_URL="postgresql://holdfast@/holdfast_{service}?host=/tmp")
    assert settings.database_of("matching") == "postgresql://holdfast@/holdfast_matching?host=/tmp"


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"PORT": "eighty"}, "HOLDFAST_PORT"),
        ({"PORT": "0"}, "HOLDFAST_PORT"),
        ({"DEMO": "perhaps"}, "HOLDFAST_DEMO"),
        ({"DATABASE_URL": "postgresql://holdfast@/holdfast"}, "HOLDFAST_DATABASE_URL"),
        ({"HOST": "0.0.0.0", "DEMO": "1"}, "HOLDFAST_HOST"),
        ({"HOST": "192.0.2.1", "CLOCK": "/tmp/clock"}, "HOLDFAST_CLOCK"),
        ({"HOST": "my house"}, "HOLDFAST_HOST"),
        ({"CALENDARS_FROM_LOOPBACK": "1"}, "HOLDFAST_CALENDARS_FROM_LOOPBACK"),
    ],
)
def test_a_wrong_setting_is_named(told, given, named):
    with pytest.raises(WrongSetting, match=named):
        told(**given)
