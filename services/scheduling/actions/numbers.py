"""The weekly numbers: what happened, as far as our own rows go, and nobody in it who could be told."""

from collections import Counter
from datetime import timedelta
from typing import Any

from services.scheduling.actions.organisation import customs_of
from services.scheduling.domain import numbers as rules
from services.scheduling.domain.numbers import Happening, Number
from services.scheduling.domain.outreach import GRACE
from services.scheduling.domain.small_cells import hide_small
from services.scheduling.domain.weeks import Week, read_week, week_of
from services.scheduling.store import numbers as store
from services.scheduling.store import places
from shared.db.reading import Reading

Shown = dict[str, Any]
TARGETS = {"first_contact": timedelta(hours=24), "first_session": timedelta(hours=48)}
GROUPS = {"site": lambda each: each.site, "funding": lambda each: each.funding}


def weekly_numbers(rx: Reading, *, week: str | None, by: str | None, time_zone: str | None) -> Shown:
    """Of one week, counted anew; with `by`, for each site or source of funds as well."""
    customs = customs_of(rx)
    zone, below = time_zone or customs.time_zone, customs.hide_below
    asked = read_week(week, zone) if week else week_of(rx.now, zone)
    happened = store.happenings(rx, asked.first, asked.last)
    found = [*rules.count(happened), *_of_everybody(rx, asked), *(_groups(happened, by) if by else [])]
    names = places.names_of(rx) if by == "site" else {}
    items = [
        vars(each) | {"hidden": each.hidden, "group_name": names.get(each.group or "", each.group)}
        for each in hide_small(found, below=below)
    ]
    span = {"week": str(asked), "from": asked.first, "to": asked.last, "time_zone": zone, "hidden_below": below}
    return span | {"items": items, "definitions": rules.DEFINITIONS}


def _of_everybody(rx: Reading, week: Week) -> list[Number]:
    """What no site and no source of funds has a part in."""
    owed = store.outreach_between(rx, week.first, week.last, rx.now - GRACE)
    return [
        Number("people", "new", store.new_people(rx, week.first, week.last)),
        Number("people", "quarter", store.people_in_touch(rx, week.quarter_from, week.last)),
        Number("people", "year", store.people_in_touch(rx, week.year_from, week.last)),
        *(Number("outreach", part, value) for part, value in owed.items()),
        *(Number("walking", part, value) for part, value in store.walking(rx).items()),
        *rules.offers_answered(*store.offers_ended(rx, week.first, week.last)),
        *_of_the_ready(rx, week),
    ]


def _of_the_ready(rx: Reading, week: Week) -> list[Number]:
    rows = store.ready_between(rx, week.first, week.last)
    ready = {row["member_id"]: row["ready_from"] for row in rows}
    people = sorted(ready)
    first = {"first_contact": store.first_contacts, "first_session": store.first_sessions}
    urgency = Counter(row["urgency"] for row in rows)
    states = Counter(row["state"] for row in rows)
    found = [Number("referrals", part, urgency[part]) for part in sorted(urgency)]
    found += [Number("referral_states", part, states[part]) for part in sorted(states)]
    for measure, within in TARGETS.items():
        found += rules.first_times(measure, ready, first[measure](rx, people, week.first), within=within)
    return found


def _groups(happened: list[Happening], by: str) -> list[Number]:
    return rules.count_by(happened, GROUPS[by])
