"""Somebody's own record: who has seen it, a copy of all of it, and the end of it."""

from marshmallow import Schema, fields

from services.matching.actions.erasure import erase
from services.matching.actions.exports import export
from services.matching.actions.seen import who_has_seen
from services.matching.api.people import people
from services.matching.api.schemas import LabelSchema
from services.matching.api.standing_schemas import StandingSchema
from shared.web.auth import open_to
from shared.web.context import open_transaction
from shared.web.fields import Instant
from shared.web.idempotency import acts_once
from shared.web.paging import PageQuerySchema
from shared.web.record import ExportQuerySchema, ExportSchema, as_told

THEIRS = ("member", "coach", "supervisor", "admin", "service")
HEADINGS = {
    "people": ("What you told us", "Lo que nos contaste"),
    "referrals": ("Your requests", "Tus solicitudes"),
    "shortlists": ("People who were shown to you", "Personas que te mostramos"),
    "choices": ("Whom you chose", "A quién elegiste"),
    "offers": ("Who was asked", "A quién preguntamos"),
    "matches": ("Who walks with you", "Quién te acompaña"),
    "progress": ("How far it has come", "Hasta dónde hemos llegado"),
    "round_pairs": ("When we matched the whole list", "Cuando buscamos para toda la lista"),
    "handovers": ("Notes that may be handed on", "Notas que se pueden pasar"),
    "heard_sessions": ("Sessions", "Encuentros"),
    "heard_contacts": ("When we were in touch", "Cuándo estuvimos en contacto"),
    "availability": ("When you can be booked", "Cuándo se puede reservar contigo"),
    "consents": ("What you agreed to", "Lo que autorizaste"),
    "disclosures": ("What was told outside", "Lo que se contó fuera"),
    "restrictions": ("What is not to be told", "Lo que no se debe contar"),
    "legal_requests": ("Legal requests we refused", "Solicitudes legales que rechazamos"),
    "emergencies": ("Who opened your record in an emergency", "Quién abrió tu registro en una emergencia"),
    "acknowledgements": ("Which notices of privacy you have had", "Qué avisos de privacidad recibiste"),
    "list_requests": ("When you asked who received it", "Cuándo preguntaste quién lo recibió"),
    "seen_by": ("Who has seen your record", "Quién ha visto tu registro"),
}


class SeenSchema(Schema):
    """Role, first name, and what for: in full only when asked for in person."""

    at = Instant()
    role = fields.String()
    role_label = fields.Nested(LabelSchema)
    first_name = fields.String(allow_none=True)
    who = fields.String()
    deed = fields.String()
    text = fields.Nested(LabelSchema)


class SeenListSchema(Schema):
    items = fields.List(fields.Nested(SeenSchema))
    next = fields.String(allow_none=True)


@people.get("/<uuid:person_id>/access")
@open_to(*THEIRS)
@people.arguments(PageQuerySchema, location="query")
@people.response(200, SeenListSchema)
def access(asked, person_id):
    """Who has seen this person's record, the newest first, in plain words."""
    with open_transaction() as tx:
        found, following = who_has_seen(tx, str(person_id), **asked)
        return {"items": found, "next": following}


@people.get("/<uuid:person_id>/export")
@open_to(*THEIRS)
@people.arguments(ExportQuerySchema, location="query")
@people.response(200, ExportSchema)
def copy(asked, person_id):
    """A copy of everything matching keeps of a person: as JSON, a sheet (`form=csv`), or a page to print (`html`)."""
    with open_transaction() as tx:
        whole = export(tx, str(person_id))
    return as_told(whole, HEADINGS, **asked)


@people.post("/<uuid:person_id>/erasure")
@open_to(*THEIRS)
@acts_once
@people.response(202, StandingSchema)
def forget(person_id):
    """Forget this person for good: what goes on ends, and nothing sealed can be opened again, here or elsewhere."""
    with open_transaction() as tx:
        erased = erase(tx, str(person_id))
        return {"id": erased.id, "kinds": erased.kinds, "state": erased.state, "version": erased.version}
