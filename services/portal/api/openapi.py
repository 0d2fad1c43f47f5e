"""What referring organisations can do here, as an OpenAPI document: for their programs, open to everybody."""

from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from flask import Blueprint, current_app, jsonify
from flask.typing import ResponseReturnValue

from services.portal.api import schemas
from shared.web.auth import open_to_all
from shared.web.errors import PROBLEM, ProblemSchema

openapi = Blueprint("api_openapi", __name__, url_prefix="/api/v1")
TOKEN = {"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": "/api/v1/token", "scopes": {}}}}
CREDENTIALS = {
    "type": "object",
    "required": ["grant_type"],
    "properties": {name: {"type": "string"} for name in ("grant_type", "client_id", "client_secret")},
}
KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "schema": {"type": "string", "maxLength": 200},
    "description": "Sent again with the same key, it is one person and one request.",
}
Document = dict[str, Any]


@openapi.get("/openapi.json")
@open_to_all
def document() -> ResponseReturnValue:
    """The same document as `/openapi.json`, which is for machines around us."""
    return jsonify(current_app.extensions["openapi"].to_dict())


def described() -> APISpec:
    found = APISpec("Holdfast: sending somebody to us", "v1", "3.1.0", plugins=[MarshmallowPlugin()])
    found.components.security_scheme("client", TOKEN)
    for name in ("Sent", "Referral", "Referrals"):
        found.components.schema(name, schema=getattr(schemas, f"{name}Schema"))
    found.components.schema("Problem", schema=ProblemSchema)
    found.path("/api/v1/token", operations={"post": _token()})
    found.path("/api/v1/referrals", operations={"post": _send(), "get": _list()})
    found.path("/api/v1/referrals/{referral_id}", operations={"get": _see()})
    return found


def _token() -> Document:
    body = {"content": {"application/x-www-form-urlencoded": {"schema": CREDENTIALS}}, "required": True}
    return {"summary": "A token for a quarter of an hour", "requestBody": body, "responses": _answers("200")}


def _send() -> Document:
    body = {"content": {"application/json": {"schema": "Sent"}}, "required": True}
    told = {"summary": "Send somebody", "requestBody": body, "parameters": [KEY]}
    return told | {"responses": _answers("201", "Referral")} | _guarded()


def _list() -> Document:
    asked = [{"in": "query", "schema": schemas.ListSchema}]
    told = {"summary": "Whom you have sent", "parameters": asked, "responses": _answers("200", "Referrals")}
    return told | _guarded()


def _see() -> Document:
    where = {"name": "referral_id", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}
    told = {"summary": "What became of one, as the person agreed", "parameters": [where]}
    return told | {"responses": _answers("200", "Referral")} | _guarded()


def _guarded() -> Document:
    return {"security": [{"client": []}]}


def _answers(status: str, name: str | None = None) -> Document:
    fine: Document = {"description": "As asked"}
    if name:
        fine["content"] = {"application/json": {"schema": name}}
    no = {"description": "A problem, in words (RFC 9457)", "content": {PROBLEM: {"schema": "Problem"}}}
    return {status: fine, "default": no}
