from dataclasses import dataclass, field

import sqlalchemy as sa

from shared.db.engine import WAIT_SECONDS
from shared.db.sealing import Sealer
from shared.db.turns import Turns
from shared.kernel.clock import Clock
from shared.kernel.settings import Settings


@dataclass(frozen=True)
class Desk:
    """Where one service works: its name, its database, its clock, its keys and what it was told."""

    name: str
    engine: sa.Engine
    clock: Clock
    sealer: Sealer
    settings: Settings
    turns: Turns
    seen: set[str] = field(default_factory=set)


def make_desk(name: str, engine: sa.Engine, clock: Clock, sealer: Sealer, settings: Settings) -> Desk:
    return Desk(name, engine, clock, sealer, settings, Turns(wait_seconds=WAIT_SECONDS))
