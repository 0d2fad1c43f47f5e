from shared.contracts.environment import settings_from_environment
from shared.db.desk import Desk, make_desk
from shared.db.engine import open_engine
from shared.kernel.clock import Clock, FileClock, SystemClock
from shared.kernel.settings import Settings
from shared.process.keys import load_sealer, make_keys


def desk_of(service: str, settings: Settings | None = None, *, as_owner: bool = False) -> Desk:
    """The desk of one service, as the environment describes it; as the tables' owner for migrations alone."""
    told = settings or settings_from_environment()
    told.home.mkdir(parents=True, exist_ok=True, mode=0o700)  # of the owner alone: databases and logs are below
    if told.demo:
        make_keys(told)
    url = told.owned(service) if as_owner else told.database_of(service)
    engine = open_engine(url, connections=told.threads + 4)
    return make_desk(service, engine, clock_of(told), load_sealer(told, service), told)


def clock_of(settings: Settings) -> Clock:
    return FileClock(settings.clock) if settings.clock else SystemClock()
