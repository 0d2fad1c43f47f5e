from base64 import b64encode
from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from services.matching.domain import match, offer, referral
from services.matching.domain.match import Match
from services.matching.domain.offer import Offer, expires_at, patience
from services.matching.domain.openings import Openings
from services.matching.domain.referral import Referral
from shared.kernel.errors import Conflict
from tests.unit.matching.crowd import NOON

OFFER = Offer(id="o", referral_id="r", coach_id="bo", position=1, made_at=NOON, expires_at=NOON + timedelta(hours=4))
REFERRAL = Referral(id="r", member_id="ada", urgency="routine", source="self", ready_from=NOON, filed_at=NOON)
MATCH = Match(
    **dict(id="m", coach_id="bo", member_id="ada", referral_id="r", offer_id="o", accepted_at=NOON),
    **dict(cadence_days=7, weight=1.0, minutes=60, modalities=("phone",)),
)


def nine_to_five(days=28):
    """An hour can begin on each quarter from 9 to 16 UTC, every day, seen from midnight."""
    bits = sum(1 << day * 96 + quarter for day in range(days) for quarter in range(36, 65))
    midnight = NOON.replace(hour=0)
    return Openings.read(
        from_=midnight, starts=b64encode(bits.to_bytes(336, "little")).decode(), min_notice_minutes=120
    )


def test_the_first_opening_keeps_the_coachs_notice_and_waits_for_the_person():
    assert nine_to_five().first(now=NOON + timedelta(minutes=1)) == NOON + timedelta(hours=2, minutes=15)
    assert nine_to_five().first(now=NOON, ready_from=NOON + timedelta(hours=6)) == NOON + timedelta(hours=21)


def test_beyond_what_scheduling_told_nothing_is_promised():
    assert nine_to_five(days=1).first(now=NOON + timedelta(days=1)) is None


@pytest.mark.parametrize("urgency, hours", [("urgent", 4), ("soon", 24), ("routine", 36)])
def test_an_offer_ends_at_its_ceiling_when_the_coachs_hours_are_not_known(urgency, hours):
    assert expires_at(urgency, made_at=NOON, openings=None) == NOON + timedelta(hours=hours)


def test_an_offer_ends_sooner_when_the_coach_has_worked_that_long():
    assert expires_at("urgent", made_at=NOON, openings=nine_to_five()) == NOON + timedelta(hours=2)
    assert expires_at("soon", made_at=NOON, openings=nine_to_five()) == NOON + timedelta(hours=24)


@pytest.mark.parametrize("step", [1, 2, 4])
def test_a_coach_who_is_booked_on_the_hour_works_no_slower_than_others(step):
    hourly = sum(1 << quarter for quarter in range(0, 8 * 4 - 3, step))
    day = Openings(NOON, hourly, timedelta())
    assert expires_at("soon", made_at=NOON, openings=day) == NOON + timedelta(hours=8)
    assert patience("soon", made_at=NOON, openings=day, share=0.5) == NOON + timedelta(hours=4)


def test_no_offer_is_answered_after_its_time():
    with pytest.raises(Conflict, match="no longer open"):
        OFFER.accept(now=OFFER.expires_at, accepted_by="coach", how=None)


def test_an_accepted_offer_is_not_declined():
    accepted = OFFER.accept(now=NOON, accepted_by="coach", how=None)
    with pytest.raises(Conflict):
        accepted.decline(reason="other")


def test_two_people_who_know_each_other_are_not_a_match_that_ended():
    assert MATCH.undo(now=NOON + timedelta(days=6)).state == "not_started"
    with pytest.raises(Conflict, match="first seven days"):
        MATCH.undo(now=NOON + timedelta(days=7))


def test_a_pause_keeps_the_match_going_until_someone_looks_again():
    paused = MATCH.pause(reason="in_hospital", until=NOON + timedelta(days=14))
    assert paused.goes_on and paused.resume() == replace(MATCH, version=3)


DIAGRAMS = {
    "referral": (referral.MOVES, lambda state, deed: replace(REFERRAL, state=state).move(deed)),
    "offer": (offer.MOVES, lambda state, deed: replace(OFFER, state=state)._move(deed)),
    "match": (match.MOVES, lambda state, deed: replace(MATCH, state=state)._move(deed)),
}


@pytest.mark.parametrize("noun", DIAGRAMS)
def test_what_the_diagram_does_not_draw_does_not_happen(noun):
    moves, do = DIAGRAMS[noun]
    states = {state for state, _ in moves} | set(moves.values())
    for state, deed in product(states, {deed for _, deed in moves}):
        if (state, deed) in moves:
            assert do(state, deed).state == moves[state, deed]
        else:
            with pytest.raises(Conflict):
                do(state, deed)
