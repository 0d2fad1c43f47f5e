from typing import Any

from services.scheduling.domain.session import Session

Shown = dict[str, Any]


def shown_ahead(session: Session) -> Shown:
    """Nobody has said yet who came."""
    return show_session(session, {})


def show_session(session: Session, sides: dict[str, str]) -> Shown:
    return vars(session) | {"minutes": session.minutes, "attendance": sides}
