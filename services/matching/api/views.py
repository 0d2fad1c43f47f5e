"""What each asker may read of a thing."""

from typing import Any

from services.matching.actions.offers import matches_of, sketches_of, urgencies_of
from services.matching.actions.people import sees_everything_of
from services.matching.actions.vocabulary import words_in_use
from services.matching.domain.offer import IN_TURN_HOURS, WITHIN_HOURS
from shared.kernel.actor import OVERSEE

CARD = ("display_name", "language", "modalities", "introduction", "time_zone", "do_not_contact")
FOR_STAFF = ("external_id", "role", "capacity", "accepting", "welcome_per_week", "credentials", "load")


def person_view(actor, person) -> dict:
    said = person.said if sees_everything_of(actor, person) else _card(person)
    return standing_view(actor, person) | said


def coach_view(actor, person, *, load: float) -> dict:
    told = person_view(actor, person)
    if actor.is_staff or sees_everything_of(actor, person):
        said = person.said
        told |= {name: said[name] for name in FOR_STAFF if name in said} | {"load": load}
    return told


def customs_view(customs) -> dict:
    by_role: dict[str, list[str]] = {}
    for role, kind in sorted(customs.required_by_role):
        by_role.setdefault(role, []).append(kind)
    told: dict[str, Any] = {"required_credentials": sorted(customs.required_credentials), "required_by_role": by_role}
    told |= {"answer_within_hours": WITHIN_HOURS, "answers_in_turn_within_hours": IN_TURN_HOURS}
    return vars(customs) | told | {"questions_may_outlast_the_promise": customs.questions_may_outlast_the_promise}


def standing_view(actor, person) -> dict:
    """Why somebody is away is theirs, and for staff; a coach is told that they are, and until when. Why a coach is away
    is for those who oversee, and so is the day on which one leaves.
    """
    parts = ("id", "kinds", "state", "until", "version")
    overseen = actor.role in (*OVERSEE, "service") if person.is_coach else actor.is_staff or actor.role == "service"
    if overseen or actor.person == person.id:
        return {name: getattr(person, name) for name in (*parts, "reason")}
    told = {name: getattr(person, name) for name in parts}
    return told if person.state == "paused" else told | {"until": None}


def offer_views(rx, offers) -> list[dict]:
    vocabulary = words_in_use(rx)
    about, urgency, match = sketches_of(rx, offers), urgencies_of(rx, offers), matches_of(rx, offers)
    return [
        _offer(rx.actor, offer)
        | ({"about": _sketch(about[offer.id], vocabulary)} if offer.id in about else {})
        | {"urgency": urgency[offer.id], "match_id": match.get(offer.id)}
        for offer in offers
    ]


def match_view(actor, match) -> dict:
    hidden = () if actor.is_staff or actor.role == "service" else ("reason", "ends_reason", "referral_id")
    hidden += ("weight",) if actor.role == "member" else ()
    return {name: value for name, value in vars(match).items() if name not in hidden}


def _card(person) -> dict:
    """Name, ways to talk and meet, and the codes this person shows."""
    said = person.said
    told = said.get("profile") or {}
    shown = {facet: set(codes or ()) for facet, codes in (said.get("shown") or {}).items()}
    shown["languages"] = set(told.get("languages") or ())
    profile = {facet: [code for code in codes or () if code in shown.get(facet, ())] for facet, codes in told.items()}
    card = {name: said[name] for name in CARD if name in said}
    return card | {"profile": {facet: codes for facet, codes in profile.items() if codes}}


def _offer(actor, offer) -> dict:
    """Why a question was taken back, and who answered, is for staff; a coach knows what they said themselves."""
    hidden = () if actor.is_staff or actor.role == "service" else ("referral_id", "answered_by")
    hidden += () if hidden == () or offer.state == "declined" else ("reason",)
    return {name: value for name, value in vars(offer).items() if name not in hidden}


def _sketch(found, vocabulary) -> dict:
    facts = [
        {**fact._asdict(), "label": {language: vocabulary.label(fact, language) for language in ("en", "es")}}
        for fact in found.facts
    ]
    return {"facts": facts, "thinned": found.thinned}
