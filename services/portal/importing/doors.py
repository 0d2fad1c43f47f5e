"""What an import needs of whoever runs it: the services' doors, and whose doors they are."""

from typing import Protocol

from services.portal.clients.matching import Matching
from services.portal.clients.notifications import Notifications
from services.portal.clients.scheduling import Scheduling
from shared.kernel.actor import Actor


class Doors(Protocol):
    @property
    def actor(self) -> Actor: ...
    @property
    def matching(self) -> Matching: ...
    @property
    def notifications(self) -> Notifications: ...
    @property
    def scheduling(self) -> Scheduling: ...
