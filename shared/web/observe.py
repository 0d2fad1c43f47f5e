"""What a request leaves behind: a line in the log, a count. Routes, states and ids; a path may hold a secret."""

from time import perf_counter

import structlog
from flask import Flask, Response, current_app, g, request
from prometheus_client import Histogram

from shared.contracts.fields import CANONICAL
from shared.kernel.ids import new_id

log = structlog.get_logger()
SECONDS = Histogram("holdfast_request_seconds", "Time to answer", ["service", "method", "route", "status"])
CORRELATION = "X-Correlation-Id"


def observe(app: Flask) -> None:
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    given = request.headers.get(CORRELATION, "")
    g.correlation = given if CANONICAL.fullmatch(given) else new_id()
    g.began = perf_counter()


def _end(response: Response) -> Response:
    route = request.url_rule.rule if request.url_rule else "unmatched"
    seconds = perf_counter() - g.get("began", perf_counter())
    labels = (request.method, route, str(response.status_code))
    SECONDS.labels(current_app.name, *labels).observe(seconds)
    told = {
        "method": request.method,
        "route": route,
        "status": response.status_code,
        "ms": round(seconds * 1000, 1),
    }
    log.info("request", **told, correlation=g.get("correlation"))
    response.headers[CORRELATION] = g.get("correlation", "")
    return response
