"""Portal, three web services and four workers, side by side until one ends or Ctrl-C."""

import threading
from collections.abc import Callable
from pathlib import Path

from honcho.environ import parse_procfile
from honcho.manager import Manager
from honcho.printer import Printer

from cli.services import ROOT, environment

PROCFILE = ROOT / "deploy" / "Procfile"


class Processes(Manager):  # type: ignore[misc]
    """`once_started` runs beside them in a thread, begun only after every process was forked."""

    def __init__(self, printer: Printer, once_started: Callable[[], None]) -> None:
        super().__init__(printer)
        self._once_started = once_started
        for name, command in processes_of(PROCFILE).items():
            self.add_process(name, command, env=environment(), cwd=str(ROOT))

    def _start(self) -> None:
        super()._start()
        threading.Thread(target=self._once_started, daemon=True).start()

    @property
    def is_stopping(self) -> bool:
        return bool(self._terminating)


def processes_of(procfile: Path) -> dict[str, str]:
    return dict(parse_procfile(procfile.read_text()).processes)
