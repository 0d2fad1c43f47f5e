"""How each kind of provider is spoken to, and what its answers mean."""

from dataclasses import dataclass
from typing import Any

from services.notifications.senders.accounts import Account
from services.notifications.senders.port import Text

Json = dict[str, Any]


class Gateway:
    """A JSON body over Basic authentication; `reference` makes a text said twice one text."""

    gone = frozenset({"unknown_number", "landline", "opted_out", "unreachable"})

    def request(self, account: Account, text: Text) -> Json:
        said = {"to": text.to, "from": account.sender, "text": text.body, "reference": text.reference}
        headers = {"Idempotency-Key": text.reference}
        return {"url": account.url, "json": said, "headers": headers, "auth": (account.name, account.secret)}

    def refusal(self, answer: Json) -> "Refusal":
        code = answer.get("code")
        return Refusal(None, code in self.gone)


class Twilio:
    """Forms, an account in the path, numbered refusals."""

    gone = frozenset({21211, 21214, 21217, 21219, 21265, 21610, 21611, 21612, 21614, 21635, 30003, 30005, 30006})

    def request(self, account: Account, text: Text) -> Json:
        path = f"{account.url.rstrip('/')}/2010-04-01/Accounts/{account.name}/Messages.json"
        who = "MessagingServiceSid" if account.sender.startswith("MG") else "From"
        said = {"To": text.to, who: account.sender, "Body": text.body}
        if text.receipts_at:
            said["StatusCallback"] = f"{text.receipts_at}/twilio?reference={text.reference}"
        return {"url": path, "data": said, "auth": (account.name, account.secret)}

    def refusal(self, answer: Json) -> "Refusal":
        code = answer.get("code")
        return Refusal(code if isinstance(code, int) else None, code in self.gone)


@dataclass(frozen=True)
class Refusal:
    code: int | None
    of_recipient: bool


SHAPES = {"gateway": Gateway(), "twilio": Twilio()}
