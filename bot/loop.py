"""The loop itself: its steps in order, which one a case needs next, and how feedback comes in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.card import refresh_card
from bot.case import Case, Fact
from bot.customer import Customer
from bot.journey import JourneyMap
from bot.ledger import Known, Turn
from bot.reading import Reader, Reading
from bot.record import Intake
from bot.same_again import SaidBefore, says_the_same
from bot.steps.collect import Accepted, Collected, becomes_case, collect, wait_from
from bot.steps.read import read
from bot.steps.route import follow_map, route
from bot.steps.share import share
from bot.verbatim import Verbatim
from bot.ways import can_be_reached


@dataclass(frozen=True)
class Step:
    """One step of the loop.

    `done` names the fact of a case that shows it is done, `needed` the fact without which the
    step is left out (None: always needed). `by_people` steps have a button. The SQL predicates of
    storage, the buttons, the nudges, the digest's columns and the README's figure derive from it.
    """

    name: str
    done: str
    needed: str | None = None
    by_people: bool = False

    def is_done(self, case: Case) -> bool:
        """Tell whether the case holds the fact of this step."""
        return getattr(case, self.done) is not None

    def is_needed(self, case: Case) -> bool:
        """Tell whether this case has to pass here: praise needs no action, for instance."""
        return self.needed is None or bool(getattr(case, self.needed))


LOOP = (
    Step("collect", done="opened_at"),
    Step("read", done="read_at"),
    Step("route", done="routed_at"),
    Step("share", done="shared_at"),
    Step("take", done="taken_at", needed="needs_hands", by_people=True),
    Step("act", done="acted_at", needed="needs_hands", by_people=True),
    Step("answer", done="answered_at", needed="needs_answer", by_people=True),
    Step("follow_up", done="followed_up_at", needed="promised_on", by_people=True),
    Step("close", done="closed_at", by_people=True),
)


def next_step(case: Case) -> Step | None:
    """Return the first step that is needed and not done, or None when the loop is closed."""
    if case.closed_at is not None:
        return None
    return next(step for step in LOOP if step.is_needed(case) and not step.is_done(case))


@dataclass(frozen=True)
class TakenIn:
    """What became of one record: accepted, revised or duplicate, and the case it opened."""

    how: Accepted
    verbatim_id: int
    case_id: int | None = None


def accept_map(turn: Turn, version: str, text: str, journey: JourneyMap, *, now: datetime) -> None:
    """Remember an accepted map; when it is a new one, every open case follows it."""
    if turn.record_map(version, text, at=now):
        for case in turn.open_cases():
            follow_map(turn, case, journey, now=now)


def take_in(
    turn: Turn,
    intakes: Sequence[Intake],
    *,
    reader: Reader,
    journey: JourneyMap,
    now: datetime,
) -> list[TakenIn]:
    """Collect, read and route what customers said, in one turn; one answer for each, in order."""
    allowed = [_as_policy_allows(intake, journey) for intake in intakes]
    known = _known(turn, allowed)
    reader.catch_up(turn)
    readings = _read(allowed, known, reader)
    said_before = SaidBefore(turn, now=now)
    taken: list[TakenIn] = []
    for intake, reading in zip(allowed, readings, strict=True):
        key = _key(intake.verbatim)
        collected = collect(intake.verbatim, known.get(key))
        if collected.how == "duplicate" or reading is None:
            taken.append(TakenIn("duplicate", collected.verbatim.id))
            continue
        one = _remember(turn, collected, intake.customer, reading)
        known[key] = Known(one.verbatim.id, one.verbatim.revision, one.verbatim.fingerprint())
        case = _turn_into_case(turn, one, reading, journey, said_before, now=now)
        taken.append(TakenIn(one.how, one.verbatim.id, case.id if case else None))
    for first_id in sorted(said_before.grown):
        _count_in(turn, first_id, journey)
    return taken


def _as_policy_allows(intake: Intake, journey: JourneyMap) -> Intake:
    """Return the record without its customer, unless its source lets us know who speaks.

    What is confidential must be recognised by nobody, leads included: so it is not kept at all.
    """
    verbatim = intake.verbatim
    if journey.policy_of(verbatim.source, verbatim.channel).identity == "named":
        return intake
    return replace(intake, verbatim=replace(verbatim, customer_id=None), customer=None)


def _key(verbatim: Verbatim) -> tuple[str, str]:
    return verbatim.source, verbatim.source_id


def _known(turn: Turn, intakes: Sequence[Intake]) -> dict[tuple[str, str], Known]:
    """Return what is remembered of these records, by source and id."""
    by_source: dict[str, list[str]] = {}
    for intake in intakes:
        by_source.setdefault(intake.verbatim.source, []).append(intake.verbatim.source_id)
    return {
        (source, source_id): known
        for source, source_ids in sorted(by_source.items())  # each is held: always in one order
        for source_id, known in turn.known(source, source_ids).items()
    }


def _read(
    intakes: Sequence[Intake], known: Mapping[tuple[str, str], Known], reader: Reader
) -> list[Reading | None]:
    """Return the reading of each record, None for one that is remembered as it is."""
    is_new = [
        collect(intake.verbatim, known.get(_key(intake.verbatim))).how != "duplicate"
        for intake in intakes
    ]
    said = [intake.verbatim for intake, new in zip(intakes, is_new, strict=True) if new]
    readings = iter(reader.read_all(said))
    return [next(readings) if new else None for new in is_new]


def _remember(
    turn: Turn, collected: Collected, customer: Customer | None, reading: Reading
) -> Collected:
    """Keep the words, what was understood of them, and who spoke."""
    says_something = reading.says_something
    if collected.how == "revised":
        turn.revise_verbatim(collected.verbatim, says_something=says_something)
    else:
        added = turn.add_verbatim(collected.verbatim, says_something=says_something)
        collected = replace(collected, verbatim=added)
    turn.record_reading(collected.verbatim.id, reading)
    if customer is not None:
        turn.record_customer(customer)
    return collected


def _turn_into_case(
    turn: Turn,
    collected: Collected,
    reading: Reading,
    journey: JourneyMap,
    said_before: SaidBefore,
    *,
    now: datetime,
) -> Case | None:
    """Open the case of a verbatim that calls for one; a revision goes to the case there is."""
    verbatim = collected.verbatim
    case = turn.case_of_verbatim(verbatim.id) if collected.how == "revised" else None
    if case is not None:
        turn.record(case, Fact("revised", now, about={"revision": verbatim.revision}))
        refresh_card(turn, case, journey)
        return None
    if not becomes_case(verbatim, reading, journey.fresh_for):
        return None
    collected_case = Case(
        id=0,
        verbatim_id=verbatim.id,
        department=journey.fallback,
        opened_at=now,
        clock_from=wait_from(verbatim),
        customer_id=verbatim.customer_id,
        linked_to=_repeated(turn, verbatim, reading),
        at_stake=verbatim.value,
        needs_answer=_can_be_told(turn, verbatim, journey),
    )
    # What happens to a case in the turn that opens it is written in one go.
    understood, was_read = read(collected_case, reading, now=now)
    routed, was_routed = route(understood, reading, journey, now=now)
    facts = [Fact("opened", now), was_read, was_routed]
    group = said_before.group_of(routed, reading.gist)
    if group is not None:
        routed = replace(routed, same_as=group)
        facts.append(Fact("same_again", now, about={"case": group}))
    opened = turn.open_case(routed, *facts)
    said_before.add(opened, reading.gist)
    return share(turn, opened, journey, now=now) if opened.grave else opened


def _count_in(turn: Turn, first_id: int, journey: JourneyMap) -> None:
    """Let the first of the cases in which customers said the same show how many there are."""
    first = turn.case(first_id)
    if first.shared_at is not None and first.closed_at is None:
        refresh_card(turn, first, journey)


def _repeated(turn: Turn, verbatim: Verbatim, reading: Reading) -> int | None:
    """Return the open case of the same customer about the same thing, if there is one.

    The same thing is the same touchpoint; where none was found, nearly the same words.
    """
    if verbatim.customer_id is None:
        return None
    for case in turn.open_cases_of(verbatim.customer_id):
        if reading.touchpoint is not None and case.touchpoint == reading.touchpoint:
            return case.id
        if says_the_same(turn.reading(case.verbatim_id).gist, reading.gist):
            return case.id
    return None


def _can_be_told(turn: Turn, verbatim: Verbatim, journey: JourneyMap) -> bool:
    """Tell whether we may contact the customer and have a way to reach them.

    Under a public review a public reply asks for no address.
    """
    policy = journey.policy_of(verbatim.source, verbatim.channel)
    customer = turn.customer(verbatim.customer_id) if verbatim.customer_id else None
    return can_be_reached(verbatim, policy, customer)
