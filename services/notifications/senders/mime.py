"""A mail as bytes, from a fixed skeleton: building the same with email.message costs a hundred times more."""

from base64 import b64encode, encodebytes
from binascii import b2a_qp
from datetime import datetime
from email.utils import format_datetime, parseaddr
from functools import cache, lru_cache

from services.notifications.senders.invitation import calendar
from services.notifications.senders.port import Mail

SKELETON = """\
From: {sender}
To: {to}
Subject: {subject}
Date: {date}
Message-ID: {message_id}
MIME-Version: 1.0
Auto-Submitted: auto-generated
{unsubscribe}Content-Type: multipart/alternative; boundary="{boundary}"

--{boundary}
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

{text}
--{boundary}
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: quoted-printable

{html}
{invitation}--{boundary}--
"""
UNSUBSCRIBE = "List-Unsubscribe: <{}>\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\n"
INVITATION = """\
--{boundary}
Content-Type: text/calendar; charset=utf-8; method={method}
Content-Transfer-Encoding: base64

{body}"""
WORD_BYTES = 42
ONE_LINE = "A header is one line."


class WrongSender(ValueError):
    """HOLDFAST_SMTP_FROM cannot be put on a mail: ours to mend, and no fault of the mail. Its words are fit to show."""


def as_bytes(mail: Mail) -> bytes:
    """Seven bits wide, lines end in CRLF. The same mail gives the same bytes."""
    boundary = "=_" + mail.message_id.strip("<>").partition("@")[0]
    filled = SKELETON.format(
        sender=_sender(mail.sender),
        to=_header(mail.to),
        subject=_encoded(_header(mail.subject)),
        date=_date(mail.at),
        message_id=_header(mail.message_id),
        boundary=boundary,
        unsubscribe=UNSUBSCRIBE.format(_header(mail.unsubscribe)) if mail.unsubscribe else "",
        text=_quoted(mail.text),
        html=_quoted(mail.html),
        invitation=_invitation(mail, boundary),
    )
    return filled.replace("\r\n", "\n").replace("\n", "\r\n").encode("ascii")


def _invitation(mail: Mail, boundary: str) -> str:
    if mail.invitation is None:
        return ""
    sheet = calendar(mail.invitation, sender=mail.sender, to=mail.to, at=mail.at)
    body = encodebytes(sheet).decode()
    return INVITATION.format(boundary=boundary, method=mail.invitation.method, body=body)


@cache
def name_and_address(sender: str) -> tuple[str, str]:
    """Asked with every mail, and there are few senders."""
    return parseaddr(sender)


@cache
def _sender(value: str) -> str:
    """The name may be in any letters; the address is what servers can be told."""
    if "\n" in value or "\r" in value:
        raise WrongSender(f"HOLDFAST_SMTP_FROM: {ONE_LINE}")
    name, address = name_and_address(value)
    if not address.isascii() or not address.partition("@")[2]:
        raise WrongSender("HOLDFAST_SMTP_FROM names an address in plain letters, as in Alex <alex@example.org>.")
    return value if value.isascii() else f"{_encoded(name)} <{address}>"


def _header(value: str) -> str:
    """One line: whoever could add a second could add a header."""
    if "\n" in value or "\r" in value:
        raise ValueError(ONE_LINE)
    return value


def _encoded(value: str) -> str:
    """RFC 2047, split between letters, so that no word is longer than 75."""
    if value.isascii():
        return value
    words, word = [], ""
    for letter in value:
        if len((word + letter).encode()) > WORD_BYTES:
            words.append(word)
            word = ""
        word += letter
    return "\n ".join(f"=?utf-8?b?{b64encode(part.encode()).decode()}?=" for part in [*words, word])


def _quoted(text: str) -> str:
    return b2a_qp(text.encode(), istext=True).decode()


@lru_cache(16)
def _date(at: datetime) -> str:
    """A batch is written at one moment."""
    return format_datetime(at)
