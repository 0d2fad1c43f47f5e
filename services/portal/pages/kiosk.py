"""The page at the door: one tap for why, and nobody is asked who they are. What a stranger taps is a number."""

from flask import Blueprint, g, make_response, redirect, request
from flask.typing import ResponseReturnValue

from services.portal.accounts.kiosks import KEPT, Kiosk, end_kiosk, kiosk_of, make_kiosk
from services.portal.accounts.tries import CHECK_IN, count_try
from services.portal.clients.transport import Away
from services.portal.forms.form import Form
from services.portal.forms.keys import key_for
from services.portal.pages.cookies import cookie, drop_cookie, set_cookie
from services.portal.pages.entering import DESK, KIOSK, end_this_visit
from services.portal.pages.errors import A_MOMENT
from services.portal.pages.notice import lead_to
from services.portal.pages.origin import COOKIE
from services.portal.pages.page import page
from services.portal.pages.services import happened
from services.portal.pages.visit import page_for
from shared.kernel.actor import STAFF
from shared.web.auth import open_to_all
from shared.web.context import door, open_transaction

kiosk = Blueprint("kiosk", __name__)
WHY = ("meet", "group", "visit")
KINDS = {"group": "group"}
SECONDS = 20


@kiosk.post("/mine/kiosk")
@page_for(*sorted(STAFF))
def begin() -> ResponseReturnValue:
    """Whoever sets it up is signed out here: the next hand on this screen is a visitor's."""
    with open_transaction() as tx:
        secret = make_kiosk(tx)
    end_this_visit()
    response = redirect("/kiosk", 303)
    for name in (COOKIE, DESK):
        drop_cookie(response, name)
    set_cookie(response, KIOSK, secret, seconds=int(KEPT.total_seconds()))
    return response


@kiosk.post("/mine/kiosk/end")
@page_for(*sorted(STAFF))
def end() -> ResponseReturnValue:
    with open_transaction() as tx:
        end_kiosk(tx, cookie(KIOSK) or "")
    response = lead_to("/mine", "kiosk_ended")
    drop_cookie(response, KIOSK)
    return response


@kiosk.get("/kiosk")
@open_to_all
def ask() -> ResponseReturnValue:
    return page("kiosk.html", form=Form(), trouble=None, why=WHY) if _here() else redirect("/", 303)


@kiosk.post("/kiosk")
@open_to_all
def check_in() -> ResponseReturnValue:
    """Counted, and nothing else: on an open screen a name could be anybody's, and would say of them that they came."""
    form, here = Form(request.form), _here()
    if here is None:
        return redirect("/", 303)
    count_try(door().desk, CHECK_IN, here.mark)
    g.actor = here.actor
    kind = KINDS.get(form.typed.get("why", ""), "visit")
    try:
        said = {"count": 1, "kind": kind, "outcome": "met", "started_by": "person"}
        happened().record(said, key=key_for(form.key, "check in", said))
    except Away:
        return page("kiosk.html", form=form, trouble="away.form", why=WHY), 503, A_MOMENT
    return redirect("/kiosk/done", 303)


@kiosk.get("/kiosk/done")
@open_to_all
def done() -> ResponseReturnValue:
    """The same for everybody, and gone by itself."""
    if _here() is None:
        return redirect("/", 303)
    response = make_response(page("kiosk_done.html"))
    response.headers["Refresh"] = f"{SECONDS}; url=/kiosk"
    return response


def _here() -> Kiosk | None:
    return kiosk_of(door().desk, cookie(KIOSK))
