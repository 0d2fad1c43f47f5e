"""Only our own pages may post. Each form carries a mark made from the browser's cookie, which no other site can see."""

from flask import Flask, Response, current_app, g, request
from markupsafe import Markup

from services.portal.accounts.secrets import form_token, is_form_token, new_secret
from services.portal.api.door import is_ours
from services.portal.pages.cookies import cookie, set_cookie
from shared.kernel.errors import Forbidden
from shared.kernel.ids import new_id

COOKIE = "here"
SAFE = {"GET", "HEAD", "OPTIONS"}


def prepare(app: Flask) -> None:
    app.before_request(_only_our_own_forms)
    app.after_request(_give_cookie)
    app.jinja_env.globals["hidden"] = hidden


def hidden(key: str | None = None) -> Markup:
    """What every form carries: the mark of this browser, and a key by which a form sent twice is one wish. Whoever is
    signed in also takes along where it stands, should the visit run out meanwhile.
    """
    fields = {"mark": form_token(secret_here()), "key": key or new_id()}
    if g.get("account"):
        fields["page"] = request.full_path.rstrip("?")
    field = Markup('<input type="hidden" name="{}" value="{}">')
    return Markup("").join(field.format(name, value) for name, value in fields.items())


def secret_here() -> str:
    """A browser without our cookie gets one with this page."""
    if "secret" not in g:
        g.secret = cookie(COOKIE) or _fresh()
    kept: str = g.secret
    return kept


def new_secret_here(secret: str) -> None:
    """From now on this browser carries another secret (at sign-in)."""
    g.secret = g.fresh_secret = secret


def _fresh() -> str:
    g.fresh_secret = new_secret()
    return str(g.fresh_secret)


def _only_our_own_forms() -> None:
    if request.method in SAFE or is_ours():
        return
    _read_no_more_than_fits()
    if _is_one_click():
        return
    secret = cookie(COOKIE)
    ours = secret is not None and is_form_token(secret, request.form.get("mark", ""))
    if not ours or request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        raise Forbidden("This form was not sent from our own page.", code="foreign_form")


def _read_no_more_than_fits() -> None:
    """For the few forms that carry a file."""
    view = current_app.view_functions.get(request.endpoint or "")
    if most := getattr(view, "most_bytes", None):
        request.max_content_length = request.max_form_memory_size = most


def _is_one_click() -> bool:
    """A mail program pressing our button for somebody (RFC 8058): it has no cookie, and the address is its proof."""
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "one_click", False) and request.form.get("List-Unsubscribe") == "One-Click"


def _give_cookie(response: Response) -> Response:
    if fresh := g.get("fresh_secret"):
        set_cookie(response, COOKIE, fresh)
    return response
