import click

from cli.installation import this_installation
from cli.say import in_words
from shared.kernel.actor import ROLES, Actor


@click.command()
@click.option("--role", required=True, type=click.Choice(sorted(ROLES)), help="As what to enter.")
@click.option("--person", metavar="ID", help="As whom. Without it: this command line itself.")
@click.option("--organisation", metavar="ID", help="Where. Without it: the organisation added last.")
@click.option("--minutes", default=60, show_default=True, type=click.IntRange(1, 24 * 60), help="For how long.")
@in_words
def token(role: str, person: str | None, organisation: str | None, minutes: int) -> None:
    """Print a token, for whoever can read the key.

    It opens the services' HTTP APIs, for scripts and for looking around:

    \b
    curl -H "Authorization: Bearer $(holdfast token --role intake)" http://127.0.0.1:8001/v1/coaches
    """
    here = this_installation()
    actor = Actor(person or here.operator, role, here.organisation(organisation))
    click.echo(here.token(actor, minutes=minutes))
