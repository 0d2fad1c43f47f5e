"""How many of what, as a language says it."""

from services.notifications.wording.templates import language
from services.notifications.wording.times import known_locale


def counted(what: str, number: int, tag: str | None) -> str:
    """1 time is free · 3 times are free: the form is the language's own (CLDR)."""
    speech = language(tag)
    forms = speech.counted[what]
    form = known_locale(speech.locale).plural_form(number)
    return forms.get(form, forms["other"]).replace("{n}", str(number))
