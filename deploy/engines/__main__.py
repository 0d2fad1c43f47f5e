"""PostgreSQL and Kafka on this machine, kept under var/engines; prints what to export, and stays.

python -m deploy.engines                      # until Ctrl-C
python -m deploy.engines -- honcho start      # around a command, which finds both in its environment
"""

import argparse
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from deploy.engines.kafka import KafkaBroker
from deploy.engines.missing import EngineMissing
from deploy.engines.postgres import APPLICATION, OWNER, PostgresServer
from shared.kernel.settings import SERVICES

STOP_WITHIN_SECONDS = 20


def main() -> None:
    told = _arguments()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, _told_to_stop)
    try:
        with engines(told.folder.resolve(), kafka_port=told.kafka_port) as environment:
            sys.exit(_around(told.command, environment) if told.command else _stay(environment))
    except EngineMissing as missing:
        sys.exit(str(missing))
    except KeyboardInterrupt:
        sys.exit(0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m deploy.engines", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--folder", type=Path, default=Path(os.environ.get("HOLDFAST_HOME", "var")) / "engines")
    parser.add_argument("--kafka-port", type=int, default=0, help="a free one unless told")
    parser.add_argument("command", nargs="*")
    return parser.parse_args()


def _told_to_stop(*_: object) -> None:
    raise KeyboardInterrupt


@contextmanager
def engines(folder: Path, *, kafka_port: int = 0) -> Iterator[dict[str, str]]:
    """Both started, each service's database made; what a product needs in its environment to use them."""
    postgres = PostgresServer(_for_postgres(folder) / "postgres")
    kafka = KafkaBroker(folder / "kafka", port=kafka_port)
    try:
        postgres.start()
        for service in SERVICES:
            if not postgres.has_database(f"holdfast_{service}"):
                postgres.make_database(f"holdfast_{service}")
        kafka.start()
        yield {
            "HOLDFAST_DATABASE_URL": postgres.url("holdfast_{service}", role=APPLICATION),
            "HOLDFAST_DATABASE_OWNER_URL": postgres.url("holdfast_{service}", role=OWNER),
            "HOLDFAST_KAFKA": kafka.servers,
        }
    finally:
        kafka.stop()
        postgres.forget()


def _for_postgres(folder: Path) -> Path:
    """Its own account must be able to enter when root starts it; we never open a private folder for that."""
    folder.mkdir(parents=True, exist_ok=True)
    if os.geteuid() != 0 or all(each.stat().st_mode & 0o001 for each in [folder, *folder.parents]):
        return folder
    elsewhere = Path("/var/tmp") / f"holdfast-engines-{sha256(str(folder).encode()).hexdigest()[:12]}"  # nosec B108
    elsewhere.mkdir(exist_ok=True)
    return elsewhere


def _around(command: list[str], environment: dict[str, str]) -> int:
    """The command stops first, then the engines. Ctrl-C reaches it from the terminal, SIGTERM through us."""
    running = subprocess.Popen(command, env={**os.environ, **environment})
    signal.signal(signal.SIGTERM, lambda *_: running.terminate())
    try:
        return running.wait()
    except KeyboardInterrupt:
        return _until_it_ends(running)


def _until_it_ends(running: subprocess.Popen[bytes]) -> int:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        return running.wait(STOP_WITHIN_SECONDS)
    except subprocess.TimeoutExpired:
        running.terminate()
        return running.wait()


def _stay(environment: dict[str, str]) -> int:
    for name, value in environment.items():
        print(f"export {name}='{value}'", flush=True)
    print("# PostgreSQL and Kafka are ready; Ctrl-C stops both", flush=True)
    signal.pause()
    return 0


if __name__ == "__main__":
    main()
