"""Something that happened between us and somebody: booked or not, named or not, long ago or just now."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from shared.kernel.errors import Conflict, Invalid

REACHED = frozenset({"talked", "met"})
LED_ON = "More followed from how this went. Please take it back, and write it down anew."
USUAL = {"visit": "met", "session": "met", "group": "met", "ride": "met", "call": "talked", "text": "sent"}


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Without `person_id` it is a number of people whose names nobody needs.

    `session_id` is the one session this tells of; of a group there are as many as people, each with `group_session_id`.
    """

    id: str
    person_id: str | None
    coach_id: str | None
    count: int
    kind: str
    at: datetime
    ends_at: datetime
    modality: str | None
    outcome: str
    started_by: str
    support: tuple[str, ...]
    session_id: str | None
    group_session_id: str | None
    outreach_id: str | None
    place_id: str | None
    funding: str | None
    recorded_at: datetime
    recorded_by: str
    version: int = 1

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.at).total_seconds()) // 60

    @property
    def is_in_touch(self) -> bool:
        """Have we heard from one another? Anything the person began counts."""
        return self.outcome in REACHED or self.started_by == "person"

    @property
    def led_on(self) -> tuple[object, ...]:
        """What others acted on: minutes, words and money lead to nothing, nor does when nobody was heard from."""
        return self.outcome, self.started_by, self.at if self.is_in_touch else None

    def corrected(self, now: datetime, *, minutes: int | None = None, **right: object) -> "Contact":
        """As it was after all. Whether two met, and how a try went, has led on: that is taken back first."""
        length = self.ends_at - self.at if minutes is None else timedelta(minutes=minutes)
        changed: Contact = replace(self, **right, version=self.version + 1)  # type: ignore[arg-type]
        if changed.at > now:
            raise _invalid("at", "This has not happened yet. What lies ahead can be booked.")
        if (self.session_id or self.outreach_id) and (changed.outcome, changed.kind) != (self.outcome, self.kind):
            raise Conflict(LED_ON, code="take_back")
        return replace(changed, ends_at=changed.at + length, support=tuple(dict.fromkeys(changed.support)))

    def may_be_changed(self) -> None:
        if self.group_session_id:
            raise Conflict("Who came to a group is written in one form. It can be taken back there.", code="group")

    def may_be_taken_back(self) -> None:
        self.may_be_changed()
        if self.outreach_id:
            raise Conflict("This was a try to reach somebody, and the next was proposed after it.", code="a_try")


def write_down(
    id: str,
    *,
    kind: str,
    now: datetime,
    recorded_by: str,
    person_id: str | None = None,
    coach_id: str | None = None,
    count: int = 1,
    at: datetime | None = None,
    minutes: int = 0,
    modality: str | None = None,
    outcome: str | None = None,
    started_by: str = "us",
    support: tuple[str, ...] = (),
    session_id: str | None = None,
    group_session_id: str | None = None,
    outreach_id: str | None = None,
    place_id: str | None = None,
    funding: str | None = None,
) -> Contact:
    """The truth is never refused; what has not happened yet is not the truth."""
    began = at or now
    if began > now:
        raise _invalid("at", "This has not happened yet. What lies ahead can be booked.")
    if person_id and count != 1:
        raise _invalid("count", "This is one person. Please leave the number out, or the person.")
    return Contact(
        id=id,
        person_id=person_id,
        coach_id=coach_id,
        count=count,
        kind=kind,
        at=began,
        ends_at=began + timedelta(minutes=minutes),
        modality=modality,
        outcome=outcome or USUAL.get(kind, "sent"),
        started_by=started_by,
        support=tuple(dict.fromkeys(support)),
        session_id=session_id,
        group_session_id=group_session_id,
        outreach_id=outreach_id,
        place_id=place_id,
        funding=funding,
        recorded_at=now,
        recorded_by=recorded_by,
    )


def refuse_note_about_nobody(person_id: str | None, note: str | None) -> None:
    """A note is sealed for the person it is about; without one there is no key to shred later."""
    if note and not person_id:
        raise _invalid("note", "A note needs the person it is about. Please leave it out here.")


def _invalid(field: str, words: str) -> Invalid:
    return Invalid("Some fields need another look.", errors={field: [words]})
