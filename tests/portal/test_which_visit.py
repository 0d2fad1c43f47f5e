"""What was seen through a browser is written down with the visit it was seen in: a stolen one can be followed."""

import pytest
import sqlalchemy as sa

from shared.db.common import audit
from tests.desk.seeing import every_row
from tests.portal.people import a_coach, a_match, a_person

pytestmark = pytest.mark.parametrize("desk_for", ["sqlite"], indirect=True)


def credentials(town, about):
    with every_row(town.rooms["matching"].desk.engine) as connection:
        theirs = (audit.c.person_id == about, audit.c.role == "coach")
        return set(connection.execute(sa.select(audit.c.credential).where(*theirs)).scalars())


def visits(town):
    with every_row(town.portal.desk.engine) as connection:
        return set(connection.execute(sa.text("SELECT id FROM visits")).scalars())


def test_two_visits_of_one_person_are_told_apart_in_the_audit(open_town):
    member, coach = a_person(open_town, "Sam"), a_coach(open_town, "Jo")
    a_match(open_town, member, coach)
    before = credentials(open_town, member)
    open_town.signed_in("coach", coach).open(f"/coach/people/{member}")
    (first,) = credentials(open_town, member) - before
    open_town.signed_in("coach", coach).open(f"/coach/people/{member}")
    assert credentials(open_town, member) - before == visits(open_town) and first in visits(open_town)
