from marshmallow import Schema, fields

from services.matching.actions.organisation import customs_of
from services.matching.actions.waiting import who_waits
from services.matching.api.schemas import ReasonSchema
from services.matching.domain import waiting_words as words
from services.matching.domain.words import spoken
from shared.web.app import Blueprint
from shared.web.auth import open_to
from shared.web.context import open_reading
from shared.web.fields import Code, Id, Instant
from shared.web.paging import PageQuerySchema

waiting = Blueprint("waiting", __name__, url_prefix="/waiting", description="People waiting, oldest first")


class WaitingQuerySchema(PageQuerySchema):
    language = Code("en", "es")


class OneWaitingSchema(Schema):
    """`waiting_minutes` counts from `ready_from`. `next_step`: the one next action.

    `all_answered_by`: when the last of those chosen will have answered, if each takes as long as they may.
    """

    referral_id = Id()
    member_id = Id()
    urgency = fields.String()
    source = fields.String()
    state = fields.String()
    priority = fields.Boolean()
    ready_from = Instant()
    is_coming_up = fields.Boolean()
    waiting_minutes = fields.Integer()
    text = fields.String()
    first_contact_by = Instant()
    first_session_by = Instant()
    first_contact_at = Instant(allow_none=True)
    booked_for_at = Instant(allow_none=True)
    all_answered_by = Instant(allow_none=True)
    alerts = fields.List(fields.Nested(ReasonSchema))
    next_step = fields.Nested(ReasonSchema)
    next_steps = fields.List(fields.String())
    look_again_at = Instant(allow_none=True)


class WaitingSchema(Schema):
    items = fields.List(fields.Nested(OneWaitingSchema))
    next = fields.String(allow_none=True)


@waiting.get("")
@open_to("intake", "supervisor", "admin", "service")
@waiting.arguments(WaitingQuerySchema, location="query")
@waiting.response(200, WaitingSchema)
def list_waiting(asked):
    """Who has not met a coach yet: since when, what is late, and the one next action."""
    chosen = asked.pop("language", None)
    with open_reading() as rx:
        found, following = who_waits(rx, **asked)
        language = spoken(chosen or customs_of(rx).language)
        return {"items": [_told(one, language) for one in found], "next": following}


def _told(one, language) -> dict:
    referral, progress = one.referral, one.progress
    told = {name: getattr(referral, name) for name in OF_REFERRAL} | {name: getattr(one, name) for name in OF_WAITING}
    told |= {"first_contact_at": progress.first_contact_at, "booked_for_at": progress.booked_for_at}
    told |= {"referral_id": referral.id, "waiting_minutes": int(one.age.total_seconds() // 60)}
    told |= {"text": _how_long(one, language), "next_step": _line(one.next_step, words.next_step, language)}
    return told | {"alerts": [_line(code, words.alert, language) for code in one.alerts]}


OF_REFERRAL = ("member_id", "urgency", "source", "state", "priority", "ready_from", "next_steps", "look_again_at")
OF_WAITING = ("is_coming_up", "first_contact_by", "first_session_by", "all_answered_by")


def _how_long(one, language) -> str:
    if one.is_coming_up:
        return words.how_soon(one.referral.ready_from - one.now, language=language)
    return words.how_long(one.age, language=language)


def _line(code, say, language) -> dict:
    return {"code": code, "text": say(code, language=language)}
