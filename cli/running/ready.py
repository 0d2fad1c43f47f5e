"""Whether the web processes answer and their workers live."""

import time
from dataclasses import dataclass

import requests

from shared.kernel.settings import SERVICES, Settings


@dataclass(frozen=True)
class Door:
    """What a service's /health/ready says. `words` are for a person."""

    service: str
    is_open: bool
    worker: str
    words: str


def look_at(settings: Settings, service: str) -> Door:
    try:
        answer = requests.get(f"{settings.url_of(service)}/health/ready", timeout=(0.3, 5))
        told = answer.json()
    except (requests.RequestException, ValueError):
        return Door(service, False, "unknown", "does not answer")
    database = told.get("database", "ok")
    words = "ok" if answer.ok else f"answers, but its database is {database}"
    return Door(service, answer.ok, told.get("worker", "unknown"), words)


def wait_until_ready(settings: Settings, *, seconds: float = 60) -> list[Door]:
    """Those that are not ready in time; none when everything stands."""
    until = time.monotonic() + seconds
    waiting = [Door(service, False, "unknown", "does not answer") for service in SERVICES]
    while waiting and time.monotonic() < until:
        looked = [look_at(settings, door.service) for door in waiting]
        waiting = [door for door in looked if not door.is_open or door.worker != "ok"]
        if waiting:
            time.sleep(0.2)
    return waiting
