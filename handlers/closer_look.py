"""When there is time: what waits is read again by what it means, in a thread that gives way."""

import os
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from functools import partial

import structlog

from bot.again import again
from bot.closer_look import look_closer
from bot.engine.mishap import log_mishap
from bot.ledger import NotRemembered
from bot.map_meaning import know_map
from bot.reading import CloseReader
from bot.reading.meaning import Floats, MakesVectors, meanings_of, meant
from bot.verbatim import Verbatim
from handlers.clock import machine_now
from handlers.close_reading import CloseReading
from handlers.desk import Desk

log = structlog.get_logger()

# Seconds between two looks for something to read.
LOOK_EVERY = 5.0
# What is claimed at once, and for how long nobody else takes it, in seconds.
_AT_ONCE, _LEASE = 50, 600.0
# What comes in by so few at once is read closely before it is kept: each takes 0.1 s or more.
_HANDFUL = 3
# After each text it rests as long as the text took: half a processor is left to the others.
_REST_AT_MOST = 1.0
# How much it gives way to others (Linux: of this thread alone).
_NICENESS = 15


class CloserLook:
    """Reads closely what came in by a handful, and later what came in by many."""

    def __init__(self, desk: Desk, maker: MakesVectors) -> None:
        self._desk = desk
        self._maker = maker
        self._read_by: CloseReader | None = None
        self._looking = threading.Lock()
        self._stopping = threading.Event()
        self._thread = threading.Thread(
            target=self._look_until_stopped, name="boucle-closer-look", daemon=True
        )

    def start(self) -> None:
        """Begin to read."""
        self._thread.start()

    def stop(self) -> None:
        """Read no more; what is not read yet is left to whoever runs next."""
        self._stopping.set()

    def join(self, *, until: float) -> None:
        """Let what is being read be finished, at most until then (`time.monotonic`)."""
        if self._thread.is_alive():
            self._thread.join(max(0.0, until - time.monotonic()))

    def of(self, verbatims: Sequence[Verbatim]) -> CloseReading:
        """Return what reads these closely, if they are few; to be asked for before a turn."""
        reader = self._desk.reader
        if len(verbatims) > _HANDFUL or self._read_by is not reader:
            return CloseReading(reader)
        try:
            meanings = meanings_of(self._maker, [one.text for one in verbatims])
        except Exception as error:  # noqa: BLE001 # what comes in is taken in, whatever fails here
            log_mishap("not read closely", error)
            return CloseReading(reader)
        each = [meanings.get(meant(one.text)) for one in verbatims]
        return CloseReading(reader.closely(meanings), self._maker.name, each)

    def look(self) -> int:
        """Read a part of what waits; return how many texts, 0 where nothing is left."""
        with self._looking:
            self._know_map()
            claimed = again(self._claim)
            for at, verbatim_id in enumerate(claimed):
                if self._stopping.is_set():
                    again(partial(self._let_go, claimed[at:]))
                    break
                self._wait_for_calm()
                began = time.monotonic()
                self._look_at(verbatim_id)
                self._stopping.wait(min(_REST_AT_MOST, time.monotonic() - began))
            return len(claimed)

    def _know_map(self) -> None:
        """Let the reader of now know what its map means, as soon as there is a new one."""
        reader = self._desk.reader
        if self._read_by is reader:
            return
        again(self._forget_others)
        ledger = self._desk.ledger
        with ledger.look() as look:
            reader.catch_up(look)
        if know_map(reader, self._maker, ledger, goes_on=lambda: not self._stopping.is_set()):
            self._read_by = reader
            log.info("reading closely", maker=self._maker.name)

    def _forget_others(self) -> None:
        with self._desk.ledger.turn() as turn:
            turn.forget_meanings_of_others(self._maker.name)

    def _claim(self) -> Sequence[int]:
        now, ledger = machine_now(), self._desk.ledger
        with ledger.look() as look:
            waiting = look.unmeant(now=now, at_most=_AT_ONCE)
        if not waiting:
            return ()
        with ledger.turn() as turn:
            return turn.claim_meanings(waiting, now=now, until=now + _LEASE)

    def _let_go(self, claimed: Sequence[int]) -> None:
        with self._desk.ledger.turn() as turn:
            turn.let_meanings_go(claimed)

    def _look_at(self, verbatim_id: int) -> None:
        desk = self._desk
        try:
            with desk.ledger.look() as look:
                verbatim = look.verbatim(verbatim_id)
            meanings = meanings_of(self._maker, [verbatim.text])
            again(lambda: self._read_again(verbatim, meanings.get(meant(verbatim.text))))
        except NotRemembered:
            return
        except Exception as error:  # noqa: BLE001 # its claim ends; the others are read
            log_mishap("not read again", error, verbatim=verbatim_id)

    def _read_again(self, verbatim: Verbatim, meaning: Floats | None) -> None:
        desk, maker = self._desk, self._maker.name
        with desk.ledger.turn() as turn:
            if meaning is None:
                turn.keep_meaning(verbatim.id, "", maker=maker)
            else:
                now = desk.now()
                look_closer(
                    turn, verbatim, meaning, desk.reader, desk.journey, maker=maker, now=now
                )

    def _wait_for_calm(self) -> None:
        """Rest while anything else is being done, but not for ever."""
        until = time.monotonic() + _REST_AT_MOST
        while time.monotonic() < until and not self._is_calm():
            self._stopping.wait(0.02)

    def _is_calm(self) -> bool:
        return self._desk.under_way.is_empty() and self._desk.work.is_empty()

    def _look_until_stopped(self) -> None:
        _give_way()
        while not self._stopping.is_set():
            try:
                while not self._stopping.is_set() and self.look():
                    pass
            except Exception as error:  # noqa: BLE001 # looked for again; the thread must live
                log_mishap("closer look failed", error)
            self._stopping.wait(LOOK_EVERY)


def _give_way() -> None:
    """Let this thread have what the others leave, where threads have ranks of their own."""
    with suppress(AttributeError, OSError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)
