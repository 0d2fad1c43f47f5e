"""What the waiting list sounds like: what we do next, not what somebody failed to do."""

from datetime import timedelta

NEXT = {
    "be_in_touch": {
        "en": "ring, or let whoever is on call say hello",
        "es": "llamar, o que salude quien está de guardia",
    },
    "show_people": {
        "en": "look together at who could walk with them",
        "es": "ver en compañía quién podría acompañar",
    },
    "await_answer": {"en": "somebody was asked; wait for their answer", "es": "ya preguntamos; falta la respuesta"},
    "ring_coach": {"en": "ring the coach who was asked", "es": "llamar a quien preguntamos"},
    "look_again": {"en": "look again, as we said we would", "es": "volver a buscar, como quedamos"},
    "next_step_agreed": {"en": "do what we said comes next", "es": "hacer lo que dijimos que sigue"},
    "prepare": {"en": "prepare; they are not ready yet", "es": "preparar; todavía no es el momento"},
    "book_first_session": {"en": "book the first session", "es": "reservar la primera sesión"},
    "first_session_booked": {"en": "the first session is booked", "es": "la primera sesión está reservada"},
}
ALERTS = {
    "contact_late": {"en": "Nobody has been in touch yet", "es": "Todavía nadie se ha puesto en contacto"},
    "session_late": {"en": "They have not met anybody yet", "es": "Todavía no se ha visto con nadie"},
    "waits_add_up": {
        "en": "Asked one after another, coaches may answer later than we promised to meet: book a first conversation",
        "es": "Preguntando por turno, la respuesta puede pasar de lo prometido: reservar una primera conversación",
    },
    "no_answer": {"en": "An offer has had no answer", "es": "Una oferta sigue sin respuesta"},
    "look_again_due": {"en": "We said we would look again", "es": "Dijimos que volveríamos a buscar"},
}
WAITING = {"en": "waiting {time}", "es": "esperando {time}"}
STEP = {"en": "next step: {step}", "es": "siguiente paso: {step}"}
COMING = {"en": "coming up in {time}", "es": "falta para empezar: {time}"}
UNITS = {
    "day": {"en": ("1 day", "{n} days"), "es": ("1 día", "{n} días")},
    "hour": {"en": ("1 hour", "{n} hours"), "es": ("1 hora", "{n} horas")},
    "moment": {"en": ("less than a minute",) * 2, "es": ("menos de un minuto",) * 2},
    "minute": {"en": ("1 minute", "{n} minutes"), "es": ("1 minuto", "{n} minutos")},
}


def how_long(age: timedelta, *, language: str) -> str:
    return WAITING[language].format(time=counted(age, language))


def how_soon(ahead: timedelta, *, language: str) -> str:
    return COMING[language].format(time=counted(ahead, language))


def next_step(code: str, *, language: str) -> str:
    return STEP[language].format(step=NEXT[code][language])


def alert(code: str, *, language: str) -> str:
    return ALERTS[code][language]


def counted(time: timedelta, language: str) -> str:
    """In the largest unit that says something: 3 days, 5 hours, 20 minutes."""
    minutes = int(time.total_seconds() // 60)
    for unit, size in (("day", 24 * 60), ("hour", 60)):
        if minutes >= size:
            return _of(unit, minutes // size, language)
    return _of("minute" if minutes else "moment", minutes, language)


def _of(unit: str, number: int, language: str) -> str:
    one, many = UNITS[unit][language]
    return one if number == 1 else many.format(n=number)
