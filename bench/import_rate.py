"""How many records a second are taken in, against a plain `sqlite-utils insert` of the file."""

import cProfile
import os
import pstats
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from tempfile import TemporaryDirectory

from bench.feedback import write_feedback
from bench.figure import Figure
from bench.many_voices import write_voices
from tests.scale.mornings import command, surroundings

LINES = 5_000


def figures() -> list[Figure]:
    """Measure it of the sample over and over, and of texts that differ."""
    return [
        _figure("import", write_feedback),
        _figure("import, hardly two alike", write_voices),
    ]


def _figure(what: str, write: Callable[[Path, int], None]) -> Figure:
    """Measure it; the start of both programs (a file of one line) is taken off."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        one, many = folder / "one.jsonl", folder / "many.jsonl"
        write(one, 1)
        write(many, LINES)
        ours = _boucle(folder, many) - _boucle(folder, one)
        plain = _plain(folder, many) - _plain(folder, one)
    rate, plain_rate = LINES / ours, LINES / plain
    return Figure(what, f"{rate:,.0f} records/s", ours, f"{plain_rate:,.0f} records/s", plain)


def profile() -> None:
    """Print where the time of an import goes."""
    from bot.__main__ import main
    from tests.house import MAP

    with TemporaryDirectory() as place:
        file = Path(place) / "many.jsonl"
        write_voices(file, LINES)
        os.environ["BOUCLE_DATABASE"] = f"sqlite:///{place}/boucle.db"
        os.environ["BOUCLE_JOURNEY"] = str(MAP)
        profiled = cProfile.Profile()
        profiled.runcall(main, ["import", str(file)])
    pstats.Stats(profiled).sort_stats("cumulative").print_stats(60)


def _boucle(folder: Path, file: Path) -> float:
    from tests.house import MAP

    database = f"sqlite:///{folder / file.stem}-boucle.db"
    around = surroundings(BOUCLE_JOURNEY=str(MAP), BOUCLE_DATABASE=database)
    return _run(command("import", str(file)), around)


def _plain(folder: Path, file: Path) -> float:
    database = str(folder / f"{file.stem}-plain.db")
    words = ["sqlite_utils", "insert", database, "feedback", str(file), "--nl", "--alter"]
    return _run([sys.executable, "-m", *words, "--pk", "id"], surroundings())


def _run(words: list[str], around: dict[str, str]) -> float:
    """Run a program; return its seconds of processor time, which other work disturbs less."""
    before = getrusage(RUSAGE_CHILDREN)
    subprocess.run(words, env=around, check=True, stdout=subprocess.DEVNULL)
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
