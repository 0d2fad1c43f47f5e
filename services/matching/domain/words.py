"""What reasons sound like. No pronouns, no names, and Spanish without -o/-a."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

LANGUAGES = ("en", "es")

SENTENCES = {
    "most_important": {"en": "What matters most to you: {what}", "es": "Lo que más te importa: {what}"},
    "wish": {"en": "You asked for: {what}", "es": "Lo que pediste: {what}"},
    "language": {"en": "You can talk in: {what}", "es": "Pueden hablar en: {what}"},
    "outlook": {"en": "You both say: {what}", "es": "Coinciden en esto: {what}"},
    "spirituality": {"en": "You both say: {what}", "es": "Coinciden en esto: {what}"},
    "family_life": {"en": "In both your lives: {what}", "es": "En la vida de ambas personas: {what}"},
    "pathway": {"en": "At home with: {what}", "es": "Conoce bien este camino: {what}"},
    "lived": {"en": "Has been there too: {what}", "es": "También lo ha vivido: {what}"},
    "age": {"en": "About your age", "es": "De una edad cercana a la tuya"},
    "not_met": {
        "en": "You also asked for this, and nothing is said about it here: {what}",
        "es": "También pediste esto, y aquí no se dice nada al respecto: {what}",
    },
}
TODAY = {"en": "Could meet you today at {time}", "es": "Podrían verse hoy a las {time}"}
TOMORROW = {"en": "Could meet you tomorrow at {time}", "es": "Podrían verse mañana a las {time}"}
THIS_WEEK = {"en": "Could meet you on {day} at {time}", "es": "Podrían verse el {day} a las {time}"}
LATER = {"en": "Could meet you from {month} {number}", "es": "Podrían verse a partir del {number} de {month}"}
DAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
}
MONTHS = {
    "en": (
        *("January", "February", "March", "April", "May", "June", "July"),
        *("August", "September", "October", "November", "December"),
    ),
    "es": (
        *("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio"),
        *("agosto", "septiembre", "octubre", "noviembre", "diciembre"),
    ),
}
NOT_SHOWN = {
    "required": {"en": "You need: {what}", "es": "Lo que necesitas: {what}"},
    "avoided": {"en": "You would rather not: {what}", "es": "Lo que prefieres evitar: {what}"},
    "language": {"en": "No language in common", "es": "Sin un idioma en común"},
    "modality": {"en": "No way to meet in common", "es": "Sin una forma de verse en común"},
    "distance": {"en": "Too far away to meet in person", "es": "Queda lejos para verse en persona"},
    "capacity": {"en": "Walks with as many people as they can", "es": "Acompaña a todas las personas que puede"},
    "credentials": {"en": "A paper needs renewing first", "es": "Hay que renovar antes un documento"},
    "not_available": {"en": "Not free just now", "es": "Sin lugar por ahora"},
}


def spoken(tag: str | None) -> str:
    """The language we can answer in."""
    return "es" if (tag or "").lower().startswith("es") else "en"


def say(kind: str, language: str, what: str = "") -> str:
    return SENTENCES[kind][language].format(what=what)


def why_not_shown(name: str, language: str, what: str = "") -> str:
    return NOT_SHOWN[name][language].format(what=what)


def first_meeting(opening: datetime, *, now: datetime, zone: str, language: str) -> str:
    """On the person's own wall clock."""
    local = opening.astimezone(ZoneInfo(zone))
    ahead = local.date() - now.astimezone(ZoneInfo(zone)).date()
    form = TODAY if not ahead else TOMORROW if ahead == timedelta(1) else THIS_WEEK
    if ahead >= timedelta(7):
        form = LATER
    return form[language].format(
        time=_clock(local, language),
        day=DAYS[language][local.weekday()],
        month=MONTHS[language][local.month - 1],
        number=local.day,
    )


def _clock(local: datetime, language: str) -> str:
    if language == "es":
        return f"{local:%H:%M}"
    return f"{local.hour % 12 or 12}:{local:%M} {'AM' if local.hour < 12 else 'PM'}"
