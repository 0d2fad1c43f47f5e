"""Enters the invented organisation through the HTTP APIs. Run again, it goes on where it stopped."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from cli.demo.coaches import bring_in_coaches
from cli.demo.members import Someone, everybody
from cli.demo.story import tell_story
from cli.installation import Doors, Installation
from services.portal.clients.organisation import Organisation
from shared.kernel.actor import OVERSEE

ZONE = "America/New_York"
NAME = "Harbor Lights (invented)"
STAFF = {"intake": "Maren", "supervisor": "Consuelo"}
Step = Callable[[], object]


class Demo:
    """`once` keeps what was made, by name, in the notebook: the second time it is only looked up."""

    def __init__(self, here: Installation) -> None:
        self.here = here
        self.made: dict[str, Any] = here.known.setdefault("demo", {})
        self.organisation = self.once("organisation", lambda key: here.add_organisation(NAME, speak_for_it=False))

    def once(self, name: str, make: Callable[[str], Any]) -> Any:
        """`make` gets a key for its wish, always the same for one name."""
        if name not in self.made:
            self.made[name] = make(f"demo-{name}")
            self.here.keep()
        return self.made[name]

    def doors(self, role: str, person: str | None = None) -> Doors:
        return self.here.as_role(role, organisation=self.organisation, person=person)

    def member(self, name: str) -> str:
        return str(self.made[f"member {name}"])


def steps(demo: Demo) -> Iterator[tuple[str, Step]]:
    """What is to be done, one thing after the other, each with words for the progress bar."""
    yield "settings", lambda: demo.once("zone", lambda _: _one_zone(demo))
    for role, name in STAFF.items():
        yield "staff", partial(_add_staff, demo, role, name)
    yield from bring_in_coaches(demo)
    for number, someone in enumerate(everybody()):
        yield "people", partial(_add_member, demo, someone, number)
    yield from tell_story(demo)


def _one_zone(demo: Demo) -> bool:
    """Numbers and promises count their days where these people live."""
    doors = demo.doors("admin")
    for keeps in (doors.matching.door, doors.scheduling.door):
        kept, version = Organisation(keeps).customs()
        if kept["time_zone"] != ZONE:
            Organisation(keeps).change_customs({"time_zone": ZONE}, version=version)
    return True


def _add_staff(demo: Demo, role: str, name: str) -> None:
    said = {"display_name": name, "language": "en", "time_zone": ZONE}
    staff = demo.once(f"staff {role}", lambda key: demo.doors("admin").matching.register_staff(said, key=key)["id"])
    address = f"{name.lower()}.{role}@example.org"
    demo.once(f"reach staff {role}", lambda key: _reach(demo, staff, [_email(address)]))
    if role in OVERSEE:
        demo.once(f"digest {role}", lambda key: bool(demo.doors("admin").notifications.keep_digest(staff, wanted=True)))


def _add_member(demo: Demo, someone: Someone, number: int) -> None:
    intake = demo.doors("intake", demo.made["staff intake"])
    member = demo.once(
        f"member {someone.name}", lambda key: intake.matching.register_member(someone.body, key=key)["id"]
    )
    if number % 10 != 9:  # every tenth has no way to be reached, and is a full member all the same
        demo.once(f"reach {someone.name}", lambda key: _reach(demo, member, _ways(someone, number)))


def _reach(demo: Demo, person: str, points: list[dict[str, Any]]) -> bool:
    demo.doors("intake").notifications.set_contact_points(person, points)
    return True


def _ways(someone: Someone, number: int) -> list[dict[str, Any]]:
    points = [_email(f"{someone.name.lower()}@example.org")]
    if number % 3 == 1:
        rung = {"kind": "voice", "address": f"+155555501{number % 100:02}", "say_we_are": "Alex from the library"}
        points.append(rung | {"shared": "yes", "message_ok": False, "best_times": "after 4 pm"})
    return points


def _email(address: str) -> dict[str, Any]:
    return {"kind": "email", "address": address, "shared": "no", "message_ok": True}
