"""How long the portal keeps what is over. Visits, links and forms go within minutes: its timers see to them."""

from services.portal.store.tables import errands, kiosks, knocks
from shared.db.retention import Rule

RULES = (
    Rule(name="knocks at the door", of="secret", days=1, table=knocks, at="expires_at"),
    Rule(name="how far something came", of="person", days=30, table=errands, at="begun_at"),
    Rule(name="screens at the door", of="secret", days=90, table=kiosks, at="made_at"),
)
