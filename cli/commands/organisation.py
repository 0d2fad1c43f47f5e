import click

from cli.installation import this_installation
from cli.say import in_words, out


@click.group()
def organisation() -> None:
    """Organisations: each with people, settings and records of its own."""


@organisation.command()
@click.argument("name")
@in_words
def add(name: str) -> None:
    """Add an organisation and print its id.

    From now on the other commands speak for it, unless told otherwise with --organisation. The services make its
    settings when they first hear of it.
    """
    click.echo(this_installation().add_organisation(name.strip()))


@organisation.command("list")
@in_words
def list_() -> None:
    """List the organisations this command line knows; the star marks the one it speaks for."""
    here = this_installation()
    for organisation_id, name in here.known.get("organisations", {}).items():
        star = "*" if organisation_id == here.known.get("default") else " "
        out.print(f"{star} {organisation_id}  {name}", markup=False)
