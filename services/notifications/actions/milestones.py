"""Days that a person chose to hear a word on. Theirs alone: nobody else sets or sees them."""

from services.notifications.actions.access import NO_SUCH_PERSON
from services.notifications.actions.mornings import is_to_come, milestones_of, put_milestones
from shared.kernel.errors import Invalid, NotFound

STILL_TO_COME = "Please choose days that are still to come, within five years."


def choose_days(tx, person_id, *, days):
    """A day that is over, or years away, is refused: nothing would come, and nobody would know. What was chosen before
    and has not come yet may stay.
    """
    _check_own(tx, person_id)
    fresh = {*days} - {*milestones_of(tx, person_id)}
    if not all(is_to_come(tx, person_id, day) for day in fresh):
        raise Invalid(STILL_TO_COME, errors={"days": [STILL_TO_COME]})
    put_milestones(tx, person_id, days=sorted(set(days)))
    return chosen_days(tx, person_id)


def chosen_days(rx, person_id):
    _check_own(rx, person_id)
    return {"days": milestones_of(rx, person_id)}


def _check_own(rx, person_id) -> None:
    if rx.actor.person != person_id:
        raise NotFound(NO_SUCH_PERSON)
