"""Which bus this installation has. Workers and commands ask; web processes hold none."""

from shared.bus.port import Bus
from shared.kernel.settings import Settings


def open_bus(settings: Settings) -> Bus:
    """Kafka where its servers are named, else the local log under home."""
    if settings.kafka is None:
        from shared.bus.local import LocalBus

        settings.home.mkdir(parents=True, exist_ok=True)
        return LocalBus(settings.home / "log.db")
    from shared.bus.kafka import KafkaBus
    from shared.bus.kafka_client import access_of

    return KafkaBus(settings.kafka, session_seconds=settings.kafka_session_seconds, access=access_of(settings))
