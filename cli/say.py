"""What the command line says, and how it says no."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import click
from rich.console import Console

from cli.installation import NoOrganisation
from cli.services import ServiceSaid
from services.portal.clients.transport import Away, Declined
from shared.contracts.environment import WrongSetting
from shared.process.keys import NoKeys

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)
EXPECTED = (NoOrganisation, NoKeys, WrongSetting, ServiceSaid, Away, Declined)


def in_words(command: Callable[..., Any]) -> Callable[..., Any]:
    """What may be expected to go wrong ends in a sentence and a status (1, or the service's), never in a traceback."""

    @wraps(command)
    def spoken(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except EXPECTED as error:
            trouble = click.ClickException(_words(error))
            trouble.exit_code = getattr(error, "exit_status", 1)
            raise trouble from None
        except KeyboardInterrupt:
            raise click.ClickException(
                "Stopped. What was done stays done; the same command goes on from there."
            ) from None

    return spoken


def _words(error: Exception) -> str:
    fields = getattr(error, "errors", {})
    return "\n".join([str(error), *(f"  {name}: {' '.join(words)}" for name, words in fields.items())])
