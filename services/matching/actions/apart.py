from services.matching.actions.answers import answered
from services.matching.actions.endings import end
from services.matching.actions.keeping_apart import keep_apart
from services.matching.store import matches, offers, people, referrals
from shared.kernel.errors import Invalid


def keep_two_apart(tx, *, person_ids, kind, note=None) -> dict:
    """For good, in both directions. Nobody is ever told why somebody is not shown.

    What is open between the two is taken back, and what goes on between them ends: a pair kept apart never meets here.
    """
    _refuse_unknown(tx, person_ids)
    pair = keep_apart(tx, person_ids, kind=kind, note=note)
    tx.audit_each("keep_apart", sorted(person_ids))
    _take_back_what_is_open(tx, set(person_ids))
    for match in matches.going_between(tx, *person_ids):
        end(tx, match, reason="keep_apart")
    return {"id": pair, "person_ids": person_ids, "kind": kind}


def _refuse_unknown(tx, person_ids) -> None:
    known = {person.id for person in people.those(tx, person_ids)}
    unknown = {f"person_ids.{n}": ["We have no such person."] for n, id in enumerate(person_ids) if id not in known}
    if unknown:
        raise Invalid("We have no such person.", errors=unknown)
    if len(known) != 2:
        raise Invalid("Please name two people.", errors={"person_ids": ["Please name two people."]})


def _take_back_what_is_open(tx, pair: set[str]) -> None:
    for person in sorted(pair):
        for offer in offers.open_to_coach(tx, person):
            if referrals.find(tx, offer.referral_id).member_id in pair:
                answered(tx, "offer.withdrawn", offer.withdraw(reason="kept_apart"))
