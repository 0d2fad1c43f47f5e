from services.matching.store import availability, people


def hear_openings(tx, *, coach_id, version, from_at, minutes, starts, min_notice_minutes) -> None:
    """Scheduling told us a coach's bookable starts. Older news than what we keep is no news."""
    if people.is_erased(tx, coach_id):
        return
    told = {"from_at": from_at, "minutes": minutes, "starts": starts, "min_notice_minutes": min_notice_minutes}
    if availability.keep(tx, coach_id=coach_id, version=version, **told):
        people.touch(tx, coach_id)
