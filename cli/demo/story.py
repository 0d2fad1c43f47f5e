"""What has happened so far in the invented organisation: requests, choices, answers, and one session ahead."""

import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from cli.demo.members import everybody
from services.portal.clients.matching import Matching
from services.portal.clients.patience import patiently

if TYPE_CHECKING:
    from cli.demo.load import Demo

ASKING = 14
CHOOSING = 6
ACCEPTED = ("Ruth", "Milagros")
SOURCES = ("self", "treatment", "walked_in", "health", "someone_here", "court", "community")


def tell_story(demo: "Demo") -> Iterator[tuple[str, Callable[[], object]]]:
    asking = everybody()[:ASKING]
    for number, someone in enumerate(asking):
        yield "referrals", partial(_file, demo, someone.name, someone.urgency, number)
    yield "hours", lambda: demo.once("hours heard", lambda _: _wait_for_openings(demo, asking[0].name))
    for someone in asking[:CHOOSING]:
        yield "choices", partial(demo.once, f"choice {someone.name}", _choosing(demo, someone.name))
    for name in ACCEPTED:
        yield "matches", partial(demo.once, f"match {name}", _accepting(demo, name))
    yield "a session", lambda: demo.once("session", lambda key: _book(demo, ACCEPTED[0], key))


def _file(demo: "Demo", name: str, urgency: str, number: int) -> None:
    source = SOURCES[number % len(SOURCES)]
    said = {"member_id": demo.member(name), "urgency": urgency, "source": source}
    demo.once(f"referral {name}", lambda key: _intake(demo).file_referral(said, key=key)["id"])


def _wait_for_openings(demo: "Demo", name: str, *, seconds: float = 10) -> bool:
    """Until matching has heard somebody's hours: then suggestions say when they could first meet."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found = _intake(demo).shortlist(demo.made[f"referral {name}"], limit=3)["items"]
        if found and all(one["first_opening"] for one in found):
            return True
        time.sleep(0.3)
    return False


def _choosing(demo: "Demo", name: str) -> Callable[[str], list[str]]:
    """The first two suggested, the first of whom is asked. To some nobody is suggested, and that is so."""

    def choose(key: str) -> list[str]:
        referral = demo.made[f"referral {name}"]
        suggested = _intake(demo).shortlist(referral, limit=3)
        coaches = [one["coach_id"] for one in suggested["items"]][:2]
        if coaches:
            shortlist = suggested["shortlist_id"]
            _intake(demo).choose(referral, shortlist_id=shortlist, coach_ids=coaches, key=f"{key}-{shortlist}")
        return coaches

    return choose


def _accepting(demo: "Demo", name: str) -> Callable[[str], str | None]:
    def accept(key: str) -> str | None:
        offers = _intake(demo).offers(referral_id=demo.made[f"referral {name}"], state="open")
        offer = next(offers, None)
        if offer is None:
            return None
        coach = demo.doors("coach", offer["coach_id"]).matching
        demo.made[f"coach of {name}"] = offer["coach_id"]
        return str(coach.accept(offer["id"], key=key)["match_id"])

    return accept


def _book(demo: "Demo", name: str, key: str) -> str | None:
    """The first opening that is a day away or more, so that a reminder still lies ahead."""
    if not (match := demo.made[f"match {name}"]):
        return None
    scheduling = demo.doors("member", demo.member(name)).scheduling
    openings = patiently(lambda: scheduling.openings(match_id=match), seconds=10)["items"]
    tomorrow = demo.here.clock.now() + timedelta(days=1)
    later = [one for one in openings if datetime.fromisoformat(one["starts_at"]) > tomorrow] or openings
    return str(scheduling.book(_booking(match, later[0]), key=key)["id"]) if later else None


def _booking(match: str, opening: dict[str, Any]) -> dict[str, Any]:
    return {"match_id": match, "starts_at": opening["starts_at"]}


def _intake(demo: "Demo") -> Matching:
    return demo.doors("intake", demo.made["staff intake"]).matching
