from services.notifications.actions.hearing import learn_match, learn_offer


def match_heard(tx, event):
    told = {name: event.data[name] for name in ("coach_id", "member_id", "state")}
    learn_match(tx, event.data["match_id"], version=event.aggregateversion, **told)


def offer_heard(tx, event):
    told = {name: event.data[name] for name in ("coach_id", "state", "expires_at")}
    learn_offer(tx, event.data["offer_id"], version=event.aggregateversion, **told)


HANDLERS = {
    **{f"match.{deed}": match_heard for deed in ("accepted", "changed", "paused", "ended")},
    **{f"offer.{deed}": offer_heard for deed in ("made", "accepted", "declined", "expired", "withdrawn")},
}
