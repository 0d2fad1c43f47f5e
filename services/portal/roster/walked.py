"""What a roster says somebody knows, as codes. Never used and never shown until the coach agrees."""

from services.portal.roster.cells import items_of
from services.portal.roster.columns import plain
from shared.contracts.vocabulary.aliases import ALIASES, ASK

WAYS = {
    "in_person": "in person, in-person, face to face, f2f, on site, onsite, office, center",
    "phone": "phone, telephone, call, calls, cell",
    "video": "video, zoom, teams, telehealth, virtual, facetime, google meet, meet",
    "text": "text, texts, texting, sms",
    "walk_and_talk": "walk, walks, walk and talk, walking, outdoors",
}
PRONOUNS = {
    "she_her": {"she/her", "she/her/hers", "she", "ella"},
    "he_him": {"he/him", "he/him/his", "he", "él"},
    "they_them": {"they/them", "they/them/theirs", "they", "elle"},
}


def _by_word(codes: dict) -> dict:
    return {plain(word): code for code, words in codes.items() for word in words.split(",")}


_LIVED = _by_word(ALIASES)
_PATHWAY = {word: code for word, code in _LIVED.items() if code[0] == "pathway"}
_WAYS = {word: ("modality", code) for word, code in _by_word(WAYS).items()}


def read_pathways(text: str) -> tuple[dict[str, list[str]], list[str]]:
    """Codes by facet, and the words we would have to ask about."""
    return _read(text, _PATHWAY)


def read_specialties(text: str) -> tuple[dict[str, list[str]], list[str]]:
    """As pathways; a lone "NA" is more likely a blank than a fellowship here, so it is asked about."""
    return ({}, ["NA"]) if text.strip().lower() == "na" else _read(text, _LIVED)


def read_modalities(text: str) -> tuple[list[str], list[str]]:
    codes, unknown = _read(text, _WAYS)
    return codes.get("modality", []), unknown


def read_pronouns(text: str) -> str | None:
    """The published code for one set; own words ("she/they") stay own words, and we never guess."""
    told = text.lower().replace(" ", "")
    return next((code for code, words in PRONOUNS.items() if told in words), None)


def joined(*several: dict[str, list[str]]) -> dict[str, list[str]]:
    together: dict[str, list[str]] = {}
    for codes in several:
        for facet, found in codes.items():
            together[facet] = list(dict.fromkeys(together.get(facet, []) + found))
    return together


def _read(text: str, known: dict) -> tuple[dict[str, list[str]], list[str]]:
    codes: dict[str, list[str]] = {}
    unknown = []
    for item in _items(text, known):
        if plain(item) in ASK or plain(item) not in known:
            unknown.append(item)
        else:
            facet, code = known[plain(item)]
            codes = joined(codes, {facet: [code]})
    return codes, unknown


def _items(text: str, known: dict) -> list[str]:
    """Here "grief and loss" is one thing where we know it whole; else parted as any list."""
    whole = [part.strip() for part in text.replace(",", ";").split(";") if part.strip()]
    return [item for part in whole for item in ([part] if plain(part) in known else items_of(part))]
