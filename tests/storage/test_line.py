"""One at a time, in the order in which they came, but the urgent ones first."""

import threading
from concurrent.futures import ThreadPoolExecutor

from storage.line import Line


def _wait_until(line: Line, waiting: int) -> None:
    while line.waiting() < waiting:
        threading.Event().wait(0.001)


def test_who_is_urgent_goes_before_all_who_came_earlier() -> None:
    line, went = Line(), list[str]()

    def go(name: str, *, is_urgent: bool) -> None:
        with line.turn(is_urgent=is_urgent):
            went.append(name)

    with ThreadPoolExecutor(4) as threads, line.turn():
        for number, name in enumerate(
            ["a turn", "another turn", "an ack", "another ack"], start=1
        ):
            threads.submit(go, name, is_urgent=name.endswith("ack"))
            _wait_until(line, number)
        before = list(went)

    assert before == []
    assert went == ["an ack", "another ack", "a turn", "another turn"]


def test_a_turn_that_fails_lets_the_next_one_in() -> None:
    line = Line()

    def fail() -> None:
        with line.turn():
            raise OSError

    with ThreadPoolExecutor(1) as threads:
        failed = threads.submit(fail)

    assert isinstance(failed.exception(), OSError)
    with line.turn():
        assert line.waiting() == 0
