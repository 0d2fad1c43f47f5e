from typing import Any

from services.scheduling.actions.attendance import attendance_said, say_attendance, take_back_attendance
from services.scheduling.api import schemas
from shared.contracts.scheduling import SIDES
from shared.kernel.errors import NotFound
from shared.web.app import Blueprint
from shared.web.auth import open_to
from shared.web.context import open_reading, open_transaction

attendance = Blueprint("attendance", __name__, url_prefix="/sessions", description="What became of a session")
OPEN_TO = ("coach", "intake", "supervisor", "admin", "service")
ONE_SIDE = "/<uuid:session_id>/attendance/<side>"


@attendance.get("/<uuid:session_id>/attendance")
@open_to(*OPEN_TO)
@attendance.response(200, schemas.AttendanceSaidSchema)
def see(session_id: object) -> Any:
    """See all that was said of who came, and what was taken back."""
    with open_reading() as rx:
        return {"items": attendance_said(rx, str(session_id)), "next": None}


@attendance.put(ONE_SIDE)
@open_to(*OPEN_TO)
@attendance.arguments(schemas.AttendanceSchema)
@attendance.response(200, schemas.SessionSchema)
def say(given: dict[str, Any], session_id: object, side: str) -> Any:
    """Say whether a side came. Each side is kept apart."""
    with open_transaction() as tx:
        return say_attendance(tx, str(session_id), _known(side), **given)


@attendance.delete(ONE_SIDE)
@open_to(*OPEN_TO)
@attendance.response(200, schemas.SessionSchema)
def take_back(session_id: object, side: str) -> Any:
    """Take back what was said of a side."""
    with open_transaction() as tx:
        return take_back_attendance(tx, str(session_id), _known(side))


def _known(side: str) -> str:
    if side not in SIDES:
        raise NotFound("The sides are member, coach, us and unknown.")
    return side
