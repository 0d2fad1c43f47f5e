"""The forty codes of day one: self-declared, optional, many at a time, each with its own "use" and "show"."""

from shared.contracts.vocabulary.terms import Facet, Term

PATHWAY = Facet(
    facet="pathway",
    en="Pathways",
    es="Caminos",
    terms=(
        Term(code="twelve_step", en="12-step fellowship", es="Comunidad de 12 pasos"),
        Term(
            code="secular_mutual_aid",
            en="Secular mutual-aid group (such as SMART or LifeRing)",
            es="Grupo de ayuda mutua laico (como SMART o LifeRing)",
            maps=("MG A",),
        ),
        Term(code="faith_based", en="Faith-based recovery", es="Recuperación basada en la fe"),
        Term(
            code="medication",
            en="Recovery with medication",
            es="Recuperación con medicamentos",
            private=True,
        ),
        Term(
            code="harm_reduction",
            en="Harm reduction: safer use or using less",
            es="Reducción de daños: uso más seguro o consumir menos",
        ),
        Term(
            code="cultural_indigenous",
            en="Cultural or Indigenous healing",
            es="Sanación cultural o indígena",
            maps=("MG NDG", "MG N"),
        ),
        Term(code="self_directed", en="My own way, without a program", es="A mi manera, sin un programa"),
        Term(code="still_finding", en="Still finding what fits", es="Todavía busco lo que me sirve"),
    ),
)

OUTLOOK = Facet(
    facet="outlook",
    en="What I want, and how I like to work",
    es="Lo que busco y cómo me gusta trabajar",
    terms=(
        Term(code="goal_no_use", en="My goal is not using at all", es="Mi meta es no consumir"),
        Term(
            code="goal_use_less",
            en="My goal is using less, or more safely",
            es="Mi meta es consumir menos o de forma más segura",
        ),
        Term(
            code="goal_open",
            en="I'm not setting a goal about use right now",
            es="Por ahora no me pongo una meta sobre el consumo",
        ),
        Term(
            code="spirituality_central",
            en="Faith or spirituality is a big part of it",
            es="La fe o la espiritualidad es una parte importante",
        ),
        Term(code="style_listening", en="Mostly someone who listens", es="Sobre todo alguien que escuche"),
        Term(code="style_direct", en="Straight talk", es="Hablar claro y directo"),
        Term(
            code="style_doing_together",
            en="Doing things together (forms, appointments, a walk)",
            es="Hacer cosas en compañía (trámites, citas, una caminata)",
        ),
        Term(code="style_plan", en="Clear steps and a plan", es="Pasos claros y un plan"),
    ),
)

FAMILY_LIFE = Facet(
    facet="family_life",
    en="Family and life",
    es="Familia y vida",
    terms=(
        Term(code="raising_children", en="Raising children", es="Crianza de niñas, niños o adolescentes"),
        Term(
            code="reunifying",
            en="Working to be with my children again",
            es="En camino a estar de nuevo con mis hijas o hijos",
            private=True,
        ),
        Term(
            code="pregnant_new_parent",
            en="Pregnant or new parent",
            es="Embarazo o bebé reciente",
            private=True,
            maps=("TEDS PREG 1",),
        ),
        Term(
            code="loved_one",
            en="Someone I love uses or is in recovery",
            es="Un ser querido consume o está en recuperación",
        ),
        Term(code="caregiver", en="Caring for a relative", es="Cuidado de un familiar"),
        Term(
            code="rebuilding_ties",
            en="Rebuilding ties with family or friends",
            es="Reconstruyendo lazos con familia o amistades",
        ),
    ),
)

LIVED_WITH = Facet(
    facet="lived_with",
    en="What I've lived through",
    es="Lo que he vivido",
    terms=(
        Term(code="alcohol", en="Alcohol", es="Alcohol", maps=("TEDS SUB1 2",)),
        Term(
            code="opioids",
            en="Opioids (heroin, fentanyl, pain pills)",
            es="Opioides (heroína, fentanilo, pastillas para el dolor)",
            maps=("TEDS SUB1 5", "TEDS SUB1 6", "TEDS SUB1 7"),
        ),
        Term(
            code="meth_stimulants",
            en="Meth or other stimulants",
            es="Metanfetamina u otros estimulantes",
            maps=("TEDS SUB1 10", "TEDS SUB1 11", "TEDS SUB1 12"),
        ),
        Term(code="cocaine", en="Cocaine or crack", es="Cocaína o crack", maps=("TEDS SUB1 3",)),
        Term(code="cannabis", en="Cannabis", es="Cannabis (marihuana)", maps=("TEDS SUB1 4",)),
        Term(
            code="sedatives",
            en="Benzos, sleeping or calming pills",
            es="Benzodiacepinas, pastillas para dormir o calmantes",
            maps=("TEDS SUB1 13", "TEDS SUB1 14", "TEDS SUB1 15", "TEDS SUB1 16"),
        ),
        Term(code="gambling", en="Gambling", es="Juego y apuestas"),
    ),
)

HEALTH = Facet(
    facet="health",
    en="Health and mind",
    es="Salud física y emocional",
    terms=(
        Term(
            code="mental_health",
            en="Depression, anxiety or another mental health condition",
            es="Depresión, ansiedad u otra condición de salud mental",
            private=True,
            maps=("MG DD",),
        ),
        Term(code="trauma", en="Living with trauma", es="Vivir con un trauma", private=True),
        Term(
            code="overdose_survivor",
            en="Surviving an overdose",
            es="Haber sobrevivido a una sobredosis",
            private=True,
        ),
        Term(code="grief", en="Losing someone", es="Haber perdido a alguien"),
        Term(
            code="body",
            en="Pain, illness or disability",
            es="Dolor, enfermedad o discapacidad",
            private=True,
            identity=True,
        ),
    ),
)

CIRCUMSTANCES = Facet(
    facet="circumstances",
    en="Circumstances",
    es="Circunstancias",
    terms=(
        Term(
            code="justice",
            en="Jail, prison, probation or parole",
            es="Cárcel, prisión o libertad condicional",
            private=True,
        ),
        Term(
            code="housing",
            en="Losing housing or living without a home",
            es="Perder la vivienda o vivir sin un hogar",
            maps=("TEDS LIVARAG 1",),
        ),
        Term(code="military", en="Military service", es="Servicio militar", maps=("TEDS VET 1",)),
        Term(
            code="violence",
            en="Violence at home or in a relationship",
            es="Violencia en el hogar o en una relación",
            private=True,
            offered=False,
        ),
        Term(code="work_school", en="Getting back to work or school", es="Volver al trabajo o a los estudios"),
    ),
)

IDENTITY = Facet(
    facet="identity",
    en="Who I am",
    es="Quién soy",
    identity=True,
    terms=(Term(code="lgbtq", en="LGBTQ+", es="LGBTQ+", private=True, maps=("MG LGBTQ",)),),
)

LIVED = (PATHWAY, OUTLOOK, FAMILY_LIFE, LIVED_WITH, HEALTH, CIRCUMSTANCES, IDENTITY)
