"""Whether somebody works here just now, and as what."""

import re

from services.portal.roster.old_words import ENDED

WORDS = {
    "ended": ENDED,
    "paused": "leave,loa,on leave,fmla,paused,sabbatical,away,medical leave,maternity,parental,vacation,hold",
    "active": "active,on call,oncall,per diem,current,employed,working,full time,part time,yes,y,ft,pt",
}
CALLER = re.compile(r"\b(trs|caller|telephone (recovery )?support|phone support|call volunteer)\b", re.IGNORECASE)


def read_status(text: str) -> str | None:
    """active, paused or ended; an empty cell is active. None when we cannot tell."""
    told = re.sub(r"[^a-z ]", "", text.lower().replace("-", " ")).strip()
    if not told:
        return "active" if not text.strip() else None
    return next((status for status, words in WORDS.items() if _starts_with_one(told, words.split(","))), None)


def is_caller(text: str) -> bool:
    """Telephone volunteers make weekly calls; they carry no people of their own."""
    return CALLER.search(text) is not None


def _starts_with_one(told: str, words: list[str]) -> bool:
    """Short words stand alone: "no" is an answer, "north" is not."""
    return any(told == word or (len(word) > 2 and told.startswith(word)) for word in words)
