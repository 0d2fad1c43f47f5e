"""What a consent must say before anybody may rely on it: each element of 42 CFR 2.31(a), asked for by its name."""

from collections.abc import Mapping
from typing import Any

from services.matching.domain.consent import INSIDE, NOTHING_FOR
from services.matching.domain.faults import Faults

TPO, NOTES, LEGAL, RESEARCH = "treatment_payment_operations", "counselling_notes", "legal_proceedings", "research"
NAMED = ("organisation", "person", "intermediary", "lawyer")
ALWAYS = {
    "name": "Whose consent it is, as they sign it (1).",
    "signature": "Who signed, and how (8).",
    "signed_at": "When it was signed (9).",
}
OUTSIDE = {
    "discloser": "Who may tell: a person or an organisation, by name (2).",
    "data_classes": "What may be told, so that it is clear to the person (3).",
    "recipient": "Who may be told: by name, or a class of recipients (4).",
    "purpose": "What it is told for (5).",
    "revocation_explained": "Say that they were told that they can take it back in writing, and how (6).",
    "expires_on": "Until when: a last day (expires_on, expires_at), or an event it ends with (ends_with) (7).",
}
FOR_TPO = {
    "redisclosure_explained": "Say that they were told that it may be passed on, but never used against them (10).",
    "refusal_explained": "Say that they were told what follows if they do not sign (11).",
}
FOR_INTERMEDIARY = {
    "list_explained": "Say that they were told that they may ask who has received it (12).",
    "recipient.participants": "Who receives it through the exchange: names, or treating providers as a class (4).",
}
COURTS = "Courts, probation, parole and central registries hear nothing from us. The person can ask for a letter."
ALONE = {
    NOTES: "Notes of counselling sessions need a consent of their own, for nothing else.",
    LEGAL: "Legal proceedings need a consent of their own, for nothing else.",
    TPO: "Treatment, payment and operations go together, and with nothing else.",
    RESEARCH: "Research needs a consent of its own, for nothing else.",
}


def check(said: Mapping[str, Any]) -> None:
    """Everything that is missing or does not go together is named at once."""
    faults = Faults()
    for element, words in _asked_for(said).items():
        if not _given(said, element):
            faults.add(element, words)
    _refuse_courts(said, faults)
    _refuse_mixtures(said, faults)
    _refuse_two_endings(said, faults)
    faults.refuse_if_any()


def _asked_for(said: Mapping[str, Any]) -> dict[str, str]:
    if said["type"] == INSIDE:
        return ALWAYS
    asked = ALWAYS | OUTSIDE
    asked |= FOR_TPO if said["type"] == TPO else {}
    kind = (said.get("recipient") or {}).get("kind")
    asked |= FOR_INTERMEDIARY if kind == "intermediary" else {}
    return asked | ({"recipient.name": OUTSIDE["recipient"]} if kind in NAMED else {})


def _given(said: Mapping[str, Any], element: str) -> bool:
    if element == "expires_on":
        return any(said.get(name) for name in ("expires_on", "expires_at", "ends_with"))
    found: Any = said
    for part in element.split("."):
        found = (found or {}).get(part)
    return bool(found)


def _refuse_courts(said: Mapping[str, Any], faults: Faults) -> None:
    if (said.get("recipient") or {}).get("kind") in NOTHING_FOR:
        faults.add("recipient.kind", COURTS)


def _refuse_mixtures(said: Mapping[str, Any], faults: Faults) -> None:
    """Some things are agreed to by themselves, or not at all."""
    type, classes = said["type"], set(said.get("data_classes") or ())
    if (type == NOTES or NOTES in classes) and not (type == NOTES and classes <= {NOTES}):
        faults.add("data_classes", ALONE[NOTES])
    purpose = said.get("purpose")
    for alone in (LEGAL, TPO, RESEARCH):
        if purpose is not None and (type == alone) != (purpose == alone):
            faults.add("purpose", ALONE[alone])


def _refuse_two_endings(said: Mapping[str, Any], faults: Faults) -> None:
    ends = said.get("ends_with")
    if len([name for name in ("expires_on", "expires_at", "ends_with") if said.get(name)]) > 1:
        faults.add("expires_on", "Please give one: a last day, or an event.")
    if ends == "none" and said["type"] not in (INSIDE, TPO):
        faults.add("ends_with", "This needs a last day, or an event it ends with.")
    if ends == "other" and not said.get("ends_with_words"):
        faults.add("ends_with_words", "Please say what it ends with.")
