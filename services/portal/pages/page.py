from typing import Any

from flask import render_template

from services.portal.pages.notice import notice_here


def page(template: str, **values: Any) -> str:
    """A page of ours. The first after a form says what has just happened."""
    return render_template(template, notice=notice_here(), **values)


def page_of_trouble(template: str, **values: Any) -> str:
    """Says nothing but what went wrong."""
    return render_template(template, notice=None, **values)
