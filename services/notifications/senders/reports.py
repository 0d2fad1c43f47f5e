"""A delivery report (RFC 3464): what a mail server says hours later of a mail that it had taken."""

import email
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from itertools import islice

GONE = frozenset({"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"})
"""No such mailbox, no such domain, or closed. A full mailbox, a mail that is not wanted, or a trouble with our own
address as sender (5.1.7 to 5.1.9), is another matter.
"""
MOST_RECIPIENTS = 4
"""Each of our mails has one; an alias may have made a few of it."""


@dataclass(frozen=True)
class Returned:
    """One mail that did not arrive. `message_id` is the one it went out under, `address` where it was to go."""

    message_id: str
    address: str
    status: str

    @property
    def is_gone(self) -> bool:
        return self.status in GONE


def read_report(raw: bytes) -> list[Returned]:
    """Nothing, unless it is a report that says: failed, for good. That it takes longer is no news. Headers are taken as
    they are written: anybody can write anything.
    """
    whole = email.message_from_bytes(raw)
    inside = whole.get_payload() if whole.get_content_type() == "multipart/report" else None
    parts = {part.get_content_type(): part for part in inside} if isinstance(inside, list) else {}
    status, message_id = parts.get("message/delivery-status"), _message_id(parts)
    if status is None or not message_id:
        return []
    failed = dict.fromkeys(_failed(status))
    return [Returned(message_id, address, code) for address, code in islice(failed, MOST_RECIPIENTS)]


def _message_id(parts: dict[str, Message]) -> str:
    """Of what was sent back: the whole mail, or its headers alone."""
    if whole := parts.get("message/rfc822"):
        inner = whole.get_payload()
        return str(inner[0].get("Message-ID", "")).strip() if isinstance(inner, list) and inner else ""
    headers = parts.get("text/rfc822-headers")
    told = email.message_from_string(str(headers.get_payload())) if headers else {}
    return str(told.get("Message-ID", "")).strip()


def _failed(status: Message) -> Iterator[tuple[str, str]]:
    """The first block is about the report, each of the others about one recipient."""
    blocks = status.get_payload()
    for block in blocks if isinstance(blocks, list) else ():
        code = str(block.get("Status", "")).split(" ")[0]
        _, _, address = str(block.get("Original-Recipient") or block.get("Final-Recipient", "")).partition(";")
        if str(block.get("Action", "")).strip().lower() == "failed" and code.startswith("5.") and address.strip():
            yield address.strip().strip("<>"), code
