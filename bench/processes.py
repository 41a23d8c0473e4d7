"""Programs that a bench runs beside itself, each in a process of its own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import Pipe, get_context


@contextmanager
def running(work: Callable[..., None], *handed: object) -> Iterator[int]:
    """Run a function in a process until the end of the block, however it ends; its number."""
    process = get_context("spawn").Process(target=work, args=handed)
    process.start()
    try:
        yield process.pid or 0
    finally:
        process.terminate()
        process.join()


@contextmanager
def served(serve: Callable[..., None], *handed: object) -> Iterator[str]:
    """Run a server, which is given a line on which it says its address; that address."""
    ours, theirs = Pipe()
    with running(serve, theirs, *handed):
        yield ours.recv()
