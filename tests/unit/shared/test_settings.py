from pathlib import Path

import pytest

from shared.contracts.environment import WrongSetting, settings_from_environment

PROVIDER = ("ISSUER", "CLIENT_ID", "CLIENT_SECRET", "ORGANISATION")


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
        ({"OIDC_ISSUER": "https://id.example.org", "OIDC_CLIENT_ID": "h"}, "HOLDFAST_OIDC_CLIENT_SECRET"),
        ({f"OIDC_{name}": "x" for name in PROVIDER}, "HOLDFAST_OIDC_ISSUER"),
    ],
)
def test_a_wrong_setting_is_named(told, given, named):
    with pytest.raises(WrongSetting, match=named):
        told(**given)


def test_an_identity_provider_is_told_of_whole_and_its_secret_is_not_printed(told):
    given = {f"OIDC_{name}": "x" for name in PROVIDER} | {"OIDC_ISSUER": "https://id", "OIDC_CLIENT_SECRET": "hush"}
    settings = told(**given, OIDC_SECOND_FACTOR="mfa otp")
    assert settings.openid.second_factor == ("mfa", "otp") and "hush" not in repr(settings)
