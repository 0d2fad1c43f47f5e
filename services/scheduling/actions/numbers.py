"""The weekly numbers: what happened, as far as our own rows go, and nobody in it who could be told."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from services.scheduling.actions.numbers_of_people import Lines, lines_of_everybody, lines_of_groups
from services.scheduling.actions.organisation import customs_of
from services.scheduling.domain import numbers as rules
from services.scheduling.domain.behind import has_list
from services.scheduling.store import numbers as store
from services.scheduling.store import places
from shared.db.reading import Reading
from shared.kernel.small_cells import Number, hide_small
from shared.kernel.weeks import Week, read_week, week_of

Shown = dict[str, Any]
GROUPS = {"site": lambda each: each.site, "funding": lambda each: each.funding}


def weekly_numbers(rx: Reading, *, week: str | None, by: str | None, time_zone: str | None) -> Shown:
    """Of one week, counted anew; with `by`, for each site or source of funds as well."""
    customs = customs_of(rx)
    zone, below = time_zone or customs.time_zone, customs.hide_below
    asked = week_asked(rx, week, zone)
    happened = store.happenings(rx, asked.first, asked.last)
    found = [*rules.count(happened), *_of_everybody(rx, asked)]
    if by:
        found += [*rules.count_by(happened, GROUPS[by]), *_counted(lines_of_groups(rx, asked, by))]
    names = places.names_of(rx) if by == "site" else {}
    shown = hide_small(found, below=below, nested=rules.NESTED, follows=rules.FOLLOWS)
    items = [
        vars(each)
        | {"hidden": each.hidden, "has_list": has_list(each)}
        | {"group_name": names.get(each.group or "", each.group)}
        for each in shown
    ]
    span = {"week": str(asked), "from": asked.first, "to": asked.last, "time_zone": zone, "hidden_below": below}
    return span | {"items": items, "definitions": rules.DEFINITIONS}


def week_asked(rx: Reading, week: str | None, zone: str) -> Week:
    return read_week(week, zone) if week else week_of(rx.now, zone)


def _of_everybody(rx: Reading, week: Week) -> list[Number]:
    waited = store.offers_ended(rx, week.first, week.last)
    coaches = list(store.people_of_coaches(rx).values())
    return [*_counted(lines_of_everybody(rx, week)), *rules.offers_answered(*waited), *rules.loads(coaches)]


def _counted(lines: Iterable[Lines]) -> list[Number]:
    """Where they tell how long somebody waited, the middle of it too."""
    told = list(lines)
    found = [Number(each.measure, each.part, len(each.items), each.group) for each in told]
    waited = defaultdict(list)
    for each in told:
        waited[each.measure, each.group] += each.waited
    middles = [rules.middle(measure, waits, group=group) for (measure, group), waits in waited.items()]
    return [*found, *(number for each in middles for number in each)]
