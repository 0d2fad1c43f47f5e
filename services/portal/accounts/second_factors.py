"""The second thing that staff show: a code from an app on their phone (TOTP), or one of eight to keep in a drawer."""

import secrets

import pyotp

from services.portal.accounts.secrets import mark_of
from services.portal.accounts.tries import SECOND, count_try
from services.portal.store.tables import recovery_codes, second_factors
from shared.db.desk import Desk
from shared.db.reading import Reading, Row
from shared.db.transaction import Transaction, reading, transaction
from shared.kernel.actor import Actor

STEP_SECONDS = 30
SLACK = (-1, 0, 1)
SPARE = 8
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
PLACE = "second_factors:secret"


def has_second_factor(rx: Reading, person_id: str) -> bool:
    row = _row(rx, person_id)
    return row is not None and row["confirmed_at"] is not None


def begin_second_factor(tx: Transaction, person_id: str) -> None:
    """A new secret, which counts once a code made from it was typed. One that counts already stays."""
    if has_second_factor(tx, person_id):
        return
    sealed = tx.seal(person_id, pyotp.random_base32(), place=PLACE, row=person_id)
    if not tx.update(second_factors, second_factors.c.person_id == person_id, secret=sealed):
        tx.insert(second_factors, person_id=person_id, secret=sealed, last_step=0, confirmed_at=None)


def secret_to_show(rx: Reading, person_id: str) -> str | None:
    """Only until it is confirmed; afterwards nobody sees it again."""
    row = _row(rx, person_id)
    return None if row is None or row["confirmed_at"] else _secret(rx, row)


def confirm_second_factor(tx: Transaction, person_id: str, code: str) -> list[str] | None:
    """The spare codes, shown this once; None when the code does not fit."""
    row = _row(tx, person_id)
    if row is None or row["confirmed_at"] is not None or not _take(tx, row, code):
        return None
    tx.update(second_factors, second_factors.c.person_id == person_id, confirmed_at=tx.now)
    tx.audit("second_factor_set", person_id=person_id)
    return new_recovery_codes(tx, person_id)


def new_recovery_codes(tx: Transaction, person_id: str) -> list[str]:
    tx.delete(recovery_codes, recovery_codes.c.person_id == person_id)
    made = ["-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(2)) for _ in range(SPARE)]
    tx.insert_many(recovery_codes, [{"mark": _mark(tx, person_id, code), "person_id": person_id} for code in made])
    return made


def passes(desk: Desk, actor: Actor, person_id: str, code: str) -> bool:
    """A code from the app, or a spare one. Each is taken once."""
    count_try(desk, SECOND, person_id)
    with transaction(desk, actor) as tx:
        row = _row(tx, person_id)
        if row is None or row["confirmed_at"] is None:
            return False
        return _take(tx, row, code) or bool(
            tx.delete(recovery_codes, recovery_codes.c.mark == _mark(tx, person_id, code))
        )


def spare_codes_left(desk: Desk, actor: Actor, person_id: str) -> int:
    with reading(desk, actor) as rx:
        return len(rx.rows(recovery_codes, recovery_codes.c.person_id == person_id))


def _take(tx: Transaction, row: Row, code: str) -> bool:
    """Of two who type the same code, one gets in."""
    typed, totp = "".join(code.split()), pyotp.TOTP(str(_secret(tx, row)))
    now = int(tx.now.timestamp()) // STEP_SECONDS
    fits = [now + slack for slack in SLACK if secrets.compare_digest(totp.at((now + slack) * STEP_SECONDS), typed)]
    mine = second_factors.c.person_id == row["person_id"]
    return bool(fits) and bool(tx.update(second_factors, mine, second_factors.c.last_step < fits[0], last_step=fits[0]))


def _secret(rx: Reading, row: Row) -> str | None:
    secret: str | None = rx.unseal(row["person_id"], row["secret"], place=PLACE, row=row["person_id"])
    return secret


def _mark(rx: Reading, person_id: str, code: str) -> str:
    plain = "".join(one for one in code.upper() if one in LETTERS)
    return mark_of(f"{person_id}:{rx.blind(plain, purpose='recovery')}")


def _row(rx: Reading, person_id: str) -> Row | None:
    return rx.row(second_factors, second_factors.c.person_id == person_id)
