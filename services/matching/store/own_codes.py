from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from services.matching.store.tables_beside import own_codes
from shared.kernel.ids import new_id

TURN = "own_codes"


@dataclass(frozen=True, kw_only=True)
class OwnCode:
    """A word of an organisation's own. A code never changes its meaning: it is retired, and another one made."""

    facet: str
    code: str
    en: str
    es: str
    private: bool
    offered: bool
    identity: bool
    maps: tuple[str, ...]
    revision: int
    retired_at: datetime | None = None

    @property
    def label(self) -> dict[str, str]:
        return {"en": self.en, "es": self.es}


FIELDS = tuple(OwnCode.__dataclass_fields__)


def everyone(rx) -> tuple[OwnCode, ...]:
    return tuple(_own(row) for row in rx.rows(own_codes, order_by=[own_codes.c.facet, own_codes.c.code]))


def find(rx, *, facet, code) -> OwnCode | None:
    row = rx.row(own_codes, own_codes.c.facet == facet, own_codes.c.code == code)
    return row and _own(row)


def add(tx, **said) -> bool:
    """Whether there was none of this name yet."""
    made = {"id": new_id(), "made_at": tx.now, "made_by": tx.actor.person, "revision": _next(tx)}
    return tx.insert_if_absent(own_codes, **made, **said)


def retire(tx, *, facet, code) -> bool:
    of_it = (own_codes.c.facet == facet, own_codes.c.code == code, own_codes.c.retired_at.is_(None))
    return bool(tx.update(own_codes, *of_it, retired_at=tx.now, revision=_next(tx)))


def _next(tx) -> int:
    """Each change of the words makes a new revision of them."""
    tx.queue_for(f"{TURN}:{tx.actor.organisation}")
    newest = tx.query(sa.select(sa.func.max(own_codes.c.revision).label("newest")).select_from(own_codes))
    return (newest[0]["newest"] or 0) + 1


def _own(row) -> OwnCode:
    return OwnCode(**{name: row[name] for name in FIELDS} | {"maps": tuple(row["maps"])})
