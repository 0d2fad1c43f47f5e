"""iTIP (RFC 5546): an entry in the reader's own calendar, which says a time and nothing else."""

from datetime import datetime
from email.utils import parseaddr

from icalendar import Calendar, Event, vCalAddress

from services.notifications.senders.port import Invitation

PRODUCT = "-//Holdfast//EN"


def calendar(invitation: Invitation, *, sender: str, to: str, at: datetime) -> bytes:
    """Nobody else is named in it: the reader is the only guest, the sender the host. Times are in UTC."""
    sheet = Calendar()
    sheet.add("prodid", PRODUCT)
    sheet.add("version", "2.0")
    sheet.add("method", invitation.method)
    sheet.add_component(_entry(invitation, sender=sender, to=to, at=at))
    return bytes(sheet.to_ical())


def _entry(invitation: Invitation, *, sender: str, to: str, at: datetime) -> Event:
    entry = Event()
    entry.add("uid", invitation.uid)
    entry.add("sequence", invitation.sequence)
    entry.add("dtstamp", at)
    entry.add("dtstart", invitation.starts_at)
    entry.add("dtend", invitation.ends_at)
    entry.add("summary", invitation.title)
    entry.add("status", "CANCELLED" if invitation.called_off else "CONFIRMED")
    entry.add("class", "PRIVATE")
    entry.add("organizer", _host(sender))
    entry.add("attendee", _guest(to), encode=0)
    if invitation.link:
        entry.add("description", invitation.link)
    return entry


def _host(sender: str) -> vCalAddress:
    name, address = parseaddr(sender)
    host = vCalAddress(f"mailto:{address}")
    host.params["CN"] = name
    return host


def _guest(to: str) -> vCalAddress:
    """No answer is asked of the calendar: it would go to the host's mailbox, past us."""
    guest = vCalAddress(f"mailto:{to}")
    guest.params["RSVP"] = "FALSE"
    return guest
