"""Each main page of the portal with a thousand members and fifty coaches: how long it takes, how much of that the three
services have, how often they are asked, and which questions take longest; beside an empty page of the portal, turn by
turn in the same run."""

import json
import re
import shutil
import tempfile
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from typing import Any

import requests

from services.matching.store import tables
from services.portal.accounts.links import make_link
from services.portal.accounts.people import invite
from shared.db.transaction import reading, transaction
from shared.kernel.actor import Actor
from shared.kernel.clock import SystemClock
from shared.kernel.ids import new_id
from shared.kernel.settings import SERVICES
from shared.kernel.times import rfc3339
from shared.process.install import desk_of
from tests.bench.matching_world import HARBOUR, MACHINE, desk_in, fill
from tests.desk.installation import Installation, eventually
from tests.desk.postbox import Postbox
from tests.journeys.walk import RULES, WHOLE_DAY, Walker

COACHES, MEMBERS, WALKING, WAITING = 50, 1_000, 800, 60
TIMES, SESSIONS, PATIENCE = 20, 6, 900
EMPTY = "/hard-time"
SLOWEST = 3
Asked = list[tuple[str, float]]
USUAL = {"cadence_days": 7, "weight": 1.0, "minutes": 60, "modalities": ["phone"], "state": "active", "version": 1}


def main() -> None:
    home = Path(tempfile.mkdtemp(prefix="holdfast-bench-", dir="/tmp"))
    with Postbox() as postbox:
        house = Installation(home, postbox, None, {})
        coach, member, waiting = _enter_everybody(house)
        try:
            house.start()
            match = _let_them_meet(house, coach, member)
            pages = {
                "member": (Actor(member, "member", HARBOUR), ["/me", f"/book/{match}", "/me/record"]),
                "coach": (Actor(coach, "coach", HARBOUR), ["/coach", "/coach/people", f"/coach/people/{member}"]),
                "desk": (Actor(new_id(), "intake", HARBOUR), ["/intake", f"/intake/referrals/{waiting}"]),
                "supervisor": (Actor(new_id(), "supervisor", HARBOUR), ["/supervisor", "/supervisor/not-found"]),
            }
            told = {"bench": "portal_pages", "members": MEMBERS, "coaches": COACHES, "pages": {}}
            for actor, paths in pages.values():
                told["pages"] |= _measure(house, actor, paths)
            print(json.dumps(told, indent=1))
        finally:
            house.stop()
            shutil.rmtree(home)


def _enter_everybody(house: Installation) -> tuple[str, str, str]:
    """Into matching's own tables, before it runs: then it tells the others. A coach, whom they walk with, who waits."""
    desk = desk_in(house.settings, SystemClock())
    coaches, members = fill(desk, coaches=COACHES, members=MEMBERS)
    with reading(desk, MACHINE) as rx:
        requests_of = {row["member_id"]: row["id"] for row in rx.rows(tables.referrals)}
    pairs = [(member, coaches[n % COACHES], new_id()) for n, member in enumerate(members[:WALKING])]
    now, day = desk.clock.now(), timedelta(days=1)
    asked = {"position": 1, "made_at": now - 9 * day, "expires_at": now - 8 * day, "state": "accepted", "version": 2}
    with transaction(desk, MACHINE) as tx:
        offers = [{"id": id, "referral_id": requests_of[m], "coach_id": coach, **asked} for m, coach, id in pairs]
        tx.insert_many(tables.offers, offers)
        said = {"accepted_at": now - 8 * day, **USUAL}
        walk = [
            {"id": new_id(), "coach_id": one["coach_id"], "referral_id": one["referral_id"], **said} for one in offers
        ]
        named = zip(walk, pairs, strict=True)
        tx.insert_many(tables.matches, [row | {"member_id": m, "offer_id": id} for row, (m, _, id) in named])
        settled = [*members[:WALKING], *members[WALKING + WAITING :]]
        for state, some in (("matched", settled[:WALKING]), ("closed", settled[WALKING:])):
            tx.update(tables.referrals, tables.referrals.c.member_id.in_(some), state=state)
    desk.engine.dispose()
    return coaches[0], members[0], requests_of[members[WALKING]]


def _let_them_meet(house: Installation, coach: str, member: str) -> str:
    """Once scheduling knows of them: hours, and some sessions ahead."""
    house.deed("matching", "events", "resend")
    walker = Walker(house, HARBOUR)
    of_coach = {"coach_id": coach, "state": "active", "limit": 50}
    matches = walker.get("matching", "/v1/matches", Actor(coach, "coach", HARBOUR), **of_coach)["items"]
    for match in matches[-1:] + matches[:SESSIONS]:
        eventually(lambda m=match: _knows(house, coach, m["id"]), within=PATIENCE, what="word of a match", pause=1)
    hours = {"time_zone": "America/New_York", "weekly": WHOLE_DAY, "rules": RULES}
    walker.put("scheduling", f"/v1/coaches/{coach}/availability", hours)
    for hour, match in enumerate(matches[:SESSIONS]):
        at = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(hours=4 + 2 * hour)
        said = {"match_id": match["id"], "starts_at": rfc3339(at), "minutes": 60}
        walker.act("scheduling", "/v1/sessions", said, wait_for=404)
    return next(one["id"] for one in matches if one["member_id"] == member)


def _knows(house: Installation, coach: str, match_id: str) -> bool:
    now = datetime.now(UTC)
    span = f"from={rfc3339(now)}&to={rfc3339(now + timedelta(hours=1))}"
    asked = house.ask("scheduling", "GET", f"/v1/openings?match_id={match_id}&{span}", Actor(coach, "coach", HARBOUR))
    return asked.status_code == 200


def _measure(house: Installation, actor: Actor, paths: list[str]) -> dict[str, Any]:
    session = _signed_in(house, actor)
    spent: dict[str, list[tuple[float, Asked]]] = {path: [] for path in (*paths, EMPTY)}
    for _ in range(TIMES):
        for path in spent:
            spent[path].append(_open(house, session, path))
    floor = _percentiles([one[0] for one in spent[EMPTY]])
    return {f"{actor.role} {_named(path)}": _told(spent[path], floor) for path in spent}


def _open(house: Installation, session: requests.Session, path: str) -> tuple[float, Asked]:
    """Milliseconds of the page, and of each question to a service."""
    before = {service: _read(house, service, 0)[1] for service in SERVICES[1:]}
    began = perf_counter()
    answer = session.get(house.settings.url_of("portal") + path, timeout=30)
    took = (perf_counter() - began) * 1000
    assert answer.status_code == 200, (path, answer.status_code)
    lines = [json.loads(line) for service, at in before.items() for line in _read(house, service, at)[0].splitlines()]
    return took, [(one["route"], one["ms"]) for one in lines if one.get("event") == "request"]


def _read(house: Installation, service: str, at: int) -> tuple[str, int]:
    path = house.home / "logs" / f"{service}-web.log"
    with path.open() as log:
        end = log.seek(0, 2)
        log.seek(at)
        return (log.read() if at else "", end)


def _signed_in(house: Installation, actor: Actor) -> requests.Session:
    desk = desk_of("portal", house.settings)
    with transaction(desk, Actor("portal", "service", HARBOUR)) as tx:
        invite(tx, actor.person, role=actor.role, language="en", time_zone="America/New_York")
        link = f"{house.settings.url_of('portal')}/in/{make_link(tx, actor.person, role=actor.role)}"
    desk.engine.dispose()
    session = requests.Session()
    mark = re.search(r'action="/in/.*?name="mark" value="([0-9a-f]+)"', session.get(link, timeout=30).text, re.DOTALL)
    assert mark is not None
    session.post(link, data={"mark": mark[1]}, timeout=30, allow_redirects=False)
    return session


def _told(spent: list[tuple[float, Asked]], floor: dict[str, float]) -> dict[str, Any]:
    pages = _percentiles([one[0] for one in spent])
    each: dict[str, float] = defaultdict(float)
    for route, ms in (question for _, asked in spent for question in asked):
        each[route] += ms
    share = sum(each.values()) / sum(one[0] for one in spent)
    told = {"services": round(share, 2), "asked": len(spent[-1][1])}
    slowest = sorted(each.items(), key=lambda one: -one[1])[:SLOWEST]
    told |= {"slowest_ms": {route: round(ms / len(spent), 1) for route, ms in slowest}}
    return pages | told | {"to_an_empty_page": round(pages["p50_ms"] / floor["p50_ms"], 1)}


def _percentiles(ms: list[float]) -> dict[str, float]:
    cuts = quantiles(ms, n=20)
    return {"p50_ms": round(cuts[9], 1), "p95_ms": round(cuts[18], 1)}


def _named(path: str) -> str:
    return re.sub(r"[0-9a-f-]{36}", "…", path)


if __name__ == "__main__":
    main()
