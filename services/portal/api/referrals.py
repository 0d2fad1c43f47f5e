"""Send somebody, and hear four states back, each only as that person agreed. Courts may send, and hear nothing."""

from typing import Any

from flask import Blueprint, g, jsonify, request
from flask.typing import ResponseReturnValue
from marshmallow import Schema, ValidationError
from werkzeug.datastructures import MultiDict

from services.portal.accounts.referring import Client, has_sent, note_sent, sent_by
from services.portal.api.door import for_partners
from services.portal.api.schemas import ListSchema, SentSchema
from services.portal.clients.matching import Matching
from services.portal.clients.notifications import Notifications
from services.portal.clients.transport import Declined, Found
from services.portal.forms.keys import key_for
from services.portal.pages.services import door_of
from shared.kernel.actor import Actor
from shared.kernel.errors import Invalid, NotFound
from shared.kernel.ids import new_id
from shared.kernel.times import rfc3339
from shared.web.context import door, open_reading, open_transaction
from shared.web.errors import by_field
from shared.web.idempotency import HEADER, key_given

referrals = Blueprint("api_referrals", __name__, url_prefix="/api/v1/referrals")
AGREED = "referred-2026-11"
SPOKEN = {True: "sms", False: "voice"}
NAMES = {"display_name": "name", "items": "reach", "": "name"}


@referrals.post("")
@for_partners(reads="json")
def send(client: Client) -> ResponseReturnValue:
    """The person, how to reach them, then the request, which counts. Sent again, it goes on."""
    said, key = _read(SentSchema(), request.get_json(silent=True)), _key()
    try:
        member_id = _person(client, said, key)
        asked = {"member_id": member_id, "urgency": said["urgency"], "source": client.source, "referred_by": client.id}
        asked |= {"now_at": said.get("now_at"), "ready_from": _instant(said.get("ready_from"))}
        asked = {name: value for name, value in asked.items() if value is not None}
        referral_id = str(_matching(client).file_referral(asked, key=key_for(key, "referral"))["id"])
    except Declined as no:
        raise _told_to_them(no) from None
    with open_transaction() as tx:
        note_sent(tx, client.id, referral_id)
    told = {"id": referral_id} if client.is_court else {"id": referral_id, "state": "received"}
    return jsonify(told), 201, {"Location": f"/api/v1/referrals/{referral_id}"}


@referrals.get("")
@for_partners(reads="query")
def list_sent(client: Client) -> ResponseReturnValue:
    """What you have sent, the newest first."""
    asked = _read(ListSchema(), MultiDict(request.args))
    with open_reading() as rx:
        found = list(sent_by(rx, client.id, before=asked["cursor"], limit=asked["limit"] + 1))
    shown, more = found[: asked["limit"]], len(found) > asked["limit"]
    items = [{"id": id} if client.is_court else _told(client, id) for id in shown]
    return jsonify(items=items, next=shown[-1] if more else None)


@referrals.get("/<uuid:referral_id>")
@for_partners()
def see(client: Client, referral_id: object) -> ResponseReturnValue:
    """One of them. Somebody else's is nowhere."""
    id = str(referral_id)
    with open_reading() as rx:
        if not has_sent(rx, client.id, id):
            raise NotFound("We have no such request of yours.")
    return jsonify({"id": id} if client.is_court else _told(client, id))


def _told(client: Client, referral_id: str) -> Found:
    """Matching looks whether the person agreed, and writes down that it was told. What may not be said is null."""
    try:
        found = _matching(client).progress(referral_id, recipient=client.id)
    except Declined as no:
        if no.status not in (403, 404):
            raise
        return {"id": referral_id, "state": None}
    scope = {name: found["consent"][name] for name in ("id", "scope")}
    return {"id": referral_id, "state": found["progress"], "notice": found["notice"], "consent": scope}


def _person(client: Client, said: Found, key: str) -> str:
    person = {"display_name": said["name"], "language": said["language"]}
    member_id = str(_matching(client).register_member(person, key=key_for(key, "member"))["id"])
    if way := _way(client, said):
        _notifications(client).set_contact_points(member_id, [way])
    return member_id


def _way(client: Client, said: Found) -> Found | None:
    """A number or an address is written to only where the person said yes to that."""
    reach: Found = said["reach"]
    if reach["kind"] == "come_by":
        return None
    agreed = reach["agreed_to_messages"]
    kind = SPOKEN[agreed] if reach["kind"] == "phone" else reach["kind"]
    way = {name: reach[name] for name in ("address", "shared", "say_we_are", "best_times") if reach.get(name)}
    way |= {"kind": kind, "message_ok": reach["message_ok"] or agreed}
    told = {"given_at": rfc3339(door().desk.clock.now()), "wording": AGREED, "locale": said["language"]}
    return way | ({"consent": told | {"actor": client.id}} if agreed and kind in ("sms", "email") else {})


def _read(schema: Schema, given: Any) -> Found:
    try:
        found: Found = schema.load(given if given is not None else {})
        return found
    except ValidationError as no:
        raise Invalid("Some fields need another look.", errors=by_field({"json": no.normalized_messages()})) from None


def _told_to_them(no: Declined) -> Exception:
    """What a service says of a field, by the name it has here."""
    if no.code == "key_reused":
        return Invalid("This key was used for another request.", code="key_reused", errors={HEADER: ["Used before."]})
    if no.status != 422:
        return no
    errors = {NAMES.get(field.partition(".")[0], field): words for field, words in no.errors.items()}
    return Invalid("Some fields need another look.", errors=errors)


def _key() -> str:
    """Of this client and nobody else's. Without one, each request is a wish of its own."""
    return f"{g.actor.person}:{key_given() or new_id()}"


def _instant(at: Any) -> str | None:
    return rfc3339(at) if at else None


def _matching(client: Client) -> Matching:
    return Matching(door_of("matching", Actor(client.id, "service", client.organisation)))


def _notifications(client: Client) -> Notifications:
    return Notifications(door_of("notifications", Actor(client.id, "service", client.organisation)))
