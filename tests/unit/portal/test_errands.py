"""What takes a while, one step after another."""

from types import SimpleNamespace

import pytest

from services.portal.accounts.errands import SILENT
from services.portal.clients.transport import Declined
from services.portal.exporting.everything import as_sheet, copies_of, is_whole
from services.portal.importing.coaches import Outcome
from services.portal.pages.settings.roster import Run


class SlowImport:
    """Brings in one coach in seven seconds."""

    def __init__(self) -> None:
        self.now = 0.0

    def in_turn(self, coaches):
        for coach in coaches:
            self.now += 7
            yield coach.line, Outcome("imported")


class Heard:
    """When it was told that it goes on."""

    def __init__(self, importing) -> None:
        self.importing, self.at, self.end = importing, [], None

    def went_on(self, done):
        self.at.append(self.importing.now)
        return True

    def came_to_an_end(self, state, **told):
        self.end = state


def test_a_long_roster_that_goes_slowly_is_never_silent_for_so_long_that_it_looks_broken_off():
    roster = SimpleNamespace(coaches=[SimpleNamespace(line=line) for line in range(2000)], rows=[])
    importing = SlowImport()
    progress = Heard(importing)
    run = Run(roster, importing, progress, seconds=lambda: importing.now)
    run.go_on_alone()
    beats = [0.0, *progress.at]
    longest = max(later - earlier for earlier, later in zip(beats, beats[1:], strict=False))
    assert progress.end == "done" and longest < SILENT.total_seconds() / 2


class Doors:
    """A service's: it says no to one person, and knows nothing of another."""

    def copy_of(self, person_id):
        if person_id != "Ada":
            raise Declined(409 if person_id == "Bo" else 404, "at_odds", "", {})
        return {"parts": {"people": [{"name": "Ada"}]}}


class Closed:
    def copy_of(self, person_id):
        raise Declined(403, "forbidden", "", {})


def test_one_person_whose_copy_is_refused_is_said_and_holds_up_nobody():
    made = list(copies_of(["Ada", "Bo", "Cy"], {"matching": Doors()}))
    assert [is_whole(each) for each in made] == [True, False, True]
    assert made[1][1]["matching"]["parts"] == {"not_in_this_copy": [{"status": 409, "code": "at_odds"}]}
    assert "Bo,matching,not_in_this_copy,1,status,409" in "".join(as_sheet({}, iter(made)))


def test_whoever_may_not_make_a_copy_makes_none():
    with pytest.raises(Declined):
        list(copies_of(["Ada"], {"matching": Closed()}))
