from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from shared.db.heartbeat import beats
from shared.db.migrate import head_trouble
from shared.web.auth import open_to_all
from shared.web.context import door

health = Blueprint("health", __name__, url_prefix="/health")
STALE_SECONDS = 60


@health.get("/live")
@open_to_all
def live() -> ResponseReturnValue:
    """This process answers."""
    return {"status": "ok"}


@health.get("/ready")
@open_to_all
def ready() -> ResponseReturnValue:
    """The database answers and is of a version we know. What the worker last said is told, and blocks nothing."""
    try:
        trouble = head_trouble(door().desk)
        worker = _worker() if trouble is None else "unknown"
    except SQLAlchemyError:
        trouble, worker = "away", "unknown"
    told = {"status": "unavailable" if trouble else "ok", "database": trouble or "ok", "worker": worker}
    return jsonify(told), 503 if trouble else 200


def _worker() -> str:
    """`housekeeping` speaks once an hour; every other part every few seconds, while it can do its work."""
    parts = {name: beat for name, beat in beats(door().desk).items() if name != "housekeeping"}
    stopped = sorted(name for name, beat in parts.items() if beat["state"] != "running")
    silent = sorted(name for name, beat in parts.items() if beat["age_seconds"] > STALE_SECONDS)
    if stopped:
        return f"stopped: {', '.join(stopped)}"
    if silent or not parts:
        return f"silent: {', '.join(silent) or 'all'}"
    return "ok"
