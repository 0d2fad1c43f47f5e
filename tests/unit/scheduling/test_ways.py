"""From place to place: never offered within the minutes it takes, and no call on the way."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from services.scheduling.domain.hours import Hours, Rules, Window
from services.scheduling.domain.openings import Diary, openings
from services.scheduling.domain.wallclock import DAY
from services.scheduling.domain.ways import COMES_FROM_HOME, Visit, Ways, read_ways
from services.scheduling.domain.windows import place_at

MONDAY = 20_780 * DAY
QUARTER = 900
PLACES = ("harbour", "library", "north")
MEETS, TALKS = "in_person", "phone"


def minutes(**between):
    return read_ways([{"place_ids": pair.split("_"), "minutes": often} for pair, often in between.items()])


def a_day(*windows, visits=(), calls=(), step=30, **between):
    """From eight to six; a window is a place and its hours, a visit a place, a start and an end, in hours."""
    spans = [Window(int(begin * 3600), int(end * 3600), (MEETS, TALKS), place) for place, begin, end in windows]
    hours = Hours("UTC", weekly={day: spans for day in range(7)}, rules=Rules(minutes=60, step_minutes=step))
    there = [Visit(at(begin), at(end), place) for place, begin, end in visits]
    busy = [(each.start, each.end) for each in there] + [(at(begin), at(end)) for begin, end in calls]
    return Diary(hours, busy, ways=Ways(minutes(**between), hours, there))


def at(hour):
    return MONDAY + int(hour * 3600)


def offered(diary, way):
    found = openings(diary, minutes=60, now=MONDAY - DAY, first=MONDAY, last=MONDAY + DAY)
    return [(each.start - MONDAY) / 3600 for each in found if way in each.modalities]


def test_time_is_left_to_get_there_and_to_get_on():
    diary = a_day(("harbour", 8, 14), visits=[("library", 10, 11)], harbour_library=45)
    assert offered(diary, MEETS) == [8, 12, 12.5, 13]
    assert offered(diary, TALKS) == [8, 8.5, 9, 11, 11.5, 12, 12.5, 13]


def test_at_the_same_place_or_where_nothing_is_known_no_time_is_needed():
    same = a_day(("library", 8, 14), visits=[("library", 10, 11)], harbour_library=45)
    unknown = a_day(("north", 8, 14), visits=[("library", 10, 11)], harbour_library=45)
    assert offered(same, MEETS) == offered(unknown, MEETS) == [8, 8.5, 9, 11, 11.5, 12, 12.5, 13]


def test_nobody_is_called_on_the_way():
    visits = [("library", 9, 10), ("harbour", 11.5, 12.5)]
    assert offered(a_day(("north", 8, 12), visits=visits, harbour_library=30), TALKS) == [8, 10]
    assert offered(a_day(("north", 8, 12), visits=visits, harbour_library=45), TALKS) == [8]


def test_no_place_of_which_nothing_is_known_fills_the_way():
    visits = [("library", 8, 9), ("harbour", 10, 11)]
    assert offered(a_day(("north", 9, 12), visits=visits, harbour_library=60), MEETS) == [11]
    assert offered(a_day(("north", 9, 12), visits=visits), MEETS) == [9, 11]


def test_a_call_on_the_way_leaves_no_way():
    diary = a_day(("harbour", 8, 14), visits=[("library", 9, 10)], calls=[(10, 10.5)], harbour_library=30)
    assert offered(diary, MEETS) == [11, 11.5, 12, 12.5, 13]


def test_whoever_was_elsewhere_hours_ago_comes_from_home():
    early, late = ("library", 8, 9), ("library", 10, 11)
    by_noon, from_home = (
        a_day(("north", 15, 20), visits=[one, ("harbour", 18, 19)], harbour_library=240) for one in (late, early)
    )
    assert offered(by_noon, TALKS) == [19]
    assert offered(from_home, TALKS) == [15, 15.5, 16, 16.5, 17, 19]


@st.composite
def worlds(draw):
    """A day of three places with ways between them, and what a coach has agreed to, each fitting the others."""
    cuts = sorted(draw(st.lists(st.sampled_from(range(32, 76, 4)), min_size=4, max_size=4, unique=True)))
    places = draw(st.permutations(PLACES))
    windows = [(place, begin / 4, end / 4) for place, (begin, end) in zip(places, pairwise(cuts), strict=True)]
    pairs = ("harbour_library", "harbour_north", "library_north")
    known = draw(st.lists(st.sampled_from(pairs), unique=True))
    between = {pair: draw(st.sampled_from([15, 20, 45, 90])) for pair in known}
    diary = a_day(*windows, step=15, **between)
    for _ in range(draw(st.integers(0, 5))):
        found = list(openings(diary, minutes=60, now=MONDAY - DAY, first=MONDAY, last=MONDAY + DAY))
        if found:
            chosen = draw(st.sampled_from(found))
            diary = agreed(diary, chosen, draw(st.sampled_from(chosen.modalities)))
    return diary


def agreed(diary, opening, way):
    span, place = (opening.start, opening.end), place_at(diary.hours, opening.start)
    visits = [*diary.ways.visits, *([Visit(*span, place)] if way == MEETS else [])]
    return Diary(diary.hours, [*diary.busy, span], ways=Ways(diary.ways.seconds, diary.hours, visits))


@given(worlds())
def test_whatever_is_agreed_there_is_time_to_get_from_each_place_to_the_next(diary):
    """Whoever books what is offered, in whatever order and way, is never asked to be on the way and in a session."""
    for one, other in pairwise(sorted(diary.ways.visits)):
        needs = diary.ways.seconds.get(frozenset((one.place_id, other.place_id)), 0)
        assert one.end <= other.start - needs
        if other.start - one.end < COMES_FROM_HOME:
            assert not [span for span in diary.busy if span[0] < other.start and other.start - needs < span[1]]


@given(worlds())
def test_ways_only_ever_take_away(diary):
    without = Diary(diary.hours, diary.busy)
    span = {"minutes": 60, "now": MONDAY - DAY, "first": MONDAY, "last": MONDAY + DAY}
    all_of = {each.start: each.modalities for each in openings(without, **span)}
    for each in openings(diary, **span):
        assert set(each.modalities) <= set(all_of[each.start])
