"""What came in by many is read again by what it means: each once, and nothing that people know."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.journey import JourneyMap
from bot.journey_file import read_journey
from bot.loop import take_in
from bot.reading.reader import MapReader
from bot.record import Intake, read_record
from bot.settings import Settings
from bot.steps.route import place
from bot.steps.share import share
from handlers.clock import RealClock, machine_now
from handlers.closer_look import CloserLook
from handlers.desk import Desk
from storage.ledger import DatabaseLedger
from tests.house import BEFORE_THE_ROUND as NOW
from tests.house import open_house
from tests.vectors import HashedWords

# Here it means "remboursement, indemnisation, remboursement", words of the map.
MONEY = "Et pour le flouze ou le biffeton, le flouze"
Office = Callable[[], "One"]
JOURNEY = """
company: Vélo Libre
timezone: Europe/Paris
languages: [fr]
fallback: cx
leads: [lea@velolibre.example]
sure_enough: 50 %
departments:
  billing: {name: {fr: Facturation}, channel: "#voix-facturation"}
  delivery: {name: {fr: Livraison}, channel: "#voix-livraison"}
  cx: {name: {fr: Expérience client}, channel: "#voix-cx"}
journey:
  - stage: pay
    name: {fr: Payer}
    touchpoints:
      - key: refund
        name: {fr: Remboursement}
        owner: billing
        words: {fr: [remboursement, indemnisation, avoir, dédommagement]}
      - key: delivery
        name: {fr: Livraison}
        owner: delivery
        words: {fr: [livraison, livreur, colis, transporteur]}
      - key: helpline
        name: {fr: Assistance}
        owner: cx
        words: {fr: [assistance, téléphone, attente, conseiller]}
"""


class One:
    """One process: its own door to the memory, and its own reader."""

    def __init__(self, address: str, journey: JourneyMap) -> None:
        self.ledger = DatabaseLedger(address)
        self.maker = HashedWords()
        self.desk = Desk(
            ledger=self.ledger,
            clock=RealClock(),
            journey=journey,
            reader=MapReader(journey),
            settings=Settings(),
            wake=lambda: None,
        )
        self.closer = CloserLook(self.desk, self.maker)

    def hear(self, *texts: str, first: int = 0) -> list[int]:
        """Take in what customers said, all at once; return the cases."""
        said = [self.record(text, first + at) for at, text in enumerate(texts)]
        with self.ledger.turn() as turn:
            taken = take_in(
                turn, said, reader=self.desk.reader, journey=self.desk.journey, now=NOW
            )
        return [one.case_id or 0 for one in taken]

    def record(self, text: str, number: int) -> Intake:
        record = {"id": str(number), "text": text, "happened_at": NOW.isoformat()}
        record["language"] = "fr"
        zone = self.desk.journey.timezone
        return read_record(record, source="survey", zone=zone, now=NOW)

    def look_until_done(self) -> None:
        while self.closer.look():
            pass

    def history(self, case_id: int) -> list[str]:
        with self.ledger.look() as look:
            return [fact.kind for fact in look.history(case_id)]

    def touchpoint(self, case_id: int) -> str | None:
        with self.ledger.look() as look:
            return look.case(case_id).touchpoint


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Return what opens one process more on the same memory."""
    yield from _offices_on(f"sqlite:///{tmp_path / 'boucle.db'}")


@pytest.fixture
def anywhere(database: str) -> Iterator[Office]:
    """Return the same, on either kind of memory."""
    yield from _offices_on(database)


def _offices_on(address: str) -> Iterator[Office]:
    opened: list[One] = []

    def open_one() -> One:
        opened.append(One(address, read_journey(JOURNEY.encode(), name="journey.yaml")))
        return opened[-1]

    yield open_one
    for one in opened:
        one.ledger.close()


def test_what_waits_to_be_placed_is_read_again_and_finds_its_place(anywhere: Office) -> None:
    here = anywhere()
    (case_id,) = here.hear(MONEY)
    before = here.touchpoint(case_id)

    here.look_until_done()

    assert before is None
    assert here.touchpoint(case_id) == "refund"
    assert here.history(case_id)[-2:] == ["read_again", "routed"]
    with here.ledger.look() as look:
        case = look.case(case_id)
        reading = look.reading(case.verbatim_id)
    assert case.department == "billing"
    assert reading.touchpoint == "refund"
    assert reading.reasons[-1].kind == "meaning"


def test_how_they_feel_stays_as_it_was_read(office: Office) -> None:
    here = office()
    (case_id,) = here.hear(f"{MONEY}, nul")
    with here.ledger.look() as look:
        before = look.reading(look.case(case_id).verbatim_id)

    here.look_until_done()

    with here.ledger.look() as look:
        after = look.reading(look.case(case_id).verbatim_id)
    assert after.touchpoint != before.touchpoint
    assert (after.emotion, after.masked, after.gist) == (
        before.emotion,
        before.masked,
        before.gist,
    )


def test_each_is_read_again_once_by_several_processes(anywhere: Office) -> None:
    here, there = anywhere(), anywhere()
    cases = here.hear(*(f"{MONEY} n° {number}" for number in range(30)))

    threads = [threading.Thread(target=one.look_until_done) for one in (here, there)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert all(here.history(case_id).count("read_again") == 1 for case_id in cases)
    texts = [text for one in (here, there) for text in one.maker.asked if text.startswith(MONEY)]
    assert sorted(texts) == sorted(set(texts))


def test_what_another_process_has_finished_since_it_was_seen_is_not_claimed(
    anywhere: Office,
) -> None:
    here, there = anywhere(), anywhere()
    here.hear(MONEY)
    with here.ledger.look() as look:
        seen = look.unmeant(now=0, at_most=8)
    there.look_until_done()

    with here.ledger.turn() as turn:
        claimed = turn.claim_meanings(seen, now=0, until=1)

    assert (len(seen), list(claimed)) == (1, [])


def test_what_a_process_left_when_it_died_is_read_by_the_next(anywhere: Office) -> None:
    here = anywhere()
    (case_id,) = here.hear(MONEY)
    now = machine_now()
    with here.ledger.turn() as turn:
        assert len(
            turn.claim_meanings(turn.unmeant(now=now, at_most=20), now=now, until=now + 300)
        )

    next_one = anywhere()
    next_one.look_until_done()
    still_claimed = next_one.history(case_id)
    with here.ledger.turn() as turn:
        turn.claim_meanings(turn.unmeant(now=now + 301, at_most=20), now=now + 301, until=now - 1)
    next_one.look_until_done()

    assert "read_again" not in still_claimed
    assert next_one.history(case_id).count("read_again") == 1


def test_what_was_not_read_when_it_was_stopped_is_read_at_once_by_the_next(
    anywhere: Office,
) -> None:
    here = anywhere()
    here.look_until_done()  # it knows the map
    cases = here.hear(*(f"{MONEY} n° {number}" for number in range(5)))

    here.closer.stop()
    here.closer.look()
    left = [one for one in cases if "read_again" not in here.history(one)]
    after = anywhere()
    after.look_until_done()

    assert left == cases
    assert all(after.history(one).count("read_again") == 1 for one in cases)


def test_after_a_restart_nothing_is_read_a_third_time(office: Office) -> None:
    here = office()
    (case_id,) = here.hear(MONEY)
    here.look_until_done()

    after = office()
    after.look_until_done()

    assert after.history(case_id).count("read_again") == 1
    assert after.maker.asked == []  # what the map means was kept as well


def test_what_a_person_placed_stays_where_they_put_it(office: Office) -> None:
    here = office()
    (case_id,) = here.hear(MONEY)
    with here.ledger.turn() as turn:
        place(turn, turn.case(case_id), "delivery", here.desk.journey, by="UANA", now=NOW)

    here.look_until_done()

    assert here.touchpoint(case_id) == "delivery"
    assert "read_again" not in here.history(case_id)


def test_what_was_shown_to_a_department_stays_as_it_was_shown(office: Office) -> None:
    here = office()
    (case_id,) = here.hear(MONEY)
    with here.ledger.turn() as turn:
        share(turn, turn.case(case_id), here.desk.journey, now=NOW)

    here.look_until_done()

    assert here.touchpoint(case_id) is None
    assert "read_again" not in here.history(case_id)


def test_what_people_taught_teaches_by_what_it_means_in_every_process(anywhere: Office) -> None:
    here, there = anywhere(), anywhere()
    (case_id,) = here.hear("La sonnette tinte faux, on dirait un chaudron")
    with here.ledger.turn() as turn:
        place(turn, turn.case(case_id), "delivery", here.desk.journey, by="UANA", now=NOW)
    there.look_until_done()
    here.look_until_done()

    (cousin,) = here.hear("Un carillon, on dirait une marmite", first=10)
    there.look_until_done()

    with here.ledger.look() as look:
        reading = look.reading(look.case(cousin).verbatim_id)
    assert reading.candidates[0].touchpoint == "delivery"
    assert f"C-{case_id}" in [reason.because for reason in reading.reasons]


def test_what_comes_in_by_a_handful_is_read_closely_at_once(office: Office) -> None:
    here = office()
    here.look_until_done()  # it learns what the map means
    said = here.record(MONEY, 1)

    closely = here.desk.read_closely([said.verbatim])
    as_ever = closely.reader
    here.desk.read_closely = here.closer.of
    closely = here.desk.read_closely([said.verbatim])
    with here.ledger.turn() as turn:
        taken = take_in(turn, [said], reader=closely.reader, journey=here.desk.journey, now=NOW)
        closely.keep(turn, taken)
    here.look_until_done()

    assert as_ever is here.desk.reader
    case_id = taken[0].case_id or 0
    assert here.touchpoint(case_id) == "refund"
    assert "read_again" not in here.history(case_id)


def test_a_backlog_is_not_read_closely_on_its_way_in(office: Office) -> None:
    here = office()
    here.look_until_done()
    many = [here.record(f"{MONEY} {number}", number).verbatim for number in range(50)]
    asked = len(here.maker.asked)

    closely = here.closer.of(many)

    assert closely.reader is here.desk.reader
    assert len(here.maker.asked) == asked


class Broken(HashedWords):
    """A maker of vectors that fails at what customers say."""

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float64]:
        if any("flouze" in text for text in texts):
            raise RuntimeError("no memory left")
        return super().vectors(texts)


def test_what_comes_in_is_taken_in_though_its_meaning_cannot_be_found(office: Office) -> None:
    here = office()
    closer = CloserLook(here.desk, Broken())
    closer.look()
    (case_id,) = here.hear(MONEY)

    closely = closer.of([here.record(MONEY, 1).verbatim])
    closer.look()

    assert closely.reader is here.desk.reader
    assert here.touchpoint(case_id) is None


def test_a_bot_reads_again_while_it_runs(tmp_path: Path) -> None:
    journey = tmp_path / "journey.yaml"
    journey.write_text(JOURNEY, encoding="utf-8")
    with open_house(tmp_path, journey=journey, meaning=HashedWords()) as house:
        (case_id,) = house.hear({"id": "1", "text": MONEY, "language": "fr"})
        until = time.monotonic() + 60
        kinds: list[str] = []
        while "read_again" not in kinds and time.monotonic() < until:
            time.sleep(0.05)
            with house.ledger.look() as look:
                kinds = [fact.kind for fact in look.history(case_id)]

    assert kinds[-2:] == ["read_again", "routed"]


def test_words_that_were_erased_leave_no_meaning_behind(anywhere: Office) -> None:
    here = anywhere()
    (case_id,) = here.hear(MONEY)
    here.look_until_done()

    with here.ledger.turn() as turn:
        verbatim_id = turn.case(case_id).verbatim_id
        turn.erase_words([verbatim_id], at=NOW)

    here.look_until_done()
    with here.ledger.turn() as turn:
        assert turn.keep_meaning(verbatim_id, "", maker="tests")  # there was none
