"""A real PostgreSQL for one test process: on a socket, in a folder of its own, gone afterwards."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from deploy.engines.missing import EngineMissing
from deploy.engines.postgres import PostgresServer
from tests.engines.folder import own_folder
from tests.engines.required import without


@contextmanager
def postgres_for_tests() -> Iterator[PostgresServer]:
    """Not below pytest's folders: root's PostgreSQL account could not enter those."""
    folder = own_folder()
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
