from services.notifications.actions.access import check_may_change
from services.notifications.actions.mornings import STILL_WAITING
from services.notifications.actions.planning import plan_again_for
from services.notifications.actions.ways import find_a_way
from services.notifications.domain.quiet_hours import DEFAULT, quiet_hours
from services.notifications.store import messages, people
from shared.kernel.errors import Forbidden

USUAL_HOURS = {"from": DEFAULT.start, "to": DEFAULT.end}
USUALLY = {
    "channels": ["email", "sms"],
    "language": None,
    "quiet_hours": USUAL_HOURS,
    "reminders": None,
    "discreet": True,
    "digest": None,
    "weekly_word": False,
}


def put_preferences(tx, person_id, **wanted):
    """All of them anew; what is left out is as usual. What is planned follows at once."""
    check_may_change(tx, person_id)
    tx.queue_for(f"ways:{person_id}")
    asked = USUALLY | wanted
    _check_digest(tx, person_id, asked["digest"])
    _check_plain(tx, person_id, asked["discreet"])
    hours = asked.pop("quiet_hours")
    quiet = quiet_hours(hours["from"], hours["to"]) if hours else None
    people.meet(tx, person_id)
    people.keep_preferences(tx, person_id, **asked, quiet_start=quiet and quiet.start, quiet_end=quiet and quiet.end)
    if not asked["weekly_word"]:
        messages.drop_kind(tx, person_id, STILL_WAITING, reason="not_wanted")
    plan_again_for(tx, person_id)
    find_a_way(tx, person_id)
    return read_preferences(tx, person_id)


def read_preferences(rx, person_id):
    check_may_change(rx, person_id)
    asked = people.preferences_of(rx, person_id)
    if asked is None:
        return USUALLY
    hours = {"from": asked["quiet_start"], "to": asked["quiet_end"]} if asked["quiet_start"] is not None else None
    return dict(asked) | {"quiet_hours": hours}


def _check_plain(rx, person_id, is_discreet) -> None:
    """What their own messages may tell is theirs alone to say; what they settled may be put again."""
    was_discreet = (people.preferences_of(rx, person_id) or USUALLY)["discreet"]
    if was_discreet and not is_discreet and rx.actor.person != person_id:
        raise Forbidden("Only they themselves can ask for plainer words.")


def _check_digest(rx, person_id, is_wanted) -> None:
    """It counts what an organisation has open: for those who look after all. What staff settled may be put again."""
    has_it = (people.preferences_of(rx, person_id) or USUALLY)["digest"]
    if is_wanted and not (has_it or rx.actor.is_staff):
        raise Forbidden("The digest is for supervisors.")
