"""A wish made twice with one Idempotency-Key is granted once; the second time gets the first answer.

Answers hold names and notes: they are sealed, and gone after a day.
"""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

import sqlalchemy as sa
from flask import Response, current_app, g, make_response, request
from werkzeug.exceptions import HTTPException

from shared.db.changes import Change
from shared.db.columns import Instant
from shared.db.common import ANSWERS_KEPT as KEPT
from shared.db.common import idempotency
from shared.db.reading import prepared
from shared.db.transaction import ERASED_SINCE, Transaction, transaction
from shared.kernel.errors import Conflict, Gone, Invalid, Refused
from shared.web.context import door, open_transaction

HEADER = "Idempotency-Key"
NEVER_KEPT = {401, 429}
View = Callable[..., Any]
_of_this = idempotency.c.scope == sa.bindparam("of", type_=idempotency.c.scope.type)
_since = sa.bindparam("since", type_=Instant)
STILL_KEPT = prepared(sa.select(idempotency).where(_of_this, idempotency.c.at > _since))
OLDER = Change(idempotency.delete().where(_of_this, idempotency.c.at <= _since))


def acts_once(view: View) -> View:
    """For POSTs that act. Stands right below `open_to`: the answer is kept in the effect's own transaction."""

    @wraps(view)
    def acting(*args: Any, **kwargs: Any) -> Any:
        if HEADER not in request.headers:
            return view(*args, **kwargs)
        try:
            return _once(view, *args, **kwargs)
        except (Refused, HTTPException) as error:
            return _keep_refusal(error)

    acting.acts_once = True  # type: ignore[attr-defined]
    return acting


def _once(view: View, *args: Any, **kwargs: Any) -> Response:
    scope, body = _scope(), hashlib.sha256(request.get_data(cache=True)).hexdigest()
    with open_transaction() as tx:
        _alone(tx, scope)
        if known := tx.ask_rows(STILL_KEPT, of=scope, since=tx.now - KEPT):
            return _again(tx, known[0], body)
        g.tx = tx
        try:
            answer = make_response(view(*args, **kwargs))
        finally:
            del g.tx
        _keep(tx, scope, body, answer)
        return answer


def _scope() -> str:
    parts = (g.actor.organisation, g.actor.person, request.method, request.path, key_given() or "")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def key_given() -> str | None:
    key = request.headers.get(HEADER)
    if key is not None and (not 1 <= len(key) <= 200 or not key.isprintable()):
        raise Invalid("Please give a key of 1 to 200 characters.", errors={HEADER: ["1 to 200 characters."]})
    return key


def _alone(tx: Transaction, scope: str) -> None:
    """On PostgreSQL whoever comes second while the first still runs is told so; on SQLite they have queued already."""
    if tx.connection.dialect.name == "postgresql":
        number = sa.func.hashtextextended(scope, 0)
        if not tx.connection.execute(sa.select(sa.func.pg_try_advisory_xact_lock(number))).scalar():
            raise StillRunning("The same request is still being worked on. Please ask again in a moment.")


class StillRunning(Conflict):
    code = "still_running"


def _again(tx: Transaction, known: Any, body: str) -> Response:
    if known["body"] != body:
        raise Invalid("This key was used for another request.", code="key_reused", errors={HEADER: ["Used before."]})
    if known["status"] == ERASED_SINCE:
        raise Gone("This was done. Whom it was about asked to be forgotten since.", code="erased")
    answer = tx.desk.sealer.open(known["answer"], place=f"idempotency:{known['scope']}")
    return Response(answer, known["status"], known["headers"])


def _keep(tx: Transaction, scope: str, body: str, answer: Response) -> None:
    told = {name: value for name, value in answer.headers if name in ("Content-Type", "ETag", "Location")}
    kept = {"scope": scope, "body": body, "status": answer.status_code, "headers": told, "at": tx.now}
    tx.make(OLDER, of=scope, since=tx.now - KEPT)
    sealed = tx.desk.sealer.close(answer.get_data(as_text=True), place=f"idempotency:{scope}")
    tx.insert_if_absent(idempotency, **kept, answer=sealed)


def _keep_refusal(error: Exception) -> Response:
    """A refusal is an answer too, kept by itself: its effect was rolled back."""
    answer = make_response(current_app.handle_user_exception(error))
    if isinstance(error, StillRunning):
        answer.headers["Retry-After"] = "1"
    elif answer.status_code < 500 and answer.status_code not in NEVER_KEPT and not _is_about_the_key(error):
        with transaction(door().desk, g.actor) as tx:
            _keep(tx, _scope(), hashlib.sha256(request.get_data(cache=True)).hexdigest(), answer)
    return answer


def _is_about_the_key(error: Exception) -> bool:
    return isinstance(error, Invalid) and HEADER in error.errors
