"""A customer's words as they were written: for the leads, and each look is in the history."""

from datetime import datetime

from bot.case import Case, Fact
from bot.journey import JourneyMap
from bot.leads import cx_leads, leads_of
from bot.ledger import Look, Turn
from bot.refusal import Refusal


class OriginalNotShown(Refusal):
    """The words are for the leads, or of somebody whom nobody may recognise, or erased."""

    sentence = "refused-original"


def is_for_eyes_of(look: Look, person: str, case: Case, journey: JourneyMap) -> bool:
    """Tell whether somebody may see a case's words as they were written.

    Its leads may; nobody may where its source is confidential or anonymous.
    """
    verbatim = look.verbatim(case.verbatim_id)
    is_named = journey.policy_of(verbatim.source, verbatim.channel).identity == "named"
    leads = {lead.id for lead in (*leads_of(look, case, journey), *cx_leads(look, journey))}
    return is_named and not verbatim.is_forgotten and person in leads


def see_original(turn: Turn, case: Case, journey: JourneyMap, *, by: str, now: datetime) -> str:
    """Return the words, and remember who looked at them. Raises `OriginalNotShown`."""
    if not is_for_eyes_of(turn, by, case, journey):
        raise OriginalNotShown(case=case.name)
    turn.record(case, Fact("original_seen", now, by))
    return turn.verbatim(case.verbatim_id).text
