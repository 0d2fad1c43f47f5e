"""What people agree to: what may be told, to whom, what for, and until when."""

from shared.contracts.vocabulary.terms import closed_list

CONSENT_TYPE = closed_list(
    "consent_type",
    "What you agree to",
    "Lo que autorizas",
    ("support", "Being supported and contacted by us", "Que te acompañemos y te contactemos"),
    ("outside", "Telling somebody outside", "Contar algo a alguien de fuera"),
    (
        "treatment_payment_operations",
        "Telling those who treat you, pay for it, or help to run it",
        "Contar algo a quienes te atienden, pagan esa atención o ayudan a que funcione",
    ),
    ("research", "Research", "Investigación"),
    ("counselling_notes", "Notes of counselling sessions", "Notas de sesiones de consejería"),
    ("legal_proceedings", "Legal proceedings", "Procesos legales"),
)

CONSENT_PURPOSE = closed_list(
    "consent_purpose",
    "What for",
    "Para qué",
    ("being_supported", "So that we can walk with you", "Para poder acompañarte"),
    ("referral_feedback", "So that who sent you knows what happened next", "Para que quien te envió sepa qué pasó"),
    ("coordination", "So that people who support you can work together", "Para que quienes te apoyan se coordinen"),
    ("my_request", "Because you asked for it", "Porque tú lo pediste"),
    (
        "treatment_payment_operations",
        "Treatment, payment and health care operations",
        "Tratamiento, pago y operaciones de atención de salud",
    ),
    ("funding", "What a funder needs to know", "Lo que necesita saber quien financia"),
    ("research", "Research", "Investigación"),
    ("legal_proceedings", "Legal proceedings", "Procesos legales"),
)

DATA_CLASS = closed_list(
    "data_class",
    "What may be told",
    "Lo que se puede contar",
    (
        "progress",
        "Whether we received your request, are in touch, are meeting, or could not reach you",
        "Si recibimos tu solicitud, si estamos en contacto, si hay encuentros, o si no logramos contactarte",
    ),
    ("participation", "Since when you take part", "Desde cuándo participas"),
    ("ways_to_meet", "Your language and how you like to meet", "Tu idioma y cómo prefieres verte"),
    ("what_you_said", "What you told us about yourself", "Lo que nos contaste de ti"),
    ("contact_details", "How to reach you", "Cómo contactarte"),
    ("counselling_notes", "Notes of counselling sessions", "Notas de sesiones de consejería"),
)

RECIPIENT_KIND = closed_list(
    "recipient_kind",
    "To whom",
    "A quién",
    ("ourselves", "Us", "Nuestra organización"),
    ("organisation", "An organisation", "Una organización"),
    ("person", "A person", "Una persona"),
    (
        "treating_providers",
        "My treating providers, health plans, third-party payers, and people helping to operate this program",
        "Quienes me atienden, planes de salud, quienes pagan la atención y quienes ayudan a operar este programa",
    ),
    (
        "intermediary",
        "An exchange that passes it on to those who treat the person",
        "Una red que lo comparte con quienes atienden a la persona",
    ),
    ("lawyer", "A lawyer on the person's own side", "Quien representa a la persona legalmente"),
    ("court", "A court, probation or parole", "Un tribunal o libertad condicional"),
    ("central_registry", "A central registry", "Un registro central"),
)

CONSENT_ENDS = closed_list(
    "consent_ends",
    "Until",
    "Hasta",
    ("end_of_services", "We no longer walk together", "Ya no te acompañamos"),
    ("end_of_treatment", "Treatment ends", "Termina el tratamiento"),
    ("end_of_research", "The research ends", "Termina la investigación"),
    ("other", "Something else, as written", "Otra cosa, como está escrito"),
    ("none", "Until you take it back", "Hasta que lo retires"),
)

SIGNED_HOW = closed_list(
    "signed_how",
    "How it was signed",
    "Cómo se firmó",
    ("paper", "On paper, recorded by one of us", "En papel, anotado por alguien del equipo"),
    ("electronic", "On your phone or screen", "En tu teléfono o pantalla"),
)

REVOKED_HOW = closed_list(
    "revoked_how",
    "How it was taken back",
    "Cómo se retiró",
    ("in_writing", "In writing", "Por escrito"),
    ("told_us", "You told one of us", "Se lo dijiste a alguien del equipo"),
    ("on_screen", "On your phone or screen", "En tu teléfono o pantalla"),
)

CONSENTS = (
    CONSENT_TYPE,
    CONSENT_PURPOSE,
    DATA_CLASS,
    RECIPIENT_KIND,
    CONSENT_ENDS,
    SIGNED_HOW,
    REVOKED_HOW,
)
