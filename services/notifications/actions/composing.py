"""From a row to a mail: written at the last moment, in the reader's words, and read once more before it goes."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from typing import Any

from services.notifications.domain.identity import message_id
from services.notifications.domain.lint import lint
from services.notifications.domain.person import Reader
from services.notifications.domain.session import Session
from services.notifications.senders.port import Invitation, Mail
from services.notifications.store import links
from services.notifications.wording.letter import Letter, write
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
    to: str
    link: str | None
    session: Session | None
    settings: Settings
    now: datetime


def parcel(tx, row, *, reader: Reader, contact: Mapping[str, Any], session: Session | None) -> Parcel:
    """On an address that others read too, no link: it would open what is said to one."""
    link = None if contact["shared"] == "yes" else _link(tx, row, session)
    return Parcel(row, reader, contact["id"], contact["address"], link, session, tx.desk.settings, tx.now)


def compose(parcel: Parcel) -> Mail | None:
    """None when the lint finds something that must not be said."""
    name, address = parseaddr(parcel.settings.smtp_from)
    letter = _letter(parcel, name)
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
    )


def _letter(parcel: Parcel, sender: str) -> Letter:
    session, row = parcel.session, parcel.row
    return write(
        row["kind"],
        tag=parcel.reader.language,
        at=session.starts_at if session else row["useless_after"],
        zone=parcel.reader.zone(session.time_zone if session else "UTC"),
        modality=session.modality if session else None,
        link=parcel.link,
        sender=sender,
    )


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


def _link(tx, row, session: Session | None) -> str:
    """What can be answered gets a link of its own, good until the session begins; all else leads to the front door."""
    front_door = tx.desk.settings.public_url
    if session is None or row["kind"] == "cancellation":
        return f"{front_door}/"
    token = secrets.token_urlsafe(TOKEN_BYTES)
    links.keep(
        tx,
        token,
        message_id=row["id"],
        person_id=row["person_id"],
        audience=row["audience"],
        session_id=session.id,
        sequence=session.sequence,
        version=session.version,
        acts=ACTS[row["audience"]],
        expires_at=session.starts_at,
    )
    return f"{front_door}/l/{token}"
