"""The loop itself: its steps in order, which one a case needs next, and how feedback comes in."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import compress

from bot.card import refresh_card
from bot.case import Case, Fact
from bot.changed import changed, made
from bot.hidden import without_speaker
from bot.journey import JourneyMap
from bot.ledger import Known, OpenCase, Turn
from bot.reading import Reader, Reading
from bot.record import Intake
from bot.same_again import SaidBefore, says_the_same
from bot.steps.collect import Accepted, becomes_case, collect, wait_from
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
    said_before: SaidBefore | None = None,
) -> list[TakenIn]:
    """Collect, read and route what customers said, in one turn; one answer for each, in order.

    `said_before` is that of the turn before, where one follows another and that one was kept.
    """
    allowed = [_as_policy_allows(intake, journey) for intake in intakes]
    names = {_key(one.verbatim): one.customer.name for one in intakes if one.customer}
    said_before = said_before or SaidBefore()
    said_before.begin(turn, now=now)
    taken: list[TakenIn] = []
    for part in _each_once(allowed):
        heard = _hear(turn, part, reader, names)
        cases = _open_cases(turn, heard, journey, said_before, now=now)
        taken += [TakenIn(one.how, one.verbatim.id, cases.get(one.verbatim.id)) for one in heard]
    for first_id in turn.still_shown(said_before.grown):
        # The first of the cases in which customers said the same shows how many there are.
        refresh_card(turn, turn.case(first_id), journey)
    return taken


def _as_policy_allows(intake: Intake, journey: JourneyMap) -> Intake:
    """Return the record without its customer, unless its source lets us know who speaks.

    What is confidential must be recognised by nobody, leads included: so it is not kept at all.
    """
    verbatim = intake.verbatim
    if journey.policy_of(verbatim.source, verbatim.channel).identity == "named":
        return intake
    return replace(intake, verbatim=replace(verbatim, customer_id=None), customer=None)


def _each_once(intakes: Sequence[Intake]) -> Iterator[list[Intake]]:
    """Yield the records in their order, in parts that hold each but once.

    One that comes again is compared with what was remembered of it before.
    """
    part: dict[tuple[str, str], Intake] = {}
    for intake in intakes:
        key = _key(intake.verbatim)
        if key in part:
            yield list(part.values())
            part = {}
        part[key] = intake
    if part:
        yield list(part.values())


def _key(verbatim: Verbatim) -> tuple[str, str]:
    return verbatim.source, verbatim.source_id


@dataclass(frozen=True)
class _Heard:
    """What became of one record, and what was understood of it; None of a duplicate."""

    how: Accepted
    verbatim: Verbatim
    reading: Reading | None


def _hear(
    turn: Turn,
    intakes: Sequence[Intake],
    reader: Reader,
    names: Mapping[tuple[str, str], str | None],
) -> list[_Heard]:
    """Keep the words, what is understood of them, and who spoke, whom `names` tells by record."""
    known = _known(turn, intakes)
    collected = [collect(one.verbatim, known.get(_key(one.verbatim))) for one in intakes]
    is_new = [one.how != "duplicate" for one in collected]
    reader.catch_up(turn)
    readings = iter(reader.read_all(list(compress((one.verbatim for one in collected), is_new))))
    heard = [
        _Heard(
            one.how,
            one.verbatim,
            without_speaker(next(readings), names.get(_key(one.verbatim))) if new else None,
        )
        for one, new in zip(collected, is_new, strict=True)
    ]
    added = iter(
        turn.add_verbatims(
            [(one.verbatim, one.reading) for one in heard if one.how == "accepted" and one.reading]
        )
    )
    for one in heard:
        if one.how == "revised" and one.reading:
            turn.revise_verbatim(one.verbatim, one.reading)
    spoke = [intake.customer for intake in compress(intakes, is_new) if intake.customer]
    before = turn.customers([customer.id for customer in spoke])
    turn.record_customers([customer.as_known(before.get(customer.id)) for customer in spoke])
    return [
        _Heard(one.how, next(added), one.reading) if one.how == "accepted" else one
        for one in heard
    ]


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


def _open_cases(
    turn: Turn,
    heard: Sequence[_Heard],
    journey: JourneyMap,
    said_before: SaidBefore,
    *,
    now: datetime,
) -> dict[int, int]:
    """Open the cases of what calls for one; return their ids by verbatim.

    A revision goes to the case there is.
    """
    new = [
        (one.verbatim, one.reading)
        for one in heard
        if one.reading
        and not (one.how == "revised" and _goes_to_its_case(turn, one.verbatim, journey, now=now))
        and becomes_case(one.verbatim, one.reading, journey.fresh_for)
    ]
    ids = turn.new_case_ids(len(new))
    said_before.expect(ids)
    speakers = _Speakers(turn, [verbatim for verbatim, _ in new])
    opened: list[tuple[Case, list[Fact]]] = []
    opened_now = Fact("opened", now)
    for case_id, (verbatim, reading) in zip(ids, new, strict=True):
        collected = made(
            Case,
            id=case_id,
            verbatim_id=verbatim.id,
            department=journey.fallback,
            opened_at=now,
            clock_from=wait_from(verbatim),
            customer_id=verbatim.customer_id,
            linked_to=speakers.case_repeated(verbatim, reading),
            at_stake=verbatim.value,
            needs_answer=speakers.can_be_told(verbatim, journey),
        )
        # What happens to a case in the turn that opens it is written in one go.
        understood, was_read = read(collected, reading, now=now)
        routed, was_routed = route(understood, reading, journey, now=now)
        facts = [opened_now, was_read, was_routed]
        group = said_before.group_of(routed, reading.gist)
        if group is not None:
            routed = changed(routed, same_as=group)
            facts.append(made(Fact, kind="same_again", at=now, about={"case": group}))
        said_before.add(routed, reading.gist)
        speakers.add(routed, reading.gist)
        opened.append((routed, facts))
    turn.add_cases(opened)
    for case, _ in opened:
        if case.grave:
            share(turn, case, journey, now=now)
    return {case.verbatim_id: case.id for case, _ in opened}


def _goes_to_its_case(
    turn: Turn, verbatim: Verbatim, journey: JourneyMap, *, now: datetime
) -> bool:
    """Tell the case of a revised verbatim of it; False when there is none."""
    case = turn.case_of_verbatim(verbatim.id)
    if case is None:
        return False
    turn.record(case, Fact("revised", now, about={"revision": verbatim.revision}))
    refresh_card(turn, case, journey)
    return True


class _Speakers:
    """Who spoke, and which cases they have open, those of this turn among them."""

    def __init__(self, turn: Turn, verbatims: Sequence[Verbatim]) -> None:
        ids = {verbatim.customer_id: None for verbatim in verbatims if verbatim.customer_id}
        self._customers = turn.customers(list(ids))
        self._open: dict[str, list[OpenCase]] = defaultdict(list)
        for case in turn.open_cases_of(list(ids)):
            self._open[case.customer_id].append(case)

    def add(self, case: Case, gist: str) -> None:
        """Count in a case that was opened."""
        if case.customer_id is not None:
            known = OpenCase(case.id, case.customer_id, case.touchpoint, gist)
            self._open[case.customer_id].append(known)

    def case_repeated(self, verbatim: Verbatim, reading: Reading) -> int | None:
        """Return the open case of the same customer about the same thing, if there is one.

        The same thing is the same touchpoint; where none was found, nearly the same words.
        """
        for case in self._open.get(verbatim.customer_id or "", ()):
            if reading.touchpoint is not None and case.touchpoint == reading.touchpoint:
                return case.id
            if says_the_same(case.gist, reading.gist):
                return case.id
        return None

    def can_be_told(self, verbatim: Verbatim, journey: JourneyMap) -> bool:
        """Tell whether we may contact the customer and have a way to reach them.

        Under a public review a public reply asks for no address.
        """
        policy = journey.policy_of(verbatim.source, verbatim.channel)
        return can_be_reached(verbatim, policy, self._customers.get(verbatim.customer_id or ""))
