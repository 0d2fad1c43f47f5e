"""`python -m deploy.supply.audit`: are there known weaknesses in what we are locked to?

Ends with 1 where there are. Where the service that knows them cannot be asked it says so, loudly, and ends with 0:
whoever builds without a network would never see green otherwise. HOLDFAST_REQUIRE_AUDIT=1 makes that an error.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from deploy.supply.locks import SERVICES, lock_of, pinned

SECONDS = 45
Found = dict[str, Any]


def main() -> None:
    wanted = everything()
    sys.exit(judged(wanted, ask(wanted)))


def judged(wanted: dict[str, str], asked: list[Found]) -> int:
    """What the command ends with; what is wrong is said on the way."""
    weak = [one for one in asked if one.get("vulns")]
    unknown = sorted(set(wanted) - {one["name"] for one in asked if "vulns" in one})
    for one in weak:
        print(f"{one['name']} {one['version']}: {', '.join(each['id'] for each in one['vulns'])}")
    if unknown:
        say_what_was_not_looked_at(unknown, of=len(wanted))
    return int(bool(weak) or bool(unknown and os.environ.get("HOLDFAST_REQUIRE_AUDIT") == "1"))


def everything() -> dict[str, str]:
    """What the four services stand on, together."""
    return {name: version for service in SERVICES for name, version in pinned(lock_of(service)).items()}


def ask(wanted: dict[str, str]) -> list[Found]:
    """pip-audit's answer for each package; nothing where it cannot ask anybody."""
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "everything.txt"
        listed.write_text("".join(f"{name}=={version}\n" for name, version in wanted.items()))
        program = [str(Path(sys.executable).parent / "pip-audit"), "-r", str(listed), "--disable-pip", "--no-deps"]
        return answers([*program, "-f", "json", "--progress-spinner", "off", "--timeout", "5"])


def answers(command: Iterable[str]) -> list[Found]:
    try:
        done = subprocess.run(list(command), capture_output=True, text=True, timeout=SECONDS)
        found: list[Found] = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, json.JSONDecodeError, KeyError):
        return []
    return found


def say_what_was_not_looked_at(unknown: list[str], *, of: int) -> None:
    print("!" * 100)
    print(f"NOT AUDITED: {len(unknown)} of {of} packages. The service that knows weaknesses did not know them, or")
    print("could not be asked from here. Run `make check` where it can, before anybody relies on this version.")
    if len(unknown) < of:
        print(f"Not looked at: {', '.join(unknown)}")
    print("!" * 100)


if __name__ == "__main__":
    main()
