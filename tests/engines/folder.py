"""Where a test's databases stand: in memory where there is much room, for none of them has to outlive this machine.

Whoever is killed leaves there what they would have left on a disk; only nobody waits for one.
"""

import shutil
import tempfile
from pathlib import Path

IN_MEMORY = Path("/dev/shm")  # nosec B108
ROOM_BYTES = 4 * 2**30


def own_folder() -> Path:
    is_roomy = IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free >= ROOM_BYTES
    return Path(tempfile.mkdtemp(prefix="holdfast-tests-", dir=IN_MEMORY if is_roomy else "/tmp"))
