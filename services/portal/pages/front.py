from flask import Blueprint, redirect
from flask.typing import ResponseReturnValue

from services.portal.pages.page import page
from services.portal.pages.visit import account_here
from shared.web.auth import open_to_all

front = Blueprint("front", __name__)

HOMES = {"member": "/me", "coach": "/coach", "intake": "/intake", "supervisor": "/supervisor", "admin": "/supervisor"}


@front.get("/")
@open_to_all
def home() -> ResponseReturnValue:
    """Your own page when you are signed in; else how to get there."""
    account = account_here()
    return redirect(HOMES[account.roles[0]], 303) if account else page("front.html")


@front.get("/hard-time")
@open_to_all
def hard_time() -> ResponseReturnValue:
    """Open to everybody, signed in or not. Says truthfully who reads it: nobody."""
    return page("hard_time.html")
