"""Chooses whose words open the digest: a low point, a high point, and one more."""

from collections.abc import Sequence
from datetime import date

from bot.action import still_counting
from bot.case import Case
from bot.digest.week import Voice
from bot.hidden import hidden_of
from bot.journey import JourneyMap
from bot.ledger import Heard, Look
from bot.reading import HIGH

# One low, one high, one more: a minute of reading, and people do read to the end.
HOW_MANY = 3
# Words this long are a story that can be read at a glance.
_READABLE = range(40, 401)


def voices_of(
    look: Look, heard: Sequence[Heard], *, journey: JourneyMap, today: date
) -> tuple[Voice, ...]:
    """Return the words that open the digest: first a low point, then a high one, then one more.

    Never grave, never confidential or anonymous, never from a department in rehearsal; no two of
    the same customer.
    """
    fit = sorted(
        (each for each in heard if _may_be_shown(each, journey)), key=_worth, reverse=True
    )
    chosen: list[Heard] = []
    for wanted in (_is_low, _is_high, *[_is_anything] * HOW_MANY):
        others = [each for each in fit if wanted(each) and not _has_spoken(each, chosen)]
        if others and len(chosen) < HOW_MANY:
            # The worthiest from elsewhere, so that a single bad place is not all there is.
            chosen.append(min(others, key=lambda each: _place_of(each) in map(_place_of, chosen)))
    return tuple(
        _voice(look, each.case, journey=journey, today=today) for each in chosen if each.case
    )


def _may_be_shown(heard: Heard, journey: JourneyMap) -> bool:
    if heard.case is None or heard.case.grave or not heard.says_something:
        return False
    verbatim = heard.verbatim
    department = journey.in_charge(heard.case.department)
    return (
        bool(verbatim.text.strip())
        and department.mode == "live"
        and journey.policy_of(verbatim.source, verbatim.channel).identity == "named"
    )


def _worth(heard: Heard) -> tuple[float, int]:
    """Return how much words are worth being read: strong, decisive, gone all the way round."""
    case = heard.case
    if case is None:
        return 0.0, -heard.verbatim.id
    worth = (
        abs(case.polarity)
        + case.intensity / 2
        + (0.5 if case.moment_of_truth else 0)
        + (0.75 if case.closed_at else 0)
        + (0.5 if case.helped is not None else 0)
        + (0.5 if len(heard.verbatim.text) in _READABLE else 0)
    )
    return worth, -heard.verbatim.id


def _is_low(heard: Heard) -> bool:
    return heard.case is not None and heard.case.polarity <= -HIGH


def _is_high(heard: Heard) -> bool:
    return heard.case is not None and heard.case.polarity >= HIGH


def _is_anything(_heard: Heard) -> bool:
    return True


def _has_spoken(heard: Heard, chosen: Sequence[Heard]) -> bool:
    """Tell whether these words, or other words of the same customer, were chosen already."""
    return any(
        heard.verbatim.id == other.verbatim.id
        or (heard.verbatim.customer_id or heard) == other.verbatim.customer_id
        for other in chosen
    )


def _place_of(heard: Heard) -> str | None:
    return heard.case.touchpoint if heard.case else None


def _voice(look: Look, case: Case, *, journey: JourneyMap, today: date) -> Voice:
    hidden = hidden_of(look, case, journey)
    language = journey.language_of(case.department)
    awaits_word = case.promised_on and not case.followed_up_at and case.promised_on >= today
    back = look.heard_back(case.id)
    return Voice(
        case_id=case.id,
        words=look.reading(case.verbatim_id).masked,
        polarity=case.polarity,
        needs_hands=case.needs_hands,
        department=case.department,
        touchpoint=case.touchpoint,
        moment_of_truth=case.moment_of_truth,
        done=hidden.masked(_last_action(look, case), language=language),
        promised_on=case.promised_on if awaits_word else None,
        closed_how=case.closed_how if case.closed_at else None,
        helped=case.helped,
        said_back=hidden.masked(back.words if back else "", language=language),
    )


def _last_action(look: Look, case: Case) -> str:
    """Return what was done last about a case, else what is planned, else nothing."""
    actions = [one for one in still_counting(look.actions(case.id)) if one.kind != "not_now"]
    last = max(actions, key=lambda each: (each.done_at is not None, each.id), default=None)
    return last.what if last else ""
