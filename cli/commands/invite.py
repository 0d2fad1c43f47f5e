import hashlib
import json
from typing import Any

import click

from cli.installation import Doors, Installation, this_installation
from cli.say import err, in_words
from cli.services import ask_service
from services.portal.clients.transport import Found
from shared.kernel.actor import OVERSEE, STAFF

WALKING = ("coach", "member")
ROLES = ("intake", "supervisor", "admin", *WALKING)
GOOD_FOR = "Good once, for a quarter of an hour. The same command makes a new one."


@click.command()
@click.option("--role", required=True, type=click.Choice(ROLES), help="As what they sign in.")
@click.option("--name", help="What others call them. For staff, and for a coach who is here already.")
@click.option("--person", metavar="ID", help="Whose link, when they are here already. For a member the only way.")
@click.option("--language", default="en", show_default=True, help="Of a new account.")
@click.option("--time-zone", default="America/New_York", show_default=True, help="Of a new account.")
@click.option("--organisation", metavar="ID", help="Where. Without it: the organisation added last.")
@in_words
def invite(
    role: str, name: str | None, person: str | None, language: str, time_zone: str, organisation: str | None
) -> None:
    """Print a one-time link with which somebody signs in.

    \b
    holdfast invite --role intake --name Maren        staff: entered the first time, known again after that
    holdfast invite --role coach --name Bobby         a coach of your roster
    holdfast invite --role member --person ID         a member; GET /v1/referrals (see `holdfast token`) has their id

    Give the link to that person and to nobody else: who opens it first is signed in. Of two staff of one name, give
    one another name (Maren B.). `holdfast run` must be running.
    """
    if bool(name) == bool(person):
        raise click.ClickException("Please say who: either --name or --person.")
    here = this_installation()
    doors = here.as_role("admin", organisation=organisation)
    said = {"display_name": (name or "").strip(), "language": language, "time_zone": time_zone}
    someone = _known(doors, role, person) if person else _named(here, doors, role, said)
    if role in OVERSEE:
        doors.notifications.keep_digest(str(someone["id"]), wanted=True)
    click.echo(link(someone, role, doors.actor.organisation))
    err.print(GOOD_FOR)


def link(someone: Found, role: str, organisation: str) -> str:
    """The portal makes the account too, if matching's word of this person has not come there yet."""
    who = ("--person", str(someone["id"]), "--role", role, "--organisation", organisation)
    how = ("--language", str(someone["language"]), "--time-zone", str(someone["time_zone"]))
    return str(ask_service("portal", "link", *who, *how)["url"])


def _known(doors: Doors, role: str, person: str) -> Found:
    """Coaches and members are asked for, so that no link is made for nobody. Staff are known by their names alone."""
    if role == "coach":
        return doors.matching.coach(person)
    if role == "member":
        return doors.matching.member(person)
    named = doors.matching.names([person])["items"]
    if not named or not {"staff"} & set(named[0]["kinds"]):
        raise click.ClickException("Nobody of the staff has this id here.")
    return {"id": person, "language": "en", "time_zone": "America/New_York"}


def _named(here: Installation, doors: Doors, role: str, said: Found) -> Found:
    if role in STAFF:
        return said | {"id": _staff(here, doors, said)}
    if role == "member":
        raise click.ClickException("Names are not enough to tell members apart: please give --person ID.")
    found = [coach for coach in doors.matching.coaches() if coach["display_name"] == said["display_name"]]
    if not found:
        raise click.ClickException("No coach is called so here.")
    if found[1:]:
        ids = " ".join(str(coach["id"]) for coach in found)
        raise click.ClickException(f"Several coaches are called so. Please say which, with --person: {ids}")
    return found[0]


def _staff(here: Installation, doors: Doors, said: Found) -> str:
    """Entered once. The notebook keeps the id under a mark of organisation and name, and no name."""
    mark = _mark(doors.actor.organisation, said["display_name"])
    staff: dict[str, Any] = here.known.setdefault("staff", {})
    if mark not in staff:
        staff[mark] = doors.matching.register_staff(said, key=_mark(mark, said))["id"]
        here.keep()
    return str(staff[mark])


def _mark(*said: object) -> str:
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
