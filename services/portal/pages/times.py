"""A dated list of times, one of which is looked at again before it is taken: for booking and for moving alike."""

from datetime import timedelta
from typing import Any

from flask import request

from services.portal.clients.patience import patiently
from services.portal.clients.scheduling import Scheduling
from services.portal.clients.transport import Away, Declined, Found
from services.portal.forms.form import Form
from services.portal.forms.times import Opening, as_typed, by_day, chosen, read_openings, thinned
from services.portal.pages.page import page
from services.portal.pages.shown import now
from services.portal.pages.words import zone_here
from shared.kernel.times import rfc3339

AHEAD = timedelta(days=14)
FEW_DAYS = 7


def openings_of(ask: Scheduling, match_id: str, *, days: timedelta = AHEAD) -> list[Opening]:
    """scheduling may have heard of this match a moment later than we did."""
    span = {"from_": rfc3339(now()), "to": rfc3339(now() + days)}
    return read_openings(patiently(lambda: ask.openings(match_id=match_id, **span))["items"])


def why_not(no: Declined) -> str:
    """Of a time that was refused: somebody was quicker, or it is too short a way from another place."""
    return "error.time_on_the_way" if no.code == "on_the_way" else "error.time_gone"


def times_page(
    openings: list[Opening],
    *,
    title: str,
    here: str,
    back: str,
    back_words: str = "back",
    error: str | None = None,
) -> str:
    """`here` is where the list stands; the one chosen is looked at again under `here`/review. A week of days, the
    week after it when asked for, or one day with every time of it: a telephone shows no more than that.
    """
    days = by_day(openings, zone_here())
    one = next((day for day in days if day.isoformat() == request.args.get("day")), None)
    first = FEW_DAYS if request.args.get("later") == "1" else 0
    some = [one] if one else list(days)[first : first + FEW_DAYS]
    shown = {day: days[day] if one else thinned(days[day]) for day in some}
    told = {"is_part": bool(one or first), "is_more": not one and len(days) > first + FEW_DAYS, "all_of": days}
    told |= {"title_key": title, "here": here, "back": back, "back_words": back_words}
    return page("times.html", days=shown, **told, error=error)


def review_page(
    openings: list[Opening],
    *,
    title: str,
    button: str,
    here: str,
    back: str,
    asks_way: bool = False,
    once: bool = False,
    back_words: str = "back",
    more: Found | None = None,
) -> str:
    """What was chosen, in full, before it counts; or the list again, saying why. `once`: it is neither repeated nor
    kept while somebody decides.
    """
    wanted = request.args.get("starts_at")
    opening = chosen(openings, wanted)
    if opening is None:
        error = "error.time_gone" if wanted else "error.time"
        return times_page(openings, title=title, here=here, back=back, back_words=back_words, error=error)
    told = {"title_key": f"{title}.review", "button": button, "here": here, "asks_way": asks_way, "hold_id": None}
    told |= {"key": None, "trouble": None, "repeat": "once", "said": [], "kept_until": None}
    return page("review.html", opening=opening, once=once, **told, **(more or {}))


def sent_again_page(form: Form, *, title: str, button: str, here: str, asks_way: bool = False) -> str:
    """Nobody answered whether it was done. Sent once more with the same key, it is done once."""
    told = {"title": title, "button": button, "here": here, "asks_way": asks_way, "hold_id": form.id("hold_id")}
    return typed_page(form, **told, key=form.key or None, trouble="away.form", kept_until=None)


def typed_page(form: Form, *, title: str, **told: Any) -> str:
    """The same look at it, with what was filled in so far."""
    opening = as_typed(form)
    if opening is None:
        raise Away("scheduling")
    told |= {"once": False, "repeat": form.typed.get("repeat", "once"), "said": form.typed.getlist("in_the_way")}
    return page("review.html", opening=opening, title_key=f"{title}.review", **told)
