"""What is for the machines around us: loopback, or a token of role service."""

import ipaddress

from flask import Blueprint, Response, current_app, jsonify, request
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, generate_latest

from shared.kernel.errors import NotFound
from shared.web.auth import is_service, open_to_all

inside = Blueprint("inside", __name__)


@inside.get("/openapi.json")
@open_to_all
def openapi() -> ResponseReturnValue:
    """What this service can do, as OpenAPI 3.1."""
    _only_from_inside()
    return jsonify(current_app.extensions["openapi"].to_dict())


@inside.get("/metrics")
@open_to_all
def metrics() -> ResponseReturnValue:
    """Counts and durations, in Prometheus' words."""
    _only_from_inside()
    return Response(generate_latest(REGISTRY), content_type=CONTENT_TYPE_LATEST)


def _only_from_inside() -> None:
    """A proxy in front makes everybody look local, so it must not pass these two paths on."""
    if not ipaddress.ip_address(request.remote_addr or "0.0.0.0").is_loopback and not is_service():  # nosec B104
        raise NotFound("There is nothing here.")
