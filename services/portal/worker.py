from services.portal.handlers.people import person_told
from services.portal.timers import tidy_up
from shared.db.transaction import Transaction
from shared.events.runner import Work
from shared.events.timers import Timer

HANDLERS = {f"person.{deed}": person_told for deed in ("registered", "changed", "erased")}
WORK = Work(handlers=HANDLERS, topics=["matching"], timers=[Timer("tidy up", 60, tidy_up)])


def RESEND(tx: Transaction) -> int:  # noqa: N802
    """The portal says nothing to the others."""
    return 0
