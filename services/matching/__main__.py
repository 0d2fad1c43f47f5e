"""`python -m services.matching …`; beside what every service does, its doctor looks at what organisations promise."""

import argparse

from sqlalchemy.exc import SQLAlchemyError

from services.matching.actions.organisation import whose_questions_may_outlast_the_promise
from services.matching.domain.offer import IN_TURN_HOURS, SHOWN_FIRST
from shared.db.desk import Desk
from shared.process import doctor
from shared.process.command import main


def self_check(desk: Desk, given: argparse.Namespace) -> dict[str, object]:
    told = doctor.look(desk)
    return told if told.get("database_trouble") else told | {"worth_knowing": promises(desk)}


def promises(desk: Desk) -> list[str]:
    """Nothing is broken, but somebody may wait longer than they were told."""
    try:
        found = list(whose_questions_may_outlast_the_promise(desk))
    except SQLAlchemyError:
        return []
    hours = max(IN_TURN_HOURS.values())
    return [
        f"{organisation} promises a first session within {customs.first_session_hours} hours; {SHOWN_FIRST} questions "
        f"one after another may take {hours}. A first conversation can be booked meanwhile."
        for organisation, customs in found
    ]


if __name__ == "__main__":
    main("matching", {"doctor": self_check})
