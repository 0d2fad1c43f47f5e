"""Endings: at once, planned, or because two people are to be kept apart. Nobody has to give a reason."""

from services.matching.actions import news
from services.matching.actions.keeping_apart import keep_apart
from services.matching.actions.need_to_know import known_match
from services.matching.domain.match import Match
from services.matching.store import matches, people
from shared.kernel.errors import Invalid

AT_ONCE = 50
PASSED = "That day has passed."


def queued_match(tx, match_id) -> Match:
    """The match as it is once this coach's turn has come."""
    tx.queue_for(known_match(tx, matches.find(tx, match_id)).coach_id)
    return matches.find(tx, match_id)


def keep(tx, type: str, match: Match) -> Match:
    matches.keep(tx, match)
    news.tell_match(tx, type, match)
    people.touch(tx, match.coach_id)
    return match


def end_match(tx, match_id, *, reason: str | None = None) -> Match:
    return end(tx, queued_match(tx, match_id), reason=reason)


def end(tx, match: Match, *, reason: str | None, coach_hears: str | None = None) -> Match:
    """Where the two are to be kept apart, they are. The caller has queued for the coach."""
    ended = keep(tx, "match.ended", match.end(reason=reason, coach_hears=coach_hears))
    if reason == "keep_apart":
        keep_apart(tx, ended.people, kind="ended_keep_apart")
    return ended


def plan_ending(tx, match_id, *, ends_at, reason: str | None = None) -> Match:
    """An ending that both can see coming: the last times, and a good word."""
    if ends_at and ends_at <= tx.now:
        raise Invalid(PASSED, errors={"ends_at": [PASSED]})
    match = queued_match(tx, match_id)
    return keep(tx, "match.changed", match.plan_ending(ends_at=ends_at, reason=reason))


def end_what_was_planned(tx) -> int:
    due = matches.to_end(tx, limit=AT_ONCE)
    for coach_id in sorted({match.coach_id for match in due}):
        tx.queue_for(coach_id)
    found = [matches.find(tx, match.id) for match in due]
    still = [match for match in found if match.goes_on and match.ends_at and match.ends_at <= tx.now]
    for match in still:
        end(tx, match, reason=match.ends_reason)
    return len(still)
