"""Holdfast in one process: three services behind real doors on free ports, their workers' turns, and the portal."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from werkzeug.serving import WSGIRequestHandler, make_server

from services.portal.accounts.links import make_link
from services.portal.accounts.people import invite
from shared.bus.memory import MemoryBus
from shared.db.desk import Desk
from shared.db.transaction import transaction
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.kernel.settings import SERVICES, Settings
from shared.process.keys import private_key, public_key
from shared.web.tokens import mint
from tests.desk.doors import app_at
from tests.desk.ports import four_free_ports
from tests.desk.room import Room
from tests.portal.browser import Browser

APIS = SERVICES[1:]
ZONE = "America/New_York"


class Quiet(WSGIRequestHandler):
    def log_request(self, *_: Any) -> None:
        pass


class Town:
    """`desks` by service name. Services that are not `open` are away: nobody answers at their port."""

    def __init__(self, desks: dict[str, Desk], settings: Settings) -> None:
        self.settings, self.organisation = settings, new_id()
        bus = MemoryBus()
        self.rooms = {name: Room(desk, bus) for name, desk in desks.items()}
        for room in self.rooms.values():
            room.app = app_at(room.desk, public_key(settings))
        self.portal = self.rooms["portal"]
        self.clock = self.portal.clock
        self._doors: dict[str, Any] = {}

    def open(self, *services: str) -> None:
        for service in services:
            app, port = self.rooms[service].app, self.settings.port_of(service)
            self._doors[service] = make_server("127.0.0.1", port, app, threaded=True, request_handler=Quiet)
            threading.Thread(target=self._doors[service].serve_forever, args=(0.05,), daemon=True).start()

    def close(self, *services: str) -> None:
        for service in services:
            if door := self._doors.pop(service, None):
                door.shutdown()
                door.server_close()

    def settle(self) -> None:
        """Everybody hears what everybody said, until nothing is left to hear; then the clock has its turn."""
        for _ in range(10):
            while self._hear():
                pass
            self.rooms["scheduling"].tick()
            if not self._hear():
                return

    def _hear(self) -> int:
        for room in self.rooms.values():
            room.told()
        return sum(sum(room.turn().values()) for room in self.rooms.values())

    def ask(self, service: str, method: str, path: str, actor: Actor, **given: Any) -> Any:
        token = mint(private_key(self.settings), actor, audience=[service], now=self.clock.now())
        headers = {"Authorization": f"Bearer {token}"} | given.pop("headers", {})
        answer = self.rooms[service].app.test_client().open(path, method=method, headers=headers, **given)
        assert answer.status_code < 300, (path, answer.status_code, answer.text)
        return answer.json

    def actor(self, role: str, person: str | None = None) -> Actor:
        return Actor(person or new_id(), role, self.organisation)

    def link(self, person: str, role: str, *, language: str = "en", organisation: str | None = None) -> str:
        """A one-time sign-in link, as the command line makes it: its path."""
        actor = Actor("portal", "service", organisation or self.organisation)
        with transaction(self.portal.desk, actor) as tx:
            invite(tx, person, role=role, language=language, time_zone=ZONE)
            return f"/in/{make_link(tx, person, role=role)}"

    def browser(self) -> Browser:
        return Browser(self.portal.app)

    def signed_in(self, role: str, person: str | None = None, *, language: str = "en") -> Browser:
        browser = self.browser()
        browser.open(self.link(person or new_id(), role, language=language)).submit()
        return browser


@contextmanager
def a_town(desk_for: Any, settings: Settings) -> Iterator[Town]:
    told = replace(settings, port=four_free_ports(), public_url="http://127.0.0.1:8000")
    desks = {name: replace(desk_for(name), settings=told) for name in SERVICES}
    town = Town(desks, told)
    yield town
    town.close(*APIS)
