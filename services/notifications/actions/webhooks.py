"""What providers send us. Whoever cannot sign is turned away before a word is read."""

import time
from collections.abc import Mapping
from dataclasses import dataclass

from services.notifications.actions.receipts import take_receipt
from services.notifications.actions.texts_in import take_text
from services.notifications.senders.accounts import Account, WrongAccount, accounts_of
from services.notifications.senders.signatures import is_signed, is_signed_by_twilio
from shared.db.desk import Desk
from shared.kernel.errors import Forbidden, Invalid, Unauthenticated

SIGNATURES = {"gateway": "X-Signature", "twilio": "X-Twilio-Signature"}
UNSIGNED = "This needs the provider's signature."
FORGED = "This signature is not the provider's."
INCOMPLETE = "Some fields need another look."
TWILIO_STATES = {"delivered": "delivered", "undelivered": "undelivered", "failed": "undelivered"}


@dataclass(frozen=True)
class Knock:
    """A request as it came. `path` with its query; `form` where it is one."""

    headers: Mapping[str, str]
    path: str
    url: str
    body: bytes
    form: Mapping[str, str]
    json: object


def hear_text(desk: Desk, knock: Knock) -> None:
    account = _signer(desk, knock, None)
    if account.shape == "twilio":
        id, number, text = _fields(knock.form, "MessageSid", "From", "Body")
    else:
        id, number, text = _fields(knock.json, "id", "from", "text")
    take_text(desk, provider=account.provider, id=id, number=number, text=text)


def hear_receipt(desk: Desk, knock: Knock, *, provider: str, reference: str | None) -> None:
    account = _signer(desk, knock, provider)
    if account.shape == "twilio":
        id, state = _fields(knock.form, "MessageSid", "MessageStatus")
        code, state = knock.form.get("ErrorCode"), TWILIO_STATES.get(state, "on_its_way")
    else:
        id, state, reference = _fields(knock.json, "id", "state", "reference")
        code = knock.json.get("code") if isinstance(knock.json, dict) else None
    take_receipt(desk, account=account, id=id, state=state, reference=reference or "", code=code)


def _signer(desk: Desk, knock: Knock, provider: str | None) -> Account:
    """Which of our providers this is. An unknown one cannot sign either."""
    names = [provider] if provider in SIGNATURES else list(SIGNATURES) if provider is None else []
    if not any(SIGNATURES[name] in knock.headers for name in names):
        raise Unauthenticated(UNSIGNED)
    for account in _accounts(desk):
        if account.shape in names and _is_by(account, knock, desk.settings.public_url):
            return account
    raise Forbidden(FORGED)


def _accounts(desk: Desk):
    try:
        return accounts_of(desk.settings.sms_url)
    except WrongAccount:
        return ()


def _is_by(account: Account, knock: Knock, public_url: str) -> bool:
    header = knock.headers.get(SIGNATURES[account.shape])
    if header is None:
        return False
    if account.shape == "gateway":
        return is_signed(account.secret, header, knock.body, now=time.time())
    urls = (knock.url, public_url + knock.path)
    return any(is_signed_by_twilio(account.secret, header, url, knock.form) for url in urls)


def _fields(said: object, *names: str) -> list[str]:
    given = said if isinstance(said, Mapping) else {}
    missing = {name: ["Please give this."] for name in names if not isinstance(given.get(name), str)}
    if missing:
        raise Invalid(INCOMPLETE, errors=missing)
    return [given[name] for name in names]
