"""What we do not collect, whoever asks us to. It is refused by its name, and what stood there is not kept."""

import re
from collections.abc import Mapping

from services.matching.domain.faults import Faults

NOT_COLLECTED: Mapping[str, tuple[str, str, str]] = {
    "immigration": (
        r"immigration|citizen|visa\b|green.?card|undocumented|inmigra|migratori|ciudadan|residencia legal",
        "immigration status",
        "la situación migratoria",
    ),
    "diagnosis": (r"diagnos|\bicd\b|\bdsm\b|diagnós", "diagnoses", "diagnósticos"),
    "hiv": (r"\bhiv\b|\baids\b|hepatitis|\bhep.?c\b|\bvih\b|\bsida\b", "HIV or hepatitis", "VIH o hepatitis"),
    "charges": (
        r"\bcharges?\b|case.?(no|number|id)\b|docket|convict|criminal|arrest|cargos|condena|antecedentes|expediente",
        "charges or case numbers",
        "cargos ni números de expediente",
    ),
    "recovery_date": (
        r"(clean|sober|sobriety|recovery|abstinen\w*|sobriedad|recuperaci[oó]n).{0,6}(date|since|fecha|desde)|clean.?time",
        "recovery dates",
        "fechas de recuperación",
    ),
    "ssn": (r"\bssn\b|social.?security|seguro social|\bitin\b", "social security numbers", "números de seguro social"),
    "income": (r"income|salary|wages|ingresos|salario|sueldo", "income", "ingresos"),
    "birth": (
        r"birth.?(date|day|year)|\bdob\b|\byob\b|(date|year).?of.?birth|^born( on| in)?$|cumpleaños|"
        r"(fecha|año|día|mes)( de)? nacimiento|^nacimiento$|^naci[oó]( el| en)?$",
        "dates of birth",
        "fechas de nacimiento",
    ),
    "age": (
        r"^((exact|current|their|my) )?age(\W+(in )?(years|yrs))?\W*$|"
        r"^(su )?edad( (actual|exacta))?(\W+(en )?años)?\W*$",
        "exact ages",
        "edades exactas",
    ),
}
FORMS = {name: re.compile(form, re.IGNORECASE) for name, (form, _, _) in NOT_COLLECTED.items()}
LIKE_AN_SSN = re.compile(r"(?<!\d)\d{3}[- ]\d{2}[- ]\d{4}(?!\d)")
SAID = {"en": "We do not collect {what}.", "es": "No recogemos {what}."}


def not_collected(text: str) -> str | None:
    """Which of the things we do not collect this is a name for."""
    plain = text.replace("_", " ").replace("-", " ")
    return next((name for name, form in FORMS.items() if form.search(plain)), None)


def said(name: str, language: str = "en") -> str:
    _, english, spanish = NOT_COLLECTED[name]
    return SAID[language].format(what=spanish if language == "es" else english)


def refuse_what_looks_like_it(field: str, words: str, faults: Faults) -> None:
    """A value with the shape of a social security number, wherever it stands."""
    if LIKE_AN_SSN.search(words):
        faults.add(field, said("ssn"))
