"""Whether messages could go out from here, and say nothing they should not."""

from email.utils import parseaddr

from services.notifications.domain.lint import lint
from services.notifications.senders.choose import sender_for
from services.notifications.senders.smtp import WrongAddress
from shared.kernel.settings import Settings


def troubles(settings: Settings) -> dict[str, object]:
    """None and an empty list when all is well."""
    return {"mail_trouble": _mail_trouble(settings), "telling_settings": telling_settings(settings)}


def telling_settings(settings: Settings) -> list[str]:
    """A link or a sender that tells too much is refused with every message: better said before the first."""
    name, address = parseaddr(settings.smtp_from)
    told = {"HOLDFAST_PUBLIC_URL": f"{settings.public_url}/", "HOLDFAST_SMTP_FROM": f"{name} {address}"}
    return [f"{setting}: {words}" for setting, said in told.items() for words in lint(said)]


def _mail_trouble(settings: Settings) -> str | None:
    try:
        sender = sender_for(settings)
    except WrongAddress as error:
        return str(error)
    if sender is None:
        return "HOLDFAST_SMTP_URL is not set: messages wait."
    is_ready = sender.ready()
    sender.close()
    return None if is_ready else "The mail server cannot be reached, or does not let us in."
