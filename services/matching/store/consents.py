from dataclasses import asdict, fields

from services.matching.domain.consent import Consent, Restriction
from services.matching.domain.person import GONE
from services.matching.domain.refusals import refusal
from services.matching.store.matches import GOING, matches
from services.matching.store.people import people
from services.matching.store.referrals import OPEN, referrals
from services.matching.store.tables_consent import consents, restrictions

PLACE = "consents.sealed"
WORDS = "restrictions.words"
FIELDS = [field.name for field in fields(Consent) if field.name != "form"]
RESTRICTION = [field.name for field in fields(Restriction) if field.name != "words"]


def add(tx, consent: Consent) -> None:
    tx.insert(consents, **_values(tx, consent))


def keep(tx, consent: Consent) -> None:
    unchanged = consents.c.version == consent.version - 1
    if not tx.update(consents, consents.c.id == consent.id, unchanged, **_values(tx, consent)):
        raise refusal("changed_meanwhile")


def find(rx, consent_id) -> Consent | None:
    row = rx.row(consents, consents.c.id == consent_id)
    return row and _consent(rx, row)


def page(rx, *, person_id, cursor, limit):
    """The newest last."""
    rows, following = rx.page(
        consents, consents.c.person_id == person_id, by=[consents.c.id], after=cursor, limit=limit
    )
    return [_consent(rx, row) for row in rows], following


def active_of(rx, person_id) -> list[Consent]:
    """Whose last day may have come: that is for the rules to say."""
    where = (consents.c.person_id == person_id, consents.c.state == "active")
    return [_consent(rx, row) for row in rx.rows(consents, *where, order_by=[consents.c.id])]


def ending_before(rx, *, before, limit) -> list[Consent]:
    """Those whose last day comes by then, the earliest first."""
    due = (consents.c.state == "active", consents.c.expires_at > rx.now, consents.c.expires_at <= before)
    by = [consents.c.expires_at, consents.c.id]
    return [_consent(rx, row) for row in rx.rows(consents, *due, order_by=by, limit=limit)]


def ending_with(rx, what: str, *, limit) -> list[Consent]:
    """Of people who are gone, or who asked once and now neither wait nor walk with anybody."""
    gone = _whose(people.c.id, people.c.state.in_(GONE))
    asked, waits = _whose(referrals.c.member_id), _whose(referrals.c.member_id, OPEN)
    walks, whose = _whose(matches.c.member_id, GOING), consents.c.person_id
    is_over = whose.in_(gone) | (whose.in_(asked) & whose.not_in(waits) & whose.not_in(walks))
    due = (consents.c.state == "active", consents.c.ends_with == what, is_over)
    return [_consent(rx, row) for row in rx.rows(consents, *due, order_by=[consents.c.id], limit=limit)]


def everyone(rx) -> list[Consent]:
    return [_consent(rx, row) for row in rx.rows(consents, order_by=[consents.c.id])]


def restrict(tx, restriction: Restriction) -> None:
    said = asdict(restriction)
    sealed = restriction.words and tx.seal(restriction.person_id, restriction.words, place=WORDS, row=restriction.id)
    tx.insert(restrictions, **said | {"words": sealed})


def lift(tx, restriction_id) -> bool:
    """Whether it still stood."""
    stands = (restrictions.c.id == restriction_id, restrictions.c.lifted_at.is_(None))
    return bool(tx.update(restrictions, *stands, lifted_at=tx.now, lifted_by=tx.actor.person))


def restrictions_of(rx, person_id) -> list[Restriction]:
    """Those that stand."""
    where = (restrictions.c.person_id == person_id, restrictions.c.lifted_at.is_(None))
    return [_restriction(rx, row) for row in rx.rows(restrictions, *where, order_by=[restrictions.c.id])]


def _whose(column, *where):
    return column.table.select().with_only_columns(column).where(*where)


def _values(tx, consent: Consent):
    said = asdict(consent)
    sealed = tx.seal(consent.person_id, dict(said.pop("form")), place=PLACE, row=consent.id)
    return said | {"data_classes": list(consent.data_classes), "sealed": sealed}


def _consent(rx, row) -> Consent:
    form = rx.unseal(row["person_id"], row["sealed"], place=PLACE, row=row["id"]) or {}
    parts = {name: row[name] for name in FIELDS} | {"data_classes": tuple(row["data_classes"])}
    return Consent(**parts, form=form)


def _restriction(rx, row) -> Restriction:
    words = rx.unseal(row["person_id"], row["words"], place=WORDS, row=row["id"])
    return Restriction(**{name: row[name] for name in RESTRICTION}, words=words)
