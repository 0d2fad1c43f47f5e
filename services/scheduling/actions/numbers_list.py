"""What stands behind a number: for those who may see the people of their organisation anyway."""

from typing import Any

from services.scheduling.actions.numbers import GROUPS, week_asked
from services.scheduling.actions.numbers_of_people import Line, lines_of_everybody, lines_of_groups, people_once
from services.scheduling.actions.organisation import customs_of
from services.scheduling.domain.behind import BEHIND, behind, can_be_listed, is_part
from services.scheduling.domain.numbers import Happening
from services.scheduling.store import numbers as store
from shared.db.reading import Reading
from shared.db.transaction import Transaction
from shared.kernel.errors import Invalid, NotFound
from shared.kernel.weeks import Week

MOST = 200
FACTS = ("id", "at", "kind", "person_id", "coach_id", "minutes", "count")
UNSAID: Line = dict.fromkeys(FACTS)
NONE = "There is no list behind this number."
BOTH = "Of one site or source of funds, say both: by, and which group."
NO_PART = "This number has no such part."


def list_behind(
    tx: Transaction,
    measure: str,
    *,
    part: str | None,
    by: str | None,
    group: str | None,
    week: str | None,
    time_zone: str | None,
) -> dict[str, Any]:
    """Also behind one that is too small to show: to these people it points at nobody they could not see."""
    asked = week_asked(tx, week, time_zone or customs_of(tx).time_zone)
    lines = _lines(tx, asked, measure, part, by, group)
    shown = [UNSAID | line for line in lines[:MOST]]
    tx.audit_each("read_contacts", sorted({line["person_id"] for line in shown if line["person_id"]}))
    return {"week": str(asked), "measure": measure, "part": part, "items": shown, "lines": len(lines)}


def _lines(rx: Reading, week: Week, measure: str, part: str | None, by: str | None, group: str | None) -> list[Line]:
    if not can_be_listed(measure):
        raise NotFound(NONE)
    _refuse_half_a_question(measure, part, by, group)
    listed = lines_of_groups(rx, week, by, measure) if by else lines_of_everybody(rx, week, measure)
    found = [each for each in listed if (each.measure, each.group) == (measure, group)]
    if named := [line for each in found if each.part == part for line in each.items]:
        return named
    if measure in BEHIND:
        happened = store.happenings(rx, week.first, week.last)
        mine = [each for each in happened if not by or (GROUPS[by](each) or "none") == group]
        lines = [_line(each) for each in behind(mine, measure, part)]
        return people_once(line["person_id"] for line in lines) if measure == "people" else lines
    return []


def _refuse_half_a_question(measure: str, part: str | None, by: str | None, group: str | None) -> None:
    """Answered as if it were whole, it would be a list of something else."""
    if (by is None) != (group is None):
        raise Invalid(BOTH, errors={"group" if by else "by": [BOTH]})
    if not is_part(measure, part):
        raise Invalid(NO_PART, errors={"part": [NO_PART]})


def _line(each: Happening) -> Line:
    return {name: getattr(each, name) for name in FACTS}
