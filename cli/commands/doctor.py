import sys
from collections.abc import Iterator
from typing import Any

import click
from rich.table import Table

from cli.installation import this_installation
from cli.running.ready import Door, look_at
from cli.say import in_words, out
from cli.services import ServiceSaid, answer_of, start_service
from shared.kernel.settings import SERVICES, Settings

STALE_SECONDS = 60
SPEAKS_EVERY = {"housekeeping": 3600}
MANY_BEHIND = 100


@click.command()
@in_words
def doctor() -> None:
    """Say what is configured, what can be reached, and who is behind.

    Looks at each service's database, at the bus, at the web processes, at the last sign of life of each part of the
    workers, at the mail server, and at settings that would tell too much in a message. Ends with status 1 when
    something needs you; every such line says what. What is only worth knowing, such as questions in turn that may
    take longer than an organisation promises, is said beside it.
    """
    settings = this_installation().settings
    told = dict(_ask_all())
    doors = {service: look_at(settings, service) for service in SERVICES}
    _say_configured(settings)
    out.print(_table(told, doors))
    for words in (words for service in SERVICES for words in _worth_knowing(service, told[service])):
        out.print(f"◦ {words}", markup=False)
    troubles = [words for service in SERVICES for words in _troubles(service, told[service], doors[service])]
    for words in troubles:
        out.print(f"• {words}", markup=False)
    if troubles:
        sys.exit(1)
    out.print("All is well.")


def _ask_all() -> Iterator[tuple[str, dict[str, Any]]]:
    started = [(service, start_service(service, "doctor")) for service in SERVICES]
    for service, process in started:
        try:
            yield service, answer_of(service, process)
        except ServiceSaid as trouble:
            yield service, {"database_trouble": str(trouble)}


def _say_configured(settings: Settings) -> None:
    database = "SQLite files" if settings.is_embedded else "PostgreSQL"
    bus = "Apache Kafka" if settings.kafka else "the local log"
    out.print(f"Data in {settings.home}; {database}; events through {bus}; {_mail(settings)}.", markup=False)


def _mail(settings: Settings) -> str:
    if settings.smtp_url:
        return "mail through an SMTP server"
    return "messages are shown on the terminal" if settings.demo else "no mail server yet"


def _table(told: dict[str, Any], doors: dict[str, Door]) -> Table:
    columns = ("service", "database", "events", "web", "worker", "not yet told", "not yet heard", "waiting")
    table = Table(*columns, box=None, pad_edge=False)
    for service in SERVICES:
        said = told[service]
        row = (
            said.get("database_trouble") or said.get("database", "?"),
            said.get("bus_trouble") or said.get("bus", "?"),
        )
        waiting = sum((said.get("parked") or {}).values())
        news = (str(said.get("unsent", "?")), str(said.get("behind", "?")))
        table.add_row(service, *row, doors[service].words, _worker(said), *news, str(waiting))
    return table


def _worker(said: dict[str, Any]) -> str:
    """Each part of the worker speaks for itself: one that lives says nothing of another."""
    beats = said.get("worker") or {}
    stopped = sorted(part for part, beat in beats.items() if beat["state"] != "running")
    quiet = sorted(part for part, beat in beats.items() if beat["age_seconds"] >= _patience_with(part))
    silent = [part for part in quiet if part not in stopped]
    words = [f"{word}: {', '.join(parts)}" for word, parts in (("stopped", stopped), ("silent", silent)) if parts]
    return "; ".join(words) or ("ok" if beats else "silent")


def _patience_with(part: str) -> int:
    return SPEAKS_EVERY.get(part, 0) + STALE_SECONDS


def _guards(service: str, said: dict[str, Any]) -> Iterator[str]:
    if trouble := said.get("wall_trouble"):
        yield f"{service}: {trouble}. See deploy/postgres/README.md."
    if late := said.get("unsealed"):
        yield f"{service}: {late} rows of the audit are not chained yet. Its worker does that each second."


def _worth_knowing(service: str, said: dict[str, Any]) -> Iterator[str]:
    yield from (f"{service}: {words}" for words in said.get("worth_knowing") or [])


def _troubles(service: str, said: dict[str, Any], door: Door) -> Iterator[str]:
    if trouble := said.get("database_trouble"):
        yield f"{service}: its database {trouble}. Is HOLDFAST_DATABASE_URL right, and was `holdfast migrate` run?"
    yield from _guards(service, said)
    if trouble := said.get("bus_trouble"):
        yield f"{service}: events {trouble}. Nothing is lost; they go out when the bus is back."
    if not door.is_open:
        yield f"{service}: its web process {door.words}. `holdfast run` starts it."
    if _worker(said) != "ok":
        yield f"{service}: its worker is {_worker(said)}; what that does waits. `holdfast run` starts it."
    if (said.get("oldest_unsent_seconds") or 0) > STALE_SECONDS:
        yield f"{service}: the oldest event still to be told is {said['oldest_unsent_seconds']:.0f} seconds old."
    if (said.get("behind") or 0) >= MANY_BEHIND:
        yield f"{service}: it has {said['behind']} events still to hear. If this number grows, its worker needs a look."
    if trouble := said.get("mail_trouble"):
        yield f"{service}: {trouble}"
    yield from (f"{service}: {words}" for words in said.get("telling_settings") or [])
    stuck = sum((said.get("parked") or {}).get(state, 0) for state in ("stuck", "dead"))
    if stuck:
        yield f"{service}: {stuck} events wait for you. `holdfast events dead-letters --service {service}` lists them."
