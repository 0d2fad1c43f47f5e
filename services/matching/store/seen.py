"""What the audit says was done about one person."""

from collections.abc import Collection

from services.matching.store.metadata import metadata
from shared.kernel.errors import Invalid

audit = metadata.tables["audit"]
UNKNOWN = "This page is not known."


def about(rx, person_id, *, besides: Collection[str], cursor, limit):
    """By others than themselves, the newest first."""
    of_them = [audit.c.person_id == person_id, audit.c.actor != person_id, audit.c.deed.not_in(besides)]
    if cursor is not None:
        of_them.append(audit.c.position < _place(cursor))
    found = rx.rows(audit, *of_them, order_by=[audit.c.position.desc()], limit=limit + 1)
    more = len(found) > limit
    return found[:limit], str(found[limit - 1]["position"]) if more else None


def _place(cursor: str) -> int:
    if not cursor.isascii() or not cursor.isdigit() or len(cursor) > 18:
        raise Invalid(UNKNOWN, errors={"cursor": [UNKNOWN]})
    return int(cursor)
