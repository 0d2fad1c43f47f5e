"""What matching says, in our words."""

from dataclasses import replace
from typing import Any

from services.scheduling.actions import heard
from services.scheduling.domain.parties import Parties
from services.scheduling.domain.people import Person
from shared.contracts.envelope import Event

PARTIES = ("match_id", "coach_id", "member_id", "state", "minutes", "cadence_days")
PERSON = ("person_id", "time_zone", "language", "state")


def match_said(tx: Any, event: Event) -> None:
    facts = {name: event.data[name] for name in PARTIES}
    told = Parties(**facts, modalities=tuple(event.data["modalities"]), version=event.aggregateversion)
    told = replace(told, ended_at=event.time) if told.over else told
    heard.learn_match(tx, told, died=event.data.get("reason") == "died")


def person_said(tx: Any, event: Event) -> None:
    facts = {name: event.data[name] for name in PERSON}
    told = Person(**facts, kinds=tuple(event.data["kinds"]), version=event.aggregateversion)
    heard.learn_person(tx, told, do_not_contact=event.data.get("do_not_contact", False))


def coach_said(tx: Any, event: Event) -> None:
    facts = {name: event.data[name] for name in ("coach_id", "accepting", "state")}
    facts |= {name: event.data[name] for name in ("role",) if name in event.data}
    heard.learn_coach(tx, **facts, version=event.aggregateversion)


def referral_said(tx: Any, event: Event) -> None:
    facts = {name: event.data[name] for name in ("referral_id", "member_id", "urgency", "ready_from", "state")}
    facts |= {name: event.data[name] for name in ("kept_apart",) if name in event.data}
    heard.learn_referral(tx, **facts, version=event.aggregateversion)


def offer_said(tx: Any, event: Event) -> None:
    facts = {name: event.data[name] for name in ("offer_id", "state")}
    heard.learn_offer(tx, **facts, at=event.time, version=event.aggregateversion)


HANDLERS = {
    **{f"match.{deed}": match_said for deed in ("accepted", "changed", "paused", "ended")},
    **{f"person.{deed}": person_said for deed in ("registered", "changed", "erased")},
    "coach.changed": coach_said,
    **{f"offer.{deed}": offer_said for deed in ("made", "accepted", "declined", "expired", "withdrawn")},
    **{f"referral.{deed}": referral_said for deed in ("filed", "changed", "closed")},
}
