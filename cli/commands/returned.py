import click

from cli.say import in_words, out
from cli.services import ask_service


@click.command()
@in_words
def returned() -> None:
    """Take a mail that came back, from stdin: a delivery report (RFC 3464).

    Let the mailbox of HOLDFAST_SMTP_FROM hand each mail to this. Where a report says that a message of ours failed for
    good, it goes the next way, or somebody is asked to ring. Every other mail is let go.
    """
    out.print(f"{ask_service('notifications', 'returned')['returned']} of our messages came back.")
