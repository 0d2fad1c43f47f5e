"""Where no more is wanted: kept by the address's mark, so that it holds for whoever is reached there, now or later."""

from collections.abc import Collection

from services.notifications.store.reply_tables import opt_outs
from shared.kernel.ids import new_id


def among(rx, marks: Collection[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in rx.rows(opt_outs, opt_outs.c.mark.in_(marks)) if marks else ():
        found.setdefault(row["mark"], set()).add(row["topic"])
    return found


def keep(tx, *, kind: str, mark: str, topic: str) -> bool:
    """Whether it was news."""
    return tx.insert_if_absent(opt_outs, id=new_id(), kind=kind, mark=mark, topic=topic, at=tx.now)


def take_back(tx, *, kind: str, mark: str) -> int:
    return tx.delete(opt_outs, opt_outs.c.kind == kind, opt_outs.c.mark == mark)
