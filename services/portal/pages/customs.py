"""What this organisation says on its pages, read once a request; the usual where nobody is signed in."""

from flask import g

from services.portal.accounts.customs import Customs, customs_of
from services.portal.pages.visit import reader_here
from shared.db.transaction import reading
from shared.kernel.actor import Actor
from shared.web.context import door


def customs_here() -> Customs:
    if "customs" not in g:
        g.customs = _look()
    customs: Customs = g.customs
    return customs


def _look() -> Customs:
    reader = reader_here()
    if reader is None:
        return Customs()
    with reading(door().desk, Actor("portal", "service", reader.organisation)) as rx:
        return customs_of(rx)
