"""From a row to words: written at the last moment, in the reader's words, and read once more before they go."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from services.notifications.actions.links import link_to
from services.notifications.actions.stop_links import stop_token
from services.notifications.domain.customs import Customs
from services.notifications.domain.identity import message_id
from services.notifications.domain.lint import lint
from services.notifications.domain.person import Reader
from services.notifications.domain.session import Session
from services.notifications.domain.texts import size_troubles
from services.notifications.domain.ways import HERE
from services.notifications.senders.mime import name_and_address
from services.notifications.senders.port import Invitation, Mail, Text
from services.notifications.store import replies
from services.notifications.wording.letter import Letter, write
from services.notifications.wording.templates import PLAIN, Template, language
from services.notifications.wording.texts import holds_link, write_text
from shared.kernel.settings import Settings

WITH_INVITATION = frozenset({"confirmation", "update", "covered", "as_before", "cancellation"})
REHEARSAL = "(This is a rehearsal. Nobody else gets this.)"


@dataclass(frozen=True)
class House:
    """An organisation's customs and own words, read once for many messages."""

    customs: Customs
    own: Mapping[tuple[str, str], tuple[int, Template]]


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
    house: House
    more: Mapping[str, str]
    key: bytes = field(repr=False)
    """Seals what is kept of it."""

    @property
    def tag(self) -> str:
        return language(self.reader.language).tag

    @property
    def own(self) -> Template | None:
        return self.house.own.get((self.says, self.tag), (0, None))[1]

    @property
    def wording(self) -> str:
        """Which words: es-0 are ours, es-3 the third of their own; es-0-plain are plainer ones."""
        version = self.house.own.get((self.says, self.tag), (0, None))[0]
        return f"{self.tag}-{version}" + "-plain" * (self.says in PLAIN.values())


def parcel(
    tx,
    row,
    *,
    reader: Reader,
    contact: Mapping[str, Any],
    session: Session | None,
    kept: list[dict[str, Any]],
    house: House,
    more: Mapping[str, str],
    alone: bool,
    active: Collection[str] = (),
    speaks_of: datetime | None = None,
) -> Parcel:
    """On an address that others read too, no link: it would open what is said to one. In a text, where it serves.
    `alone`: nobody else reads there, as far as we are told, and it is in the reader's hands now.

    The row of the link is added to `kept`. `active`: matches in which a time may be booked.
    """
    says, at = _what_and_when(tx, row, reader, session, alone or contact["kind"] == HERE and not reader.is_away)
    may_hold = contact["shared"] != "yes" and contact["kind"] != HERE and _may_hold_link(contact, says, reader, house)
    to_act = {"at": speaks_of or at, "contact": contact, "active": active if alone else None}
    link = link_to(tx, row, session, kept, **to_act) if may_hold else None
    where = (contact["id"], contact["kind"], contact["address"])
    stop_at = f"{tx.desk.settings.public_url}/u/{stop_token(tx, contact['id'])}" if contact["id"] else None
    unsubscribe = None if contact["shared"] == "yes" else stop_at
    of_house = (speaks_of or at, house, more, tx.key_for(row["person_id"]))
    return Parcel(row, reader, *where, link, session, tx.desk.settings, tx.now, unsubscribe, says, *of_house)


def _what_and_when(rx, row, reader: Reader, session: Session | None, alone: bool) -> tuple[str, datetime]:
    """That a person will read it is said with when, as it is true at this moment."""
    if row["kind"] != "heard":
        is_plain = alone and _would_be_plain(row, reader, session)
        says = PLAIN.get(row["kind"], row["kind"]) if is_plain else row["kind"]
        return says, session.starts_at if session else row["useless_after"]
    hours, zone = replies.reading_hours(rx), reader.zone("UTC")
    if until := hours.open_until(rx.now, zone):
        return "heard_now", until
    return "heard_later", hours.next_opening(rx.now, zone)


def _would_be_plain(row, reader: Reader, session: Session | None) -> bool:
    """They asked for it, and it is a talk of two."""
    is_of_two = session is not None and bool(session.match_id or session.referral_id)
    return not reader.discreet and is_of_two and row["audience"] == "member"


def _may_hold_link(contact: Mapping[str, Any], says: str, reader: Reader, house: House) -> bool:
    _, own = house.own.get((says, language(reader.language).tag), (0, None))
    return contact["kind"] == "email" or holds_link(says, own)


def written(parcel: Parcel) -> dict[str, str] | None:
    """What is read here: no link, the page around it has the buttons."""
    letter = write(parcel.says, **_told(parcel, _signature(parcel)), **_in_full(parcel))
    if lint("\n".join((letter.subject, letter.text))):
        return None
    return {"subject": letter.subject, "text": letter.text}


def compose(parcel: Parcel) -> Mail | Text | None:
    """None when the lint finds something that must not be said."""
    return _mail(parcel) if parcel.channel == "email" else _text(parcel)


def _mail(parcel: Parcel) -> Mail | None:
    name, (_, address) = _signature(parcel), name_and_address(parcel.settings.smtp_from)
    letter = write(parcel.says, **_told(parcel, name), **_in_full(parcel))
    if lint("\n".join((name, address, letter.subject, letter.text, letter.title))):
        return None
    return Mail(
        to=parcel.to,
        sender=f"{name} <{address}>",
        message_id=message_id(parcel.row["key"], domain=address.rpartition("@")[2]),
        at=parcel.now,
        subject=letter.subject,
        text=f"{REHEARSAL}\n\n{letter.text}" if parcel.house.customs.rehearsal else letter.text,
        html=letter.html,
        invitation=_invitation(parcel, letter),
        unsubscribe=parcel.unsubscribe,
    )


def _text(parcel: Parcel) -> Text | None:
    """Signed with the same first name as a mail."""
    body = write_text(parcel.says, **_told(parcel, _signature(parcel)), **_in_full(parcel))
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


def _in_full(parcel: Parcel) -> dict[str, Any]:
    return {"own": parcel.own, "more": parcel.more}


def _signature(parcel: Parcel) -> str:
    return parcel.house.customs.sender_name or name_and_address(parcel.settings.smtp_from)[0]


def _invitation(parcel: Parcel, letter: Letter) -> Invitation | None:
    session, kind = parcel.session, parcel.row["kind"]
    if session is None or kind not in WITH_INVITATION or parcel.house.customs.rehearsal:
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
