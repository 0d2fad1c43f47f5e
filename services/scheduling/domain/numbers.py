"""What happened in a week, counted once; no rate of success, and nobody who could be told from a small number."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from statistics import median

from shared.kernel.small_cells import Number

DEFINITIONS = {
    "people": "Different people by name with whom we were in touch: the first time ever, in the week, "
    "since its quarter and since its year began.",
    "people_unnamed": "People whose names nobody needed, counted each time.",
    "visits": "Who came in, named or not, counted each time.",
    "contacts": "Things that happened, by kind, whether or not we reached one another.",
    "sessions": "Sessions that took place, by the way they met.",
    "session_minutes": "Minutes of those sessions: as written down, or else as planned.",
    "support": "Contacts in which this kind of support was given; one may give several.",
    "support_minutes": "Minutes of those contacts; where one gave several kinds, they count for each.",
    "calls": "Calls that were tried, and calls in which we talked.",
    "groups": "Groups held, and who took part, counted each time.",
    "outreach": "Words that became due, that were given, and that are overdue now; "
    "of a site or source of funds, those of the last time we were in touch with them.",
    "referrals": "People who became ready in the week, by how urgent it was.",
    "referral_states": "The same people, by how far their request has come now.",
    "offers": "Coaches who were asked and answered, yes or no, in the week; and questions that ran out.",
    "offers_median_hours": "The middle of the hours until they answered.",
    "first_contact": "Of those who became ready, first in touch within 24 hours of being ready, later, or not yet.",
    "first_contact_median_hours": "The middle of those hours.",
    "first_session": "Of those who became ready, first session within 48 hours of being ready, later, or not yet.",
    "first_session_median_hours": "The middle of those hours.",
    "walking": "People with a coach now, people whose match is paused now, and people who wait for a coach now; "
    "of a site or source of funds, those of the last time we were in touch.",
    "load": "Coaches who are with us now, by how many people walk with them.",
    "load_median": "The middle of those numbers.",
    "volunteer_contacts": "Things that happened in which a volunteer was the coach; of a group, the group once.",
    "volunteer_hours": "Hours of those.",
    "told_us": "Hard times that people told us of, and contacts that began with them.",
}
NESTED = frozenset({"people", "calls"})
FOLLOWS = {
    "session_minutes": "sessions",
    "support_minutes": "support",
    "volunteer_hours": "volunteer_contacts",
    "load_median": "load",
    "offers_median_hours": "offers",
    "first_contact_median_hours": "first_contact",
    "first_session_median_hours": "first_session",
}
LOADS = {"nobody": 0, "up_to_5": 5, "up_to_10": 10, "up_to_15": 15, "up_to_20": 20}


@dataclass(frozen=True, kw_only=True)
class Happening:
    """A contact, or a session that took place and that nobody wrote a contact for. Of one group there are several.

    `id` is the contact's, or the session's.
    """

    id: str
    at: datetime
    coach_id: str | None
    by_volunteer: bool
    by_person: bool
    person_id: str | None
    count: int
    kind: str
    meeting: str
    minutes: int
    modality: str | None
    in_touch: bool
    talked: bool
    support: tuple[str, ...]
    site: str | None
    funding: str | None


def count(happened: Sequence[Happening], group: str | None = None) -> list[Number]:
    met = [each for each in happened if each.kind == "session" and each.in_touch]
    groups = [each for each in happened if each.kind == "group"]
    calls = [each for each in happened if each.kind == "call"]
    given = {each.meeting: each.minutes for each in happened if each.by_volunteer}
    found = [
        Number("people", "week", len({each.person_id for each in happened if each.in_touch and each.person_id})),
        Number("people_unnamed", None, sum(each.count for each in happened if each.person_id is None)),
        Number("visits", None, sum(each.count for each in happened if each.kind == "visit")),
        *_by("contacts", Counter(each.kind for each in happened)),
        *_by("sessions", Counter(each.modality or "unknown" for each in met)),
        *_by("session_minutes", _sum((each.modality or "unknown", each.minutes) for each in met)),
        *_by("support", Counter(kind for each in happened for kind in each.support)),
        *_by("support_minutes", _sum((kind, each.minutes) for each in happened for kind in each.support)),
        Number("calls", "tried", len(calls)),
        Number("calls", "talked", sum(each.talked for each in calls)),
        Number("groups", "held", len({each.meeting for each in groups if each.count})),
        Number("groups", "took_part", sum(each.count for each in groups)),
        Number("volunteer_contacts", None, len(given)),
        Number("volunteer_hours", None, round(sum(given.values()) / 60, 1)),
        Number("told_us", "began_with_them", sum(each.by_person for each in happened)),
    ]
    return [replace(each, group=group) for each in found]


def count_by(happened: Sequence[Happening], group_of: Callable[[Happening], str | None]) -> list[Number]:
    """The same for each site, or each source of funds; what has none stands under `none`."""
    parts: dict[str, list[Happening]] = defaultdict(list)
    for each in happened:
        parts[group_of(each) or "none"].append(each)
    return [number for group in sorted(parts) for number in count(parts[group], group)]


def waits(ready: Mapping[str, datetime], first: Mapping[str, datetime]) -> dict[str, timedelta]:
    """From when they were ready; what came before that came at once."""
    return {id: max(first[id] - at, timedelta()) for id, at in ready.items() if id in first}


def sorted_out(ready: Iterable[str], waited: Mapping[str, timedelta], *, within: timedelta) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"in_time": [], "later": [], "not_yet": []}
    for id in ready:
        found["not_yet" if id not in waited else "in_time" if waited[id] <= within else "later"].append(id)
    return found


def middle(
    measure: str, waited: Iterable[timedelta], part: str | None = None, group: str | None = None
) -> list[Number]:
    hours = [wait.total_seconds() / 3600 for wait in waited]
    return [Number(f"{measure}_median_hours", part, round(median(hours), 1), group)] if hours else []


def offers_answered(waited: Sequence[timedelta], ran_out: int) -> list[Number]:
    found = [Number("offers", "answered", len(waited)), Number("offers", "ran_out", ran_out)]
    return [*found, *middle("offers", waited, "answered")]


def loads(people: Sequence[int]) -> list[Number]:
    """How many people each coach walks with; of no coach by name."""
    counted = Counter(next((name for name, most in LOADS.items() if many <= most), "more") for many in people)
    found = [Number("load", part, counted[part]) for part in (*LOADS, "more")]
    return [*found, *([Number("load_median", None, round(median(people), 1))] if people else [])]


def _by(measure: str, counted: Mapping[str, int]) -> list[Number]:
    return [Number(measure, part, counted[part]) for part in sorted(counted)]


def _sum(pairs: Iterable[tuple[str, int]]) -> Mapping[str, int]:
    found: Counter[str] = Counter()
    for name, minutes in pairs:
        found[name] += minutes
    return found
