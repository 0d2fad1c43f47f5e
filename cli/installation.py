"""The installation a command speaks with: its settings, its keys, its organisation and the doors of its services."""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from services.portal.clients.matching import Matching
from services.portal.clients.notifications import Notifications
from services.portal.clients.scheduling import Scheduling
from services.portal.clients.transport import Door
from shared.contracts.environment import settings_from_environment
from shared.kernel.actor import Actor
from shared.kernel.clock import Clock, FileClock, SystemClock
from shared.kernel.ids import new_id
from shared.kernel.settings import SERVICES, Settings
from shared.process.keys import private_key
from shared.web.tokens import mint

PATIENT_SECONDS = 10.0


class NoOrganisation(Exception):
    """Its words say what to do."""


@dataclass
class Installation:
    settings: Settings
    known: dict[str, Any] = field(default_factory=dict)

    @property
    def clock(self) -> Clock:
        return FileClock(self.settings.clock) if self.settings.clock else SystemClock()

    @property
    def notebook(self) -> Path:
        """What the command line remembers between commands: ids and the names of organisations."""
        return self.settings.home / "organisations.json"

    @property
    def operator(self) -> str:
        """The id under which this command line acts: always the same, so that a repeated wish is known again."""
        return self._remembered("operator", new_id)

    def organisation(self, given: str | None = None) -> str:
        found = given or self.known.get("default")
        if not found:
            raise NoOrganisation('There is no organisation yet. `holdfast organisation add "NAME"` makes one.')
        return str(found)

    def add_organisation(self, name: str, *, speak_for_it: bool = True) -> str:
        """Remember it, and speak for it from now on; or only if there is no other."""
        added = new_id()
        self.known["organisations"] = {**self.known.get("organisations", {}), added: name}
        if speak_for_it or "default" not in self.known:
            self.known["default"] = added
        self.keep()
        return added

    def token(self, actor: Actor, *, minutes: float = 2) -> str:
        key = private_key(self.settings)
        return mint(key, actor, audience=SERVICES, now=self.clock.now(), minutes=minutes)

    def as_role(self, role: str, *, organisation: str | None = None, person: str | None = None) -> "Doors":
        return Doors(self, Actor(person or self.operator, role, self.organisation(organisation)))

    def _remembered(self, name: str, make: Callable[[], str]) -> str:
        if name not in self.known:
            self.known[name] = make()
            self.keep()
        return str(self.known[name])

    def keep(self) -> None:
        """Replaced whole, so that nobody ever reads half a notebook."""
        self.settings.home.mkdir(parents=True, exist_ok=True)
        draft = self.notebook.with_suffix(".draft")
        draft.write_text(json.dumps(self.known, indent=1))
        os.replace(draft, self.notebook)


@dataclass(frozen=True)
class Doors:
    """The services' doors, entered as one person in one role; every request is signed anew."""

    here: Installation
    actor: Actor

    @property
    def matching(self) -> Matching:
        return Matching(self._door("matching"))

    @property
    def scheduling(self) -> Scheduling:
        return Scheduling(self._door("scheduling"))

    @property
    def notifications(self) -> Notifications:
        return Notifications(self._door("notifications"))

    def _door(self, service: str) -> Door:
        url = self.here.settings.url_of(service)
        return Door(service, url, lambda: self.here.token(self.actor), read_seconds=PATIENT_SECONDS)


def this_installation() -> Installation:
    """As the environment describes it."""
    here = Installation(settings_from_environment())
    if here.notebook.exists():
        here.known = json.loads(here.notebook.read_text())
    return here
