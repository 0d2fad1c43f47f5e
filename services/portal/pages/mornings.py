"""The morning summary of whoever oversees: theirs from the beginning, until they say on their page that it is not."""

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from services.portal.accounts.people import Account
from services.portal.clients.notifications import Notifications
from services.portal.clients.transport import Away, Declined
from services.portal.forms.form import Form
from services.portal.pages.notice import lead_to
from services.portal.pages.services import Part, door_of, notifications, part
from services.portal.pages.visit import page_for
from shared.kernel.actor import OVERSEE, Actor

mornings = Blueprint("mornings", __name__, url_prefix="/mine/morning")
AT_MOST = 0.5  # seconds, for each try


@mornings.post("")
@page_for(*OVERSEE)
def keep() -> ResponseReturnValue:
    notifications().keep_digest(g.actor.person, wanted=Form(request.form).typed.get("digest") == "yes")
    return lead_to("/mine", "morning_kept")


def wish_here() -> Part[list[bool]]:
    """Whether the summary comes to whoever is signed in."""
    return part(notifications().preferences, g.actor.person).shown(lambda told: [bool(one["digest"]) for one in told])


def begin_mornings(account: Account) -> None:
    """As their role has it, where nobody has said otherwise. Nobody is kept at the door for that for long."""
    role = account.first_of(OVERSEE)
    if role is None:
        return
    whose = Actor(account.person_id, role, account.organisation)
    ask = Notifications(door_of("notifications", whose, read_seconds=AT_MOST))
    try:
        wishes = ask.preferences(account.person_id)
        if wishes["digest"] is None:
            ask.set_preferences(account.person_id, wishes | {"digest": True})
    except (Away, Declined):
        return
