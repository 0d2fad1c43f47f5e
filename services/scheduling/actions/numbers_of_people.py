"""The numbers that are of people: each is as many as stand in its list."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from services.scheduling.domain import numbers as rules
from services.scheduling.domain.outreach import GRACE
from services.scheduling.store import numbers as store
from shared.db.reading import Reading, Row
from shared.kernel.weeks import Week

Line = dict[str, Any]
TARGETS = {"first_contact": timedelta(hours=24), "first_session": timedelta(hours=48)}
FIRST = {"first_contact": store.first_contacts, "first_session": store.first_sessions}
BY_REFERRAL = {"referrals": "urgency", "referral_states": "state"}


@dataclass(frozen=True)
class Lines:
    """What is counted under a measure and a part; `waited`, how long those of them did who are not waiting still."""

    measure: str
    part: str
    items: Sequence[Line]
    group: str | None = None
    waited: Sequence[timedelta] = field(default=())


def lines_of_everybody(rx: Reading, week: Week, measure: str | None = None) -> Iterator[Lines]:
    """Of every measure, or what has to be read for one of them."""
    for measures, read in READ.items():
        if measure is None or measure in measures:
            yield from read(rx, week)


def lines_of_groups(rx: Reading, week: Week, by: str, measure: str | None = None) -> Iterator[Lines]:
    """The site, or the source of funds, is that of what happened: of the first contact where that is counted, of the
    last where somebody waits or is owed a word.
    """
    if measure in (None, "people"):
        yield from _in_touch_of_groups(rx, week, by)
    for measures in LAST:
        if measure is None or measure in measures:
            yield from _where_last_in_touch(rx, week, by, list(READ[measures](rx, week)))
    targets = [each for each in TARGETS if measure in (None, each)]
    ready = _ready(rx, week) if targets else {}
    for target in targets:
        first = FIRST[target](rx, sorted(ready), week.first)
        groups = _sorted(((getattr(first[id], by) if id in first else None) or "none", id) for id in ready)
        for group, people in groups.items():
            yield from _first(target, {id: ready[id] for id in people}, first, group)


def _in_touch_of_groups(rx: Reading, week: Week, by: str) -> Iterator[Lines]:
    for part, touched in _touched(rx, week).items():
        groups = _sorted((getattr(each, by) or "none", each.person_id) for each in touched)
        yield from (Lines("people", part, people_once(people), group) for group, people in groups.items())


def _where_last_in_touch(rx: Reading, week: Week, by: str, lines: Sequence[Lines]) -> Iterator[Lines]:
    people = sorted({line["person_id"] for each in lines for line in each.items})
    last = store.last_in_touch(rx, people, week.last)
    where = {id: getattr(last[id], by) if id in last else None for id in people}
    for each in lines:
        groups = _sorted((where[line["person_id"]] or "none", line) for line in each.items)
        yield from (replace(each, items=items, group=group) for group, items in groups.items())


def _ready(rx: Reading, week: Week) -> dict[str, datetime]:
    return {row["member_id"]: row["ready_from"] for row in store.ready_between(rx, week.first, week.last)}


def _in_touch(rx: Reading, week: Week) -> Iterator[Lines]:
    for part, touched in _touched(rx, week).items():
        yield Lines("people", part, people_once({each.person_id for each in touched}))


def _touched(rx: Reading, week: Week) -> dict[str, set[store.Touched]]:
    known = store.known_before(rx, week.first)
    return {
        "new": {each for each in store.in_touch(rx, week.first, week.last) if each.person_id not in known},
        "quarter": store.in_touch(rx, week.quarter_from, week.last),
        "year": store.in_touch(rx, week.year_from, week.last),
    }


def _owed(rx: Reading, week: Week) -> Iterator[Lines]:
    owed = store.outreach_between(rx, week.first, week.last, rx.now - GRACE)
    for part, rows in owed.items():
        yield Lines("told_us" if part == "hard_time" else "outreach", part, [_outreach(row) for row in rows])


def _walking(rx: Reading, _: Week) -> Iterator[Lines]:
    return (Lines("walking", part, people_once(people)) for part, people in store.walking(rx).items())


def _of_the_ready(rx: Reading, week: Week) -> Iterator[Lines]:
    rows = store.ready_between(rx, week.first, week.last)
    for measure, name in BY_REFERRAL.items():
        for part, found in sorted(_sorted((row[name] or "unknown", row) for row in rows).items()):
            yield Lines(measure, part, [_referral(row) for row in found])
    ready = {row["member_id"]: row["ready_from"] for row in rows}
    for measure in TARGETS:
        yield from _first(measure, ready, FIRST[measure](rx, sorted(ready), week.first))


def _first(
    measure: str, ready: Mapping[str, datetime], first: Mapping[str, store.First], group: str | None = None
) -> Iterator[Lines]:
    waited = rules.waits(ready, {id: each.at for id, each in first.items()})
    for part, people in rules.sorted_out(ready, waited, within=TARGETS[measure]).items():
        yield Lines(measure, part, people_once(people), group, [waited[id] for id in people if id in waited])


def _sorted(pairs: Iterable[tuple[str, Any]]) -> dict[str, list[Any]]:
    found = defaultdict(list)
    for name, each in pairs:
        found[name].append(each)
    return dict(found)


def people_once(ids: Iterable[str]) -> list[Line]:
    return [{"kind": "person", "person_id": id} for id in sorted(set(ids))]


def _referral(row: Row) -> Line:
    return {"kind": "referral", "id": row["referral_id"], "person_id": row["member_id"], "at": row["ready_from"]}


def _outreach(row: Row) -> Line:
    facts = {name: row[name] for name in ("id", "coach_id")}
    return facts | {"kind": "outreach", "person_id": row["member_id"], "at": row["since"]}


OWED, WALKING = ("outreach", "told_us"), ("walking",)
LAST = (OWED, WALKING)
READ = {
    ("people",): _in_touch,
    OWED: _owed,
    WALKING: _walking,
    (*BY_REFERRAL, *TARGETS): _of_the_ready,
}
