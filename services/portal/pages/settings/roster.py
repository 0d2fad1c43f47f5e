"""A roster of coaches, brought in through the page: by the same importer as the command line's, and kept nowhere."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from flask import Blueprint, Response, g, request, stream_template
from flask.typing import ResponseReturnValue

from services.portal.accounts.errands import Progress
from services.portal.clients.matching import Matching
from services.portal.clients.notifications import Notifications
from services.portal.clients.scheduling import Scheduling
from services.portal.clients.transport import Away
from services.portal.forms.form import Form
from services.portal.importing.coaches import LATER, CoachImport, Outcome
from services.portal.importing.settling import settle
from services.portal.pages.errors import A_MOMENT
from services.portal.pages.page import page
from services.portal.pages.services import matching, notifications, scheduling
from services.portal.pages.visit import page_for
from services.portal.pages.words import zone_here
from services.portal.roster.result import refused_in_words, result_file
from services.portal.roster.roster import Roster, read_roster
from services.portal.roster.table import NotARoster
from shared.kernel.actor import Actor
from shared.web.bodies import takes
from shared.web.context import door

roster = Blueprint("roster", __name__, url_prefix="/settings/roster")
MOST_FILE = 200_000
MOST_SENT = 500_000
STATES = ("imported", "unchanged", "needs you", "left out", "not imported")
SHOWN = 100
STEPS = 10
BEAT_SECONDS = 10


@dataclass(frozen=True)
class Doors:
    """As whoever sent the file."""

    actor: Actor
    matching: Matching
    notifications: Notifications
    scheduling: Scheduling


@dataclass
class Run:
    """One file on its way in: how far it is, and at the end what became of each line. Without `importing` it is only
    looked at."""

    roster: Roster
    importing: CoachImport | None
    progress: Progress | None
    outcomes: dict[int, Outcome] = field(default_factory=dict)
    seconds: Callable[[], float] = time.monotonic

    def __post_init__(self) -> None:
        self._steps = self._in_turn()

    def steps(self) -> Iterator[int]:
        """How many are done: each tenth, and every ten seconds where it goes slowly. The page is sent while it runs."""
        return self._steps

    def go_on_alone(self) -> None:
        """Where nobody waits for the page any more, the rest is brought in all the same."""
        for _ in self._steps:
            pass

    def _in_turn(self) -> Iterator[int]:
        coaches = self.roster.coaches
        if self.importing is None or self.progress is None:
            self.outcomes = {coach.line: Outcome("not imported") for coach in coaches}
            return
        every = max(1, len(coaches) // STEPS)
        self.outcomes = {coach.line: Outcome("needs you", [LATER]) for coach in coaches}
        told_at = self.seconds()
        for done, (line, outcome) in enumerate(self.importing.in_turn(coaches), start=1):
            self.outcomes[line] = outcome
            if done % every == 0 or self.seconds() - told_at >= BEAT_SECONDS:
                told_at = self.seconds()
                if not self.progress.went_on(done):
                    return
                yield done
        need_you = [*settle(self.roster, self.outcomes)[0].values()].count("needs you")
        self.progress.came_to_an_end("done", done=len(coaches), need_you=need_you)

    def told(self) -> dict[str, object]:
        results, reasons = settle(self.roster, self.outcomes)
        needed = [line for line, state in results.items() if state == "needs you"]
        lines = [(line, [one.removeprefix(f"line {line}, ") for one in reasons[line]]) for line in needed]
        count = {state: [*results.values()].count(state) for state in STATES}
        told = {"count": count, "lines": lines[:SHOWN], "more": len(lines) - SHOWN}
        told |= {
            "refused": refused_in_words(self.roster),
            "unknown": self.roster.unknown,
            "no_place": self.roster.no_place_yet,
        }
        return told | {"file": result_file(self.roster, results, reasons)}


@roster.get("")
@page_for("admin")
def see() -> ResponseReturnValue:
    return _page(Form())


@roster.post("")
@page_for("admin")
@takes("multipart/form-data", most_bytes=MOST_SENT)
def bring_in() -> ResponseReturnValue:
    """Sent again, it changes nothing that is in already."""
    form, sent = Form(request.form), request.files.get("roster")
    content = sent.read(MOST_FILE + 1) if sent else b""
    if len(content) > MOST_FILE:
        form.wrong("roster", "error.roster.too_large")
        return _page(form), 413
    try:
        read = read_roster(content, day_first=form.typed.get("day_first") == "yes")
    except NotARoster:
        form.wrong("roster", "error.roster.none" if not content.strip() else "error.roster.unread")
        return _page(form), 422
    is_real = form.typed.get("deed") == "bring in"
    try:
        importing = _importing(form) if is_real else None
    except Away:
        return _page(form, trouble="away.roster"), 503, A_MOMENT
    progress = Progress(door().desk, g.actor, kind="roster", total=len(read.coaches)) if importing else None
    run = Run(read, importing, progress)
    response = Response(stream_template("roster_result.html", notice=None, run=run, is_real=is_real, states=STATES))
    response.call_on_close(run.go_on_alone)
    return response


@roster.post("/file")
@page_for("admin")
@takes("multipart/form-data", most_bytes=2 * MOST_SENT)
def save() -> ResponseReturnValue:
    """What the page before held, as a file: the same rows, with what became of each and why. We keep none."""
    headers = {"Content-Disposition": 'attachment; filename="roster.result.csv"'}
    text = request.form.get("file", "").encode("utf-8-sig")
    return Response(text, mimetype="text/csv", headers=headers)


def _importing(form: Form) -> CoachImport:
    doors = Doors(g.actor, matching(), notifications(), scheduling())
    return CoachImport(doors, time_zone=zone_here(), confirm_hours=form.typed.get("hours") == "yes")


def _page(form: Form, trouble: str | None = None) -> str:
    return page("settings_roster.html", form=form, trouble=trouble, zone=zone_here())
