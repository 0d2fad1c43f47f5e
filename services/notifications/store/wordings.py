"""An organisation's own words, every version of them."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from services.notifications.store.tables import wordings
from services.notifications.wording.templates import Template
from shared.kernel.errors import PreconditionFailed
from shared.kernel.ids import new_id


def newest(rx, *, kind, language) -> Mapping[str, Any] | None:
    this = (wordings.c.kind == kind, wordings.c.language == language)
    return next(iter(rx.rows(wordings, *this, order_by=(wordings.c.version.desc(),), limit=1)), None)


def all_newest(rx) -> Mapping[tuple[str, str], Mapping[str, Any]]:
    rows = rx.rows(wordings, order_by=(wordings.c.version,))
    return {(row["kind"], row["language"]): row for row in rows}


def own(rx, kinds: Collection[str]) -> Mapping[tuple[str, str], tuple[int, Template]]:
    """Where an organisation says it in its own way: the version, and the words."""
    if not kinds:
        return {}
    rows = rx.rows(wordings, wordings.c.kind.in_(kinds), order_by=(wordings.c.version,))
    latest = {(row["kind"], row["language"]): row for row in rows}
    return {
        at: (row["version"], Template(row["subject"], row["text"], row["short"]))
        for at, row in latest.items()
        if row["text"]
    }


def versions(rx, *, kind, language) -> Sequence[Mapping[str, Any]]:
    this = (wordings.c.kind == kind, wordings.c.language == language)
    return rx.rows(wordings, *this, order_by=(wordings.c.version.desc(),))


def keep(tx, *, kind, language, read_version, said: Template | None) -> int:
    """Each change is a version of its own. Without words: ours again."""
    words = {"subject": said.subject, "text": said.text, "short": said.short} if said else {}
    told = {"kind": kind, "language": language, "by": tx.actor.person, "at": tx.now} | words
    tx.queue_for(f"wording:{kind}:{language}")
    known = newest(tx, kind=kind, language=language)
    if (known["version"] if known else 0) != read_version:
        raise PreconditionFailed("Somebody else changed these words meanwhile. Please read them again.")
    tx.insert(wordings, id=new_id(), version=read_version + 1, **told)
    return int(read_version) + 1
