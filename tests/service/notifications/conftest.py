from collections.abc import Iterator
from dataclasses import replace

import pytest

from services.notifications.actions.delivery import rest
from services.notifications.actions.sending_codes import hang_up
from tests.desk.gateway import Gateway
from tests.service.notifications.mailbox import Mailbox
from tests.service.notifications.office import Office


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    box = Mailbox().open()
    yield box
    box.shut()


@pytest.fixture
def office(desk_for, mailbox) -> Iterator[Office]:
    yield Office(desk_for("notifications"), mailbox)
    rest()
    hang_up()


@pytest.fixture
def gateway(office) -> Iterator[Gateway]:
    """A text provider, and an office that texts through it."""
    provider = Gateway().open()
    set_sms_url(office, provider.url)
    yield provider
    rest()
    provider.shut()


def set_sms_url(office: Office, url: str) -> None:
    desk = office.room.desk
    office.use(replace(desk, settings=replace(desk.settings, sms_url=url)))
