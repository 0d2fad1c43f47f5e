from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, fields

from services.matching.domain.offer import Offer
from services.matching.domain.refusals import refusal
from services.matching.store.tables import choices, offers
from shared.kernel.ids import new_id

FIELDS = [field.name for field in fields(Offer)]


def add(tx, offer: Offer) -> None:
    tx.insert(offers, **asdict(offer))


def keep(tx, offer: Offer) -> None:
    """Of two who answer one offer at once, one does."""
    unchanged = offers.c.version == offer.version - 1
    if not tx.update(offers, offers.c.id == offer.id, unchanged, **asdict(offer)):
        raise refusal("offer_not_open")


def find(rx, offer_id) -> Offer | None:
    row = rx.row(offers, offers.c.id == offer_id)
    return row and _offer(row)


def page(rx, *, coach_id=None, referral_id=None, state=None, cursor, limit):
    asked = {"coach_id": coach_id, "referral_id": referral_id, "state": state}
    where = [offers.c[name] == value for name, value in asked.items() if value]
    rows, following = rx.page(offers, *where, by=[offers.c.id], after=cursor, limit=limit)
    return [_offer(row) for row in rows], following


def open_to_coach(rx, coach_id) -> list[Offer]:
    rows = rx.rows(offers, offers.c.coach_id == coach_id, offers.c.state == "open", order_by=[offers.c.id])
    return [_offer(row) for row in rows]


def still_open(rx) -> list[Offer]:
    return [_offer(row) for row in rx.rows(offers, offers.c.state == "open", order_by=[offers.c.id])]


def open_of(rx, referral_ids: Sequence[str]) -> dict[str, Offer]:
    """The one open offer of each request that has one."""
    rows = rx.rows(offers, offers.c.referral_id.in_(referral_ids), offers.c.state == "open")
    return {row["referral_id"]: _offer(row) for row in rows}


def to_chase(rx, *, limit) -> list[Offer]:
    due = (offers.c.state == "open", offers.c.chase_at <= rx.now, offers.c.expires_at > rx.now)
    return [_offer(row) for row in rx.rows(offers, *due, order_by=[offers.c.coach_id, offers.c.id], limit=limit)]


def run_out(rx, *, limit) -> list[Offer]:
    over = (offers.c.state == "open", offers.c.expires_at <= rx.now)
    return [_offer(row) for row in rx.rows(offers, *over, order_by=[offers.c.coach_id, offers.c.id], limit=limit)]


def choose(tx, *, referral_id, shortlist_id, coach_ids: Sequence[str], proposed_starts_at) -> None:
    """These choices, in this order, in place of any made before. The proposed time is the first one's."""
    leave_choices(tx, referral_id, state="replaced")
    chosen = {"referral_id": referral_id, "shortlist_id": shortlist_id, "state": "waiting"}
    times = [proposed_starts_at] + [None] * len(coach_ids)
    rows = [
        {**chosen, "id": new_id(), "position": place, "coach_id": coach_id, "proposed_starts_at": at}
        for place, (coach_id, at) in enumerate(zip(coach_ids, times, strict=False), start=1)
    ]
    tx.insert_many(choices, rows)


def waiting_choices(rx, referral_id):
    where = (choices.c.referral_id == referral_id, choices.c.state == "waiting")
    return rx.rows(choices, *where, order_by=[choices.c.position])


def still_to_ask(rx, referral_ids: Sequence[str]) -> Counter[str]:
    """How many choices of each request were not asked yet."""
    mine = (choices.c.referral_id.in_(referral_ids), choices.c.state == "waiting")
    return Counter(row["referral_id"] for row in rx.rows(choices, *mine))


def leave_choices(tx, referral_id, *, state) -> None:
    """Nobody of those still waiting to be asked will be."""
    tx.update(choices, choices.c.referral_id == referral_id, choices.c.state == "waiting", state=state)


def leave_choice(tx, choice_id, *, state) -> None:
    tx.update(choices, choices.c.id == choice_id, state=state)


def _offer(row) -> Offer:
    return Offer(**{name: row[name] for name in FIELDS})
