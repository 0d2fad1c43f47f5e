"""One counter per organisation. Web processes follow it, so that the index is never older than the request."""

from services.matching.store.tables import changes


def next_change(tx) -> int:
    """The row stays locked until commit: whoever sees a number sees everything up to it."""
    if not tx.update(changes, counter=changes.c.counter + 1):
        tx.insert_if_absent(changes, counter=0)
        tx.update(changes, counter=changes.c.counter + 1)
    return latest(tx)


def latest(rx) -> int:
    row = rx.row(changes)
    return row["counter"] if row else 0
