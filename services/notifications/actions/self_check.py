"""Whether messages could go out from here, and say nothing they should not."""

from datetime import UTC, datetime
from email.utils import parseaddr

from services.notifications.domain.lint import lint
from services.notifications.senders.accounts import WrongAccount, accounts_of
from services.notifications.senders.choose import sender_for
from services.notifications.senders.mime import WrongSender, as_bytes
from services.notifications.senders.port import Mail
from services.notifications.senders.smtp import WrongAddress
from shared.kernel.settings import Settings

FIRST_OF_ALL = datetime(2026, 1, 1, tzinfo=UTC)


def troubles(settings: Settings) -> dict[str, object]:
    """None and an empty list when all is well."""
    told = {"mail_trouble": _mail_trouble(settings), "text_trouble": _text_trouble(settings)}
    return told | {"telling_settings": telling_settings(settings)}


def telling_settings(settings: Settings) -> list[str]:
    """A link or a sender that tells too much is refused with every message: better said before the first."""
    name, address = parseaddr(settings.smtp_from)
    told = {"HOLDFAST_PUBLIC_URL": f"{settings.public_url}/", "HOLDFAST_SMTP_FROM": f"{name} {address}"}
    return [f"{setting}: {words}" for setting, said in told.items() for words in lint(said)]


def _unwritable(settings: Settings) -> str | None:
    """One mail, written as all are and sent to nobody."""
    told = {"to": "sam@example.org", "message_id": "<check@localhost>", "at": FIRST_OF_ALL, "subject": "Hi"}
    try:
        as_bytes(Mail(**told, sender=settings.smtp_from, text="Hi", html="<p>Hi</p>"))
    except WrongSender as error:
        return str(error)
    return None


def _mail_trouble(settings: Settings) -> str | None:
    try:
        sender = sender_for(settings)
    except (WrongAddress, WrongAccount) as error:
        return str(error)
    if sender is None:
        return "HOLDFAST_SMTP_URL is not set: messages wait."
    if words := _unwritable(settings):
        return words
    is_ready = sender.ready()
    sender.close()
    return None if is_ready else "The mail server cannot be reached, or does not let us in."


def _text_trouble(settings: Settings) -> str | None:
    """Texts may well be left out; an account that cannot be read is trouble."""
    try:
        accounts_of(settings.sms_url)
    except WrongAccount as error:
        return str(error)
    return None
