"""Brings up bots quickly: what a start has to read was read before, and each is a fork of it.

Run as `python -m tests.attack.nursery`; a line of JSON on its input is a bot to start, a line on
its output the id of its process. Each bot is a process like any other, and dies like one.
"""

import inspect
import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

from tests.house import ROOT
from tests.scale.mornings import surroundings

MAP = Path(__file__).parent / "journey.yaml"


class Nursery:
    """Starts bots and other commands of `boucle`, each as a process of its own."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.attack.nursery"],
            cwd=ROOT,
            env=surroundings(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._living: set[int] = set()
        self._one_at_a_time = threading.Lock()

    def start(self, *words: str, where: Path, log: Path, **settings: str) -> int:
        """Start `boucle` with these words in a folder; return the id of its process."""
        asked = {"words": words, "where": str(where), "log": str(log), "settings": settings}
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with self._one_at_a_time:  # an answer belongs to who asked
            self._process.stdin.write(json.dumps(asked) + "\n")
            self._process.stdin.flush()
            pid = int(self._process.stdout.readline())
            self._living.add(pid)
        return pid

    def kill(self, pid: int) -> None:
        """End a process where it stands."""
        self._living.discard(pid)
        if is_alive(pid):
            os.kill(pid, signal.SIGKILL)

    def close(self) -> None:
        """End every process."""
        for pid in list(self._living):
            self.kill(pid)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        self._process.wait()


def is_alive(pid: int) -> bool:
    """Tell whether a process has not ended."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _serve() -> None:
    _read_all_that_a_start_reads()
    living: set[int] = set()

    def bury(*_: object) -> None:
        with suppress(ChildProcessError):
            while (dead := os.waitpid(-1, os.WNOHANG)[0]) != 0:
                living.discard(dead)

    signal.signal(signal.SIGCHLD, bury)
    for line in sys.stdin:
        asked = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _become(**asked)
        living.add(pid)
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()
    # Whoever asked for them is gone.
    for pid in list(living):
        os.kill(pid, signal.SIGKILL)


def _become(*, words: Sequence[str], where: str, log: str, settings: dict[str, Any]) -> NoReturn:
    from bot.__main__ import main

    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.chdir(where)
    os.environ.update(settings)
    with Path(log).open("ab") as out, Path(os.devnull).open("rb") as nothing:
        for descriptor, file in ((0, nothing), (1, out), (2, out)):
            os.dup2(file.fileno(), descriptor)
        status = 70  # it raised
        try:
            status = main(words)
        finally:
            sys.stdout.flush()
            os._exit(status)


def _read_all_that_a_start_reads() -> None:
    import storage.ledger  # noqa: F401 # read now, used by each bot
    from bot.due_date import load_date_reader
    from bot.journey_file import read_journey
    from bot.reading.reader import MapReader
    from bot.wording import say

    # The reader has more patterns than Python keeps ready; each start would compile them again.
    re._MAXCACHE = 10_000  # type: ignore[attr-defined] # nothing public says it
    load_date_reader()
    MapReader(read_journey(MAP.read_bytes(), name=str(MAP)))
    inspect.stack()  # Bolt asks from where it is started, which reads every module
    for language in ("fr", "en"):
        say(language, "form-cancel")


if __name__ == "__main__":
    _serve()
