"""A member in a process of its own: hears, says so, commits nothing, and stays until it is killed."""

import sys
import time

from tests.contract.buses import opened


def main(kind: str, where: str, group: str, topic: str) -> None:
    subscription = opened(kind, where).subscribe(group, [topic])
    while not (heard := subscription.poll(timeout_seconds=1)):
        pass
    sys.stdout.write(f"{len(heard)}\n")
    sys.stdout.flush()
    time.sleep(3600)


if __name__ == "__main__":
    main(*sys.argv[1:])
