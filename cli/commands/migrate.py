import click

from cli.running.prepare import migrate_all
from cli.say import in_words, out


@click.command()
@in_words
def migrate() -> None:
    """Bring the databases of all four services up to date.

    Each service brings up its own. Safe to run again, and while an earlier version is still running.
    """
    for service, version in migrate_all():
        out.print(f"{service:<14} {version}", markup=False)
