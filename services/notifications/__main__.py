"""`python -m services.notifications …`; beside what every service does, `returned` reads a mail that came back."""

import argparse
import os
import sys

from sqlalchemy.exc import SQLAlchemyError

from services.notifications.actions.returned import take_report
from services.notifications.actions.self_check import troubles
from services.notifications.senders.reports import read_report
from shared.db.desk import Desk
from shared.kernel.errors import Busy
from shared.process import doctor
from shared.process.command import EXPECTED, main, of_a_known_version
from shared.process.install import desk_of

MOST_BYTES = 1024 * 1024


def returned(given: argparse.Namespace) -> dict[str, int]:
    """One mail on stdin, as a mail server hands it to a program. What is no report is let go, whatever else is the
    matter here; a report that cannot be taken just now is to be brought again.
    """
    report = read_report(sys.stdin.buffer.read(MOST_BYTES))
    if not report:
        return {"returned": 0}
    try:
        return {"returned": take_report(of_a_known_version(desk_of("notifications")), report)}
    except (*EXPECTED, Busy, SQLAlchemyError, OSError) as error:
        sys.stderr.write(f"It cannot be taken just now ({type(error).__name__}).\n")
        sys.exit(os.EX_TEMPFAIL)


def self_check(desk: Desk, given: argparse.Namespace) -> dict[str, object]:
    return doctor.look(desk) | troubles(desk.settings)


if __name__ == "__main__":
    main("notifications", {"doctor": self_check}, alone={"returned": returned})
