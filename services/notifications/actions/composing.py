"""From a row to words: written at the last moment, in the reader's words, and read once more before they go."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.notifications.actions.stop_links import stop_token
from services.notifications.domain.identity import message_id
from services.notifications.domain.lint import lint
from services.notifications.domain.person import Reader
from services.notifications.domain.session import Session
from services.notifications.domain.texts import size_troubles
from services.notifications.senders.mime import name_and_address
from services.notifications.senders.port import Invitation, Mail, Text
from services.notifications.store import links, replies
from services.notifications.wording.letter import Letter, write
from services.notifications.wording.templates import language
from services.notifications.wording.texts import holds_link, write_text
from shared.kernel.settings import Settings

WITH_INVITATION = frozenset({"confirmation", "update", "cancellation"})
ACTS = {"member": ["confirm", "change", "cannot_come"], "coach": ["change", "cannot_come"]}
TOKEN_BYTES = 16


@dataclass(frozen=True)
class Parcel:
    """A claimed message with all it takes to write it. No transaction is open while that is done."""

    row: Mapping[str, Any]
    reader: Reader
    contact_id: str
    channel: str
    to: str
    link: str | None
    session: Session | None
    settings: Settings
    now: datetime
    unsubscribe: str | None
    says: str
    at: datetime
    """Which words, and the moment they speak of."""


def parcel(
    rx, row, *, reader: Reader, contact: Mapping[str, Any], session: Session | None, kept: list[dict[str, Any]]
) -> Parcel:
    """On an address that others read too, no link: it would open what is said to one. In a text, where it serves.

    The row of the link is added to `kept`.
    """
    wants_link = contact["shared"] != "yes" and (contact["kind"] == "email" or holds_link(row["kind"]))
    link = _link(rx, row, session, kept) if wants_link else None
    where = (contact["id"], contact["kind"], contact["address"])
    stop_at = f"{rx.desk.settings.public_url}/u/{stop_token(rx, contact['id'])}"
    unsubscribe = None if contact["shared"] == "yes" else stop_at
    says, at = _what_and_when(rx, row, reader, session)
    return Parcel(row, reader, *where, link, session, rx.desk.settings, rx.now, unsubscribe, says, at)


def _what_and_when(rx, row, reader: Reader, session: Session | None) -> tuple[str, datetime]:
    """That a person will read it is said with when, as it is true at this moment."""
    if row["kind"] != "heard":
        return row["kind"], session.starts_at if session else row["useless_after"]
    hours, zone = replies.reading_hours(rx), reader.zone("UTC")
    if until := hours.open_until(rx.now, zone):
        return "heard_now", until
    return "heard_later", hours.next_opening(rx.now, zone)


def compose(parcel: Parcel) -> Mail | Text | None:
    """None when the lint finds something that must not be said."""
    return _mail(parcel) if parcel.channel == "email" else _text(parcel)


def _mail(parcel: Parcel) -> Mail | None:
    name, address = name_and_address(parcel.settings.smtp_from)
    letter = write(parcel.says, **_told(parcel, name))
    if lint("\n".join((name, address, letter.subject, letter.text, letter.title))):
        return None
    return Mail(
        to=parcel.to,
        sender=parcel.settings.smtp_from,
        message_id=message_id(parcel.row["key"], domain=address.rpartition("@")[2]),
        at=parcel.now,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        invitation=_invitation(parcel, letter),
        unsubscribe=parcel.unsubscribe,
    )


def _text(parcel: Parcel) -> Text | None:
    """Signed with the same first name as a mail."""
    name, _ = name_and_address(parcel.settings.smtp_from)
    body = write_text(parcel.says, **_told(parcel, name))
    if lint(body) or size_troubles(body, tag=language(parcel.reader.language).tag):
        return None
    receipts_at = f"{parcel.settings.public_url}/v1/receipts"
    return Text(to=parcel.to, body=body, reference=parcel.row["id"], receipts_at=receipts_at)


def _told(parcel: Parcel, sender: str) -> dict[str, Any]:
    session = parcel.session
    return {
        "tag": parcel.reader.language,
        "at": parcel.at,
        "zone": parcel.reader.zone(session.time_zone if session else "UTC"),
        "modality": session.modality if session else None,
        "link": parcel.link,
        "sender": sender,
    }


def _invitation(parcel: Parcel, letter: Letter) -> Invitation | None:
    session, kind = parcel.session, parcel.row["kind"]
    if session is None or kind not in WITH_INVITATION:
        return None
    return Invitation(
        uid=session.ics_uid,
        sequence=session.sequence,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        title=letter.title,
        link=parcel.link if kind != "cancellation" else None,
        called_off=kind == "cancellation",
    )


def _link(rx, row, session: Session | None, kept: list[dict[str, Any]]) -> str:
    """What can be answered gets a link of its own, good until the session begins; all else leads to the front door."""
    front_door = rx.desk.settings.public_url
    if session is None or row["kind"] == "cancellation":
        return f"{front_door}/"
    token = secrets.token_urlsafe(TOKEN_BYTES)
    told = {"message_id": row["id"], "person_id": row["person_id"], "audience": row["audience"]}
    told |= {"session_id": session.id, "sequence": session.sequence, "version": session.version}
    told |= {"acts": ACTS[row["audience"]], "expires_at": session.starts_at}
    kept.append(links.row_for(token, **told))
    return f"{front_door}/l/{token}"
