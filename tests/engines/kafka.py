"""A real Kafka broker for one test process, on free ports, gone afterwards."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.engines.kafka import KafkaBroker
from deploy.engines.missing import EngineMissing
from tests.engines.required import without


@contextmanager
def kafka_for_tests() -> Iterator[KafkaBroker]:
    folder = Path(tempfile.mkdtemp(prefix="holdfast-tests-", dir="/tmp"))
    broker = KafkaBroker(folder / "kafka")
    try:
        broker.start()
    except EngineMissing as missing:
        shutil.rmtree(folder, ignore_errors=True)
        without(missing)
    yield broker
    broker.stop()
    shutil.rmtree(folder, ignore_errors=True)
