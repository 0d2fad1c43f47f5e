"""What people answered to a reminder: their word, though it came by text. And how calls went that stood in for one."""

from typing import Any

from services.scheduling.actions.answers import take_answer, take_call
from shared.contracts.envelope import Event


def reminder_answered(tx: Any, event: Event) -> None:
    take_answer(tx, **event.data)


def call_tried(tx: Any, event: Event) -> None:
    told = {name: event.data.get(name) for name in ("person_id", "coach_id", "outcome", "at")}
    take_call(tx, **told)


HANDLERS = {"reminder.answered": reminder_answered, "call.tried": call_tried}
