import click

from cli.installation import this_installation
from cli.say import in_words, out
from shared.process.keys import make_keys


@click.command()
@in_words
def keys() -> None:
    """Make the keys of a new installation.

    They seal what people tell you and sign every request. They are files under HOLDFAST_HOME/keys that only you can
    read: keep a copy in a safe place, for without them nothing sealed can ever be read again. Keys that are there are
    never touched.
    """
    here = this_installation()
    made = make_keys(here.settings)
    out.print(f"Made in {here.settings.keys}." if made else f"All there already, in {here.settings.keys}.")
