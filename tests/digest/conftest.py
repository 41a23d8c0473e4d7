from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from bot.action import Obstacle
from bot.case import Case, Closing
from bot.customer import Customer
from bot.digest.figures import week_of
from bot.digest.week import Week
from bot.due import Due
from bot.hear_back import HeardBack
from bot.journey import JourneyMap
from bot.loop import take_in
from bot.message import Message
from bot.reading.reader import MapReader
from bot.record import Intake
from bot.steps import act, answer, close, follow_up, share, take
from bot.verbatim import Channel, Score, Verbatim
from storage.ledger import DatabaseLedger

JOURNEY = Path(__file__).parents[2] / "journey.yaml"
# A Wednesday of week 47.
WEDNESDAY = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def reader(journey: JourneyMap) -> MapReader:
    return MapReader(journey)


@dataclass
class Story:
    """Lets customers speak and colleagues work, with a real ledger."""

    ledger: DatabaseLedger
    journey: JourneyMap
    reader: MapReader
    numbers: "count[int]"

    def says(
        self,
        text: str,
        *,
        at: datetime = WEDNESDAY,
        score: float | None = None,
        touchpoint: str | None = "invoice",
        channel: Channel = "ticket",
        source: str = "desk",
        customer: str | None = None,
    ) -> int | None:
        """A customer says something; returns the case it opened."""
        number = next(self.numbers)
        who = Customer(
            id=customer or f"k-{number}",
            name="Claire Petit",
            email="claire@example.org",
            contact_ok=True,
        )
        verbatim = Verbatim(
            source=source,
            source_id=f"r-{number}",
            happened_at=at,
            received_at=at + timedelta(minutes=5),
            channel=channel,
            text=text,
            score=None if score is None else Score(score, "nps"),
            customer_id=who.id,
            touchpoint=touchpoint,
        )
        with self.ledger.turn() as turn:
            (taken,) = take_in(
                turn,
                [Intake(verbatim, who)],
                reader=self.reader,
                journey=self.journey,
                now=verbatim.received_at,
            )
            if taken.case_id is not None:
                share.share(turn, turn.case(taken.case_id), self.journey, now=at)
        return taken.case_id

    def act(self, case_id: int, what: str, *, at: datetime) -> None:
        with self.ledger.turn() as turn:
            case = take.take(turn, turn.case(case_id), self.journey, by="U1", now=at)
            due = Due(at.date())
            act.plan(turn, case, self.journey, act.Plan(what, "U1", due), by="U1", now=at)

    def stick(self, case_id: int, on: Obstacle, *, at: datetime) -> None:
        with self.ledger.turn() as turn:
            case = turn.case(case_id)
            act.say_stuck(turn, case, None, self.journey, on=on, why="?", by="U1", now=at)

    def tell(self, case_id: int, *, at: datetime, promised_on: date | None = None) -> None:
        message = Message(
            case_id=case_id,
            kind="answer",
            way="phone",
            language="fr",
            text="…",
            approved_by="U1",
            approved_at=at,
            promised_on=promised_on,
        )
        with self.ledger.turn() as turn:
            case = turn.case(case_id)
            if case.answered_at is None:
                answer.answer(turn, case, message, self.journey, revision=1, now=at)
            else:
                told = replace(message, kind="follow_up")
                follow_up.follow_up(turn, case, told, self.journey, revision=1, now=at)

    def close(self, case_id: int, *, at: datetime, how: Closing = "told", cause: str = "") -> None:
        with self.ledger.turn() as turn:
            close.close(
                turn,
                turn.case(case_id),
                self.journey,
                how=how,
                by="U1",
                now=at,
                cause=cause or None,
            )

    def hear_back(self, case_id: int, *, helped: bool, words: str = "", at: datetime) -> None:
        with self.ledger.turn() as turn:
            heard = HeardBack(case_id, helped, words, at)
            close.hear_back(turn, turn.case(case_id), heard, self.journey, now=at)

    def pass_on_thanks(self, case_id: int, *, at: datetime) -> None:
        with self.ledger.turn() as turn:
            close.pass_on_thanks(turn, turn.case(case_id), self.journey, by="U1", now=at)

    def change(self, case_id: int, change: Callable[[Case], Case]) -> None:
        """Set facts that no step can bring about by itself."""
        with self.ledger.turn() as turn:
            turn.record(change(turn.case(case_id)))

    def week(
        self,
        name: str = "2026-W47",
        *,
        now: datetime = WEDNESDAY + timedelta(days=2, hours=6),
        journey: JourneyMap | None = None,
    ) -> Week:
        with self.ledger.look() as look:
            return week_of(look, week=name, journey=journey or self.journey, now=now)


@pytest.fixture
def story(tmp_path: Path, journey: JourneyMap, reader: MapReader) -> Story:
    ledger = DatabaseLedger(f"sqlite:///{tmp_path}/boucle.db")
    yield Story(ledger, journey, reader, count(1))
    ledger.close()
