from typing import Any

from services.scheduling.actions.exports import export
from shared.web.app import Blueprint
from shared.web.auth import open_to
from shared.web.context import open_transaction
from shared.web.record import ExportQuerySchema, ExportSchema, as_told

record = Blueprint("record", __name__, url_prefix="/people", description="Somebody's own record")
HEADINGS = {
    "people": ("You", "Tú"),
    "referrals": ("Your requests", "Tus solicitudes"),
    "parties": ("Who walks with you", "Quién te acompaña"),
    "sessions": ("Sessions", "Encuentros"),
    "seats": ("Your seats in groups", "Tus lugares en grupos"),
    "holds": ("Times kept for you for a moment", "Horas que te guardamos un momento"),
    "in_the_way": ("What could get in the way", "Lo que podría complicarlo"),
    "contacts": ("When we were in touch", "Cuándo estuvimos en contacto"),
    "contact_history": ("What was put right since", "Lo que se corrigió después"),
    "outreach": ("When we wanted to be in touch", "Cuándo quisimos ponernos en contacto"),
    "cadences": ("How often we agreed to be in touch", "Cada cuánto acordamos estar en contacto"),
    "calling_wishes": ("What you said about being called", "Lo que dijiste sobre las llamadas"),
    "earlier_wishes": ("What you said about earlier times", "Lo que dijiste sobre horas más tempranas"),
    "time_offers": ("Times that came free", "Horas que quedaron libres"),
    "calendars": ("Your private calendars", "Tus calendarios privados"),
    "funder_questions": (
        "That a funder's questions are settled",
        "Que las preguntas de quien financia ya no hacen falta",
    ),
    "audit": ("Who did what with your record", "Quién hizo qué con tu registro"),
    "attendance": ("Whether you met", "Si se encontraron"),
    "attendance_history": ("What was said of it, and taken back", "Lo que se dijo de eso y se retiró"),
    "series": ("What repeats", "Lo que se repite"),
    "coaches": ("As a coach", "Como coach"),
    "hours": ("Your hours", "Tu horario"),
    "busy_calendars": ("Calendars that keep times free of sessions", "Calendarios que ocupan horas"),
    "busy_times": ("When you cannot be booked", "Cuándo no se puede reservar contigo"),
    "groups": ("Groups you lead", "Grupos que llevas"),
    "covers": ("When a colleague was asked", "Cuándo se preguntó a colegas"),
    "cover_asks": ("When you were asked to stand in", "Cuándo se te preguntó"),
    "trips": ("When you were on the road alone", "Cuándo estabas fuera sin compañía"),
}


@record.get("/<uuid:person_id>/export")
@open_to("member", "coach", "supervisor", "admin", "service")
@record.arguments(ExportQuerySchema, location="query")
@record.response(200, ExportSchema)
def copy(asked: dict[str, Any], person_id: object) -> Any:
    """A copy of everything scheduling keeps of a person: as JSON, a sheet (`form=csv`), or a page to print (`html`)."""
    with open_transaction() as tx:
        whole = export(tx, str(person_id))
    return as_told(whole, HEADINGS, **asked)
