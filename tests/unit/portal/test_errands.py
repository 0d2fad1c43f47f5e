"""What takes a while, one step after another."""

from types import SimpleNamespace

from services.portal.accounts.errands import SILENT
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
    roster = SimpleNamespace(coaches=[SimpleNamespace(line=line) for line in range(400)], rows=[])
    importing = SlowImport()
    progress = Heard(importing)
    run = Run(roster, importing, progress, seconds=lambda: importing.now)
    run.go_on_alone()
    beats = [0.0, *progress.at]
    longest = max(later - earlier for earlier, later in zip(beats, beats[1:], strict=False))
    assert progress.end == "done" and longest < SILENT.total_seconds() / 2
