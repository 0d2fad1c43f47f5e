"""`python -m services.portal …`; beside what every service does, `link` makes a one-time sign-in link."""

import argparse
import sys

from services.portal.accounts.links import make_link
from services.portal.accounts.people import ORDER, invite
from shared.db.desk import Desk
from shared.db.transaction import transaction
from shared.kernel.actor import Actor
from shared.process.command import main


def link(desk: Desk, given: argparse.Namespace) -> dict[str, str]:
    if not (given.person and given.role and given.organisation):
        sys.exit("link: please say --person, --role and --organisation.")
    actor = Actor(person="portal", role="service", organisation=given.organisation)
    with transaction(desk, actor) as tx:
        invite(tx, given.person, role=given.role, language=given.language, time_zone=given.time_zone)
        secret = make_link(tx, given.person, role=given.role)
    return {"url": f"{desk.settings.public_url}/in/{secret}"}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--person", metavar="ID", help="link: who is to sign in")
    parser.add_argument("--role", choices=ORDER, help="link: as what")
    parser.add_argument("--organisation", metavar="ID", help="link: where")
    parser.add_argument("--language", default="en", help="link: of an account that is not there yet")
    parser.add_argument("--time-zone", default="America/New_York", help="link: of an account that is not there yet")


if __name__ == "__main__":
    main("portal", more={"link": link}, arguments=arguments)
