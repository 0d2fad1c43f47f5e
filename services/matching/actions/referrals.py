from services.matching.actions import news
from services.matching.actions.chasers import hurry
from services.matching.actions.meetings import note_progress
from services.matching.actions.need_to_know import everybody_is_known_to, known_member, known_referral
from services.matching.domain.person import Person
from services.matching.domain.referral import Referral
from services.matching.domain.refusals import refusal
from services.matching.domain.waiting import how_far
from services.matching.store import offers, progress, referrals
from shared.kernel.errors import PreconditionFailed
from shared.kernel.ids import new_id

INTAKE = ("intake", "supervisor", "admin")


def file_referral(
    tx, *, member_id, urgency, source, ready_from=None, referred_by=None, now_at: str | None = None
) -> Referral:
    """Never for somebody who asked us to leave them be, or who is no longer with us."""
    tx.queue_for(member_id)
    _refuse_if_unwished(known_member(tx, member_id))
    referral = Referral(
        id=new_id(),
        member_id=member_id,
        urgency=urgency,
        source=source,
        ready_from=ready_from or tx.now,
        filed_at=tx.now,
        referred_by=referred_by,
        intake_id=tx.actor.person if tx.actor.role in INTAKE else None,
    )
    referrals.add(tx, referral, now_at=now_at)
    note_progress(tx, referral)
    news.tell_referral(tx, "referral.filed", referral)
    return referral


def _refuse_if_unwished(person: Person) -> None:
    if person.is_gone:
        raise refusal("not_with_us")
    if person.do_not_contact:
        raise refusal("do_not_contact")


def change_referral(tx, referral_id, *, said, read_version) -> Referral:
    """What is asked for: how soon, from when. Where the person is now is kept sealed, and told to nobody."""
    for offer in offers.open_of(tx, [referral_id]).values():
        tx.queue_for(offer.coach_id)
    referral = known_referral(tx, referral_id)
    if referral.version != read_version:
        raise PreconditionFailed("Somebody else changed this meanwhile. Please read it again.")
    told = {name: said[name] for name in ("urgency", "ready_from") if name in said}
    changed = referral.change(**told)
    referrals.keep(tx, changed)
    if "now_at" in said:
        referrals.keep_where_now(tx, changed, said["now_at"])
    news.tell_referral(tx, "referral.changed", changed)
    if changed.urgency != referral.urgency:
        hurry(tx, changed)
    return changed


def read_referral(tx, referral_id) -> Referral:
    """One of us looking at somebody's request leaves a trace they can read."""
    referral = known_referral(tx, referral_id)
    if tx.actor.is_staff:
        tx.audit("read_request", person_id=referral.member_id)
    return referral


def details_of(rx, referral: Referral) -> dict:
    """How far it has come; for staff, where the person is now."""
    now = progress.of(rx, [referral.id])[referral.id]
    told = {"progress": how_far(referral, now), "first_contact_at": now.first_contact_at}
    told |= {"first_session_at": now.first_session_at}
    return told | ({"now_at": referrals.where_now(rx, referral)} if rx.actor.is_staff else {})


def list_referrals(rx, *, state=None, member_id=None, filed_from=None, order="waiting", cursor, limit):
    """Those who have waited longest first, or the newest alone; a member sees their own."""
    if not everybody_is_known_to(rx.actor):
        member_id = rx.actor.person
    asked = {"state": state, "member_id": member_id, "filed_from": filed_from}
    if order == "newest":
        return referrals.newest(rx, **asked, limit=limit), None
    return referrals.page(rx, **asked, cursor=cursor, limit=limit)
