"""`python -m services.NAME …`: what touches a service's database is started here, one process a deed."""

import argparse
import importlib
import json
import sys
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from shared.contracts.environment import WrongSetting
from shared.db.desk import Desk
from shared.db.migrate import draft, head_trouble, migrate
from shared.process import doctor, ledger, news, retention, rewrap
from shared.process.install import desk_of
from shared.process.keys import NoKeys
from shared.process.log import speak_in_ids
from shared.process.web import serve
from shared.process.worker import work

Deed = Callable[[Desk, argparse.Namespace], object]
Deeds = dict[str, Deed]

COMMON: Deeds = {
    "web": lambda desk, given: serve(of_a_known_version(desk)),
    "worker": lambda desk, given: work(of_a_known_version(desk), _module(desk, "worker").WORK),
    "migrate": lambda desk, given: draft(desk, given.draft) if given.draft else {"version": migrated(desk)},
    "doctor": lambda desk, given: doctor.look(desk),
    "events": lambda desk, given: news.do(desk, given),
    "rewrap": lambda desk, given: rewrap.do(desk, given),
    "audit": lambda desk, given: ledger.do(desk, given),
    "retention": lambda desk, given: retention.do(desk, given),
}


class WrongVersion(Exception):
    """Its words say what to do."""


def of_a_known_version(desk: Desk) -> Desk:
    """Refuse to start on a database we do not know. One that is away may come back: then we wait for it."""
    try:
        trouble = head_trouble(desk)
    except SQLAlchemyError:
        return desk
    if trouble:
        raise WrongVersion(f"The database of {desk.name} is {trouble}. `holdfast migrate` brings it up to date.")
    return desk


def migrated(desk: Desk) -> str:
    """By the owner of the tables; the role that the service works as is let in, and is bound by their walls."""
    works_as, owns = (make_url(desk.settings.database_of(desk.name)).username, desk.engine.url.username)
    return migrate(desk, application=works_as if works_as != owns else None)


def _module(desk: Desk, name: str) -> Any:
    return importlib.import_module(f"services.{desk.name}.{name}")


EXPECTED = (WrongSetting, NoKeys, WrongVersion)


def main(
    service: str,
    more: Deeds | None = None,
    arguments: Callable[..., None] | None = None,
    alone: dict[str, Callable[[argparse.Namespace], object]] | None = None,
) -> None:
    """Answers are one line of JSON on stdout; trouble is a sentence on stderr and a status other than 0. What is done
    `alone` finds out first whether it needs a desk.
    """
    deeds, alone = COMMON | (more or {}), alone or {}
    given = _parser(service, [*deeds, *alone], arguments).parse_args()
    speak_in_ids(service=service)
    try:
        if given.deed in alone:
            answer = alone[given.deed](given)
        else:
            answer = deeds[given.deed](desk_of(service, as_owner=given.deed == "migrate"), given)
    except EXPECTED as error:
        sys.exit(str(error))
    if answer is not None:
        sys.stdout.write(json.dumps(answer, default=str) + "\n")


def _parser(service: str, deeds: Sequence[str], arguments: Callable[..., None] | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"python -m services.{service}")
    parser.add_argument("deed", choices=sorted(deeds))
    parser.add_argument("--draft", metavar="WORDS", help="migrate: write a new revision instead")
    parser.add_argument("what", nargs="?", choices=[*news.WHAT, *ledger.WHAT], help="events, audit: what of it")
    news.add_arguments(parser)
    ledger.add_arguments(parser)
    rewrap.add_arguments(parser)
    retention.add_arguments(parser)
    if arguments:
        arguments(parser)
    return parser
