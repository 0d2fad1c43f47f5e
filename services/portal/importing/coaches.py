"""Brings coaches in through the services' doors: the person, then how to reach them, then hours if confirmed."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from services.portal.clients.patience import patiently
from services.portal.clients.transport import Away, Declined
from services.portal.importing.body import coach_body, contact_points, keys_of, weekly_hours
from services.portal.importing.doors import Doors
from services.portal.roster.coach import Coach, key_of

GIVE_UP_AFTER = 3
LATER = "Not brought in, or not completely. Bring in the same file again."
FILLED_IN = ("modalities", "credentials")


@dataclass(frozen=True)
class Outcome:
    """imported, unchanged, left out or needs you; `words` say what was done or what stands in the way."""

    state: str
    words: list[str] = field(default_factory=list)


class CoachImport:
    """Made for one run: it asks once who is there already. What a coach changed since then is never overwritten."""

    def __init__(self, doors: Doors, *, time_zone: str, confirm_hours: bool = False) -> None:
        self.doors, self.time_zone, self.confirm_hours = doors, time_zone, confirm_hours
        self.organisation = doors.actor.organisation
        self.numbered: set[str | None] = set()
        self.known = {_known_key(coach): coach for coach in doors.matching.coaches() if coach.get("external_id")}
        for key, here in self.known.items():
            self._note_name(key, here.get("display_name"))

    def bring_in(self, coach: Coach) -> Outcome:
        try:
            found = {self.known[key]["id"] for key in keys_of(coach, self.organisation) if key in self.known}
            if len(found) > 1:
                return Outcome("needs you", ["the employee id and the work email belong to two people here"])
            if coach.status == "ended":
                return _ended(is_known=bool(found))
            return self._known(coach, found.pop()) if found else self._new(coach)
        except Declined as no:
            return Outcome("needs you", [_in_words(no)])

    def in_turn(self, coaches: Sequence[Coach]) -> Iterator[tuple[int, Outcome]]:
        """Each line with what became of it. A row over which a service stumbles holds up nobody else; when it stays
        away, we stop asking it.
        """
        stumbled = 0
        for coach in coaches:
            if stumbled >= GIVE_UP_AFTER:
                yield coach.line, Outcome("needs you", [LATER])
                continue
            try:
                outcome, stumbled = self.bring_in(coach), 0
            except Away as error:
                outcome, stumbled = Outcome("needs you", [f"{error} {LATER}"]), stumbled + 1
            yield coach.line, outcome

    def id_of(self, coach: Coach) -> str | None:
        """Who this is here, once brought in."""
        return next((self.known[key]["id"] for key in keys_of(coach, self.organisation) if key in self.known), None)

    def _new(self, coach: Coach) -> Outcome:
        if somebody := self._one_of_this_name(coach):
            return Outcome("needs you", [somebody])
        body = coach_body(coach, organisation=self.organisation, time_zone=self.time_zone)
        made = self.doors.matching.register_coach(body, key=_key("coach", body))
        for key in keys_of(coach, self.organisation):
            self.known[key] = {"id": made["id"], "display_name": coach.display_name}
            self._note_name(key, coach.display_name)
        return Outcome("imported", self._complete(coach, made["id"]))

    def _known(self, coach: Coach, coach_id: str) -> Outcome:
        done = [*self._fill_in(coach, coach_id), *self._complete(coach, coach_id)]
        return Outcome("imported" if done else "unchanged", done)

    def _fill_in(self, coach: Coach, coach_id: str) -> list[str]:
        """Only what is empty here: what stands here may be the coach's own later word."""
        here, version = self.doors.matching.coach_and_version(coach_id)
        body = coach_body(coach, organisation=self.organisation, time_zone=self.time_zone)
        changes = {name: body[name] for name in FILLED_IN if name in body and not here.get(name)}
        if not changes:
            return []
        self.doors.matching.change_coach(coach_id, changes, version=version)
        return [f"filled in: {', '.join(changes)}"]

    def _complete(self, coach: Coach, coach_id: str) -> list[str]:
        """Ways to reach them and hours, where there are none yet; so an interrupted import is completed by the next."""
        done = []
        notifications, scheduling = self.doors.notifications, self.doors.scheduling
        points = contact_points(coach)
        if points and not _items(lambda: notifications.contact_points(coach_id, purpose="roster_import"), "items"):
            notifications.set_contact_points(coach_id, points)
            done.append("ways to reach them")
        if self._may_set_hours(coach) and not _items(lambda: scheduling.availability(coach_id), "weekly"):
            hours = weekly_hours(coach, time_zone=self.time_zone)
            patiently(lambda: scheduling.set_availability(coach_id, hours))
            done.append("weekly hours")
        return done

    def _may_set_hours(self, coach: Coach) -> bool:
        """Confirmed, and read to the last word: half-understood hours are worse than none."""
        return self.confirm_hours and bool(coach.hours.weekly) and not coach.hours.unread

    def _one_of_this_name(self, coach: Coach) -> str | None:
        """Without an employee id we may be looking at somebody who came in with one before."""
        if coach.employee_id or coach.display_name not in self.numbered:
            return None
        return f"somebody called {coach.display_name} is here with an employee id; add theirs if it is the same person"

    def _note_name(self, key: str, name: str | None) -> None:
        if not key.startswith("mail-"):
            self.numbered.add(name)


def _known_key(coach: dict[str, Any]) -> str:
    return key_of(coach["external_id"])


def _items(look: Callable[[], dict[str, Any]], name: str) -> list[Any]:
    """What is there; nothing when the service has not heard of this person yet."""
    try:
        return list(look().get(name) or [])
    except Declined as no:
        if no.status != 404:
            raise
        return []


def _ended(*, is_known: bool) -> Outcome:
    if is_known:
        return Outcome("needs you", ["no longer here by the file; hand over their people first, then end their time"])
    return Outcome("left out", ["no longer here by the file"])


def _key(kind: str, body: dict[str, Any]) -> str:
    """The same row makes the same wish."""
    return f"{kind}-{hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()[:40]}"


def _in_words(no: Declined) -> str:
    fields = "; ".join(f"{name}: {' '.join(words)}" for name, words in no.errors.items())
    return f"{no.detail} {fields}".strip()
