"""Summer time, holidays, sleeping machines, clocks set back: everything is said once still."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar import WorkingHours, add_working_time, local_moment
from bot.due import Due
from bot.due_date import understand_due
from bot.engine.deliver import Delivery, Patience
from bot.engine.delivery import NotSent
from bot.engine.pace import Pace
from bot.engine.plan import Occasion, plan
from bot.holidays import Holidays
from bot.journey import Department, JourneyMap, RoundPlan
from bot.journey_file import JourneyMistakes, read_journey
from bot.late import is_late_for_team
from bot.loop import take_in
from bot.notice import Notice
from bot.person import Person
from bot.reading.reader import MapReader
from bot.record import read_record
from bot.settings import Settings
from handlers.desk import Desk
from handlers.morning_round import MorningRound
from handlers.nudge import Nudge
from handlers.weekly_digest import WeeklyDigest
from storage.ledger import DatabaseLedger
from tests.engine.conftest import MachineTime, StandingClock
from tests.engine.test_pause import Postman
from tests.house import House
from tests.records import PETIT, of_somebody_else

PARIS, LONDON = ZoneInfo("Europe/Paris"), ZoneInfo("Europe/London")
ALWAYS = WorkingHours.parse("Mon-Sun 00:00-23:59")
ROOT = Path(__file__).parents[2]
MAP_TEXT = (ROOT / "journey.yaml").read_text(encoding="utf-8")
JOURNEY = read_journey(MAP_TEXT)
# It reads words; hours and holidays are nothing to it.
READER = MapReader(JOURNEY)
TUESDAY = datetime.fromisoformat("2026-11-24T08:00:00+01:00")


@dataclass
class Office:
    """A memory, and the occasions that look into it at any time a test says."""

    ledger: DatabaseLedger
    journey: JourneyMap

    def hear(self, *names: str, at: datetime) -> None:
        """Let customers say something about their invoice."""
        said_at = (at - timedelta(hours=1)).isoformat()
        intakes = [
            read_record(
                of_somebody_else(PETIT, name, happened_at=said_at),
                source="helpdesk",
                zone=PARIS,
                now=at,
            )
            for name in names
        ]
        with self.ledger.turn() as turn:
            take_in(turn, intakes, reader=READER, journey=self.journey, now=at)
            ana = "ana@velolibre.example"
            turn.record_person(Person(id="UANA", name="Ana", locale="fr", zone=PARIS, email=ana))

    def look_around(self, *moments: datetime) -> None:
        """Let every occasion plan what is due, at each of these moments."""
        desk = Desk(
            self.ledger,
            StandingClock(),
            self.journey,
            READER,
            Settings(),
            lambda: None,
        )
        occasions: list[Occasion] = [MorningRound(desk), Nudge(desk), WeeklyDigest(desk)]
        for moment in moments:
            plan(self.ledger, occasions, now=moment)

    def staged(self, kind: str) -> list[str]:
        """Return the ids of the notices of a kind, first staged first."""
        with self.ledger.turn() as turn:
            rows = turn._db.query(
                "select id from notices where kind = :kind order by number", {"kind": kind}
            )
        return [row["id"] for row in rows]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    ledger = DatabaseLedger(f"sqlite:///{tmp_path / 'boucle.db'}")
    yield Office(ledger, JOURNEY)
    ledger.close()


def _billing(journey: JourneyMap, **changes: object) -> JourneyMap:
    """Return the map with a changed billing department."""
    billing: Department = replace(journey.departments["billing"], **changes)  # type: ignore[arg-type] # any field
    return replace(journey, departments={**journey.departments, "billing": billing})


def _every(step: timedelta, start: datetime, end: datetime) -> list[datetime]:
    steps = int((end - start) / step)
    return [start + number * step for number in range(steps + 1)]


@pytest.mark.parametrize(
    ("night", "said_at"),
    [("2026-10-25", "2026-10-25T00:30:00+00:00"), ("2027-03-28", "2027-03-28T01:00:00+00:00")],
    ids=["comes twice", "is jumped over"],
)
def test_a_round_at_half_past_two_on_the_night_the_clock_changes_is_posted_once(
    office: Office, night: str, said_at: str
) -> None:
    at_night = RoundPlan(at=time(2, 30), at_most=3)
    office.journey = _billing(JOURNEY, round=at_night, working_hours=ALWAYS)
    midnight = local_moment(date.fromisoformat(night), time(0), PARIS).astimezone(UTC)
    office.hear("night", at=midnight - timedelta(hours=2))

    moments = _every(timedelta(minutes=10), midnight, midnight + timedelta(hours=6))
    first = datetime.fromisoformat(said_at)
    office.look_around(*[moment for moment in moments if moment < first])
    before = office.staged("round")
    office.look_around(first)
    then = office.staged("round")
    office.look_around(*[moment for moment in moments if moment > first])

    assert before == []
    assert len(then) == 1
    assert office.staged("round") == then


@given(
    start=st.datetimes(datetime(2026, 10, 20), datetime(2027, 4, 2), timezones=st.just(PARIS)),  # noqa: DTZ001 # hypothesis adds the zone
    hours=st.integers(0, 60),
    more=st.integers(1, 60),  # none at all at a closing hour gives the next opening
)
def test_working_time_adds_up_across_the_nights_on_which_the_clock_changes(
    start: datetime, hours: int, more: int
) -> None:
    opening = replace(
        WorkingHours.parse("Mon-Fri 09:00-12:00,14:00-18:00; Sun 01:00-04:00"),
        holidays=Holidays(days=frozenset({date(2026, 11, 11), date(2026, 12, 25)})),
    )

    once = add_working_time(start, timedelta(hours=hours), opening, PARIS)
    twice = add_working_time(once, timedelta(hours=more), opening, PARIS)

    assert twice == add_working_time(start, timedelta(hours=hours + more), opening, PARIS)
    assert opening.is_working_day(twice.date())


def test_each_department_has_its_round_at_its_own_hour(office: Office) -> None:
    office.journey = _billing(JOURNEY, timezone=LONDON)
    office.hear("london", at=TUESDAY)
    in_paris = datetime.fromisoformat("2026-11-24T09:15:00+01:00")

    office.look_around(in_paris)
    before = office.staged("round")
    office.look_around(in_paris + timedelta(hours=1))

    assert before == []
    assert len(office.staged("round")) == 1


def test_nothing_is_posted_on_a_holiday_and_it_is_the_next_working_day(office: Office) -> None:
    text = MAP_TEXT.replace(
        "timezone: Europe/Paris\n", "timezone: Europe/Paris\nholidays: FR\n", 1
    )
    office.journey = read_journey(text)
    armistice = datetime.fromisoformat("2026-11-11T09:15:00+01:00")
    office.hear("holiday", at=armistice - timedelta(hours=14))

    office.look_around(armistice)
    before = office.staged("round"), office.staged("nudge")
    office.look_around(armistice + timedelta(days=1))

    assert before == ([], [])
    assert len(office.staged("round")) == 1


def test_a_holiday_does_not_count_for_the_team(office: Office) -> None:
    holidays = Holidays(places=("FR",))
    hours = replace(WorkingHours.parse("Mon-Fri 09:00-18:00"), holidays=holidays)
    evening = datetime.fromisoformat("2026-11-10T17:00:00+01:00")
    office.hear("clock", at=evening)
    with office.ledger.look() as look:
        (case,) = look.open_cases()
    shown = replace(case, shared_at=evening)
    two_days_on = evening + timedelta(days=1, hours=18)

    late = is_late_for_team(shown, _billing(JOURNEY, working_hours=hours), now=two_days_on)
    late_without = is_late_for_team(shown, JOURNEY, now=two_days_on)

    assert (late, late_without) == (False, True)


def test_the_end_of_a_week_with_a_holiday_on_friday_is_thursday() -> None:
    christmas = Holidays(places=("FR",))
    hours = replace(WorkingHours.parse("Mon-Fri 09:00-18:00"), holidays=christmas)
    monday = datetime.fromisoformat("2026-12-21T10:00:00+01:00")

    due = understand_due("fin de semaine", now=monday, hours=hours)

    assert isinstance(due, Due)
    assert due.on == date(2026, 12, 24)


@pytest.mark.parametrize(
    ("written", "closed", "open_day"),
    [
        ("FR", "2026-12-25", "2026-12-26"),
        ("FR-57", "2026-12-26", "2026-12-28"),
        ("GB-SCT", "2026-11-30", "2026-12-01"),
        ("[FR, 2026-12-24]", "2026-12-24", "2026-12-23"),
        ("2026-12-24", "2026-12-24", "2026-12-25"),
    ],
)
def test_the_map_names_places_and_days_on_which_nobody_works(
    written: str, closed: str, open_day: str
) -> None:
    text = MAP_TEXT.replace(
        "    working_hours:", f"    holidays: {written}\n    working_hours:", 1
    )

    hours = read_journey(text).departments["billing"].working_hours

    assert date.fromisoformat(closed) in hours.holidays
    assert date.fromisoformat(open_day) not in hours.holidays


@pytest.mark.parametrize("written", ["France", "FR-99", "XX", "2026-13-01", "Noël"])
def test_holidays_that_nobody_knows_are_a_mistake_with_its_cure(written: str) -> None:
    text = MAP_TEXT.replace(
        "    working_hours:", f"    holidays: {written}\n    working_hours:", 1
    )

    with pytest.raises(JourneyMistakes, match="GB-SCT"):
        read_journey(text)


def test_a_machine_that_slept_three_days_posts_one_round_one_reminder_one_digest(
    office: Office,
) -> None:
    office.hear("first", "second", "third", "fourth", at=TUESDAY)
    office.look_around(TUESDAY + timedelta(hours=1, minutes=15))
    rounds = len(office.staged("round"))

    woken = datetime.fromisoformat("2026-11-30T09:30:00+01:00")
    office.look_around(*_every(timedelta(minutes=1), woken, woken + timedelta(minutes=5)))

    assert rounds == 1
    assert len(office.staged("round")) == 2
    assert len(office.staged("nudge")) == 1
    assert office.staged("digest") == ["digest:2026-W48"]


def test_a_bot_that_is_new_tells_no_week_before_it(office: Office) -> None:
    office.hear("new", at=TUESDAY)

    office.look_around(datetime.fromisoformat("2026-11-22T10:00:00+01:00"))

    assert office.staged("digest") == []


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=1)], ids=["hour", "day"])
def test_a_clock_that_jumps_back_says_nothing_twice_and_goes_on(
    office: Office, back: timedelta
) -> None:
    office.hear("first", at=TUESDAY)
    wednesday = TUESDAY + timedelta(days=1, hours=2)
    office.look_around(wednesday - timedelta(days=1), wednesday)
    before = [office.staged(kind) for kind in ("round", "card", "nudge", "digest")]

    office.look_around(*_every(timedelta(minutes=30), wednesday - back, wednesday))
    after = [office.staged(kind) for kind in ("round", "card", "nudge", "digest")]
    office.hear("second", at=wednesday)
    office.look_around(wednesday + timedelta(days=1))

    assert after == before
    assert len(office.staged("round")) == 2


@pytest.mark.parametrize("back", [3600.0, 86400.0, 400 * 86400.0], ids=["hour", "day", "year"])
def test_a_machine_whose_clock_was_set_back_goes_on_sending(office: Office, back: float) -> None:
    machine = MachineTime(seconds=1_000_000_000.0)
    fails: list[str] = []

    def fail_once(notice: Notice) -> None:
        if not fails:
            fails.append(notice.id)
            raise ConnectionError

    class Failing(Postman):
        def send(self, notice, *, point_of_no_return):  # type: ignore[no-untyped-def] # as its own
            try:
                return super().send(notice, point_of_no_return=point_of_no_return)
            except ConnectionError:
                return NotSent("away")

    postman = Failing(fail_once)
    delivery = Delivery(
        office.ledger, {"channel": postman}, machine, lambda: 1.0, Pace(), Patience()
    )
    with office.ledger.turn() as turn:
        for number in range(3):
            turn.stage(Notice(f"n{number}", "thread_line", "channel:#here", case_id=number))
    delivery.deliver_one()

    machine.seconds -= back
    for _second in range(20):
        machine.seconds += 1.0
        delivery.deliver_one()

    assert sorted(postman.sent) == ["n0", "n1", "n2"]


def test_business_time_that_moves_while_something_is_being_sent_says_it_once(
    house: House,
) -> None:
    house.hear(*(of_somebody_else(PETIT, name) for name in ("a", "b", "c")))
    fault = {"method": "chat.postMessage", "kind": "slow", "seconds": 0.3}
    house._http.post("/_workspace/faults", json=fault).raise_for_status()

    house._http.post("/_workspace/clock", json={"to": "2026-11-24T09:15:00+01:00"})
    house._http.post("/_workspace/clock", json={"advance": "3h"})
    house._http.post("/_workspace/clock", json={"advance": "1d"})
    house.settle()

    texts = [one["text"] for one in house.messages("voix-facturation")]
    assert len([text for text in texts if "C-" in text]) == 3
    assert len(texts) == 4  # and the header
