"""A real PostgreSQL for one test process: on a socket, in a folder of its own, gone afterwards."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.engines.missing import EngineMissing
from deploy.engines.postgres import PostgresServer
from tests.engines.required import without


@contextmanager
def postgres_for_tests() -> Iterator[PostgresServer]:
    """In /tmp, not below pytest's folders: root's PostgreSQL account could not enter those."""
    folder = Path(tempfile.mkdtemp(prefix="holdfast-tests-", dir="/tmp"))
    folder.chmod(0o755)
    try:
        server = PostgresServer(folder / "postgres", durable=False)
        server.start()
    except EngineMissing as missing:
        shutil.rmtree(folder, ignore_errors=True)
        without(missing)
    yield server
    server.forget()
    shutil.rmtree(folder, ignore_errors=True)
