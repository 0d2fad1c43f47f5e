from typing import Any

from services.scheduling.actions import series as actions
from services.scheduling.api import schemas
from shared.web.app import Blueprint
from shared.web.auth import open_to
from shared.web.context import open_reading, open_transaction
from shared.web.idempotency import acts_once

series = Blueprint("series", __name__, url_prefix="/series", description="What repeats")
ANSWERS = ("coach", "intake", "supervisor", "admin", "service")
OPEN_TO = ("member", "coach", "intake", "supervisor", "admin", "service")


@series.post("")
@open_to(*OPEN_TO)
@acts_once
@series.arguments(schemas.SeriesWishSchema)
@series.response(201, schemas.SeriesSchema)
def book(wanted: dict[str, Any]) -> Any:
    """Book what repeats. What cannot be is skipped, with the reason."""
    with open_transaction() as tx:
        return actions.book_series(tx, **wanted)


@series.get("/<uuid:series_id>")
@open_to(*OPEN_TO)
@series.response(200, schemas.SeriesSchema)
def see(series_id: object) -> Any:
    """See a series, and what lies ahead of it."""
    with open_reading() as rx:
        return actions.series_seen(rx, str(series_id))


@series.post("/<uuid:series_id>/move")
@open_to(*OPEN_TO)
@acts_once
@series.arguments(schemas.SeriesMoveSchema)
@series.response(201, schemas.SeriesSchema)
def move(wanted: dict[str, Any], series_id: object) -> Any:
    """Move a session and all that follow it by as much."""
    with open_transaction() as tx:
        return actions.move_series(tx, str(series_id), **wanted)


@series.post("/<uuid:series_id>/cancellation")
@open_to(*OPEN_TO)
@acts_once
@series.arguments(schemas.SeriesCancellationSchema)
@series.response(201, schemas.SeriesSchema)
def cancel(given: dict[str, Any], series_id: object) -> Any:
    """Cancel a session and all that follow it; without one, all that lie ahead."""
    with open_transaction() as tx:
        return actions.cancel_series(tx, str(series_id), **given)


@series.post("/<uuid:series_id>/acceptance")
@open_to(*ANSWERS)
@acts_once
@series.response(201, schemas.SeriesSchema)
def accept(series_id: object) -> Any:
    """Say yes to all that somebody asked for at once."""
    with open_transaction() as tx:
        return actions.answer_all(tx, str(series_id), yes=True)


@series.post("/<uuid:series_id>/decline")
@open_to(*ANSWERS)
@acts_once
@series.response(201, schemas.SeriesSchema)
def decline(series_id: object) -> Any:
    """Say no to all of it. No reason is asked for."""
    with open_transaction() as tx:
        return actions.answer_all(tx, str(series_id), yes=False)
