"""The settings of the contract, read from the environment. A wrong one is named, in words."""

import ipaddress
from pathlib import Path
from urllib.parse import urlsplit

from environs import Env, EnvError, validate

from shared.kernel.settings import OpenId, Settings


class WrongSetting(ValueError):
    """Its words name the setting."""


def settings_from_environment() -> Settings:
    """Read HOLDFAST_*. `{service}` in the database URL stands for each service's own database."""
    try:
        settings = _read(Env(prefix="HOLDFAST_"))
    except EnvError as error:
        raise WrongSetting(str(error)) from None
    _demo_and_test_clock_stay_on_loopback(settings)
    _each_service_has_its_own_database(settings)
    _who_has_a_name_at_the_broker_has_a_password(settings)
    return settings


def _read(env: Env) -> Settings:
    port = env.int("PORT", 8000, validate=validate.Range(1, 65000))
    clock, authority = env.str("CLOCK", None), env.str("KAFKA_CA", None)
    return Settings(
        home=Path(env.str("HOME", None) or "var").absolute(),
        host=env.str("HOST", None) or "127.0.0.1",
        port=port,
        public_url=(env.str("PUBLIC_URL", None) or f"http://127.0.0.1:{port}").rstrip("/"),
        database_url=env.str("DATABASE_URL", None) or None,
        database_owner_url=env.str("DATABASE_OWNER_URL", None) or None,
        kafka=env.str("KAFKA", None) or None,
        kafka_user=env.str("KAFKA_USER", None) or None,
        kafka_password=env.str("KAFKA_PASSWORD", None) or None,
        kafka_tls=env.bool("KAFKA_TLS", False),
        kafka_ca=Path(authority) if authority else None,
        kafka_prefix=env.str("KAFKA_PREFIX", "holdfast"),
        kafka_session_seconds=env.float("KAFKA_SESSION_SECONDS", 45.0),
        smtp_url=env.str("SMTP_URL", None) or None,
        smtp_from=env.str("SMTP_FROM", "Alex <alex@localhost>"),
        sms_url=env.str("SMS_URL", None) or None,
        openid=_openid(env),
        clock=Path(clock) if clock else None,
        calendars_from_loopback=env.bool("CALENDARS_FROM_LOOPBACK", False),
        demo=env.bool("DEMO", False),
        threads=env.int("THREADS", 8, validate=validate.Range(1, 64)),
        workers=env.int("WORKERS", 1, validate=validate.Range(1, 64)),
        calls_a_minute=env.int("CALLS_A_MINUTE", 30_000, validate=validate.Range(0, 1_000_000)),
    )


def _openid(env: Env) -> OpenId | None:
    """All of it or nothing."""
    needed = ("ISSUER", "CLIENT_ID", "CLIENT_SECRET", "ORGANISATION")
    told = {name.lower(): env.str(f"OIDC_{name}", "").strip() for name in needed}
    if not any(told.values()):
        return None
    if missing := [f"HOLDFAST_OIDC_{name.upper()}" for name, value in told.items() if not value]:
        raise WrongSetting(f"{missing[0]} is missing: the settings of an identity provider go together.")
    if not (told["issuer"].startswith("https://") or _is_loopback_url(told["issuer"])):
        raise WrongSetting("HOLDFAST_OIDC_ISSUER begins with https://.")
    return OpenId(**told, second_factor=tuple(env.str("OIDC_SECOND_FACTOR", "").split()))


def _is_loopback_url(url: str) -> bool:
    return url.startswith("http://") and urlsplit(url).hostname in ("127.0.0.1", "localhost", "::1")


def _demo_and_test_clock_stay_on_loopback(settings: Settings) -> None:
    if not _is_loopback(settings.host) and (settings.demo or settings.clock):
        raise WrongSetting("HOLDFAST_DEMO and HOLDFAST_CLOCK are for loopback only: see HOLDFAST_HOST.")
    if settings.calendars_from_loopback and not (settings.demo or settings.clock):
        raise WrongSetting("HOLDFAST_CALENDARS_FROM_LOOPBACK is for tests and demos: see HOLDFAST_DEMO.")


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        raise WrongSetting("HOLDFAST_HOST is an address to listen on: 127.0.0.1, or 0.0.0.0 for all.") from None


def _each_service_has_its_own_database(settings: Settings) -> None:
    urls = {"HOLDFAST_DATABASE_URL": settings.database_url, "HOLDFAST_DATABASE_OWNER_URL": settings.database_owner_url}
    for name, url in urls.items():
        if url is not None and "{service}" not in url:
            raise WrongSetting(f"{name} needs {{service}} in its database name: each service has its own.")


def _who_has_a_name_at_the_broker_has_a_password(settings: Settings) -> None:
    if bool(settings.kafka_user) != bool(settings.kafka_password):
        raise WrongSetting("HOLDFAST_KAFKA_USER and HOLDFAST_KAFKA_PASSWORD go together.")
