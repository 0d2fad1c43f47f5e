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
    parts = beats(door().desk)
    lively = [part for part in parts.values() if part["age_seconds"] < STALE_SECONDS]
    stopped = [name for name, part in parts.items() if part["state"] != "running"]
    if stopped:
        return f"stopped: {', '.join(sorted(stopped))}"
    return "ok" if lively else "silent"
