from dataclasses import asdict, fields

from sqlalchemy.exc import IntegrityError

from services.matching.domain.referral import Referral
from services.matching.domain.refusals import refusal
from services.matching.store import progress
from services.matching.store.tables import referrals

PLACE = "referrals.now_at"
OPEN = referrals.c.state.in_(("waiting", "offered"))
FIELDS = [field.name for field in fields(Referral)]


def add(tx, referral: Referral, *, now_at: str | None = None) -> None:
    """`now_at`: where the person is now, in free words: kept sealed."""
    sealed = now_at and tx.seal(referral.member_id, now_at, place=PLACE, row=referral.id)
    try:
        tx.insert(referrals, **_values(referral), now_at=sealed)
    except IntegrityError as error:
        words = str(error.orig)
        if "referrals.member_id" not in words and "referrals_one_at_a_time" not in words:
            raise
        raise refusal("already_waiting") from error


def keep(tx, referral: Referral) -> None:
    unchanged = referrals.c.version == referral.version - 1
    if not tx.update(referrals, referrals.c.id == referral.id, unchanged, **_values(referral)):
        raise refusal("changed_meanwhile")


def keep_where_now(tx, referral: Referral, now_at: str | None) -> None:
    sealed = now_at and tx.seal(referral.member_id, now_at, place=PLACE, row=referral.id)
    tx.update(referrals, referrals.c.id == referral.id, now_at=sealed)


def where_now(rx, referral: Referral) -> str | None:
    row = rx.row(referrals, referrals.c.id == referral.id)
    return rx.unseal(referral.member_id, row["now_at"], place=PLACE, row=referral.id)


def find(rx, referral_id) -> Referral | None:
    row = rx.row(referrals, referrals.c.id == referral_id)
    return row and _referral(row)


def those(rx, ids) -> dict[str, Referral]:
    return {row["id"]: _referral(row) for row in rx.rows(referrals, referrals.c.id.in_(ids))}


def page(rx, *, state=None, member_id=None, filed_from=None, cursor, limit):
    """Those who have waited longest first."""
    return _page(rx, _asked(state, member_id, filed_from), cursor, limit)


def newest(rx, *, state=None, member_id=None, filed_from=None, limit) -> list[Referral]:
    """Those filed last first."""
    by = [referrals.c.filed_at.desc(), referrals.c.id.desc()]
    return [
        _referral(row) for row in rx.rows(referrals, *_asked(state, member_id, filed_from), order_by=by, limit=limit)
    ]


def _asked(state, member_id, filed_from) -> list:
    asked = {"state": state, "member_id": member_id}
    lately = [referrals.c.filed_at >= filed_from] if filed_from else []
    return [*(referrals.c[name] == value for name, value in asked.items() if value), *lately]


def to_reassign(rx, *, cursor, limit):
    """Those whose coach left, and who wait for another."""
    return _page(rx, [referrals.c.priority, OPEN], cursor, limit)


def not_met_yet(rx, *, cursor, limit):
    return _page(rx, [progress.not_met_yet()], cursor, limit)


def new_between(rx, first, last) -> list[Referral]:
    """Who became ready then, for a first coach: another coach for somebody is nobody who came."""
    ready = (referrals.c.ready_from >= first, referrals.c.ready_from < last)
    found = [_referral(row) for row in rx.rows(referrals, *ready, order_by=[referrals.c.ready_from, referrals.c.id])]
    return [referral for referral in found if referral.replaces_match_id is None]


def to_look_at(rx, *, before, limit) -> list[Referral]:
    """Open ones for which we promised to look again before then."""
    due = (OPEN, referrals.c.look_again_at < before)
    by = [referrals.c.look_again_at, referrals.c.id]
    return [_referral(row) for row in rx.rows(referrals, *due, order_by=by, limit=limit)]


def _page(rx, where, cursor, limit):
    by = [referrals.c.ready_from, referrals.c.id]
    rows, following = rx.page(referrals, *where, by=by, after=cursor, limit=limit)
    return [_referral(row) for row in rows], following


def everyone(rx) -> list[Referral]:
    return [_referral(row) for row in rx.rows(referrals, order_by=[referrals.c.id])]


def of_member(rx, member_id) -> list[Referral]:
    return [_referral(row) for row in rx.rows(referrals, referrals.c.member_id == member_id)]


def open_of(rx, member_id) -> Referral | None:
    """The one request that may be open."""
    return next((referral for referral in of_member(rx, member_id) if referral.is_open), None)


def intake_of(rx, member_id) -> set[str]:
    """Who took this person's requests."""
    return {referral.intake_id for referral in of_member(rx, member_id) if referral.intake_id}


def _values(referral):
    return asdict(referral) | {"next_steps": list(referral.next_steps)}


def _referral(row) -> Referral:
    return Referral(**{name: row[name] for name in FIELDS} | {"next_steps": tuple(row["next_steps"])})
