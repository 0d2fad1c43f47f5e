import click

from cli.installation import this_installation
from cli.say import in_words, out
from cli.services import ask_service
from shared.kernel.settings import SERVICES
from shared.process.keys import make_keys, renew


@click.group(invoke_without_command=True)
@click.pass_context
@in_words
def keys(context: click.Context) -> None:
    """Make the keys of a new installation.

    They seal what people tell you and sign every request. They are files under HOLDFAST_HOME/keys that only you can
    read: keep a copy in a safe place, for without them nothing sealed can ever be read again. Keys that are there are
    never touched.
    """
    if context.invoked_subcommand:
        return
    here = this_installation()
    made = make_keys(here.settings)
    out.print(f"Made in {here.settings.keys}." if made else f"All there already, in {here.settings.keys}.")


@keys.command()
@click.option("--go-on", is_flag=True, help="Make no new key: go on where an earlier renewal was stopped.")
@in_words
def rotate(go_on: bool) -> None:
    """Make a new sealing key, and seal everybody's own key with it.

    Processes that run go on using the older key for new people until they start again, so start them again and run
    `holdfast keys rotate --go-on` once more. Older keys stay in the file: backups need them. Marks by which people are
    found and the audit's chain have keys of their own, which stay.
    """
    if not go_on:
        out.print(f"New key: {renew(this_installation().settings)}. Keep a copy of the keys folder in a safe place.")
    for service in SERVICES:
        done = 0
        while True:
            told = ask_service(service, "rewrap")
            done += told["done"]
            out.print(f"{service:<14} {done} sealed anew, {told['left']} to go", markup=False)
            if not told["left"]:
                break
