"""The invented coaches: from a roster as any organisation's are, then with what they said of themselves."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cli.demo.members import by_facet
from cli.demo.words import INTRODUCTIONS, KEPT_TO_THEMSELVES, OUTLOOKS
from services.portal.importing.coaches import CoachImport
from services.portal.roster.coach import Coach
from services.portal.roster.roster import read_roster

if TYPE_CHECKING:
    from cli.demo.load import Demo


class DemoStumbled(Exception):
    """Its words say over what."""


ROSTER = Path(__file__).with_name("roster.csv")


def bring_in_coaches(demo: "Demo") -> Iterator[tuple[str, Callable[[], object]]]:
    importing: list[CoachImport] = []
    for coach in read_roster(ROSTER.read_bytes()).coaches:
        yield "coaches", partial(_bring_in, demo, importing, coach)
        yield "coaches", partial(_let_them_speak, demo, coach)


def _bring_in(demo: "Demo", importing: list[CoachImport], coach: Coach) -> None:
    if f"coach {coach.display_name}" in demo.made:
        return
    if not importing:
        importing.append(CoachImport(demo.doors("admin"), time_zone="America/New_York", confirm_hours=True))
    outcome = importing[0].bring_in(coach)
    coach_id = importing[0].id_of(coach)
    if coach_id is None:
        raise DemoStumbled(f"{coach.display_name} could not be brought in: {'; '.join(outcome.words)}")
    demo.once(f"coach {coach.display_name}", lambda _: coach_id)


def _let_them_speak(demo: "Demo", coach: Coach) -> None:
    """Most coaches agree that what they stated is used, and some of it shown; a few have said nothing yet."""
    if coach.display_name in INTRODUCTIONS:
        demo.once(f"words {coach.display_name}", lambda _: _say(demo, demo.made[f"coach {coach.display_name}"], coach))


def _say(demo: "Demo", coach_id: str, coach: Coach) -> bool:
    matching = demo.doors("coach", coach_id).matching
    here, version = matching.coach_and_version(coach_id)
    stated = dict(here.get("profile") or {}) | by_facet(OUTLOOKS[coach.display_name])
    shown = {facet: [code for code in codes if code not in KEPT_TO_THEMSELVES] for facet, codes in stated.items()}
    said = {"introduction": INTRODUCTIONS[coach.display_name], "profile": stated, "used": stated, "shown": shown}
    matching.change_coach(coach_id, said, version=version)
    return True
