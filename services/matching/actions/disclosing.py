"""Telling somebody outside. Only under a consent that covers exactly this, now; else nothing is told, and that is
written down. What is told goes with the notice and with what was agreed to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from services.matching.actions.consents import LABELS, scope_of
from services.matching.actions.lapses import WITH_SERVICES, is_over_for
from services.matching.actions.standing import known_person
from services.matching.domain.consent import Consent, Wish, covering
from services.matching.domain.notice import NOTICE
from services.matching.domain.waiting import how_far
from services.matching.store import consents, disclosures, people, progress, referrals
from services.matching.store.disclosures import Disclosure
from shared.kernel.errors import Forbidden, NotFound, Refused
from shared.kernel.ids import new_id

NO_REQUEST = "We have no such request."
NOT_AGREED = {
    "en": "We may not say. The person can change that at any time.",
    "es": "No podemos decirlo. La persona puede cambiarlo en cualquier momento.",
}
COURTS = {
    "en": "Courts, probation and parole may send somebody, and hear nothing back from us. "
    "The person can ask us for a letter about the sessions they came to, and hand it over themselves.",
    "es": "Los tribunales y la libertad condicional pueden enviar a alguien, y no reciben nada de nuestra parte. "
    "La persona puede pedirnos una carta sobre los encuentros a los que vino y entregarla por su cuenta.",
}
SAID = ("display_name", "profile", "self_described", "preferences", "most_important")


@dataclass(frozen=True, kw_only=True)
class Told:
    """A disclosure as it goes out: what, under which consent, and with the words that must go along."""

    disclosure: Disclosure
    consent: Consent
    scope: Mapping[str, str]
    record: Mapping[str, Any]
    notice: Mapping[str, str] = field(default_factory=lambda: NOTICE)


def disclose(tx, wish: Wish, *, way: str, recipient: Mapping[str, Any], description=None) -> Told | Refused:
    """A refusal is given back, not raised: that it was asked is kept, as is the audit of it."""
    consent = covering(wish, _standing(tx, wish.person_id), consents.restrictions_of(tx, wish.person_id), now=tx.now)
    if consent is None:
        tx.audit("disclosure_refused", person_id=wish.person_id, purpose=wish.purpose)
        return refused_for(wish)
    named = consent.form.get("recipient") or {} if consent.recipient_id == wish.recipient_id else recipient
    told = {name: named.get(name) for name in ("name", "address")} | {"description": description}
    disclosure = _disclosure(tx, wish, consent, way=way, told=told)
    disclosures.add(tx, disclosure)
    tx.audit("disclose", person_id=wish.person_id, purpose=wish.purpose)
    parts = {"scope": scope_of(tx, consent), "record": _record(tx, wish)}
    return Told(disclosure=disclosure, consent=consent, **parts)


def disclose_of(tx, person_id, *, recipient: Mapping[str, Any], purpose, data_classes, way, description=None):
    """By one of us, on paper, by voice or as a file."""
    known_person(tx, person_id)
    whom = {"recipient_id": recipient.get("id") or new_id(), "recipient_kind": recipient["kind"]}
    wish = Wish(person_id=person_id, purpose=purpose, data_classes=tuple(data_classes), **whom)
    return disclose(tx, wish, way=way, recipient=recipient, description=description)


def tell_who_referred(tx, referral_id, *, recipient: str | None = None) -> Told | Refused:
    """The four states, to whoever sent the person, as consented. To anybody else there is no such request."""
    referral = referrals.find(tx, referral_id)
    asker = recipient if tx.actor.role == "service" else tx.actor.person
    if referral is None or asker is None or referral.referred_by != asker:
        raise NotFound(NO_REQUEST)
    kind = "court" if referral.source == "court" else "organisation"
    wish = Wish(
        person_id=referral.member_id,
        recipient_id=asker,
        recipient_kind=kind,
        purpose="referral_feedback",
        data_classes=("progress",),
    )
    return disclose(tx, wish, way="api", recipient={})


def list_disclosures(tx, *, person_id, recipient_kind=None, cursor, limit) -> tuple[list[Disclosure], str | None]:
    """What was told outside in the last three years."""
    known_person(tx, person_id)
    if tx.actor.person != person_id:
        tx.audit("read_disclosures", person_id=person_id)
    return disclosures.page(tx, person_id=person_id, recipient_kind=recipient_kind, cursor=cursor, limit=limit)


def description_of(disclosure: Disclosure) -> dict[str, str]:
    """In plain words, both languages; what was written by hand comes first."""
    written = disclosure.told.get("description")
    labels = LABELS["data_class"]
    return {each: written or "; ".join(labels[one][each] for one in disclosure.data_classes) for each in ("en", "es")}


def refused_for(wish: Wish) -> Refused:
    if wish.recipient_kind == "court":
        return Forbidden(COURTS["en"], code="courts_hear_nothing", in_words=COURTS)
    return Forbidden(NOT_AGREED["en"], code="not_consented", in_words=NOT_AGREED)


def _standing(rx, person_id) -> list[Consent]:
    """Without those that were to end with what has happened already, whether or not that is written down yet."""
    active = consents.active_of(rx, person_id)
    return [one for one in active if not (one.ends_with == WITH_SERVICES and is_over_for(rx, person_id))]


def _disclosure(tx, wish: Wish, consent: Consent, *, way, told) -> Disclosure:
    whom = {"recipient_id": wish.recipient_id, "recipient_kind": wish.recipient_kind}
    what = {"purpose": wish.purpose, "data_classes": wish.data_classes, "way": way, "told": told}
    who = {"person_id": wish.person_id, "consent_id": consent.id, "at": tx.now, "by": tx.actor.person}
    return Disclosure(id=new_id(), **whom, **what, **who)


def _record(rx, wish: Wish) -> dict[str, Any]:
    """What matching holds of what was agreed to; nothing else."""
    person = people.find(rx, wish.person_id)
    requests = sorted(referrals.of_member(rx, person.id), key=lambda one: one.filed_at)
    if wish.purpose == "referral_feedback":
        requests = [one for one in requests if one.referred_by == wish.recipient_id]
    found = {
        "progress": lambda: _progress(rx, requests),
        "participation": lambda: {"since": _since(rx, requests)},
        "ways_to_meet": lambda: {"language": person.language, "modalities": person.said.get("modalities") or []},
        "what_you_said": lambda: {name: person.said[name] for name in SAID if name in person.said},
    }
    return {one: found[one]() for one in wish.data_classes if one in found}


def _progress(rx, requests: Sequence) -> list[dict[str, Any]]:
    now = progress.of(rx, [one.id for one in requests])
    return [{"referral_id": one.id, "progress": how_far(one, now[one.id])} for one in requests]


def _since(rx, requests: Sequence):
    now = progress.of(rx, [one.id for one in requests])
    met = [each.first_session_at for each in now.values() if each.first_session_at]
    return min(met, default=None)
