"""Consents: signed, taken back, about to end. What somebody agreed to is theirs; staff write it down with them."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from services.matching.actions import news
from services.matching.actions.need_to_know import everybody_is_known_to
from services.matching.actions.standing import known_person
from services.matching.domain import consent_form, consent_words
from services.matching.domain.consent import INSIDE, Consent, end_of_day
from services.matching.domain.person import Person
from services.matching.store import consents, people
from shared.contracts.vocabulary import LISTS
from shared.kernel.errors import Invalid, NotFound
from shared.kernel.ids import new_id

NO_CONSENT = "We have no such consent."
PASSED = "That day has passed."
NOT_YET = "That day is still to come."
OWN_SCREEN = "Somebody signs on their own screen. Please write down what was signed on paper (how: paper)."
ON_PAPER = "What was signed on paper is written down by one of us."
NOTICES = (3, 14, 30)
FORM = ("name", "discloser", "description", "recipient", "signature", "ends_with_words", "purpose_words")
FORM += ("revocation_explained", "redisclosure_explained", "refusal_explained", "list_explained")
LABELS: consent_words.Labels = {each.facet: {term.code: term.label for term in each} for each in LISTS}


class Due(NamedTuple):
    """`notice`: 30, 14 or 3: the last of these days that has come."""

    consent: Consent
    notice: int


def give_consent(tx, *, person_id, said: Mapping[str, Any]) -> Consent:
    """Refuses what is not complete, naming each missing part; a half consent is none."""
    person = known_person(tx, person_id)
    said = _signed_now(said, tx.now)
    consent_form.check(said)
    _refuse_a_wrong_hand(tx.actor, said["signature"]["how"])
    _refuse_a_wrong_day(said["signed_at"], tx.now)
    consent = _consent(tx, person, said)
    consents.add(tx, consent)
    tx.audit("give_consent", person_id=person.id, purpose=consent.purpose)
    news.tell_consent(tx, "consent.granted", consent)
    return consent


def revoke_consent(tx, consent_id, *, how: str | None = None) -> Consent:
    """From this moment. What was told stays in the list of what was told."""
    known = known_consent(tx, consent_id)
    usual = "on_screen" if tx.actor.person == known.person_id else "told_us"
    revoked = known.revoke(now=tx.now, by=tx.actor.person, how=how or usual)
    consents.keep(tx, revoked)
    tx.audit("revoke_consent", person_id=known.person_id, purpose=known.purpose)
    news.tell_consent(tx, "consent.revoked", revoked)
    return revoked


def end_consent(tx, consent: Consent) -> Consent:
    """What it was to end with has happened."""
    ended = consent.end(now=tx.now, by=tx.actor.person)
    consents.keep(tx, ended)
    tx.audit("end_consent", person_id=consent.person_id, purpose=consent.purpose)
    news.tell_consent(tx, "consent.revoked", ended)
    return ended


def end_as_it_says(tx, consent_id) -> Consent:
    return end_consent(tx, known_consent(tx, consent_id))


def known_consent(rx, consent_id) -> Consent:
    found = consents.find(rx, consent_id)
    if found is None or not (everybody_is_known_to(rx.actor) or rx.actor.person == found.person_id):
        raise NotFound(NO_CONSENT)
    return found


def list_consents(rx, *, person_id: str | None, cursor, limit):
    person_id = known_person(rx, person_id or rx.actor.person).id
    return consents.page(rx, person_id=person_id, cursor=cursor, limit=limit)


def what_ends_soon(rx, *, within_days: int, limit: int) -> list[Due]:
    """In good time to ask again: the earliest first, each with what it would stop."""
    found = consents.ending_before(rx, before=rx.now + timedelta(days=within_days), limit=limit)
    return [Due(one, _notice(one, rx.now)) for one in found]


def stops(consent: Consent) -> list[dict[str, str]]:
    """In both languages, line by line."""
    en, es = (consent_words.stops(consent, LABELS, language) for language in ("en", "es"))
    return [{"en": one, "es": other} for one, other in zip(en, es, strict=True)]


def scope_of(rx, consent: Consent) -> dict[str, str]:
    person = people.find(rx, consent.person_id)
    return {each: consent_words.scope(consent, LABELS, each, zone=person.time_zone) for each in ("en", "es")}


def _consent(tx, person: Person, said: Mapping[str, Any]) -> Consent:
    inside = said["type"] == INSIDE
    recipient = said.get("recipient") or {}
    return Consent(
        id=new_id(),
        person_id=person.id,
        type=said["type"],
        purpose=said.get("purpose") or "being_supported",
        recipient_id=tx.actor.organisation if inside else recipient.get("id") or new_id(),
        recipient_kind="ourselves" if inside else recipient["kind"],
        data_classes=tuple(said.get("data_classes") or ()),
        signed_at=said["signed_at"],
        signed_how=said["signature"]["how"],
        recorded_at=tx.now,
        recorded_by=tx.actor.person,
        expires_at=_last_moment(said, person, tx.now),
        ends_with=said.get("ends_with") or ("none" if inside else None),
        form={name: said[name] for name in FORM if said.get(name) is not None},
    )


def _last_moment(said: Mapping[str, Any], person: Person, now: datetime) -> datetime | None:
    until = said.get("expires_at")
    if day := said.get("expires_on"):
        until = end_of_day(date.fromisoformat(day), person.time_zone)
    if until and until <= now:
        field = "expires_on" if said.get("expires_on") else "expires_at"
        raise Invalid(PASSED, errors={field: [PASSED]})
    return until


def _signed_now(said: Mapping[str, Any], now: datetime) -> Mapping[str, Any]:
    """On a screen the signature is made with this very wish: sent twice, it is the same one."""
    is_on_screen = (said.get("signature") or {}).get("how") == "electronic"
    return {"signed_at": now} | said if is_on_screen else said


def _refuse_a_wrong_hand(actor, how: str) -> None:
    """On a screen only the person signs; paper needs somebody who has seen it."""
    if how == "electronic" and actor.is_staff:
        raise Invalid(OWN_SCREEN, errors={"signature.how": [OWN_SCREEN]})
    if how == "paper" and not everybody_is_known_to(actor):
        raise Invalid(ON_PAPER, errors={"signature.how": [ON_PAPER]})


def _refuse_a_wrong_day(signed_at: datetime, now: datetime) -> None:
    if signed_at > now + timedelta(minutes=5):
        raise Invalid(NOT_YET, errors={"signed_at": [NOT_YET]})


def _notice(consent: Consent, now: datetime) -> int:
    left = (consent.expires_at or now) - now
    return next((days for days in NOTICES if left <= timedelta(days=days)), max(NOTICES))
