"""What people answered to a reminder: their word, though it came by text."""

from typing import Any

from services.scheduling.actions.answers import take_answer
from shared.contracts.envelope import Event


def reminder_answered(tx: Any, event: Event) -> None:
    take_answer(tx, **event.data)


HANDLERS = {"reminder.answered": reminder_answered}
