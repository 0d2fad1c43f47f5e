"""What was typed into a form whose visit had ended meanwhile: sealed, for the same person, for half an hour."""

from dataclasses import dataclass
from datetime import timedelta

from services.portal.store.tables import kept_forms
from shared.db.reading import Reading
from shared.db.transaction import Transaction

LASTS = timedelta(minutes=30)
PLACE = "kept_forms:typed"
Typed = list[tuple[str, str]]


@dataclass(frozen=True)
class KeptForm:
    """`path`: the page on which the form stands; `action`: where it goes; `typed`: its fields."""

    path: str
    action: str
    typed: Typed


def keep_form(tx: Transaction, person_id: str, *, path: str, action: str, typed: Typed) -> None:
    """The last one only."""
    drop_form(tx, person_id)
    sealed = tx.seal(person_id, [action, typed], place=PLACE, row=person_id)
    tx.insert(kept_forms, person_id=person_id, path=path, typed=sealed, kept_at=tx.now)


def form_kept(rx: Reading, person_id: str) -> KeptForm | None:
    row = rx.row(kept_forms, kept_forms.c.person_id == person_id, kept_forms.c.kept_at > rx.now - LASTS)
    if row is None:
        return None
    action, typed = rx.unseal(person_id, row["typed"], place=PLACE, row=person_id) or ["", []]
    return KeptForm(row["path"], action, [(name, value) for name, value in typed])


def drop_form(tx: Transaction, person_id: str) -> None:
    tx.delete(kept_forms, kept_forms.c.person_id == person_id)


def forget_old_forms(tx: Transaction) -> int:
    return tx.delete(kept_forms, kept_forms.c.kept_at <= tx.now - LASTS)
