"""How long one waits for the program: the bot, the demo's first page, and one short command."""

import signal
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from bench.figure import Figure, lowest
from bench.own_process import bot
from tests.scale.demonstration import demo, free_port
from tests.scale.mornings import boucle, surroundings
from workspace import Workspace

RUNS = 3
_PATIENCE = 60.0


def figures() -> list[Figure]:
    """Measure it, each as a program of its own."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        nothing = lowest(RUNS, _nothing)
        when = lowest(RUNS, lambda: boucle(folder, "when", "vendredi prochain"))
        answers = _bot(folder)
        first = _demo(folder)
        again = _demo(folder)
        ended = _demo_end(folder)
    return [
        Figure(what, f"{seconds:.2f} s", seconds, f"{nothing:.2f} s", nothing)
        for what, seconds in (
            ("boucle when", when),
            ("boucle run, until it answers", answers),
            ("boucle demo, until page and round are there", first),
            ("boucle demo, on the folder of before", again),
            ("boucle demo, until it has ended", ended),
        )
    ]


def _nothing() -> None:
    subprocess.run([sys.executable, "-c", "pass"], env=surroundings(), check=True)


def _bot(folder: Path) -> float:
    workspace = Workspace(port=0, limits="off")
    workspace.start()
    try:
        return min(_until_healthy(folder, workspace) for _ in range(RUNS))
    finally:
        workspace.stop()


def _until_healthy(folder: Path, workspace: Workspace) -> float:
    port = free_port()
    started = time.perf_counter()
    with bot(folder, workspace, f"sqlite:///{folder}/started.db", port):
        while time.perf_counter() - started < _PATIENCE:
            try:
                httpx.get(f"http://127.0.0.1:{port}/healthz").raise_for_status()
            except httpx.ConnectError:
                time.sleep(0.01)
            else:
                return time.perf_counter() - started
    raise TimeoutError("the bot does not answer")


def _demo(folder: Path) -> float:
    started = time.perf_counter()
    with demo(folder, "--data", str(folder / "data"), port=free_port()) as running:
        seconds = time.perf_counter() - started
        running.end(signal.SIGTERM)
    return seconds


def _demo_end(folder: Path) -> float:
    with demo(folder, "--data", str(folder / "data"), port=free_port()) as running:
        return running.end(signal.SIGTERM)[1]
