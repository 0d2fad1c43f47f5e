import signal
import socket
import sys

import click
from honcho.manager import Manager
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from cli.demo.load import Demo, steps
from cli.installation import Installation, this_installation
from cli.running.prepare import have_keys, migrate_all
from cli.running.printed import QuietPrinter
from cli.running.processes import Processes
from cli.running.ready import wait_until_ready
from cli.running.signs import say_links, say_where
from cli.say import EXPECTED, in_words, out
from shared.kernel.settings import SERVICES, Settings

BY_SIGNAL = (130, 143)


@click.command()
@in_words
def run() -> None:
    """Start everything on this machine: portal, three services and four workers.

    Brings the databases up to date, waits until all answer, and says where to go. Everyday lines of the log go to
    HOLDFAST_HOME/log; messages and trouble are shown here. Ctrl-C stops everything; starting again keeps all data.

    With HOLDFAST_DEMO=1 (what `make run` sets) keys are made on the first start and an invented organisation is entered
    through the services' own doors: twelve coaches, forty people, a few requests, and a session ahead. Elsewhere, make
    keys first with `holdfast keys`.
    """
    here = this_installation()
    have_keys(here.settings)
    _find_doors_free(here.settings)
    for service, _ in migrate_all():
        out.print(f"{service} is up to date.")
    printer = QuietPrinter(sys.stdout, here.settings.home / "log")
    manager = Processes(printer, lambda: _welcome(here, manager))
    signal.signal(signal.SIGHUP, lambda *_: manager.terminate())  # the terminal was closed
    manager.loop()
    printer.close()
    if manager.returncode not in (0, *BY_SIGNAL):
        raise click.ClickException(f"A process ended by itself. Why stands above, or in {here.settings.home / 'log'}.")


def _find_doors_free(settings: Settings) -> None:
    for service in SERVICES:
        with socket.socket() as door:
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                door.bind((settings.host, settings.port_of(service)))
            except OSError:
                port = settings.port_of(service)
                words = f"Something else uses port {port} ({service}). HOLDFAST_PORT chooses four others."
                raise click.ClickException(words) from None


def _welcome(here: Installation, manager: Manager) -> None:
    """Beside the processes: when all stand, enter the invented people if asked to, and say where to go."""
    waiting = wait_until_ready(here.settings)
    for door in waiting:
        out.print(f"{door.service} is not ready: it {door.words}; its worker: {door.worker}.", markup=False)
    if waiting or manager.is_stopping:
        return
    try:
        demo = _enter(here) if here.settings.demo else None
        say_where(here.settings)
        if demo:
            say_links(demo.made)
    except EXPECTED as error:
        if not manager.is_stopping:
            out.print(f"{error} Everything runs on; start again to go on from there.", markup=False)


def _enter(here: Installation) -> Demo:
    demo = Demo(here)
    if demo.made.get("complete"):
        return demo
    todo = list(steps(demo))
    columns = (TextColumn("Entering an invented organisation: {task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=out) as progress:
        task = progress.add_task("", total=len(todo))
        for words, step in todo:
            progress.update(task, description=words)
            step()
            progress.advance(task)
    demo.once("complete", lambda _: True)
    return demo
