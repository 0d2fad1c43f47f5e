"""A speaker in a process of its own: tells ten at a time, and how often it was told that they are kept."""

import sys
from itertools import count

from shared.bus.port import Message
from tests.contract.buses import opened


def main(kind: str, where: str, topic: str, name: str, times: str) -> None:
    bus = opened(kind, where)
    for turn in range(int(times)) if times != "forever" else count():
        bus.publish(topic, [Message(name, f"{name} {turn * 10 + n}".encode()) for n in range(10)])
        sys.stdout.write(f"{turn}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
