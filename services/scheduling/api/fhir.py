"""FHIR R4, to read: other systems' words for when people meet. Its own media type, bundles and outcomes."""

import json
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, request
from werkzeug.exceptions import HTTPException

from services.scheduling.actions import fhir as actions
from services.scheduling.api.fhir_questions import APPOINTMENTS, SCHEDULES, SLOTS, asked, reads_query
from services.scheduling.domain import fhir as words
from services.scheduling.domain.fhir import Resource
from shared.kernel.errors import Refused
from shared.web.auth import open_to
from shared.web.context import open_reading
from shared.web.errors import HEADERS, broken

fhir = Blueprint("fhir", __name__, url_prefix="/fhir")
MEDIA_TYPE = "application/fhir+json"
STAFF = ("coach", "intake", "supervisor", "admin", "service")
EVERYBODY = ("member", *STAFF)
CODES = {401: "login", 403: "forbidden", 404: "not-found", 409: "conflict", 422: "invalid", 503: "transient"}


@fhir.get("/Schedule")
@open_to(*STAFF)
@reads_query
def list_schedules() -> Response:
    """The coaches who have hours, as FHIR schedules (`actor`, `_id`, `_count`)."""
    with open_reading() as rx:
        return _bundle(actions.schedules(rx, **asked(SCHEDULES)))


@fhir.get("/Schedule/<uuid:coach_id>")
@open_to(*STAFF)
def see_schedule(coach_id: object) -> Response:
    """One of them."""
    with open_reading() as rx:
        return _answer(actions.schedule_seen(rx, str(coach_id)))


@fhir.get("/Slot")
@open_to(*STAFF)
@reads_query
def list_slots() -> Response:
    """Free and busy slots of one schedule (`schedule`, `start=ge…`, `start=lt…`, `status`, `_count`)."""
    with open_reading() as rx:
        return _bundle(actions.slots(rx, **asked(SLOTS)))


@fhir.get("/Slot/<slot_id>")
@open_to(*STAFF)
def see_slot(slot_id: str) -> Response:
    """One of them, as it is now."""
    with open_reading() as rx:
        return _answer(actions.slot_seen(rx, slot_id))


@fhir.get("/Appointment")
@open_to(*EVERYBODY)
@reads_query
def list_appointments() -> Response:
    """Sessions as FHIR appointments: one's own, or for staff the organisation's (`date`, `actor`, `status`)."""
    with open_reading() as rx:
        return _bundle(*actions.appointments(rx, **asked(APPOINTMENTS)))


@fhir.get("/Appointment/<uuid:session_id>")
@open_to(*EVERYBODY)
def see_appointment(session_id: object) -> Response:
    """One of them."""
    with open_reading() as rx:
        return _answer(actions.appointment_seen(rx, str(session_id)))


@fhir.errorhandler(Refused)
def refused(error: Refused) -> Response:
    said = [*([str(error)] if not error.errors else []), *(word for told in error.errors.values() for word in told)]
    outcome = words.refusal(" ".join(said), code=CODES.get(error.status, "processing"), fields=error.errors)
    return _answer(outcome, error.status, HEADERS.get(error.status))


@fhir.errorhandler(Exception)
def unknown(error: Exception) -> Response:
    """What flask itself says no to, and our mistakes: those are told in the log, and in no words here."""
    if isinstance(error, HTTPException):
        code = error.code or 500
        return _answer(words.refusal(str(error.description), code=CODES.get(code, "processing")), code)
    return _answer(words.refusal(json.loads(broken(error).get_data())["detail"], code="exception"), 500)


def _bundle(found: list[Resource], cursor: str | None = None) -> Response:
    following = None
    if cursor:
        more = [(name, value) for name, value in request.args.items(multi=True) if name != "_cursor"]
        following = f"{request.base_url}?{urlencode([*more, ('_cursor', cursor)])}"
    root = f"{request.url_root}fhir"
    return _answer(words.found(found, root=root, here=request.url, following=following))


def _answer(resource: Resource, status: int = 200, headers: Any = None) -> Response:
    return Response(json.dumps(resource), status, headers, content_type=f"{MEDIA_TYPE}; charset=utf-8")
