"""Organisations that send people: who may, made and taken back here; and a page that tells their programs how."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from services.portal.accounts.referring import SOURCES, clients_here, make_client, revoke_client
from services.portal.forms.form import Form
from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.visit import page_for
from shared.web.auth import open_to_all
from shared.web.context import door, open_reading, open_transaction

partners = Blueprint("partners", __name__)
HERE = "/settings/partners"
MOST = 120


@partners.get("/api")
@open_to_all
def how() -> ResponseReturnValue:
    return page("api.html", door=door().desk.settings.public_url)


@partners.get(HERE)
@page_for("admin")
def see() -> ResponseReturnValue:
    return _page(Form())


@partners.post(HERE)
@page_for("admin")
def make() -> ResponseReturnValue:
    """The secret is shown this once. A form sent twice makes one client; its secret was seen the first time."""
    form = Form(request.form)
    name, source = form.text("name", most=MOST), form.one_of("source", SOURCES, "error.partner_source")
    if not name:
        form.wrong("name", "error.partner_name")
    if form.errors:
        return _page(form), 422
    with open_transaction() as tx:
        if any((one.name, one.revoked_at) == (name, None) for one in clients_here(tx)):
            return lead_to(HERE, "partner_known")
        client, secret = make_client(tx, name=name or "", source=source)
    return page("settings_partner.html", client=client, secret=secret)


@partners.post(f"{HERE}/<uuid:client_id>/end")
@page_for("admin")
def end(client_id: object) -> ResponseReturnValue:
    with open_transaction() as tx:
        revoke_client(tx, str(client_id))
    return lead_to(HERE, "partner_ended")


def _page(form: Form) -> str:
    with open_reading() as rx:
        clients = clients_here(rx)
    return page("settings_partners.html", clients=clients, form=form, sources=SOURCES, most=MOST)
