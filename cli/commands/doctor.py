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


@click.command()
@in_words
def doctor() -> None:
    """Say what is configured, what can be reached, and who is behind.

    Looks at each service's database, at the bus, at the web processes and at the workers' last sign of life. Ends with
    status 1 when something needs you; every such line says what.
    """
    settings = this_installation().settings
    told = dict(_ask_all())
    doors = {service: look_at(settings, service) for service in SERVICES}
    _say_configured(settings)
    out.print(_table(told, doors))
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
    mail = "an SMTP server" if settings.smtp_url else "nobody: messages are shown on the terminal"
    out.print(f"Data in {settings.home}; {database}; events through {bus}; mail through {mail}.", markup=False)


def _table(told: dict[str, Any], doors: dict[str, Door]) -> Table:
    table = Table("service", "database", "events", "web", "worker", "not yet told", "waiting", box=None, pad_edge=False)
    for service in SERVICES:
        said = told[service]
        row = (
            said.get("database_trouble") or said.get("database", "?"),
            said.get("bus_trouble") or said.get("bus", "?"),
        )
        waiting = sum((said.get("parked") or {}).values())
        table.add_row(service, *row, doors[service].words, _worker(said), str(said.get("unsent", "?")), str(waiting))
    return table


def _worker(said: dict[str, Any]) -> str:
    beats = said.get("worker") or {}
    if any(beat["state"] != "running" for beat in beats.values()):
        return "stopped"
    return "ok" if any(beat["age_seconds"] < STALE_SECONDS for beat in beats.values()) else "silent"


def _troubles(service: str, said: dict[str, Any], door: Door) -> Iterator[str]:
    if trouble := said.get("database_trouble"):
        yield f"{service}: its database {trouble}. Is HOLDFAST_DATABASE_URL right, and was `holdfast migrate` run?"
    if trouble := said.get("bus_trouble"):
        yield f"{service}: events {trouble}. Nothing is lost; they go out when the bus is back."
    if not door.is_open:
        yield f"{service}: its web process {door.words}. `holdfast run` starts it."
    if _worker(said) != "ok":
        yield f"{service}: its worker is {_worker(said)}, so nothing is sent or heard. `holdfast run` starts it."
    if (said.get("oldest_unsent_seconds") or 0) > STALE_SECONDS:
        yield f"{service}: the oldest event still to be told is {said['oldest_unsent_seconds']:.0f} seconds old."
    stuck = sum((said.get("parked") or {}).get(state, 0) for state in ("stuck", "dead"))
    if stuck:
        yield f"{service}: {stuck} events wait for you. `holdfast events dead-letters --service {service}` lists them."
