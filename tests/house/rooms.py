"""What the house tests walk through."""

import importlib
import subprocess
from pathlib import Path

from shared.kernel.settings import SERVICES

ROOT = Path(__file__).parents[2]
API_SERVICES = tuple(name for name in SERVICES if name != "portal")


def tracked(*patterns: str) -> list[Path]:
    """Every file that belongs to the project, new ones included."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]


def tables_of(service: str):
    return importlib.import_module(f"services.{service}.store.tables").metadata.tables


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))
