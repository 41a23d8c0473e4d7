"""A closer look at what waits: read again by what it means, once somebody had time for it."""

from dataclasses import replace
from datetime import datetime

from bot.case import Case, Fact
from bot.journey import JourneyMap
from bot.ledger import Look, Turn
from bot.reading import CloseReader
from bot.reading.meaning import Floats, meant, packed
from bot.steps.route import route
from bot.verbatim import Verbatim


def look_closer(
    turn: Turn,
    verbatim: Verbatim,
    meaning: Floats,
    reader: CloseReader,
    journey: JourneyMap,
    *,
    maker: str,
    now: datetime,
) -> bool:
    """Keep what a verbatim means, and read its case again where nobody has seen or placed it.

    Only where it belongs is read anew; how they feel stays as it was read. False, and nothing is
    changed, when somebody else did it before, or its words are others by now.
    """
    said = turn.verbatim(verbatim.id)
    if said.is_forgotten or meant(said.text) != meant(verbatim.text):
        return False
    if not turn.keep_meaning(said.id, packed(meaning), maker=maker):
        return False
    case = turn.case_of_verbatim(said.id)
    if case is not None and _waits_unseen(turn, case, said):
        reader.catch_up(turn)
        _read_again(turn, case, said, meaning, reader, journey, now=now)
    return True


def _waits_unseen(look: Look, case: Case, said: Verbatim) -> bool:
    is_open = case.closed_at is None and case.shared_at is None and case.taken_at is None
    is_free = case.passes == 0 and case.grave is None and said.touchpoint is None
    return is_open and is_free and look.correction_of(case.id) is None


def _read_again(
    turn: Turn,
    case: Case,
    said: Verbatim,
    meaning: Floats,
    reader: CloseReader,
    journey: JourneyMap,
    *,
    now: datetime,
) -> None:
    before = turn.reading(said.id)
    again = reader.closely({meant(said.text): meaning}).read(said)
    reading = replace(
        before,
        touchpoint=again.touchpoint,
        confidence=again.confidence,
        candidates=again.candidates,
        also=again.also,
        reasons=again.reasons,
        sureness=again.sureness,
    )
    turn.replace_reading(said.id, reading)
    facts = [Fact("read_again", now)]
    if reading.touchpoint != case.touchpoint:
        case, was_routed = route(case, reading, journey, now=now)
        facts.append(was_routed)
    turn.record(case, *facts)
