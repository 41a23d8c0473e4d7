"""The card of a case: the customer's words first, then what matters now, then the next step."""

from datetime import datetime

from bot.action import still_counting
from bot.calendar import add_working_time
from bot.card import thanks_passed_on
from bot.case import Case
from bot.hidden import hidden_of
from bot.improvement import can_join, has_own_step
from bot.journey import JourneyMap
from bot.ledger import Look
from bot.loop import next_step
from bot.reading import Reading
from bot.told_before import end_told, told_before
from bot.verbatim import SCALES, Score, Verbatim
from bot.ways import may_be_given_address, may_be_told_by_hand
from bot.wording import say
from bot.wording.dates import say_day, say_long, say_number, say_time, say_wait
from handlers.cards.actions_window import action_line
from handlers.cards.arrival import arrival
from handlers.cards.elements import (
    MESSAGE_AT_MOST,
    Block,
    Post,
    actions,
    button,
    context,
    option,
    overflow,
    section,
    size_of,
)
from handlers.cards.improvement_line import SHOW_IMPROVEMENT, improvement_line
from handlers.cards.learned import why_there
from handlers.cards.names import name_of
from handlers.cards.text import QUOTE_AT_MOST, cut, escape, quote_block

# A step that people do (`LOOP`) has a button whose action id is the step's name.
PLACE = "place"
MORE = "more"
THANKS = "thanks"
# What stands behind "more"; each is the first part of its option's value ("pass_on:31").
PASS_ON, NO_REPLY, RELEASE, SHOW, NEW_DATE = "pass_on", "no_reply", "release", "show", "new_date"
REOPEN, ACTIONS, WRITE, REASSURE = "reopen", "actions", "write", "reassure"
IMPROVE, LEAVE, ADDRESS = "improve", "leave", "address"

# The card is a glance: the last actions, shortened; everything stands behind "show all".
_MOST_ACTIONS = 3
_PART_AT_MOST = 120
# Slack takes five choices behind "…", of which the last one shows everything.
_MOST_MORE = 4
# Emoji take twelve characters each on their way: words of nothing else are cut shorter.
_QUOTES = (QUOTE_AT_MOST, 250, 80)


def case_card(look: Look, case: Case, journey: JourneyMap, language: str, now: datetime) -> Post:
    """Return the card as it has to stand now, in the language of its readers."""
    verbatim = look.verbatim(case.verbatim_id)
    reading = look.reading(case.verbatim_id)
    notification = say(
        language,
        "card-notification",
        case=case.name,
        about=touchpoint_name(case, journey, language),
        state=say(language, f"card-state-{_state(case)}".replace("_", "-")),
    )
    if case.closed_at is not None:
        return Post(notification, _closed(look, case, journey, language))
    lines = [
        _who_and_where(look, case, verbatim, reading, journey, language),
        _clock(case, journey, language, now) if case.needs_hands else "",
        _why_here(look, case, reading, journey, language),
        say(language, "card-regulated") if _is_regulated(case, verbatim, journey) else "",
        *_progress(look, case, journey, language),
    ]
    below = [
        context("\n".join(line for line in lines if line)),
        actions(_buttons(look, case, reading, journey, language)),
    ]
    for at_most in _QUOTES:
        blocks = [_words(verbatim, reading, language, at_most=at_most), *below]
        if size_of(blocks) <= MESSAGE_AT_MOST:
            break
    return Post(notification, blocks)


def touchpoint_name(case: Case, journey: JourneyMap, language: str) -> str:
    """Return the name of the case's touchpoint, starred when it is a moment of truth."""
    if case.touchpoint not in journey.touchpoints:
        return say(language, "card-to-be-placed")
    name = journey.touchpoint(str(case.touchpoint)).name.in_(language)
    return f"{name} ★" if case.moment_of_truth else name


def score_line(score: Score | None, language: str) -> str:
    """Return "2/10, hoped for 8"; "" without a score."""
    if score is None:
        return ""
    best = SCALES[score.scale][1]
    given = f"{say_number(score.value, language)}/{best}"
    if score.expected is None:
        return given
    expected = say_number(score.expected, language)
    return say(language, "card-score-expected", given=given, expected=expected)


def _state(case: Case) -> str:
    step = next_step(case)
    return step.name if step else "closed"


def _words(verbatim: Verbatim, reading: Reading, language: str, *, at_most: int) -> Block:
    if verbatim.is_forgotten:
        return section(say(language, "card-forgotten"))
    if reading.masked.strip():
        return quote_block(reading.masked, at_most=at_most)
    return section(say(language, "card-no-words", score=score_line(verbatim.score, language)))


def _who_and_where(
    look: Look,
    case: Case,
    verbatim: Verbatim,
    reading: Reading,
    journey: JourneyMap,
    language: str,
) -> str:
    customer = look.customer(case.customer_id) if case.customer_id else None
    parts = [
        f"*{case.name}*",
        score_line(verbatim.score, language),
        "" if reading.feeling == "neutral" else say(language, f"emotion-{reading.feeling}"),
        escape(touchpoint_name(case, journey, language)),
    ]
    if customer and customer.since and customer.since < verbatim.happened_at.date():
        known_for = verbatim.happened_at.date() - customer.since
        parts.append(say(language, "card-since", long=say_long(known_for, language)))
    parts += [
        say(language, f"card-signal-{signal}")
        for signal in reading.signals
        if signal in ("effort", "leaving", "urgent")
    ]
    return " · ".join(part for part in parts if part)


def _clock(case: Case, journey: JourneyMap, language: str, now: datetime) -> str:
    """Return the one clock that matters now: until it is taken the team's, then the customer's."""
    waits = say(language, "card-waits", wait=say_wait(now - case.clock_from, language))
    if case.answered_at is not None:
        return ""
    if case.taken_at is not None or case.shared_at is None:
        return waits
    department = journey.in_charge(case.department)
    until = take_until(case, case.shared_at, journey)
    if until <= now:
        return f"{waits} · {say(language, 'card-take-late')}"
    today = until.date() == now.astimezone(department.timezone).date()
    key = "card-take-before" if today else "card-take-before-tomorrow"
    return f"{waits} · {say(language, key, time=say_time(until.time(), language))}"


def take_until(case: Case, shared_at: datetime, journey: JourneyMap) -> datetime:
    """Return until when a team has to take a case that was shown, in the team's zone."""
    team = journey.in_charge(case.department)
    until = add_working_time(shared_at, team.time_limits.take, team.working_hours, team.timezone)
    return until.astimezone(team.timezone)


def _is_regulated(case: Case, verbatim: Verbatim, journey: JourneyMap) -> bool:
    """Tell whether a legal procedure handles it, which our answer does not replace."""
    there = journey.touchpoints.get(case.touchpoint or "")
    policy = journey.policy_of(verbatim.source, verbatim.channel)
    return policy.regulated or bool(there and there.regulated)


def _why_here(look: Look, case: Case, reading: Reading, journey: JourneyMap, language: str) -> str:
    if case.grave:
        return say(
            language, "card-grave", what=say(language, f"grave-{case.grave}".replace("_", "-"))
        )
    parts = []
    if case.passes and case.reason:
        parts.append(say(language, "card-passed-on", why=_part(case.reason)))
    if why := why_there(look, case, reading, language):
        parts.append(why)
    others = [
        journey.owner_of(key).name.in_(language)
        for key in reading.also
        if journey.owner_of(key).key != case.department
    ]
    if others:
        parts.append(say(language, "card-also", others=escape(", ".join(dict.fromkeys(others)))))
    if case.linked_to:
        parts.append(say(language, "card-linked", other=f"C-{case.linked_to}"))
    if others_say_it := look.count_same(case):
        parts.append(say(language, "card-same-again", others=others_say_it))
        parts += _fixed_for_others(look, case, language)
    line = " · ".join(parts)
    return f"{line[:1].upper()}{line[1:]}"


def _fixed_for_others(look: Look, case: Case, language: str) -> list[str]:
    """Return that it is being fixed for those who say the same, and not for this one yet."""
    together = look.improvement_of_same(case) if case.improvement_id is None else None
    if together is None or not can_join(case):
        return []
    return [say(language, "card-fixed-for-others", improvement=together.name)]


def _progress(look: Look, case: Case, journey: JourneyMap, language: str) -> list[str]:
    lines = []
    if case.taken_by:
        name = name_of(look, case.taken_by)
        lines.append(f"*{say(language, 'card-taken', name=name)}*")
    if case.improvement_id is not None:
        together = look.improvement(case.improvement_id)
        said = improvement_line(look, together, journey, language, at_most=_PART_AT_MOST)
        lines.append(f"🛠️ {said}")
    shown = still_counting(look.actions(case.id))[-_MOST_ACTIONS:]
    lines += [action_line(look, one, language, at_most=_PART_AT_MOST) for one in shown]
    lines += _told(look, case, language)
    if case.needs_hands and not case.needs_answer and not case.answered_at:
        may_be_told = may_be_told_by_hand(look, case, journey)
        lines.append(say(language, "card-no-way" if may_be_told else "card-no-contact"))
    return lines


def _told(look: Look, case: Case, language: str) -> list[str]:
    """Return what the customer was told, was asked, or will be once it is read again."""
    lines = []
    arrived = arrival(look.messages(case.id), language)
    if case.answered_at and case.promised_on and not case.followed_up_at:
        lines.append(say(language, "card-promised", day=say_day(case.promised_on, language)))
    elif case.answered_at:
        lines.append(say(language, "card-answered"))
    elif case.acknowledged_at and case.promised_on:
        day = say_day(case.promised_on, language)
        lines.append(say(language, "card-acknowledged", day=day))
    if case.asked_at:
        lines.append(say(language, "card-asked"))
    if arrived:
        lines.append(arrived)
    if look.waiting_proposals(case.id):
        lines.append(say(language, "card-read-first"))
    return lines


def _part(text: str) -> str:
    """Return a few words of somebody on one line, as marked text."""
    return escape(cut(" ".join(text.split()), at_most=_PART_AT_MOST))


def _buttons(
    look: Look, case: Case, reading: Reading, journey: JourneyMap, language: str
) -> list[Block]:
    buttons: list[Block] = []
    if case.touchpoint is None and case.taken_by is None and not case.grave:
        said = look.correction_of(case.id)
        if said is None or said.how != "none":
            buttons += _places(case, reading, journey, language)
    buttons += _next(look, case, language) if case.needs_hands else _thanks(look, case, language)
    options = [
        option(say(language, f"more-{verb}".replace("_", "-")), f"{verb}:{case.id}")
        for verb in [*_more(look, case, journey)[:_MOST_MORE], SHOW]
    ]
    return [*buttons, overflow(MORE, options)]


def rarer_buttons(look: Look, case: Case, journey: JourneyMap, language: str) -> list[Block]:
    """Return what found no place behind "more": it stands in the window behind "show all"."""
    if case.closed_at is not None:
        return []
    return [
        button(
            say(language, f"more-{verb}".replace("_", "-")),
            f"{MORE}_{number}",
            f"{verb}:{case.id}",
        )
        for number, verb in enumerate(_more(look, case, journey)[_MOST_MORE:])
    ]


def _next(look: Look, case: Case, language: str) -> list[Block]:
    """Return the button of the one next step: that of its improvement, where it is one of many."""
    if case.improvement_id is not None:
        together = look.improvement(case.improvement_id)
        if not has_own_step(case, together):
            label = say(language, "button-improvement", improvement=together.name)
            return [button(label, SHOW_IMPROVEMENT, str(together.id), style="primary")]
    step = next_step(case)
    if step is None or not step.by_people:
        return []
    label = say(language, f"button-{step.name}".replace("_", "-"))
    return [button(label, step.name, str(case.id), style="primary")]


def _thanks(look: Look, case: Case, language: str) -> list[Block]:
    """Return what praise asks for: thanks to those who earned it, and to the customer."""
    value = str(case.id)
    buttons: list[Block] = []
    if not thanks_passed_on(look, case):
        buttons.append(button(say(language, "button-thanks"), THANKS, value, style="primary"))
    if case.needs_answer and case.answered_at is None:
        label = say(language, "button-thank-customer")
        buttons.append(button(label, "answer", value, style=None if buttons else "primary"))
    return buttons or _next(look, case, language)


def _places(case: Case, reading: Reading, journey: JourneyMap, language: str) -> list[Block]:
    """Return the best guesses as buttons, for what the map could not place."""
    guesses = [
        one.touchpoint for one in reading.candidates if one.touchpoint in journey.touchpoints
    ]
    places = [
        button(journey.touchpoint(key).name.in_(language), f"{PLACE}_{number}", f"{case.id}:{key}")
        for number, key in enumerate(guesses[:3])
    ]
    others = say(language, "button-none-of-these", places=len(places))
    return [*places, button(others, PASS_ON, str(case.id))]


def _more(look: Look, case: Case, journey: JourneyMap) -> list[str]:
    """Return what else can be done with a case, the most frequent first."""
    verbs = [PASS_ON] if case.improvement_id is None else [LEAVE, WRITE, PASS_ON]
    if may_be_given_address(look, case, journey):
        verbs.append(ADDRESS)
    verbs += _more_as_it_stands(case)
    if case.improvement_id is not None:
        return verbs
    if can_join(case):
        verbs.append(IMPROVE)
    if case.needs_answer and case.acted_at is None:
        verbs.append(WRITE)  # later, the form behind the main button is as good
    elif not case.needs_answer and may_be_told_by_hand(look, case, journey):
        verbs.insert(verbs.index(PASS_ON) + 1, WRITE)  # the card says that it stands here
    return verbs


def _more_as_it_stands(case: Case) -> list[str]:
    verbs = []
    if case.promised_on and case.answered_at and not case.followed_up_at:
        verbs.append(NEW_DATE)
    elif not case.answered_at:
        verbs.append(NO_REPLY)
    if case.needs_hands:
        verbs.append(ACTIONS)
    if case.taken_by:
        verbs.append(RELEASE)
    return verbs


def _closed(look: Look, case: Case, journey: JourneyMap, language: str) -> list[Block]:
    parts = [say(language, "card-closed", case=case.name)]
    done = [action.what for action in still_counting(look.actions(case.id))]
    if done:
        parts.append(_part(done[-1]))
    how = say(language, f"closed-{(case.closed_how or 'told').replace('_', '-')}")
    if case.closed_how == "none_needed" and case.reason:
        how = f"{how} ({_part(case.reason)})"
    parts.append(how)
    heard = look.heard_back(case.id)
    if heard and heard.words:
        read = look.reading(case.verbatim_id).language
        words = hidden_of(look, case, journey).masked(heard.words, language=read)
        parts.append(say(language, "card-customer-said", words=_part(words)))
    if case.hears_the_end:
        parts.append(_hears_the_end(look, case, journey, language))
    verbs = [SHOW, REOPEN]
    if case.hears_the_end:
        verbs.append(LEAVE)
    elif case.improvement_id is None and can_join(case):
        verbs.append(IMPROVE)
    options = [option(say(language, f"more-{verb}"), f"{verb}:{case.id}") for verb in verbs]
    return [section(" · ".join(parts), accessory=overflow(MORE, options))]


def _hears_the_end(look: Look, case: Case, journey: JourneyMap, language: str) -> str:
    """Return that the customer hears, or heard, that what they had asked for is done."""
    together = look.improvement(int(case.improvement_id or 0))
    told = end_told(told_before(look, case, together.id))
    if told is None:
        state = "hears" if together.is_open else "is-to-hear"
        return say(language, f"card-closed-{state}", improvement=together.name)
    day = say_day(told.approved_at.astimezone(journey.timezone).date(), language)
    return say(language, "card-closed-heard", improvement=together.name, day=day)
