from services.notifications.actions.exports import export
from shared.web.app import Blueprint
from shared.web.auth import open_to
from shared.web.context import open_transaction
from shared.web.record import ExportQuerySchema, ExportSchema, as_told

record = Blueprint("record", __name__, url_prefix="/people", description="Somebody's own record")
HEADINGS = {
    "people": ("You", "Tú"),
    "preferences": ("How you like to be told", "Cómo quieres que te avisemos"),
    "contact_points": ("Ways to reach you", "Cómo comunicarnos contigo"),
    "seats": ("Your seats", "Tus lugares"),
    "messages": ("Messages to you", "Mensajes para ti"),
    "links": ("Links we sent you", "Enlaces que te enviamos"),
    "codes": ("Codes on paper", "Códigos en papel"),
    "causes": ("Why we wrote to you", "Por qué te escribimos"),
    "replies": ("What you wrote to us", "Lo que nos escribiste"),
    "calls": ("When you were to be called", "Cuándo había que llamarte"),
    "audit": ("Who did what with your record", "Quién hizo qué con tu registro"),
    "opt_outs": ("What you asked us to stop", "Lo que nos pediste que no enviemos"),
    "attempts": ("How each message went", "Qué pasó con cada mensaje"),
    "contents": ("What the messages said", "Lo que decían los mensajes"),
}


@record.get("/<uuid:person_id>/export")
@open_to("member", "coach", "supervisor", "admin", "service")
@record.arguments(ExportQuerySchema, location="query")
@record.response(200, ExportSchema)
def copy(asked, person_id):
    """A copy of all that notifications keeps of somebody: JSON, a sheet (`form=csv`), or a page to print (`html`)."""
    with open_transaction() as tx:
        whole = export(tx, str(person_id))
    return as_told(whole, HEADINGS, **asked)
