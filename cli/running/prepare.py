"""What has to be there before anything starts."""

from collections.abc import Iterator

from cli.services import answer_of, start_service
from shared.kernel.settings import SERVICES, Settings
from shared.process.keys import make_keys, private_key


def have_keys(settings: Settings) -> None:
    """Demo makes its own on first start; elsewhere NoKeys says how to make them, for that is no small thing."""
    if settings.demo:
        make_keys(settings)
    private_key(settings)


def migrate_all() -> Iterator[tuple[str, str]]:
    """Each service and the version its database now has. All four at once: each has a database of its own."""
    started = [(service, start_service(service, "migrate")) for service in SERVICES]
    for service, process in started:
        yield service, str((answer_of(service, process) or {}).get("version"))
