"""One member against a hundred thousand coaches: beside the bare NumPy floor, and beside PostgreSQL asked the same."""

import json
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from services.matching.actions import crowd
from services.matching.actions.eligibility import look_at
from services.matching.actions.vocabulary import words_in_use
from services.matching.domain.eligibility import Limits
from services.matching.domain.people import Member
from services.matching.domain.preferences import Preferences
from services.matching.domain.profile import Profile
from services.matching.domain.reasons import Telling, not_met, reasons
from services.matching.index.asking import Bits, Question
from services.matching.index.columns import Columns
from services.matching.index.filtering import eligible
from services.matching.index.ranking import best
from services.matching.store import people
from shared.db.transaction import reading, transaction
from shared.kernel.clock import FixedClock
from tests.bench.matching_floor import Floor, bare_reading
from tests.bench.matching_postgres import ask_postgres
from tests.bench.matching_world import MACHINE, code, desk_in, fill, settings_in

COACHES, SHOWN, TIMES = 100_000, 20, 200
NOW = datetime(2026, 11, 23, 14, tzinfo=UTC)
SAID = ("pathway.twelve_step", "outlook.goal_no_use", "outlook.style_listening", "health.grief", "lived_with.alcohol")
SAID += ("family_life.raising_children", "age_band.35_49")
ASKED = {
    "one in fifty": ("gender.woman", "health.grief", "languages.es"),
    "one in ten": ("health.grief",),
    "half of them": (),
}


def main() -> None:
    home = Path(tempfile.mkdtemp(prefix="holdfast-bench-", dir="/tmp"))
    home.chmod(0o755)
    desk = desk_in(settings_in(home), FixedClock(NOW))
    ids, _ = fill(desk, coaches=COACHES)
    reading_began = time.process_time()
    _, bare = _timed(lambda: bare_reading(desk))
    building_began = time.process_time()
    columns, built = _timed(lambda: _columns(desk))
    bare_spent, spent = building_began - reading_began, time.process_time() - building_began
    told = {"bench": "matching_rank", "coaches": COACHES, "shown": SHOWN}
    told |= {"build_seconds": round(built, 2), "bare_reading_seconds": round(bare, 2)}
    told |= {"build_processor_seconds": round(spent, 2), "bare_reading_processor_seconds": round(bare_spent, 2)}
    told |= {"build_ratio": round(built / bare, 2), "build_processor_ratio": round(spent / bare_spent, 2)}
    told |= {"bytes_a_coach": round(columns.bytes_each), "one_change_ms": _one_change(desk, ids)}
    told["questions"] = {name: _measured(columns, question(required)) for name, required in ASKED.items()}
    told["reasons_ms"] = _reasons(desk, columns, question(ASKED["one in ten"]))
    told["postgresql"] = ask_postgres(home, columns, {name: question(required) for name, required in ASKED.items()})
    for name, row in told["questions"].items():
        row["times_faster_than_postgresql"] = round(told["postgresql"][name]["p50_ms"] / row["p50_ms"], 1)
    print(json.dumps(told))
    shutil.rmtree(home)


def question(required: tuple[str, ...]) -> Question:
    wishes = Preferences(
        required=tuple(map(code, required)),
        preferred=(code("health.trauma"), code("outlook.style_listening"), code("languages.es")),
        avoided=(code("outlook.style_direct"),),
        most_important=code("lived_with.alcohol"),
    )
    profile = Profile(frozenset(map(code, SAID)), languages=frozenset(["en", "es"]), modalities=frozenset(["phone"]))
    member = Member(id="ada", profile=profile, preferences=wishes)
    return Question(member=member, limits=Limits(today=NOW.date()), now=NOW, ready_from=NOW, seed="ada")


def _columns(desk) -> Columns:
    with reading(desk, MACHINE) as rx:
        return crowd.coaches_now(rx)


def _one_change(desk, ids: list[str]) -> dict[str, float]:
    """A coach says something else; from its commit until a request ranks by it."""
    found = []
    for id in ids[1000:50_000:2500]:
        with transaction(desk, MACHINE) as tx:
            known = people.find(tx, id)
            people.keep(tx, replace(known, accepting=not known.accepting, version=2), read_version=1)
        now, seconds = _timed(lambda: _columns(desk))
        assert bool(now.is_open[now.places([id])[0]]) is not known.accepting
        found.append(seconds * 1000)
    return _percentiles(found)


def _measured(columns: Columns, asked: Question) -> dict:
    """Ours and the floor take turns, so that a busy machine is busy for both. The processor's time is told, too."""
    floor, ours, bare, spent = Floor(columns, asked, shown=SHOWN), [], [], [0.0, 0.0]
    assert len(best(columns, asked, limit=SHOWN)) == SHOWN
    for _ in range(TIMES):
        began = time.process_time()
        ours.append(_timed(lambda: best(columns, asked, limit=SHOWN))[1] * 1000)
        between = time.process_time()
        bare.append(_timed(floor.top)[1] * 1000)
        spent = [spent[0] + between - began, spent[1] + time.process_time() - between]
    told = {"survivors": len(eligible(columns, asked, Bits(asked.member, columns.lexicon))), **_percentiles(ours)}
    told |= {"processor_ratio": round(spent[0] / spent[1], 2)}
    return told | {"floor_p50_ms": _percentiles(bare)["p50_ms"], "ratio": round(np.median(ours) / np.median(bare), 2)}


def _reasons(desk, columns: Columns, asked: Question) -> dict[str, float]:
    shown = [one.coach_id for one in best(columns, asked, limit=SHOWN)]
    telling = Telling(vocabulary=words_in_use(), language="en", zone="America/New_York", now=NOW)
    with reading(desk, MACHINE) as rx:
        _, coaches = look_at(rx, member_id=shown[0], coach_ids=shown)
        again = [_timed(lambda: look_at(rx, member_id=shown[0], coach_ids=shown))[1] * 1000 for _ in range(20)]
    said = [_timed(lambda: [_why(asked, coach, telling) for coach in coaches.values()])[1] * 1000 for _ in range(TIMES)]
    return _percentiles(said) | {"read_again_from_the_database_p50_ms": _percentiles(again)["p50_ms"]}


def _why(asked: Question, coach, telling: Telling) -> tuple:
    first = coach.openings.first(now=NOW, ready_from=NOW) if coach.openings else None
    return reasons(asked.member, coach, first, telling), not_met(asked.member, coach, telling)


def _timed(do: Callable) -> tuple:
    began = time.perf_counter()
    done = do()
    return done, time.perf_counter() - began


def _percentiles(milliseconds: list[float]) -> dict[str, float]:
    p50, p95 = np.percentile(milliseconds, [50, 95])
    return {"p50_ms": round(float(p50), 3), "p95_ms": round(float(p95), 3)}


if __name__ == "__main__":
    main()
