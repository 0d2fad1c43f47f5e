"""The standard lists beside the forty. Labels come from the standard where there is one."""

from shared.contracts.vocabulary.terms import Facet, Term

GENDER = Facet(
    facet="gender",
    en="Gender",
    es="Género",
    identity=True,
    terms=(
        Term(code="woman", en="Woman", es="Mujer", maps=("HL7 SNOMED 446141000124107", "TEDS GENDER 2")),
        Term(code="man", en="Man", es="Hombre", maps=("HL7 SNOMED 446151000124109", "TEDS GENDER 1")),
        Term(code="nonbinary", en="Nonbinary", es="No binaria", maps=("HL7 SNOMED 33791000087105",)),
        Term(code="transgender", en="Transgender", es="Transgénero", private=True),
        Term(code="two_spirit", en="Two-Spirit", es="Dos Espíritus"),
    ),
)

PRONOUNS = Facet(
    facet="pronouns",
    en="Pronouns",
    es="Pronombres",
    identity=True,
    terms=(
        Term(code="she_her", en="she/her", es="ella", maps=("HL7 LOINC LA29519-8",)),
        Term(code="he_him", en="he/him", es="él", maps=("HL7 LOINC LA29518-0",)),
        Term(code="they_them", en="they/them", es="elle", maps=("HL7 LOINC LA29520-6",)),
    ),
)

RACE_ETHNICITY = Facet(
    facet="race_ethnicity",
    en="Race and ethnicity",
    es="Raza y etnia",
    identity=True,
    terms=(
        Term(
            code="american_indian_alaska_native",
            en="American Indian or Alaska Native",
            es="Pueblos indígenas de América o de Alaska",
            maps=("OMB CDCREC 1002-5",),
        ),
        Term(code="asian", en="Asian", es="Origen asiático", maps=("OMB CDCREC 2028-9",)),
        Term(
            code="black",
            en="Black or African American",
            es="Raza negra u origen afroamericano",
            maps=("OMB CDCREC 2054-5",),
        ),
        Term(
            code="hispanic_latino", en="Hispanic or Latino", es="Origen hispano o latino", maps=("OMB CDCREC 2135-2",)
        ),
        Term(
            code="middle_eastern_north_african",
            en="Middle Eastern or North African",
            es="Origen de Oriente Medio o del norte de África",
            maps=("OMB CDCREC 2118-8",),
        ),
        Term(
            code="native_hawaiian_pacific_islander",
            en="Native Hawaiian or Pacific Islander",
            es="Pueblos nativos de Hawái o de las islas del Pacífico",
            maps=("OMB CDCREC 2076-8",),
        ),
        Term(code="white", en="White", es="Raza blanca", maps=("OMB CDCREC 2106-3",)),
    ),
)

AGE_BAND = Facet(
    facet="age_band",
    en="Age",
    es="Edad",
    identity=True,
    single=True,
    terms=(
        Term(code="18_24", en="18–24", es="18–24"),
        Term(code="25_34", en="25–34", es="25–34"),
        Term(code="35_49", en="35–49", es="35–49"),
        Term(code="50_64", en="50–64", es="50–64"),
        Term(code="65_plus", en="65+", es="65+"),
    ),
)

LANGUAGES = Facet(
    facet="languages",
    en="Languages",
    es="Idiomas",
    open=True,
    terms=(
        Term(code="en", en="English", es="inglés"),
        Term(code="es", en="Spanish", es="español"),
        Term(code="ase", en="American Sign Language", es="Lengua de señas americana"),
        Term(code="ar", en="Arabic", es="árabe"),
        Term(code="fr", en="French", es="francés"),
        Term(code="ht", en="Haitian Creole", es="criollo haitiano"),
        Term(code="ig", en="Igbo", es="igbo"),
        Term(code="ne", en="Nepali", es="nepalí"),
        Term(code="pt", en="Portuguese", es="portugués"),
        Term(code="ru", en="Russian", es="ruso"),
        Term(code="so", en="Somali", es="somalí"),
        Term(code="sw", en="Swahili", es="suajili"),
        Term(code="vi", en="Vietnamese", es="vietnamita"),
        Term(code="zh", en="Chinese", es="chino"),
    ),
)

MODALITY = Facet(
    facet="modality",
    en="How to meet",
    es="Cómo nos vemos",
    terms=(
        Term(code="in_person", en="In person", es="En persona"),
        Term(code="phone", en="By phone", es="Por teléfono"),
        Term(code="video", en="By video", es="Por video"),
        Term(code="text", en="By text", es="Por mensajes"),
        Term(code="walk_and_talk", en="Walk and talk", es="Caminando y conversando"),
    ),
)

ACCESS = Facet(
    facet="access",
    en="What makes it easier",
    es="Lo que lo hace más fácil",
    terms=(
        Term(code="wheelchair", en="Wheelchair access", es="Acceso en silla de ruedas"),
        Term(code="captions_or_sign", en="Captions or sign language", es="Subtítulos o señas"),
        Term(code="childcare_there", en="Childcare there", es="Cuidado de niñas y niños allí"),
        Term(code="evenings", en="Evenings", es="Por la tarde-noche"),
        Term(code="weekends", en="Weekends", es="Fines de semana"),
        Term(code="reading_together", en="Reading it together", es="Leerlo en compañía"),
    ),
)

AREAS = Facet(
    facet="areas",
    en="Where you are usually",
    es="Dónde sueles estar",
    terms=(
        Term(code="moving_around", en="Moving around", es="De un lugar a otro"),
        Term(code="can_travel", en="Can come to where somebody is", es="Puede ir adonde esté la otra persona"),
    ),
)

STANDARD = (GENDER, PRONOUNS, RACE_ETHNICITY, AGE_BAND, LANGUAGES, MODALITY, ACCESS, AREAS)
