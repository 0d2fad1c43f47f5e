from services.notifications.actions.flows import learn_pause
from services.notifications.actions.hearing import learn_match, learn_offer
from services.notifications.handlers.flows import match_told, offer_chased


def match_heard(tx, event):
    told = {name: event.data[name] for name in ("coach_id", "member_id", "state")}
    learn_match(tx, event.data["match_id"], version=event.aggregateversion, **told)
    told = {"person_id": event.data["member_id"], "until": event.data.get("until")}
    is_paused = event.data["state"] == "paused"
    learn_pause(tx, event.data["match_id"], **told, is_paused=is_paused, version=event.aggregateversion)
    match_told(tx, event)


def offer_heard(tx, event):
    told = {name: event.data[name] for name in ("coach_id", "state", "expires_at")}
    learn_offer(tx, event.data["offer_id"], version=event.aggregateversion, **told)
    if event.type == "offer.chased":
        offer_chased(tx, event)


HANDLERS = {
    **{f"match.{deed}": match_heard for deed in ("accepted", "changed", "paused", "ended")},
    **{f"offer.{deed}": offer_heard for deed in ("made", "chased", "accepted", "declined", "expired", "withdrawn")},
}
