"""What happened elsewhere, and the words that follow from it. Killed when its reason is gone."""

from datetime import timedelta
from uuid import UUID, uuid5

from services.notifications.actions.planning import ANY_WAY
from services.notifications.actions.ways import channel_for
from services.notifications.domain.identity import message_key
from services.notifications.domain.planning import put_off_for_quiet
from services.notifications.store import causes, emergencies, messages, people, sessions

DOOR_STAYS_OPEN = timedelta(days=7)
A_DAY = timedelta(days=1)
KINDLY = frozenset({"kindly", "new_match"})
NOT_NOW = "not_now"


def tell(tx, person_id, *, kind, about, audience, useless_after, version=1, due_at=None, at_once=False, **of) -> bool:
    """Once per reason, and whether this was the first time; not in the middle of the night, unless `at_once`."""
    reader = people.reader(tx, person_id)
    if reader.is_stopped:
        return False
    due_at = due_at or tx.now
    due_at = due_at if at_once else put_off_for_quiet(due_at, useless_after, reader)
    key = message_key(about=about, version=version, kind=kind, channel=ANY_WAY, person=person_id)
    told = {"person_id": person_id, "audience": audience, "kind": kind, "channel": channel_for(tx, reader, kind=kind)}
    return messages.plan(tx, key=key, sequence=version, due_at=due_at, useless_after=useless_after, **told, **of)


def chase(tx, offer_id, *, coach_id, expires_at, times) -> None:
    """Asked once more, while there is still time to answer."""
    told = {"kind": "chaser", "about": offer_id, "audience": "coach", "useless_after": expires_at}
    tell(tx, coach_id, **told, version=1 + times, offer_id=offer_id)


def learn_outreach(tx, id, *, member_id, coach_id, cover_id, held_by, state, due_at, outcome, version) -> None:
    """A word is due to somebody: whoever holds it hears so, and nobody else any more. A supervisor has the digest."""
    told = {"person_id": member_id, "kind": "outreach", "held_by": held_by, "at": due_at}
    if not causes.keep(tx, id, version=version, state="open" if state == "open" else "closed", **told):
        return
    holder = {"coach": coach_id, "cover": cover_id}.get(held_by) if state == "open" else None
    messages.drop_for_cause(tx, id, reason="outreach_done" if state != "open" else "passed_on", but_for=holder)
    stop_milestones(tx, member_id)
    if holder:
        kind = "outreach" if held_by == "coach" else "outreach_cover"
        tell(tx, holder, kind=kind, about=id, audience="coach", useless_after=due_at + 3 * A_DAY, cause_id=id)
    elif outcome == "door_is_open":
        until, match_id = tx.now + DOOR_STAYS_OPEN, sessions.match_between(tx, coach_id=coach_id, member_id=member_id)
        tell(tx, member_id, kind="door_open", about=id, audience="member", useless_after=until, cause_id=match_id)


def learn_time(tx, id, *, member_id, starts_at, expires_at, is_open, version) -> None:
    """A time is free that somebody asked to hear of. No count-down, and silence costs nothing."""
    if _keep_offered(tx, id, "time", member_id, starts_at, is_open, version, gone="time_gone"):
        until = min(expires_at, starts_at)
        tell(tx, member_id, kind="time_offered", about=id, audience="member", useless_after=until, cause_id=id)


def learn_cover(tx, id, *, coach_id, starts_at, told, is_open, version) -> None:
    """Somebody is away: colleagues may take the time, until one has."""
    if _keep_offered(tx, id, "cover", coach_id, starts_at, is_open, version, gone="cover_found"):
        for colleague in told:
            of = {"about": id, "audience": "coach", "cause_id": id}
            tell(tx, colleague, kind="cover_offered", useless_after=starts_at, **of)


def _keep_offered(tx, id, kind, person_id, starts_at, is_open, version, *, gone) -> bool:
    """Whether it is news, and still to be had."""
    told = {"person_id": person_id, "kind": kind, "held_by": None, "at": starts_at}
    if not causes.keep(tx, id, version=version, state="open" if is_open else "closed", **told):
        return False
    if not is_open:
        messages.drop_for_cause(tx, id, reason=gone)
    return is_open


def learn_emergency(tx, id, *, person_id, coach_id, expires_at) -> None:
    """A coach looks at somebody who is not theirs: supervisors hear of it at once, at night too, and not of whom."""
    if emergencies.keep(tx, id, person_id=person_id, coach_id=coach_id, expires_at=expires_at):
        for supervisor in people.who_want_the_digest(tx):
            told = {"kind": "emergency", "audience": "staff", "about": id, "useless_after": tx.now + 7 * A_DAY}
            tell(tx, supervisor, **told, at_once=True)


def learn_trip(tx, id, *, coach_id, back_by, is_late, version) -> None:
    """Somebody on the road alone has not said that they are back: supervisors hear so at once, and not who it is."""
    told = {"person_id": coach_id, "kind": "trip", "held_by": None, "at": back_by}
    if not causes.keep(tx, id, version=version, state="open" if is_late else "closed", **told):
        return
    messages.drop_for_cause(tx, id, reason="back")
    for supervisor in people.who_want_the_digest(tx) if is_late else ():
        of = {"about": id, "audience": "staff", "cause_id": id, "version": version}
        tell(tx, supervisor, kind="not_back", useless_after=tx.now + A_DAY, at_once=True, **of)


def learn_referral(tx, id, *, member_id, state, ready_from, is_closed, version) -> None:
    told = {"person_id": member_id, "kind": "referral", "held_by": state[:16], "at": ready_from}
    causes.keep(tx, id, version=version, state="closed" if is_closed else "open", **told)


def learn_support(tx, id, *, person_id, is_given, version) -> None:
    """Taken back, nothing more is sent, from this moment; what is outside the house is matching's."""
    told = {"person_id": person_id, "kind": causes.SUPPORT, "held_by": None, "at": None}
    news = causes.keep(tx, id, version=version, state="open" if is_given else "closed", **told)
    if news and person_id in causes.without_support(tx, [person_id]):
        messages.drop_for_person(tx, person_id, reason="consent_revoked")


def learn_consent(tx, id, *, person_id, ends_at, is_given, version) -> None:
    """What may be told outside, with a last day: staff hear of it in good time, and of nobody's name."""
    is_open = is_given and ends_at is not None
    told = {"person_id": person_id, "kind": "consent", "held_by": None, "at": ends_at}
    causes.keep(tx, id, version=version, state="open" if is_open else "closed", **told)


def learn_pause(tx, of, *, person_id, until, is_paused, version) -> None:
    """Of a person or of a match (`of`): when to look again."""
    is_open = is_paused and until is not None
    told = {"person_id": person_id, "kind": causes.LOOK_AGAIN, "held_by": None, "at": until}
    id = str(uuid5(UUID(of), causes.LOOK_AGAIN))
    causes.keep(tx, id, version=version, state="open" if is_open else "closed", **told)


def tell_of_match(tx, match_id, *, coach_id, member_id, state, reason, coach_hears, version) -> None:
    """Somebody said yes; and at the end, to the coach, what the two agreed that the coach hears. Never of a death."""
    told = {"person_id": member_id, "kind": "match", "held_by": None, "at": tx.now}
    is_live = state in ("active", "paused")
    if not causes.keep(tx, match_id, version=version, state="open" if is_live else "closed", **told):
        return
    if state == "active":
        of = {"about": match_id, "audience": "member", "cause_id": match_id}
        tell(tx, member_id, kind="matched", useless_after=tx.now + 3 * A_DAY, **of)
        return
    stop_milestones(tx, member_id)
    if is_live:
        return
    messages.drop_for_cause(tx, match_id, reason="match_ended")
    if reason != "died":
        _tell_of_ending(tx, match_id, coach_id, member_id, reason, coach_hears)


def stop_milestones(tx, person_id) -> None:
    """In silence. Only the person begins them anew."""
    messages.drop_kind(tx, person_id, "milestone", reason=NOT_NOW)


def _tell_of_ending(tx, match_id, coach_id, member_id, reason, coach_hears) -> None:
    if coach_hears in KINDLY:
        tell(tx, coach_id, kind="going_on", about=match_id, audience="coach", useless_after=tx.now + 7 * A_DAY)
    elif reason == "coach_left":
        tell(tx, member_id, kind="coach_leaves", about=match_id, audience="member", useless_after=tx.now + 7 * A_DAY)
