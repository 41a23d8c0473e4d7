"""How long a person waits for the program: the demo's first page, and one short command."""

import signal
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figure import Figure, lowest
from tests.scale.demonstration import demo, free_port
from tests.scale.mornings import boucle, surroundings

RUNS = 3


def figures() -> list[Figure]:
    """Measure it, each as a program of its own."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        nothing = lowest(RUNS, _nothing)
        when = lowest(RUNS, lambda: boucle(folder, "when", "vendredi prochain"))
        first = _demo(folder)
        again = _demo(folder)
        ended = _demo_end(folder)
    return [
        Figure(what, f"{seconds:.2f} s", seconds, f"{nothing:.2f} s", nothing)
        for what, seconds in (
            ("boucle when", when),
            ("boucle demo, until page and round are there", first),
            ("boucle demo, on the folder of before", again),
            ("boucle demo, until it has ended", ended),
        )
    ]


def _nothing() -> None:
    subprocess.run([sys.executable, "-c", "pass"], env=surroundings(), check=True)


def _demo(folder: Path) -> float:
    started = time.perf_counter()
    with demo(folder, "--data", str(folder / "data"), port=free_port()) as running:
        seconds = time.perf_counter() - started
        running.end(signal.SIGTERM)
    return seconds


def _demo_end(folder: Path) -> float:
    with demo(folder, "--data", str(folder / "data"), port=free_port()) as running:
        return running.end(signal.SIGTERM)[1]
