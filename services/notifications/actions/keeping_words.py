"""What was said is kept a while, sealed, for the story; the key that a link carries never is."""

from services.notifications.actions.composing import Parcel
from services.notifications.domain.lint import without_keys
from services.notifications.senders.port import Mail, Text
from services.notifications.store import contents


def keep_words(tx, parcel: Parcel, said: Mail | Text) -> None:
    if not parcel.house.customs.content_kept_days:
        return
    subject, text = (said.subject, said.text) if isinstance(said, Mail) else (None, said.body)
    told = {"person_id": parcel.row["person_id"], "key": parcel.key, "wording": parcel.wording}
    contents.keep(tx, parcel.row["id"], **told, words={"subject": subject, "text": without_keys(text)})
