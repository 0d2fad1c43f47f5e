import signal
from types import FrameType

from shared.bus.choose import open_bus
from shared.db.desk import Desk
from shared.events.runner import Work, Worker
from shared.process.memory import settle


def work(desk: Desk, what: Work) -> None:
    """Until told to stop (SIGTERM or Ctrl-C): then finish what is in hand, and go."""
    worker = Worker(desk, open_bus(desk.settings), what)

    def stop(_number: int, _frame: FrameType | None) -> None:
        worker.stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    settle()
    worker.run()
