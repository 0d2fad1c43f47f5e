"""Consents in plain words: what one says, and what stops when it ends. Said before it does."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from services.matching.domain.consent import Consent

Labels = Mapping[str, Mapping[str, Mapping[str, str]]]  # {list: {code: {language: words}}}
STOPS = {
    "progress": {
        "en": "{who} will no longer hear how things are going.",
        "es": "{who} ya no sabrá cómo van las cosas.",
    },
    "participation": {
        "en": "{who} will no longer hear since when you take part.",
        "es": "{who} ya no sabrá desde cuándo participas.",
    },
    "contact_details": {
        "en": "{who} will no longer hear from us how to reach you.",
        "es": "{who} ya no sabrá desde aquí cómo contactarte.",
    },
    "counselling_notes": {
        "en": "Notes of counselling sessions will no longer be shared with {who}.",
        "es": "Ya no se compartirán notas de consejería con {who}.",
    },
}
OTHERWISE = {
    "en": "{who} will no longer hear this from us: {what}.",
    "es": "{who} ya no sabrá esto desde aquí: {what}.",
}
STAYS = {
    "en": "Your coach, your sessions and your place with us stay as they are.",
    "es": "Tu acompañante, tus encuentros y tu lugar aquí siguen igual.",
}
INSIDE = {
    "en": "We will ask you, at the next visit, whether we may go on. Nothing is cancelled.",
    "es": "En la próxima visita te preguntaremos si seguimos. No se cancela nada.",
}
SCOPE = {
    "en": "{name} agreed on {day} that {what} may be told to {who}. For: {purpose}. {until} It can be taken back.",
    "es": "{name} autorizó el {day} que se cuente a {who}: {what}. Para: {purpose}. {until} Se puede retirar.",
}
UNTIL = {"en": "Until {end}.", "es": "Hasta {end}."}
WHO = {"en": "They", "es": "Esa organización o persona"}


def recipient_of(consent: Consent, labels: Labels, language: str) -> str:
    named = (consent.form.get("recipient") or {}).get("name")
    return str(named) if named else labels["recipient_kind"][consent.recipient_kind][language]


def stops(consent: Consent, labels: Labels, language: str) -> list[str]:
    """What the person, and whoever looks after the list, reads before it lapses."""
    if consent.is_inside:
        return [INSIDE[language]]
    who = recipient_of(consent, labels, language)
    told = [
        STOPS.get(one, OTHERWISE)[language].format(who=who, what=_lower(labels["data_class"][one][language]))
        for one in consent.data_classes
    ]
    return [*told, STAYS[language]]


def scope(consent: Consent, labels: Labels, language: str, *, zone: str) -> str:
    """A clear explanation of what was agreed to, as it goes along with what is told."""
    what = "; ".join(_lower(labels["data_class"][one][language]) for one in consent.data_classes)
    return SCOPE[language].format(
        name=consent.form.get("name", ""),
        day=_day(consent.signed_at, zone),
        what=what,
        who=recipient_of(consent, labels, language),
        purpose=_lower(labels["consent_purpose"][consent.purpose][language]),
        until=UNTIL[language].format(end=_end(consent, labels, language, zone)),
    )


def _end(consent: Consent, labels: Labels, language: str, zone: str) -> str:
    if consent.expires_at:
        return _day(consent.expires_at - timedelta(seconds=1), zone)
    written = consent.form.get("ends_with_words")
    return str(written) if written else _lower(labels["consent_ends"][consent.ends_with or "none"][language])


def _day(at: datetime, zone: str) -> str:
    return at.astimezone(ZoneInfo(zone)).date().isoformat()


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
