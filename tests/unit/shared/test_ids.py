"""Ids are UUIDs of version 7, written as everybody writes them, and later ones sort after earlier ones."""

import time
from uuid import RFC_4122, UUID

from shared.kernel.ids import new_id


def test_an_id_is_a_uuid_of_version_seven_in_the_usual_letters():
    for text in (new_id() for _ in range(200)):
        read = UUID(text)
        assert (str(read), read.version, read.variant) == (text, 7, RFC_4122)


def test_ids_differ_and_sort_by_the_millisecond():
    first = new_id()
    time.sleep(0.002)
    others = {new_id() for _ in range(1000)}
    assert len(others) == 1000 and first < min(others)
