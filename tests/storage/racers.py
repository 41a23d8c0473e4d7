"""What one of several processes does in the races: the same as all others, at the same moment."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from multiprocessing.queues import SimpleQueue
from multiprocessing.synchronize import Barrier
from threading import Barrier as ThreadBarrier

from bot.again import again
from bot.journey_file import digest_of, read_journey
from bot.loop import accept_map, take_in
from bot.notice import Claimed, Settled
from bot.reading.reader import MapReader
from bot.record import Intake, read_record
from bot.steps.share import share_round
from bot.steps.take import CaseAlreadyTaken, take
from handlers.clock import machine_now
from storage.ledger import DatabaseLedger
from tests.house import BEFORE_THE_ROUND as NOW
from tests.house import MAP

PROCESSES = 4
THREADS = 2
RECORDS = 60
BATCH = 20
PATIENCE_SECONDS = 60

# Read once by the process that all racers are forked from.
JOURNEY = read_journey(MAP.read_bytes(), name=str(MAP))
READER = MapReader(JOURNEY)


@dataclass
class Seen:
    """What one racer saw."""

    accepted: Counter[str] = field(default_factory=Counter)
    shown: list[int] = field(default_factory=list)
    won: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    error: str = ""


def race(address: str, number: int, start: Barrier, seen: "SimpleQueue[Seen]") -> None:
    """Open the same database, remember the same map and file, plan the same round, and so on."""
    mine = Seen()
    try:
        _run(address, number, start, mine)
    except BaseException as error:
        start.abort()
        mine.error = repr(error)
        raise
    finally:
        seen.put(mine)


def _run(address: str, number: int, start: Barrier, mine: Seen) -> None:
    start.wait(PATIENCE_SECONDS)
    ledger = DatabaseLedger(address)
    for part in (_remember_map, _import_file, _plan_round, partial(_take, number), _deliver):
        start.wait(PATIENCE_SECONDS)
        part(ledger, mine)
    ledger.close()


def _remember_map(ledger: DatabaseLedger, mine: Seen) -> None:
    text = MAP.read_text(encoding="utf-8")

    def remember() -> None:
        with ledger.turn() as turn:
            accept_map(turn, digest_of(text), text, JOURNEY, now=NOW)

    del mine
    again(remember)


def _import_file(ledger: DatabaseLedger, mine: Seen) -> None:
    records = [record_of(number) for number in range(RECORDS)]
    for first in range(0, RECORDS, BATCH):
        taken = again(partial(_take_in, ledger, records[first : first + BATCH]))
        mine.accepted.update(one.how for one in taken)


def record_of(number: int) -> Intake:
    """Return one of the records that all import."""
    words = {"text": f"My invoice number {number} is wrong, I was charged twice.", "score": 1}
    who = {"customer_id": f"c{number % 7}", "customer_email": f"c{number % 7}@exemple.example"}
    record = {"id": f"r{number}", "scale": "nps", "touchpoint": "invoice", **words, **who}
    return read_record(record, source="survey", zone=JOURNEY.timezone, now=NOW)


def _take_in(ledger: DatabaseLedger, intakes: list[Intake]) -> list[object]:
    with ledger.turn() as turn:
        return list(take_in(turn, intakes, reader=READER, journey=JOURNEY, now=NOW))


def _plan_round(ledger: DatabaseLedger, mine: Seen) -> None:
    def plan() -> list[int]:
        with ledger.turn() as turn:
            department = JOURNEY.department("billing")
            shown = share_round(turn, department, JOURNEY, on=date(2026, 11, 24), now=NOW)
            return [case.id for case in shown]

    mine.shown = again(plan)


def _take(number: int, ledger: DatabaseLedger, mine: Seen) -> None:
    """Let several people of this process press "I'll take it" on one case, at once."""
    ready = ThreadBarrier(THREADS)

    def press(person: str) -> bool:
        ready.wait(PATIENCE_SECONDS)
        try:
            with ledger.turn() as turn:
                take(turn, turn.case(1), JOURNEY, by=person, now=NOW)
        except CaseAlreadyTaken:
            return False
        return True

    people = [f"U{number}.{place}" for place in range(THREADS)]
    with ThreadPoolExecutor(THREADS) as pool:
        mine.won = [who for who, won in zip(people, pool.map(press, people), strict=True) if won]


def _deliver(ledger: DatabaseLedger, mine: Seen) -> None:
    """Claim and settle until nothing waits, as the deliverers of one process do."""

    def deliver(_: int) -> None:
        while again(partial(_deliver_one, ledger, mine)):
            pass

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(deliver, range(THREADS)))


def _deliver_one(ledger: DatabaseLedger, mine: Seen) -> bool:
    with ledger.turn() as turn:
        claimed = turn.claim(now=machine_now(), lease=PATIENCE_SECONDS, at_most=3)
    if claimed:
        mine.sent += [one.notice.id for one in claimed]
        again(partial(_settle, ledger, claimed))
        return True
    with ledger.look() as look:
        counts = look.count_notices()
    return bool(counts.get("waiting") or counts.get("sending"))


def _settle(ledger: DatabaseLedger, claimed: list[Claimed]) -> None:
    with ledger.turn() as turn:
        turn.settle([Settled(one, "sent", free_at=0.0) for one in claimed])
