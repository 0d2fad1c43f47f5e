"""A few lines for whoever comes next: the person's own, written with them, handed on only if they agree."""

from services.matching.actions.need_to_know import everybody_is_known_to
from services.matching.domain.match import Match
from services.matching.store import handovers, matches, referrals
from services.matching.store.handovers import Handover
from shared.kernel.errors import Forbidden, Invalid, NotFound

NOTHING = "There is no note to hand over."
HOW = "Please say how they agreed (how: phone, in_person)."


def write(tx, match_id, *, note: str) -> Handover:
    """Written anew, it must be agreed to anew."""
    match = _own(tx, match_id)
    if tx.actor.person != match.coach_id and not everybody_is_known_to(tx.actor):
        raise Forbidden("The coach writes it, with the person.")
    handovers.write(tx, match, note=note)
    return handovers.find(tx, match_id)


def agree(tx, match_id, *, agreed: bool, how: str | None = None) -> Handover:
    """By the person themselves, or as they said it to their coach or to one of us. They may take it back."""
    match = _own(tx, match_id)
    if handovers.find(tx, match_id) is None:
        raise NotFound(NOTHING)
    if tx.actor.person != match.member_id and not how:
        raise Invalid(HOW, errors={"how": [HOW]})
    handovers.agree(tx, match_id, at=tx.now if agreed else None, how=how or "themselves")
    tx.audit("agree_handover" if agreed else "take_back_handover", person_id=match.member_id)
    return handovers.find(tx, match_id)


def read(tx, match_id) -> Handover:
    """The person and the coach who wrote it read it always; staff and the next coach once it is agreed to.

    A coach who has written none of their own reads the one that their match came with.
    """
    match, found = matches.find(tx, match_id), handovers.find(tx, match_id)
    if match is not None and found is None and tx.actor.person == match.coach_id:
        return _came_with(tx, match)
    if match is None or found is None or not _may_read(tx, match, found):
        raise NotFound(NOTHING)
    if tx.actor.person not in match.people:
        tx.audit("read_handover", person_id=match.member_id)
    return found


def _came_with(tx, match: Match) -> Handover:
    before = referrals.find(tx, match.referral_id).replaces_match_id
    if before is None:
        raise NotFound(NOTHING)
    return read(tx, before)


def has_one(rx, match_ids) -> set[str]:
    """Of these matches, those with a note that may be handed on."""
    return handovers.agreed_among(rx, match_ids)


def _own(rx, match_id) -> Match:
    match = matches.find(rx, match_id)
    if match is None or not (everybody_is_known_to(rx.actor) or rx.actor.person in match.people):
        raise NotFound("We have no such match.")
    return match


def _may_read(rx, match: Match, found: Handover) -> bool:
    if rx.actor.person in match.people:
        return True
    return found.agreed_at is not None and (everybody_is_known_to(rx.actor) or _comes_next(rx, match))


def _comes_next(rx, match: Match) -> bool:
    walking = matches.going_of_member(rx, match.member_id)
    own = [one for one in walking if rx.actor.role == "coach" and one.coach_id == rx.actor.person]
    return any(referrals.find(rx, one.referral_id).replaces_match_id == match.id for one in own)
