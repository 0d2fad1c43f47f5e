import threading
import time

import pytest

from shared.db.turns import Turns
from shared.kernel.errors import Busy


def test_one_at_a_time_in_the_order_they_came():
    turns, order, inside = Turns(wait_seconds=5), [], []

    def take(number):
        with turns.one():
            inside.append(number)
            assert len(inside) == 1
            order.append(number)
            time.sleep(0.005)
            inside.pop()

    threads = []
    with turns.one():
        for number in range(8):
            threads.append(threading.Thread(target=take, args=(number,)))
            threads[-1].start()
            time.sleep(0.01)
    for thread in threads:
        thread.join()
    assert order == list(range(8))


def test_whoever_waits_too_long_is_told_so_and_holds_up_nobody():
    turns = Turns(wait_seconds=0.05)
    with turns.one(), pytest.raises(Busy):
        turns._enter()
    with turns.one():
        pass
