"""Words by which names and dates are recognised in a few lines of text, in English and Spanish."""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# After these a capital letter is somebody's name.
RELATIONS = _words(
    "mr mrs ms mx dr sr sra srta don doña sponsor sponsee wife husband partner girlfriend boyfriend son daughter "
    "mother father mom dad brother sister friend cousin uncle aunt nephew niece boss named called padrino madrina "
    "esposa esposo pareja novia novio hijo hija madre padre mamá papá hermano hermana amigo amiga primo prima tío "
    "tía jefe jefa llama"
)

# Common first names that are no ordinary words; a name at the start of a sentence is found by these alone.
FIRST_NAMES = _words(
    "james john robert michael william david richard joseph thomas charles daniel matthew anthony steven paul "
    "andrew joshua kenneth kevin brian george timothy ronald jason edward jeffrey ryan jacob nicholas gary eric "
    "jonathan stephen larry justin scott brandon benjamin samuel gregory alexander patrick jack dennis jerry "
    "tyler aaron jose nathan mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy "
    "betty sandra margaret ashley kimberly emily donna michelle carol amanda melissa deborah stephanie rebecca "
    "sharon laura cynthia kathleen amy angela shirley anna brenda pamela emma nicole helen samantha katherine "
    "christine debra rachel carolyn janet maria maría josé juan luis carlos jesús miguel francisco javier rafael "
    "pedro manuel ricardo fernando jorge alejandro roberto eduardo guadalupe rosa elena carmen lucía sofía isabel "
    "gabriela verónica adriana leticia silvia yolanda"
)

# Capital letters in the middle of a sentence that name nobody.
EVERYDAY = _words(
    "i i'm i've i'll i'd god lord higher power recovery coach peer center centre county city state street avenue "
    "church community college university school hospital army navy marine marines air force guard veteran "
    "veterans english spanish español inglés french portuguese arabic nepali somali swahili haitian creole igbo "
    "russian vietnamese chinese sign language monday tuesday wednesday thursday friday saturday sunday morning "
    "evening america american americans mexican mexico puerto rico rican dominican cuban colombian african black "
    "white latino latina latinx hispanic asian native indigenous irish italian christian catholic baptist muslim "
    "islam jewish buddhist buddhism quaker smart lifering wellbriety anonymous alcoholics narcotics cocaine "
    "twelve step steps celebrate refuge dharma united states north south east west new england york vermont maine "
    "hampshire massachusetts connecticut rhode island jersey texas california florida ohio red sox yankees dios "
    "poder superior pasos centro iglesia estados unidos narcóticos alcohólicos anónimos march april may june july "
    "august september october november december january february enero febrero marzo abril mayo junio julio "
    "agosto septiembre octubre noviembre diciembre"
)

MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december|enero|febrero|marzo|abril|"
    "mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
)
DATES = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?<![\d.,$])(?:19|20)\d\d(?![\d,]|\.\d)",
        r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})\b",
        r"\b\d{4}-\d{2}-\d{2}\b",
        rf"\b(?:{MONTHS})\.? \d{{1,2}}(?:st|nd|rd|th)?(?:,? (?:19|20)\d\d)?\b",
        rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: de| of)? (?:{MONTHS})\b(?:,?(?: de)? (?:19|20)\d\d)?",
        rf"\b(?:{MONTHS})(?: de| of)? (?:19|20)\d\d\b",
    )
)
