from typing import Any

import click

from cli.say import in_words, out
from cli.services import ask_service
from shared.kernel.settings import SERVICES

of_service = click.option("--service", required=True, type=click.Choice(SERVICES), help="Whose.")


@click.group()
def events() -> None:
    """What the services told one another, and what did not arrive.

    Every change is told as an event. An event that a service cannot handle waits with those behind it of the same
    person or match; `dead-letters` lists them, and `replay` has them tried again once the cause is mended. Only ids,
    times and states are ever shown.
    """


@events.command("list")
@of_service
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 1000))
@in_words
def list_(service: str, limit: int) -> None:
    """List the newest events a service said, and whether they went out."""
    told = ask_service(service, "events", "list", "--limit", str(limit))["items"]
    _show(told, ("position", "time", "type", "partitionkey", "sent_at", "refused"))


@events.command("dead-letters")
@of_service
@in_words
def dead_letters(service: str) -> None:
    """List the events a service could not handle, and why."""
    told = ask_service(service, "events", "dead-letters")["items"]
    _show(told, ("position", "since", "topic", "event_type", "key", "state", "attempts", "reason"))


@events.command()
@of_service
@click.option("--position", type=int, help="Only this one, as `dead-letters` numbers it.")
@in_words
def replay(service: str, position: int | None) -> None:
    """Let a service try its dead letters again."""
    which = [] if position is None else ["--position", str(position)]
    told = ask_service(service, "events", "replay", *which)["replayed"]
    out.print(f"{told} will be tried again by the worker of {service}.")


@events.command()
@of_service
@in_words
def resend(service: str) -> None:
    """Have a service say the present state of everything again.

    For a consumer that is new, or has lost its own copy. Those who know it already ignore it.
    """
    told = ask_service(service, "events", "resend")["resent"]
    out.print(f"{service} says {told} things again.")


def _show(items: list[dict[str, Any]], columns: tuple[str, ...]) -> None:
    """Whole ids and times, whatever the width of the terminal: they are there to be copied."""
    if not items:
        out.print("None.")
        return
    rows = [columns, *(tuple("" if item.get(name) is None else str(item[name]) for name in columns) for item in items)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(columns))]
    for row in rows:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
