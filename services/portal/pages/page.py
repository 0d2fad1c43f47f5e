from typing import Any

from flask import render_template

from services.portal.pages.kept import with_what_was_typed
from services.portal.pages.notice import notice_here

BACK = ("kept", "here_again")


def page(template: str, **values: Any) -> str:
    """A page of ours. The first after a form says what has just happened."""
    notice = notice_here()
    html = render_template(template, notice=notice, **values)
    return with_what_was_typed(html) if notice in BACK else html


def page_of_trouble(template: str, **values: Any) -> str:
    """Says nothing but what went wrong."""
    return render_template(template, notice=None, **values)
