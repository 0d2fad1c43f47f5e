import json
from http import HTTPStatus
from typing import Any

import structlog
from flask import Response
from flask_smorest import Api
from marshmallow import INCLUDE, Schema, fields

from shared.kernel.errors import Refused, TooMany
from shared.kernel.whereabouts import whereabouts

PROBLEM = "application/problem+json"
HEADERS = {401: {"WWW-Authenticate": "Bearer"}, 503: {"Retry-After": "1"}}
TOO_LARGE = "This is more than we can take at once. Please send less: of a calendar, the coming months only."
log = structlog.get_logger()


class ProblemSchema(Schema):
    """A refusal may carry more: the nearest openings, say, or the same words in two languages (RFC 9457, 3.2)."""

    class Meta:
        unknown = INCLUDE

    type = fields.String()
    title = fields.String()
    status = fields.Integer()
    detail = fields.String()
    code = fields.String()
    errors = fields.Dict(keys=fields.String(), values=fields.List(fields.String()))


class ProblemApi(Api):
    """Every refusal is a problem (RFC 9457), in the answers and in the OpenAPI document."""

    ERROR_SCHEMA = ProblemSchema

    def _register_responses(self) -> None:
        self.DEFAULT_RESPONSE_CONTENT_TYPE = PROBLEM
        super()._register_responses()
        del self.DEFAULT_RESPONSE_CONTENT_TYPE

    def handle_http_exception(self, error: Any) -> Response:
        kept = {name: words for name, words in error.get_headers() if name != "Content-Type"}
        if messages := (getattr(error, "data", None) or {}).get("messages"):
            return problem(error.code, "invalid", "Some fields need another look.", by_field(messages))
        words = TOO_LARGE if error.code == 413 else error.description
        return problem(error.code, error.name.lower().replace(" ", "_"), words, headers=kept)


def refused(error: Refused) -> Response:
    headers = {"Retry-After": str(error.again_in)} if isinstance(error, TooMany) else HEADERS.get(error.status)
    return problem(error.status, error.code, str(error), error.errors, headers=headers, more=error.more)


def broken(error: Exception) -> Response:
    """Our mistake. The log gets the place, never the words: they may quote somebody's data."""
    log.error("web.broken", why=type(error).__name__, where=whereabouts(error))
    return problem(500, "broken", "Something went wrong on our side. Nothing was changed. Please try again.")


def problem(status: int, code: str, detail: str, errors: Any = None, headers: Any = None, more: Any = None) -> Response:
    told = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    told |= {"detail": detail, "code": code, "errors": errors or {}} | (more or {})
    return Response(json.dumps(told), status, headers, content_type=PROBLEM)


def by_field(messages: Any, *path: str) -> dict[str, list[str]]:
    """{"json": {"items": {0: {"address": words}}}} becomes {"items.0.address": words}."""
    if not isinstance(messages, dict):
        return {".".join(path[1:]) or "body": list(messages)}
    inner = [by_field(words, *path, str(part)) for part, words in messages.items()]
    return {field: words for found in inner for field, words in found.items()}
