"""When a funder's questions are due, and for whom. What is asked, and what anybody answers, is nowhere here."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.services import happened, names_of, part
from services.portal.pages.shown import with_instants
from services.portal.pages.visit import page_for

funder_questions = Blueprint("funder_questions", __name__, url_prefix="/funder-questions")
WHO = ("intake", "supervisor", "admin")


@funder_questions.get("")
@page_for(*WHO)
def see() -> ResponseReturnValue:
    due = part(happened().funder_questions).shown(lambda all: [with_instants(one, "opens_at", "due_at") for one in all])
    return page("funder_questions.html", due=due, names=names_of(one["person_id"] for one in due.found))


@funder_questions.post("/<uuid:person_id>/<kind>")
@page_for(*WHO)
def settle(person_id: object, kind: str) -> ResponseReturnValue:
    happened().settle_funder_questions(str(person_id), kind)
    return lead_to("/funder-questions", "settled")


@funder_questions.post("/<uuid:person_id>/<kind>/again")
@page_for(*WHO)
def ask_again(person_id: object, kind: str) -> ResponseReturnValue:
    happened().ask_funder_questions_again(str(person_id), kind)
    return lead_to("/funder-questions", "not_settled")
