"""`python -m services.notifications …`; beside what every service does, `returned` reads a mail that came back."""

import argparse
import sys

from services.notifications.actions.returned import take_report
from services.notifications.actions.self_check import troubles
from shared.db.desk import Desk
from shared.process import doctor
from shared.process.command import main, of_a_known_version

MOST_BYTES = 1024 * 1024


def returned(desk: Desk, given: argparse.Namespace) -> dict[str, int]:
    """One mail on stdin, as a mail server hands it to a program. What is no report of ours is let go."""
    return {"returned": take_report(of_a_known_version(desk), sys.stdin.buffer.read(MOST_BYTES))}


def self_check(desk: Desk, given: argparse.Namespace) -> dict[str, object]:
    return doctor.look(desk) | troubles(desk.settings)


if __name__ == "__main__":
    main("notifications", {"doctor": self_check, "returned": returned})
