from email.utils import parseaddr

from services.notifications.domain.customs import Customs
from services.notifications.senders.accounts import accounts_of
from services.notifications.store import organisations
from services.notifications.wording.grammar import fill
from services.notifications.wording.templates import language
from shared.kernel.errors import Invalid

NO_HOURS = "Please end later than you begin."
NEEDED = "Please say where messages go while you rehearse."


def read_customs(rx) -> tuple[Customs, int]:
    return organisations.customs(rx), organisations.settings_of(rx)[1]


def change_customs(tx, *, said, read_version) -> tuple[Customs, int]:
    organisations.keep_settings(tx, {name: _kept(value) for name, value in said.items()}, read_version=read_version)
    customs, version = read_customs(tx)
    if customs.rehearsal and not customs.rehearsal_email:
        raise Invalid(NEEDED, errors={"rehearsal_email": [NEEDED]})
    if customs.read_from >= customs.read_until:
        raise Invalid(NO_HOURS, errors={"read_until": [NO_HOURS]})
    tx.audit("organisation.changed")
    return customs, version


def what_to_expect(rx, *, tag):
    """For the page and the sheet of paper on which somebody says yes to messages: from whom they will come."""
    name, address = parseaddr(rx.desk.settings.smtp_from)
    name = organisations.customs(rx).sender_name or name
    number = next((account.sender for account in accounts_of(rx.desk.settings.sms_url)), None)
    both = address if number is None else f"{address}, {number}"
    words = fill(language(tag).expect, {"sender": name, "address": both})
    return {"sender_name": name, "email_from": address, "texts_from": number, "words": words}


def _kept(value):
    return value.isoformat("minutes") if hasattr(value, "isoformat") else value
