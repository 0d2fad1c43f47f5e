"""What is kept of each list: who stood where, where the points would have put them, by which weights. Ids, no words."""

import pytest

from services.matching.domain.exposure import places
from services.matching.store import tables
from shared.db.transaction import reading

MANY = 14


@pytest.fixture
def kept(house):
    """The rows of the newest list of a request."""

    def rows(referral_id):
        with reading(house.room.desk, house.machine) as rx:
            shortlist = rx.rows(tables.shortlists, tables.shortlists.c.referral_id == referral_id)[-1]
            order = [tables.positions.c.position]
            mine = tables.positions.c.shortlist_id == shortlist["id"]
            return shortlist, rx.rows(tables.positions, mine, order_by=order)

    return rows


def test_each_position_is_kept_with_the_place_the_points_alone_would_have_given(house, kept):
    coaches = {house.coach(f"Coach {n}", opens_in_hours=n) for n in range(MANY)}
    for n in range(8):
        referral = house.referral(house.member(f"Ada {n}"))
        shown = house.shown(referral)
        shortlist, rows = kept(referral)
        assert shortlist["weights_version"] == "2026.11" and shortlist["considered"] == MANY
        assert [row["coach_id"] for row in rows] == shown and set(shown) == coaches
        by_points = [row["coach_id"] for row in sorted(rows, key=lambda row: row["by_points"])]
        assert [place.coach_id for place in places(by_points, seed=referral)] == shown
        assert rows[0]["by_points"] == 1
        assert house.shown(referral) == shown


def test_a_coach_whom_everybody_asks_gives_way_to_one_who_is_seldom_asked(house):
    bo, cam = house.coach("Bo", opens_in_hours=3), house.coach("Cam", opens_in_hours=3)
    for name in ("Eve", "Fay", "Gil"):
        house.offered(bo, house.member(name))
    assert house.shown(house.referral(house.member())) == [cam, bo]
