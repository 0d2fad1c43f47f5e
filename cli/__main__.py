"""The `holdfast` command."""

import click

from cli.commands.audit import audit
from cli.commands.bring_in import bring_in
from cli.commands.doctor import doctor
from cli.commands.events import events
from cli.commands.invite import invite
from cli.commands.keys import keys
from cli.commands.migrate import migrate
from cli.commands.organisation import organisation
from cli.commands.retention import retention
from cli.commands.returned import returned
from cli.commands.run import run
from cli.commands.token import token


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def main() -> None:
    """Holdfast: people in recovery, the coach who can walk beside them, and a first session soon.

    \b
    holdfast keys                               once: makes the keys of an installation
    holdfast run                                starts everything on this machine
    holdfast organisation add "Harbor House"    a place to bring people into
    holdfast invite --role intake --name Maren  prints a link with which Maren signs in, once
    holdfast import coaches roster.csv          your roster, as it is
    holdfast retention --dry-run                what has been kept long enough
    holdfast returned                           takes a mail that came back, from your mail server
    holdfast doctor                             what is configured, reachable, behind

    Settings come from the environment (HOLDFAST_HOME, HOLDFAST_PORT, …); docs/settings.md lists them. Messages go out
    once HOLDFAST_SMTP_URL names your mail server; until then they wait.
    """


for command in (run, organisation, invite, bring_in, token, doctor, events, migrate, keys, audit, retention, returned):
    main.add_command(command)

if __name__ == "__main__":
    main()
