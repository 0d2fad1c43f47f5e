from typing import Any

from flask import render_template, request

NOTICES = frozenset({"booked", "moved", "confirmed", "cancelled", "accepted", "declined", "asked", "written", "undone"})


def page(template: str, **values: Any) -> str:
    """A page of ours. `?done=` repeats, after a redirect, what has just happened."""
    done = request.args.get("done")
    return render_template(template, notice=done if done in NOTICES else None, **values)
