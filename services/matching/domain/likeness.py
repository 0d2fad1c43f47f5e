"""When two names may be one person: the same words in any order, a short form, or what sounds alike in EN or ES.

What comes out are marks to be blinded before they are kept. Nothing is decided by them: a person looks and says.
"""

import re
from collections.abc import Mapping
from unicodedata import combining, normalize

PARTICLES = frozenset(
    [
        "de",
        "del",
        "la",
        "las",
        "los",
        "el",
        "y",
        "van",
        "von",
        "da",
        "do",
        "dos",
        "san",
        "santa",
        "mc",
        "mac",
        "the",
        "of",
    ]
)
SHORT_FORMS = {
    "robert": "bob bobby rob robbie roberto beto roberta bobbie",
    "william": "bill billy will willie guillermo memo",
    "elizabeth": "liz lizzie beth betty eliza isabel chabela",
    "margaret": "maggie meg peggy margarita",
    "catherine": "kate katie cathy kathy cat catalina katherine",
    "michael": "mike mikey miguel",
    "james": "jim jimmy jamie jaime diego santiago",
    "john": "jack johnny jon juan",
    "joseph": "joe joey jose pepe",
    "francis": "frank frankie francisco paco pancho kiko frances fran",
    "richard": "rick ricky dick rich ricardo",
    "edward": "ed eddie ted eduardo lalo",
    "charles": "charlie chuck carlos carlitos",
    "anthony": "tony antonio tono",
    "alexander": "alex alejandro alejandra sasha alexandra",
    "patricia": "pat patty trish patrick",
    "guadalupe": "lupe lupita",
    "jesus": "chuy chucho",
    "ignatius": "ignacio nacho",
    "mary": "maria marie mari molly",
    "susan": "sue suzy susana susanna",
    "steven": "steve stephen esteban",
    "daniel": "dan danny daniela dani",
    "david": "dave davy",
    "thomas": "tom tommy tomas",
    "dolores": "lola",
    "rosary": "rosario charo",
    "henry": "hank harry enrique quique",
}
LONG_FORM = {short: long for long, shorts in SHORT_FORMS.items() for short in shorts.split()}
ALIKE = (
    ("ph", "f"), ("qu", "k"), ("ck", "k"), ("ce", "se"), ("ci", "si"), ("ge", "je"), ("gi", "ji"), ("ll", "y"),
    ("sh", "s"), ("ch", "x"), ("gu", "g"), ("h", ""), ("v", "b"), ("w", "b"), ("z", "s"), ("c", "k"), ("y", "i"),
    ("j", "i"),
)  # fmt: skip
CLOSENESS = ("number", "whole", "word", "sound")


def marks(name: str) -> Mapping[str, str]:
    """{mark: kind}: one for the whole name, and for each word itself and how it sounds."""
    words = _words(name)
    found = {f"sound {_sound(word)}": "sound" for word in words if len(_sound(word)) > 1}
    found |= {f"word {LONG_FORM.get(word, word)}": "word" for word in words}
    return found | {f"whole {' '.join(sorted(words))}": "whole"}


def _words(name: str) -> list[str]:
    """Without accents, titles, brackets and the small words between names."""
    plain = "".join(letter for letter in normalize("NFKD", name.casefold()) if not combining(letter))
    words = re.findall(r"[^\W_]+", plain.replace("'", "").replace("’", ""))
    return [word for word in words if word not in PARTICLES] or words


def _sound(word: str) -> str:
    for letters, sound in ALIKE:
        word = word.replace(letters, sound)
    heard = re.sub(r"(.)\1+", r"\1", word)
    return heard[:1] + re.sub(r"[aeiou]", "", heard[1:])
