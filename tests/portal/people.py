"""The people of the story, entered through the services' doors. Names and pronouns do not agree, on purpose."""

from typing import Any

from tests.portal.town import ZONE, Town

NINE_TO_FIVE = {"days": [1, 2, 3, 4, 5], "start": "09:00", "end": "17:00"}
RULES = {"minutes": 60, "step_minutes": 30, "min_notice_minutes": 0, "horizon_days": 28}


def a_coach(town: Town, name: str = "Jo", **more: Any) -> str:
    """With hours on weekdays, heard by everybody."""
    admin, fresh = town.actor("admin"), {"Idempotency-Key": f"coach {name}"}
    said = {"display_name": name, "language": "en", "time_zone": ZONE, "modalities": ["in_person", "phone"], **more}
    coach_id: str = town.ask("matching", "POST", "/v1/coaches", admin, json=said, headers=fresh)["id"]
    town.settle()
    hours = {"time_zone": ZONE, "weekly": [NINE_TO_FIVE], "rules": RULES}
    town.ask("scheduling", "PUT", f"/v1/coaches/{coach_id}/availability", admin, json=hours)
    town.settle()
    return coach_id


def a_person(town: Town, name: str = "Sam", **more: Any) -> str:
    intake, fresh = town.actor("intake"), {"Idempotency-Key": f"member {name}"}
    said = {"display_name": name, "language": "en", "time_zone": ZONE, **more}
    member_id: str = town.ask("matching", "POST", "/v1/members", intake, json=said, headers=fresh)["id"]
    town.settle()
    return member_id


def a_request(town: Town, member_id: str, urgency: str = "soon") -> str:
    intake, fresh = town.actor("intake"), {"Idempotency-Key": f"request {member_id}"}
    said = {"member_id": member_id, "urgency": urgency}
    return str(town.ask("matching", "POST", "/v1/referrals", intake, json=said, headers=fresh)["id"])


def an_offer(town: Town, referral_id: str, *coach_ids: str) -> str:
    """The first of these coaches is asked."""
    intake = town.actor("intake")
    shortlist = town.ask("matching", "GET", f"/v1/referrals/{referral_id}/shortlist?limit=10", intake)
    said = {"shortlist_id": shortlist["shortlist_id"], "coach_ids": list(coach_ids)}
    town.ask("matching", "POST", f"/v1/referrals/{referral_id}/choices", intake, json=said)
    town.settle()
    offers = town.ask("matching", "GET", f"/v1/offers?referral_id={referral_id}&state=open", intake)["items"]
    return str(offers[0]["id"])


def a_match(town: Town, member_id: str, coach_id: str) -> str:
    offer_id = an_offer(town, a_request(town, member_id), coach_id)
    coach = town.actor("coach", coach_id)
    match_id = str(town.ask("matching", "POST", f"/v1/offers/{offer_id}/acceptance", coach, json={})["match_id"])
    town.settle()
    return match_id


def a_session(town: Town, match_id: str, starts_at: str = "2026-11-24T15:00:00Z") -> str:
    said = {"match_id": match_id, "starts_at": starts_at}
    session = town.ask("scheduling", "POST", "/v1/sessions", town.actor("intake"), json=said)
    town.settle()
    return str(session["id"])


def on_call(town: Town, *coach_ids: str) -> None:
    """All day, every day."""
    weekly = [{"coach_id": id, "days": [1, 2, 3, 4, 5, 6, 7], "start": "00:00", "end": "24:00"} for id in coach_ids]
    town.ask("scheduling", "PUT", "/v1/on-call", town.actor("intake"), json={"time_zone": ZONE, "weekly": weekly})
