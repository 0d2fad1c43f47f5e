"""What every bus agrees on: where a key goes, and what is too large to travel."""

import zlib
from collections.abc import Sequence

from shared.bus.port import PARTITIONS, Message, Refusal

LARGEST_BYTES = 1_000_000


def partition_of(key: str) -> int:
    """The same in every process and every year: a key's events share a partition, so they stay in order."""
    return zlib.crc32(key.encode()) % PARTITIONS


def refusals(messages: Sequence[Message]) -> list[Refusal]:
    """The messages no bus can ever take."""
    return [Refusal(index, words) for index, each in enumerate(messages) if (words := _why_not(each))]


def without(messages: Sequence[Message], refused: Sequence[Refusal]) -> list[Message]:
    """Those that can travel, in their order."""
    left_out = {each.index for each in refused}
    return [message for index, message in enumerate(messages) if index not in left_out]


def _why_not(message: Message) -> str | None:
    size = len(message.key.encode()) + len(message.value)
    if size > LARGEST_BYTES:
        return f"{size} bytes; an event may have {LARGEST_BYTES}"
    return None
