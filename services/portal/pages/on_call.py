"""Who can talk now, or today: the list that welcome conversations stand on."""

from datetime import timedelta

from services.portal.clients.transport import Found
from services.portal.pages.services import Part, happened, part
from services.portal.pages.shown import now, with_instants

ALL_DAY = timedelta(hours=12)


def who_can_talk() -> Part[list[Found]]:
    """Soonest first. `until` is how long they can, `from` when they begin."""
    return part(happened().on_call).shown(lambda told: [_shown(one) for each in told for one in each["items"]])


def _shown(one: Found) -> Found:
    stretches = [with_instants(each, "starts_at", "ends_at") for each in one["stretches"]]
    first = stretches[0] if stretches else {"starts_at": None, "ends_at": None}
    ends = first["ends_at"] if first["ends_at"] and first["ends_at"] - now() < ALL_DAY else None
    told = {"coach_id": one["coach_id"], "now": one["now"], "begins_at": first["starts_at"], "until": ends}
    return told | with_instants({"first_opening": one["first_opening"]}, "first_opening")
