"""What was said is kept a while, sealed, for the story; the key that a link carries never is."""

from services.notifications.actions.composing import Parcel
from services.notifications.domain.lint import without_keys
from services.notifications.senders.port import Mail, Text
from services.notifications.store import contents


def to_keep(parcel: Parcel, said: Mail | Text) -> dict[str, str] | None:
    """Sealed before the transaction in which it is kept. None: this organisation keeps no words."""
    if not parcel.house.customs.content_kept_days:
        return None
    subject, text = (said.subject, said.text) if isinstance(said, Mail) else (None, said.body)
    words = {"subject": subject, "text": without_keys(text)}
    return {
        "person_id": parcel.row["person_id"],
        "sealed": contents.sealed(parcel.key, parcel.row["id"], words),
        "wording": parcel.wording,
    }
