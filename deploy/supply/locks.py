"""What an installation is made of, as requirements/*.lock says."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
SERVICES = ("matching", "scheduling", "notifications", "portal")
PINNED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^ ;\\]+)")


def lock_of(service: str) -> Path:
    return ROOT / "requirements" / f"{service}.lock"


def pinned(lock: Path) -> dict[str, str]:
    """Each package's version, by its name."""
    found = (PINNED.match(line) for line in lock.read_text().splitlines())
    return {one["name"]: one["version"] for one in found if one}
