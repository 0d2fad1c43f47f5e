"""A sender in a process of its own, to be killed: database, home, mail server, business time."""

import sys
from datetime import datetime
from pathlib import Path

from services.notifications.actions.delivery import deliver
from shared.db.desk import make_desk
from shared.db.engine import open_engine
from shared.kernel.clock import FixedClock
from shared.kernel.settings import Settings
from shared.process.keys import load_sealer

if __name__ == "__main__":
    database, home, smtp_url, at = sys.argv[1:]
    settings = Settings(home=Path(home), smtp_url=smtp_url)
    clock, sealer = FixedClock(datetime.fromisoformat(at)), load_sealer(settings, "notifications")
    deliver(make_desk("notifications", open_engine(database), clock, sealer, settings))
