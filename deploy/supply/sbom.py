"""`python -m deploy.supply.sbom`: a bill of materials (CycloneDX) of each service, from what it is locked to."""

import subprocess
import sys
from pathlib import Path

from deploy.supply.locks import ROOT, SERVICES, lock_of

BUILT = ROOT / "build" / "sbom"


def write(service: str) -> Path:
    """The same lock gives the same bytes."""
    BUILT.mkdir(parents=True, exist_ok=True)
    bill = BUILT / f"{service}.cdx.json"
    program = [str(Path(sys.executable).parent / "cyclonedx-py"), "requirements", str(lock_of(service))]
    how = ["--output-format", "JSON", "--output-reproducible", "--no-validate", "--output-file", str(bill)]
    subprocess.run([*program, *how], check=True, cwd=ROOT, stderr=subprocess.DEVNULL)
    return bill


if __name__ == "__main__":
    for each in SERVICES:
        print(write(each).relative_to(ROOT))
