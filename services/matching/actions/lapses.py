"""Consents that end with something that happens. Checked where it matters, and a minute later at the latest."""

from services.matching.actions.consents import end_consent
from services.matching.store import consents, matches, people, referrals

AT_ONCE = 200
WITH_SERVICES = "end_of_services"


def end_with_services(tx) -> int:
    """Of people who asked for a coach once, and now neither wait nor walk with anybody; or who are gone."""
    due = consents.ending_with(tx, WITH_SERVICES, limit=AT_ONCE)
    for consent in due:
        end_consent(tx, consent)
    return len(due)


def is_over_for(rx, person_id) -> bool:
    if people.find(rx, person_id).is_gone:
        return True
    asked = referrals.of_member(rx, person_id)
    is_on = any(one.is_open for one in asked) or matches.going_of_member(rx, person_id)
    return bool(asked) and not is_on
