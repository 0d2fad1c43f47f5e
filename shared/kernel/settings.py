"""What an installation is told from outside. Read from the environment by shared.contracts.environment."""

from dataclasses import dataclass, field
from pathlib import Path

SERVICES = ("portal", "matching", "scheduling", "notifications")


@dataclass(frozen=True, kw_only=True)
class OpenId:
    """One organisation's identity provider. `second_factor`: what it must say of a sign-in so that it counts as two
    factors, in `acr` or `amr`; ALWAYS: whatever it says.
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    organisation: str
    second_factor: tuple[str, ...] = ()


ALWAYS = "always"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Defaults run everything on one machine, on loopback, with nothing but Python."""

    home: Path = Path("var")
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = "http://127.0.0.1:8000"
    database_url: str | None = None
    database_owner_url: str | None = None
    kafka: str | None = None
    kafka_user: str | None = None
    kafka_password: str | None = field(default=None, repr=False)
    kafka_tls: bool = False
    kafka_ca: Path | None = None
    kafka_prefix: str = "holdfast"
    kafka_session_seconds: float = 45.0
    smtp_url: str | None = None
    smtp_from: str = "Alex <alex@localhost>"
    sms_url: str | None = None
    openid: OpenId | None = None
    clock: Path | None = None
    calendars_from_loopback: bool = False
    demo: bool = False
    threads: int = 8
    workers: int = 1
    calls_a_minute: int = 30_000

    def port_of(self, service: str) -> int:
        """The portal's port; matching, scheduling and notifications follow."""
        return self.port + SERVICES.index(service)

    def url_of(self, service: str) -> str:
        return f"http://{self.host}:{self.port_of(service)}"

    def database_of(self, service: str) -> str:
        """Each service has a database of its own: a SQLite file under home, or one named after it on the server."""
        if self.database_url is None:
            return f"sqlite:///{self.home / service}.db"
        return self.database_url.replace("{service}", service)

    def owned(self, service: str) -> str:
        """The same database as the role that owns it: for migrations alone, where that is another role."""
        return (self.database_owner_url or self.database_of(service)).replace("{service}", service)

    @property
    def is_embedded(self) -> bool:
        return self.database_url is None

    @property
    def keys(self) -> Path:
        return self.home / "keys"
