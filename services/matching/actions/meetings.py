"""What scheduling tells of meetings, as far as the waiting list needs it."""

from services.matching.domain.referral import Referral
from services.matching.domain.waiting import CAME_THEMSELVES, Progress
from services.matching.store import matches, people, progress, referrals

MET = "attended"


def hear_session(tx, *, session_id, version, member_ids, match_id, referral_id, starts_at, state) -> None:
    """Groups are not what somebody waits for. Of who was erased, late news is no news."""
    if len(member_ids) != 1 or not (match_id or referral_id) or people.is_erased(tx, member_ids[0]):
        return
    told = {"member_id": member_ids[0], "match_id": match_id, "referral_id": referral_id}
    if progress.hear_session(tx, session_id=session_id, version=version, starts_at=starts_at, state=state, **told):
        _follow(tx, match_id=match_id, referral_id=referral_id)


def hear_contact(tx, *, contact_id, version, member_id, at, outcome) -> None:
    if people.is_erased(tx, member_id):
        return
    if progress.hear_contact(tx, contact_id=contact_id, version=version, member_id=member_id, at=at, outcome=outcome):
        for referral in referrals.of_member(tx, member_id):
            if referral.is_open or referral.state == "matched":
                note_progress(tx, referral)


def note_progress(tx, referral: Referral) -> None:
    """Whoever walked in has been in touch by that."""
    sessions = progress.sessions_about(tx, referral)
    talked = [row["at"] for row in progress.talks_since(tx, referral)]
    talked += [row["starts_at"] for row in sessions if row["state"] == MET]
    talked += [referral.filed_at] if referral.source in CAME_THEMSELVES else []
    met = [row["starts_at"] for row in sessions if row["state"] == MET and row["match_id"]]
    ahead = [row["starts_at"] for row in sessions if row["state"] in progress.AHEAD]
    first = {"first_contact_at": min(talked, default=None), "first_session_at": min(met, default=None)}
    progress.keep(tx, referral.id, Progress(**first, booked_for_at=min(ahead, default=None)))


def _follow(tx, *, match_id, referral_id) -> None:
    match = matches.find(tx, match_id) if match_id else None
    referral = referrals.find(tx, match.referral_id if match else referral_id)
    if referral:
        note_progress(tx, referral)
