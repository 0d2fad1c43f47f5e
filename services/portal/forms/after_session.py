"""The thirty-second form: happened, minutes, what we did, one line. `mark` tells several on one page apart."""

import re
from typing import Any

from services.portal.forms.form import Form

SIDES = ("member", "coach", "us", "unknown")
SUPPORT = ("emotional", "informational", "practical", "belonging")
NOTE, MOST_MINUTES = 280, 24 * 60
CODE = re.compile(r"[a-z0-9_]{1,40}\Z")


def read_after_session(form: Form, *, session_id: str, mark: str = "") -> dict[str, Any]:
    """A contact with `session_id`: attendance, time, note and funder's row at once. Look at `form.errors` first."""
    met = form.one_of(f"met{mark}", ("yes", "no"), "error.met")
    note = form.text(f"note{mark}", most=NOTE)
    said: dict[str, Any] = {"session_id": session_id, "kind": "session"} | ({"note": note} if note else {})
    if met == "no":
        return said | {"outcome": "did_not_meet", "side": form.one_of(f"side{mark}", SIDES, "error.side")}
    return said | {"outcome": "met"} | read_minutes(form, mark) | read_support(form, mark) | read_funding(form, mark)


def read_minutes(form: Form, mark: str = "") -> dict[str, Any]:
    """Left blank it is as planned."""
    typed = form.text(f"minutes{mark}", most=5)
    minutes = form.number(f"minutes{mark}", otherwise=-1)
    if typed and not 0 <= minutes <= MOST_MINUTES:
        form.wrong(f"minutes{mark}", "error.minutes")
    return {"minutes": minutes} if typed else {}


def read_support(form: Form, mark: str = "") -> dict[str, Any]:
    given = [kind for kind in form.typed.getlist(f"support{mark}") if kind in SUPPORT]
    return {"support": given} if given else {}


def read_funding(form: Form, mark: str = "") -> dict[str, Any]:
    """Asked only where there are sources of funds to choose from."""
    source = form.typed.get(f"funding{mark}", "")
    return {"funding": source} if CODE.match(source) else {}
