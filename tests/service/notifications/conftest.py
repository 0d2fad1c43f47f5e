from collections.abc import Iterator

import pytest

from services.notifications.actions.delivery import rest
from services.notifications.actions.sending_codes import hang_up
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
