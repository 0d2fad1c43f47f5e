from typing import Any

from services.scheduling.actions.holds import hold_time, keep_longer, let_go
from services.scheduling.api import schemas
from shared.web.app import Blueprint
from shared.web.auth import open_to
from shared.web.context import open_transaction
from shared.web.idempotency import acts_once

holds = Blueprint("holds", __name__, url_prefix="/holds", description="A time kept while somebody decides")
OPEN_TO = ("member", "coach", "intake", "supervisor", "admin", "service")


@holds.post("")
@open_to(*OPEN_TO)
@acts_once
@holds.arguments(schemas.HoldingSchema)
@holds.response(201, schemas.HoldSchema)
def hold(wanted: dict[str, Any]) -> Any:
    """Keep a time for five minutes; it lets go by itself. Asked for again while it stands, it is kept for longer."""
    with open_transaction() as tx:
        return hold_time(tx, **wanted)


@holds.post("/<uuid:hold_id>/extension")
@open_to(*OPEN_TO)
@acts_once
@holds.response(201, schemas.HoldSchema)
def extend(hold_id: object) -> Any:
    """For five minutes from now. 409 `kept_long_enough` after ten times; run out, 409 `hold_expired`, then 404."""
    with open_transaction() as tx:
        return keep_longer(tx, str(hold_id))


@holds.delete("/<uuid:hold_id>")
@open_to(*OPEN_TO)
@holds.response(204)
def release(hold_id: object) -> None:
    """Let go of it."""
    with open_transaction() as tx:
        let_go(tx, str(hold_id))
