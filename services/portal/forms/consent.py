"""What somebody agrees to, as the form asks it: each kind with what belongs to it, and each element by its own name."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from services.portal.forms.days import midnight, wall_time
from services.portal.forms.form import Form
from shared.kernel.times import rfc3339

TOLD = ("progress", "participation", "ways_to_meet", "what_you_said", "contact_details")
DAY = "day"
MOST = {"name": 120, "discloser": 160, "description": 300, "recipient_name": 160, "recipient_address": 300}
MOST |= {"purpose_words": 300, "until_words": 200, "signature": 120, "authority": 200, "participants": 2000}


class Kind(NamedTuple):
    """One choice alone is not asked for. `read`: what must have been read, beside that it can be taken back."""

    classes: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    read: tuple[str, ...] = ()


ALONE = "treatment_payment_operations"
READ = "revocation_explained"
LIST = "list_explained"
KINDS: Mapping[str, Kind] = {
    "outside": Kind(
        TOLD,
        ("referral_feedback", "coordination", "my_request", "funding"),
        ("organisation", "person", "lawyer", "intermediary"),
        (DAY, "end_of_services", "end_of_treatment", "other"),
        (READ,),
    ),
    ALONE: Kind(
        TOLD,
        (ALONE,),
        ("treating_providers", "organisation", "intermediary"),
        (DAY, "end_of_treatment", "none"),
        (READ, "redisclosure_explained", "refusal_explained"),
    ),
    "support": Kind(),
    "counselling_notes": Kind(
        ("counselling_notes",),
        ("coordination", "my_request", "referral_feedback"),
        ("organisation", "person"),
        (DAY, "end_of_services", "end_of_treatment"),
        (READ,),
    ),
    "research": Kind(TOLD, ("research",), ("organisation", "person"), (DAY, "end_of_research"), (READ,)),
    "legal_proceedings": Kind(
        TOLD, ("legal_proceedings",), ("lawyer", "organisation", "person"), (DAY, "other"), (READ,)
    ),
}
FIELDS = {
    "name": "name",
    "discloser": "discloser",
    "data_classes": "classes",
    "recipient": "recipient",
    "recipient.kind": "recipient",
    "recipient.name": "recipient_name",
    "recipient.participants": "participants",
    LIST: LIST,
    "purpose": "purpose",
    "expires_on": "until",
    "ends_with": "until",
    "ends_with_words": "until_words",
    READ: READ,
    "redisclosure_explained": "redisclosure_explained",
    "refusal_explained": "refusal_explained",
    "signed_at": "signed_on",
    "signature": "signature",
}


def consent_in(form: Form, *, person_id: str, partners: Mapping[str, str]) -> dict[str, Any]:
    """As matching asks for it. What was left out is left out here too: matching names each missing element."""
    type = form.typed.get("type", "")
    kind = KINDS[type]
    words = {name: form.text(name, most=most) for name, most in MOST.items()}
    said: dict[str, Any] = {"person_id": person_id, "type": type, "name": words["name"]}
    if kind.purposes:
        said |= _outside(form, kind, words, partners)
    return {name: value for name, value in said.items() if value not in (None, [], {})}


def on_screen(form: Form) -> dict[str, Any]:
    """Signed by the person who looks at it, now."""
    name = form.text("signature", most=MOST["signature"])
    return {"signature": {"name": name, "how": "electronic"}} if name else {}


def on_paper(form: Form, *, zone: str, now: datetime) -> dict[str, Any]:
    """Signed on a day, by the person or by somebody who may sign for them."""
    name, authority = (form.text(each, most=MOST[each]) for each in ("signature", "authority"))
    by = "representative" if form.typed.get("by") == "representative" else "person"
    signature = {"by": by, "name": name, "how": "paper"} | ({"authority": authority} if authority else {})
    signed = _day_signed(form, zone, now)
    return ({"signature": signature} if name else {}) | ({"signed_at": rfc3339(signed)} if signed else {})


def _day_signed(form: Form, zone: str, now: datetime) -> datetime | None:
    """At noon, so that it is the same day wherever it is read; today in the morning, at its beginning."""
    day = form.typed.get("signed_on", "")
    found = [wall_time(day, clock, zone) for clock in ("12:00", "00:00")]
    if day and None in found:
        form.wrong("signed_on", "error.consent.signed_on")
    return next((each for each in found if each and each <= now), found[-1])


def blame(form: Form, errors: Mapping[str, Any]) -> bool:
    """Each element that matching named, beside its own field, from the top. False: this form does not ask for it."""
    fields = FIELDS if form.typed.get("by") else FIELDS | {"signed_at": "signature"}
    known = [field for element, field in fields.items() if element in errors]
    for field in known:
        form.wrong(field, f"error.consent.{field}")
    return bool(known)


def as_form(consent: Mapping[str, Any], partners: Mapping[str, str]) -> Form:
    """To be agreed to once more: all of it but how long, what was read, and the signature."""
    form, whom = Form(), consent.get("recipient") or {}
    for name in ("type", "name", "discloser", "description", "purpose", "purpose_words"):
        form.typed[name] = consent.get(name) or ""
    form.typed.setlist("classes", list(consent.get("data_classes") or ()))
    form.typed["recipient"] = whom["id"] if whom.get("id") in partners else whom.get("kind") or ""
    form.typed["recipient_name"], form.typed["recipient_address"] = whom.get("name") or "", whom.get("address") or ""
    form.typed["participants"] = "\n".join(whom.get("participants") or ())
    return form


def _outside(form: Form, kind: Kind, words: Mapping[str, Any], partners: Mapping[str, str]) -> dict[str, Any]:
    classes = [one for one in form.typed.getlist("classes") if one in kind.classes]
    purpose = form.typed.get("purpose")
    said = {name: words[name] for name in ("discloser", "description", "purpose_words")}
    said["data_classes"] = classes if len(kind.classes) > 1 else list(kind.classes)
    said["purpose"] = _one(purpose, kind.purposes)
    said["recipient"] = _recipient(form, kind, words, partners)
    said |= _until(form, kind, words)
    return said | {name: form.typed.get(name) == "yes" for name in (*kind.read, LIST)}


def _recipient(form: Form, kind: Kind, words: Mapping[str, Any], partners: Mapping[str, str]) -> dict[str, Any]:
    """Whoever sends us people is named by the id under which their program asks."""
    chosen = form.typed.get("recipient", "")
    if chosen in partners:
        return {"kind": "organisation", "id": chosen, "name": partners[chosen]}
    if chosen not in kind.recipients:
        return {}
    names = {"name": words["recipient_name"], "address": words["recipient_address"]}
    if chosen == "intermediary":
        typed = form.typed.get("participants", "").splitlines()
        names["participants"] = [" ".join(one.split()) for one in typed if one.strip()]
    return {"kind": chosen} | {name: value for name, value in names.items() if value}


def _until(form: Form, kind: Kind, words: Mapping[str, Any]) -> dict[str, Any]:
    until, day = form.typed.get("until", ""), form.typed.get("day", "")
    if until == DAY and day:
        if midnight(day, "UTC") is None:
            form.wrong("day", "error.consent.day")
        return {"expires_on": day}
    if until in kind.ends and until != DAY:
        return {"ends_with": until, "ends_with_words": words["until_words"] if until == "other" else None}
    return {}


def _one(chosen: str | None, allowed: tuple[str, ...]) -> str | None:
    return allowed[0] if len(allowed) == 1 else chosen if chosen in allowed else None
